import { afterEach, describe, expect, it } from 'vitest';
import type { LookupKind } from '../../../domain/lookups.ts';
import { lookupKinds } from '../../../domain/lookups.ts';
import type { AgentSyncCollection } from '../../../domain/fields.ts';
import { agentSyncCollectionNames } from '../../../domain/fields.ts';
import { noOverride } from '../../../main/engine/connectors/agentsync/override.ts';
import type { ConnectorResult } from '../../../main/engine/connectors/api.ts';
import type { HttpTransport } from '../../../main/engine/ports.ts';
import { remoteTables } from '../outbox/everyFieldSupport.ts';
import type { Row } from '../../../sandbox/json.ts';
import { createRig } from './rig.ts';
import type { Rig, RigOptions } from './rig.ts';

/** Every list the vendor offers, over no, one and many pages, and while it changes between two pages. */

const pageSize = 10;

let rig: Rig | undefined;
afterEach(async () => {
  await rig?.close();
  rig = undefined;
});

async function connect(options: RigOptions = {}): Promise<Rig> {
  rig = await createRig({
    size: { assignments: 30, carriers: 2 },
    pageSize,
    ahead: 1,
    producerProfile: noOverride,
    ...options,
  });
  return rig;
}

/** The requests that read a list, by the address of a page of it. */
const lists: Readonly<Record<AgentSyncCollection, RegExp>> = {
  carrier: /\/customers\/carriers\?page=(\d+)/,
  product: /\/carriers\/[^/]+\/products\?page=(\d+)/,
  commissionLevel: /\/commissionLevels\?page=(\d+)/,
  contractAssignment: /\/contractAssignments\?page=(\d+)/,
  producer: /\/producers\?page=(\d+)/,
  address: /\/addresses\?page=(\d+)/,
  phone: /\/phones\?page=(\d+)/,
  bankAccount: /\/bankAccounts\?page=(\d+)/,
  insurancePolicy: /\/insurancePolicies\?page=(\d+)/,
};

/** Somebody makes records until the vendor has so many, all of them under one parent. */
function grow(made: Rig, collection: AgentSyncCollection, like: Row, count: number): void {
  const { control } = made.sandbox;
  const table = remoteTables[collection];
  const { id: _id, ...fields } = like;
  for (let there = control.count(table); there < count; there += 1)
    control.remoteCreate(table, collection === 'carrier' ? { ...fields, name: `Carrier ${there}` } : fields);
}

/** Leaves the vendor without any record of a collection; answers what one was like. */
function empty(made: Rig, collection: AgentSyncCollection): Row {
  const { control } = made.sandbox;
  const table = remoteTables[collection];
  const all = control.records(table, 0, 10_000);
  for (const { id } of all) control.remoteDelete(table, id);
  const [first] = all;
  if (first === undefined) throw new Error('no data');
  return first;
}

/** Ids that only one of the two has. */
function differing(made: Rig, collection: AgentSyncCollection): readonly string[] {
  const here = new Set(made.store.mirror.ids(collection, null, 10_000));
  const there = new Set(
    made.sandbox.control.records(remoteTables[collection], 0, 10_000).map(({ id }) => id),
  );
  return [...[...here].filter((id) => !there.has(id)), ...[...there].filter((id) => !here.has(id))];
}

describe('a list of the vendor', () => {
  it.each(agentSyncCollectionNames)('%s: none, one, a full page, one more, and many', async (collection) => {
    const asked: number[] = [];
    const made = await connect({
      transport: (transport) => (request) => {
        const page = lists[collection].exec(request.url)?.[1];
        if (page !== undefined) asked.push(Number(page));
        return transport(request);
      },
      catalogueMs: 0,
    });
    const like = empty(made, collection);
    for (const count of [0, 1, pageSize, pageSize + 1, 3 * pageSize + 5]) {
      grow(made, collection, like, count);
      asked.length = 0;
      await made.pass();
      expect(made.state(collection)).toMatchObject({ state: 'idle', failure: null, records: count });
      expect(differing(made, collection)).toEqual([]);
      // The last page says itself that it is the last: none is asked for beyond it.
      expect(Math.max(...asked)).toBe(Math.max(0, Math.ceil(count / pageSize) - 1));
    }
  });

  it.each(agentSyncCollectionNames)(
    '%s: one less after the first page, and one more after the second',
    async (name) => {
      const table = remoteTables[name];
      let moved = 0;
      const made: Rig = await connect({
        transport: (transport) => async (request) => {
          const answer = await transport(request);
          const page = lists[name].exec(request.url)?.[1];
          const rows = made.sandbox.control.records(table, 0, 10_000);
          // What is removed stood on the page just read: everything behind it moves up by one.
          if (page === '0' && moved === 0 && rows.length > pageSize) {
            moved = 1;
            made.sandbox.control.remoteDelete(table, rows[0]?.id ?? '');
          } else if (page === '1' && moved === 1) {
            moved = 2;
            const { id: _id, ...fields } = rows[1] ?? { id: '' };
            made.sandbox.control.remoteCreate(
              table,
              name === 'carrier' ? { ...fields, name: 'Meanwhile' } : fields,
            );
          }
          return answer;
        },
      });
      grow(made, name, empty(made, name), 3 * pageSize + 5);
      await made.pass();
      expect(moved).toBe(2);
      // Nothing that was there all the time is missing or taken for gone, after this pass already.
      const there = made.sandbox.control.records(table, 0, 10_000).map(({ id }) => id);
      const missing = there.filter((id) => made.store.mirror.get(name, id)?.goneAt !== null);
      expect(missing).toEqual([]);
      await made.pass();
      expect(made.state(name)).toMatchObject({ state: 'idle', failure: null });
      expect(differing(made, name)).toEqual([]);
    },
  );
});

/** Makes the vendor's pages small where the connector asks for large ones. */
const small =
  (transport: HttpTransport): HttpTransport =>
  (request) =>
    transport({ ...request, url: request.url.replace(/size=\d+/, `size=${pageSize}`) });

const nothing = JSON.stringify({
  _links: {},
  page: { size: pageSize, totalElements: 0, totalPages: 0, number: 0 },
});

function valueOf<T>(result: ConnectorResult<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

describe('what is asked for by itself', () => {
  const stored: Readonly<Record<LookupKind, keyof ReturnType<Rig['sandbox']['control']['lookups']>>> = {
    lineOfBusiness: 'linesOfBusiness',
    contractSubmissionMethod: 'contractSubmissionMethods',
    annualization: 'annualizations',
    assignmentStatus: 'assignmentStatuses',
    administrativeDivision: 'administrativeDivisions',
    taskType: 'taskTypes',
  };

  it.each(lookupKinds)('lookups of %s arrive whole, over as many pages as there are', async (kind) => {
    const made = await connect({ transport: small });
    const { values, setAside } = valueOf(await made.connector.listLookup(kind));
    expect(setAside).toEqual([]);
    expect(values).toHaveLength(made.sandbox.control.lookups()[stored[kind]].length);
  });

  it.each(lookupKinds)('no lookups of %s are an empty list, not a failure', async (kind) => {
    const made = await connect({
      transport: (transport) => (request) =>
        request.url.includes('/oauth2/')
          ? transport(request)
          : Promise.resolve({
              kind: 'response',
              status: 200,
              headers: {},
              body: new TextEncoder().encode(nothing),
            }),
    });
    expect(valueOf(await made.connector.listLookup(kind))).toEqual({ values: [], setAside: [] });
  });

  it.each([0, 1, pageSize, 3 * pageSize + 5])('%i assignments of one producer', async (count) => {
    const made = await connect();
    const { control } = made.sandbox;
    const { id: _id, ...fields } = control.records('contractAssignments', 0, 1)[0] ?? { id: '' };
    const ids = Array.from(
      { length: count },
      () => control.remoteCreate('contractAssignments', { ...fields, npn: '000123' }).id,
    );
    const found = valueOf(await made.connector.assignmentsOf('000123'));
    expect(found.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });

  it.each([0, 1, 3 * pageSize])('an assignment that was changed %i times', async (count) => {
    const made = await connect({ transport: small });
    const [first] = made.sandbox.control.records('contractAssignments', 0, 1);
    for (let day = 1; day <= count; day += 1)
      made.sandbox.control.remoteEdit('contractAssignments', first?.id ?? '', {
        startDate: `2026-01-${String(day).padStart(2, '0')}`,
      });
    const { changes, unreadable } = valueOf(await made.connector.assignmentChanges(first?.id ?? ''));
    expect(unreadable).toBe(0);
    // The oldest is how the assignment came to be.
    expect(changes).toHaveLength(count + 1);
  });
});
