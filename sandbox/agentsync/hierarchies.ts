import { createHash } from 'node:crypto';
import type { JournalEntry } from '../journal/entry.ts';
import type { Json, JsonObject, Row } from '../json.ts';
import { textOf } from '../json.ts';
import { isoSeconds } from '../clock.ts';
import { makesVersion, versionOf } from './assignmentChanges.ts';
import type { Call, Route } from './call.ts';
import { pathId } from './call.ts';
import { pageReply, sourceOf, withSelf } from './hal.ts';
import { Refusal } from './reply.ts';

/** Ids are derived, so that they stay the same whenever they are asked. */
function hierarchyId(organizationId: string, productId: string): string {
  const hex = createHash('sha256').update(`${organizationId} ${productId}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** The organization of the path: one of the account's own records, else 404. */
function organizationOf(call: Call): Row {
  const found = call.world.carriers.get(pathId(call));
  if (found === undefined) throw new Refusal(404, `Organization '${pathId(call)}' was not found.`);
  return found;
}

/** Every organization holds a position for every product here; which ones it really has, no document tells. */
function hierarchiesOf(call: Call, organization: Row): Row[] {
  const { products, lookups } = call.world;
  return products.slice(0, products.count()).map((product) => ({
    id: hierarchyId(organization.id, product.id),
    organizationId: organization.id,
    organizationName: organization['name'] ?? null,
    productId: product.id,
    productName: product['name'] ?? null,
    lineOfBusinessName:
      lookups.linesOfBusiness.find(({ id }) => id === product['lineOfBusinessId'])?.['name'] ?? null,
    lastEditedAt: product['modifiedDate'] ?? null,
    lastEditedByName: null,
  }));
}

/** The product whose hierarchy this is, whichever organization it belongs to; 404 when there is none. */
function productOfHierarchy(call: Call): Row {
  const { carriers, products } = call.world;
  const organizations = carriers.slice(0, carriers.count());
  const found = products
    .slice(0, products.count())
    .find((product) => organizations.some(({ id }) => hierarchyId(id, product.id) === pathId(call)));
  if (found === undefined) throw new Refusal(404, `Product hierarchy '${pathId(call)}' was not found.`);
  return found;
}

/** Who made a change: the API client that wrote it, or one of the agency's people. */
function modifiedBy({ origin }: JournalEntry): string {
  return origin === 'remote' ? 'Dana Whitfield' : `API client ${origin}`;
}

function nameOf(row: JsonObject | undefined, field = 'name'): Json {
  return row?.[field] ?? null;
}

/** The position of an assignment as it was after a change. */
function entryOf(call: Call, entry: JournalEntry): Row[] {
  const { world } = call;
  const version = versionOf(call, entry);
  if (version === undefined) return [];
  const { after, changeId } = version;
  const status = nameOf(
    world.lookups.assignmentStatuses.find(({ id }) => id === after['assignmentStatusId']),
    'description',
  );
  const upline = world.contractAssignments.get(textOf(after['uplineContractAssignmentId']));
  return [
    {
      id: `${changeId}-${entry.seq}`,
      contractAssignmentId: entry.id,
      contractAssignmentChangeId: changeId,
      contractAssignmentDisplayNumber: `CA-${entry.id.slice(0, 8)}`,
      producerName: `NPN ${textOf(after['npn'])}`,
      uplineName: upline === undefined ? null : `NPN ${textOf(upline['npn'])}`,
      commissionLevelName: nameOf(world.commissionLevels.get(textOf(after['commissionLevelId']))),
      writingNumber: after['writingNumber'] ?? null,
      contractAssignmentChangeAssignmentStatusName: status,
      contractAssignmentAssignmentStatusName: status,
      annualizationName: nameOf(
        world.lookups.annualizations.find(({ id }) => id === after['annualizationId']),
      ),
      modifiedDate: isoSeconds(entry.at),
      modifiedByName: modifiedBy(entry),
      effectiveDate: after['startDate'] ?? null,
      expirationDate: after['endDate'] ?? null,
      startDate: after['startDate'] ?? null,
      endDate: after['endDate'] ?? null,
    },
  ];
}

/**
 * AgentSync Hierarchies: H2 and H7 of the specification (S3). What the generated data began with is no
 * change, so a changelog holds what happened since.
 */
export const hierarchyRoutes: readonly Route[] = [
  {
    operation: 'listProductHierarchies',
    method: 'GET',
    pattern: /^\/v1\/organizations\/([^/]+)\/productHierarchies$/,
    scope: 'rino_api_agency_read',
    budget: 'read',
    handle: (call) => {
      const rows = hierarchiesOf(call, organizationOf(call));
      return pageReply(call, 'productHierarchies', sourceOf(rows), (row) =>
        withSelf(row, `/v1/productHierarchies/${row.id}`),
      );
    },
  },
  {
    operation: 'listHierarchyChanges',
    method: 'GET',
    pattern: /^\/v1\/productHierarchies\/([^/]+)\/changelog$/,
    scope: 'rino_api_agency_read',
    budget: 'read',
    handle: (call) => {
      const product = productOfHierarchy(call);
      const { contractAssignments } = call.world;
      const effects = call.world
        .changesOf('contractAssignments')
        .filter(
          (entry) => makesVersion(entry) && contractAssignments.get(entry.id)?.['productId'] === product.id,
        )
        .toReversed();
      // Only the page that was asked for is worked out: a position is found by walking back through its edits.
      const source = {
        total: effects.length,
        slice: (offset: number, limit: number) =>
          effects.slice(offset, offset + limit).flatMap((entry) => entryOf(call, entry)),
      };
      return pageReply(call, 'changelog', source, ({ id: _own, ...entry }) => entry);
    },
  },
];
