import { z } from 'zod';
import type { HierarchyChange } from '../../../../domain/hierarchyChange.ts';
import type { Json } from '../../../../domain/json.ts';
import type { ConnectorFailure, ConnectorResult } from '../api.ts';
import type { HierarchyEntry, HierarchyReads, ProductHierarchy } from '../hierarchyReads.ts';
import { isJsonObject, nestsDeeperThan } from '../../../../domain/json.ts';
import type { CallInput, Calls } from './calls.ts';
import { readHalPage } from './hal.ts';
import type { HalPage } from './hal.ts';
import type { CallName } from './profile.ts';
import { unusable } from './unusable.ts';

const id = z.string().min(1).max(200);
/** What is not of the type we expect is taken for not told: one odd field must not hide an entry. */
const text = z
  .string()
  .max(2_000)
  .transform((value) => (value === '' ? null : value))
  .nullable()
  .catch(null)
  .default(null);

const shape = z.looseObject({
  contractAssignmentChangeId: id,
  contractAssignmentId: text,
  contractAssignmentDisplayNumber: text,
  producerName: text,
  uplineName: text,
  commissionLevelName: text,
  writingNumber: text,
  contractAssignmentChangeAssignmentStatusName: text,
  contractAssignmentAssignmentStatusName: text,
  assignmentStatusName: text,
  annualizationName: text,
  modifiedDate: text,
  modifiedByName: text,
  effectiveDate: text,
  expirationDate: text,
  startDate: text,
  endDate: text,
});

/** Reads one entry (vendor-apis 3.20); null when it names no version, so that nothing could be said of it. */
function readHierarchyChange(server: Json): HierarchyChange | null {
  if (!isJsonObject(server) || nestsDeeperThan(server, 40)) return null;
  const parsed = shape.safeParse(server);
  if (!parsed.success) return null;
  const { data } = parsed;
  return {
    changeId: data.contractAssignmentChangeId,
    assignmentId: data.contractAssignmentId,
    displayNumber: data.contractAssignmentDisplayNumber,
    producerName: data.producerName,
    uplineName: data.uplineName,
    commissionLevelName: data.commissionLevelName,
    writingNumber: data.writingNumber,
    statusName:
      data.contractAssignmentChangeAssignmentStatusName ??
      data.contractAssignmentAssignmentStatusName ??
      data.assignmentStatusName,
    annualizationName: data.annualizationName,
    modifiedDate: data.modifiedDate,
    modifiedByName: data.modifiedByName,
    effectiveDate: data.effectiveDate,
    expirationDate: data.expirationDate,
    startDate: data.startDate,
    endDate: data.endDate,
  };
}

const hierarchy = z.looseObject({ id, productId: id });

const pageSize = 250;
/** No organization has this many positions. */
const mostPages = 400;
/** A person waits for it; what lies further back is read no more, and said to be missing. */
const mostPagesOfChanges = 20;

/** AgentSync Hierarchies (vendor-apis 2.2). Keys of the lists are not stated, so any single list is taken. */
export function createHierarchies(calls: Calls): HierarchyReads {
  const pageOf = async (
    call: CallName,
    page: number,
    input: CallInput,
  ): Promise<ConnectorResult<HalPage>> => {
    const query = { page: String(page), size: String(pageSize) };
    const answer = await calls.call(call, { ...input, query });
    if (!answer.ok) return { ok: false, failure: aboutHierarchiesAlone(answer.failure) };
    const asked = { page, size: pageSize };
    const hal = readHalPage(answer.value.json, calls.endpoint(call)?.embedded, asked);
    return hal.ok ? { ok: true, value: hal.page } : unusable(calls.label(call), `${hal.problem}.`);
  };

  return {
    readHierarchyChange,
    offersHierarchies: () =>
      calls.endpoint('listProductHierarchies') !== undefined &&
      calls.endpoint('listHierarchyChanges') !== undefined,
    async productHierarchies(organizationId, signal) {
      const found = new Map<string, ProductHierarchy>();
      for (let page = 0; page < mostPages; page += 1) {
        const read = await pageOf('listProductHierarchies', page, { parentId: organizationId, signal });
        if (!read.ok) return read;
        for (const item of read.value.items) {
          const parsed = hierarchy.safeParse(item);
          if (!parsed.success || !isJsonObject(item)) continue;
          found.set(parsed.data.id, { id: parsed.data.id, productId: parsed.data.productId, server: item });
        }
        if (read.value.last) break;
      }
      return { ok: true, value: [...found.values()] };
    },
    async hierarchyChanges(hierarchyId, since, signal) {
      const found = new Map<string, HierarchyEntry>();
      let unreadable = 0;
      for (let page = 0; page < mostPagesOfChanges; page += 1) {
        const read = await pageOf('listHierarchyChanges', page, { parentId: hierarchyId, signal });
        if (!read.ok) return read;
        let oldest = Number.POSITIVE_INFINITY;
        for (const item of read.value.items) {
          const entry = readHierarchyChange(item);
          if (entry === null || !isJsonObject(item)) {
            unreadable += 1;
            continue;
          }
          const { changeId, assignmentId } = entry;
          const modifiedAt = Date.parse(entry.modifiedDate ?? '') || 0;
          // The same version changed twice is two entries (vendor-apis section 7, item 18).
          found.set(`${changeId} ${modifiedAt}`, { changeId, assignmentId, modifiedAt, server: item });
          if (modifiedAt > 0) oldest = Math.min(oldest, modifiedAt);
        }
        if (read.value.last || oldest < since)
          return { ok: true, value: { entries: [...found.values()], complete: true, unreadable } };
      }
      return { ok: true, value: { entries: [...found.values()], complete: false, unreadable } };
    },
  };
}

/** A refusal of Hierarchies says nothing about the rest of the connection. */
function aboutHierarchiesAlone(failure: ConnectorFailure): ConnectorFailure {
  if (failure.kind === 'not-found')
    return {
      kind: 'not-found',
      message:
        'AgentSync knows no hierarchies under your organization id. Check it in Settings under “Your organization”.',
    };
  if (failure.kind !== 'forbidden' && failure.kind !== 'credentials-refused') return failure;
  return {
    kind: 'not-offered',
    message:
      'AgentSync does not let these credentials read hierarchies of this organization, so who changed a position is not shown. Everything else goes on.',
  };
}
