import { afterEach, describe, expect, it } from 'vitest';
import { readRecordDetail } from '../../../main/engine/recordDetail.ts';
import { collections } from '../../../domain/collections.ts';
import type { LookupKind } from '../../../domain/lookups.ts';
import { contractingCollectionNames } from '../../../domain/fields.ts';
import { remoteTables } from '../outbox/everyFieldSupport.ts';
import { rig as outboxRig, valueOf } from '../outbox/support.ts';
import type { Rig as OutboxRig } from '../outbox/support.ts';
import { createRig } from './rig.ts';
import type { Rig } from './rig.ts';

let rig: Rig | undefined;
let outbox: OutboxRig | undefined;
afterEach(async () => {
  await rig?.close();
  await outbox?.dispose();
  rig = undefined;
  outbox = undefined;
});

describe('a connection that may only read hierarchies', () => {
  const ofHierarchies = /\/productHierarchies(?:\?|\/[^/]+\/changelog)/;

  async function onlyHierarchies(): Promise<Rig> {
    const refusal = JSON.stringify({ status: 403, error: 'Forbidden', message: 'Forbidden', path: '/' });
    rig = await createRig({
      tries: 1,
      transport: (transport) => (request) =>
        ofHierarchies.test(request.url)
          ? transport(request)
          : Promise.resolve({
              kind: 'response',
              status: 403,
              headers: {},
              body: new TextEncoder().encode(refusal),
            }),
    });
    return rig;
  }

  it('says of everything else that it may not, and asks no more than once', async () => {
    const made = await onlyHierarchies();
    await made.pass();
    for (const collection of ['carrier', 'contractAssignment'] as const) {
      expect(made.state(collection)).toMatchObject({
        state: 'failed',
        records: 0,
        failure: { code: 'forbidden', remedy: 'ask-vendor' },
      });
    }
    expect(made.store.setAside.count()).toBe(0);
    expect(made.sandbox.control.journal()).toEqual([]);
  });

  it('reads the changelogs of the organization all the same', async () => {
    const made = await onlyHierarchies();
    const { control } = made.sandbox;
    const [assignment] = control.records('contractAssignments', 0, 1);
    control.remoteEdit('contractAssignments', assignment?.id ?? '', { startDate: '2026-04-04' });
    const positions = await made.connector.productHierarchies(control.records('carriers', 0, 1)[0]?.id ?? '');
    if (!positions.ok) throw new Error(JSON.stringify(positions));
    expect(positions.value).toHaveLength(control.count('products'));
    const position = positions.value.find(({ productId }) => productId === assignment?.['productId']);
    const read = await made.connector.hierarchyChanges(position?.id ?? '', 0);
    if (!read.ok) throw new Error(JSON.stringify(read));
    expect(read.value).toMatchObject({
      complete: true,
      unreadable: 0,
      entries: [{ assignmentId: assignment?.id }],
    });
  });
});

/** Every field that holds ids of a lookup, from the definitions. */
const lookupFields = contractingCollectionNames.flatMap((collection) =>
  collections[collection].fields.flatMap((field) => {
    const { kind } = field;
    const lookup: LookupKind | null =
      kind.type === 'lookup' || kind.type === 'lookupList'
        ? kind.lookup
        : kind.type === 'states'
          ? 'administrativeDivision'
          : null;
    return lookup === null ? [] : [{ collection, field: field.name, lookup, list: kind.type !== 'lookup' }];
  }),
);

describe('a lookup id that nobody has told', () => {
  const unknown = 'FROM-THE-FUTURE';

  it.each(lookupFields)('in $field of a $collection ($lookup) is shown as it is', async (one) => {
    const { collection, field, list } = one;
    outbox = await outboxRig({ profile: { carrierList: 'full' } });
    const r = outbox;
    const [row] = r.sandbox.control.records(remoteTables[collection], 0, 1);
    const id = row?.id ?? '';
    r.sandbox.control.remoteEdit(remoteTables[collection], id, { [field]: list ? [unknown] : unknown });
    await r.pull([collection]);
    // In the panel, in the grid, in a filter's values, among the choices, and sorted by it.
    const detail = valueOf(readRecordDetail(r.store, collection, id));
    expect(detail.fields.find((shown) => shown.field === field)?.shown).toBe(unknown);
    const query = {
      collection,
      columns: [field],
      sort: [{ field, direction: 'ascending' as const }],
      filters: [],
      search: '',
    };
    const rows = r.store.views.rows(query, [...r.store.views.order(query)]);
    expect(rows.find((shown) => shown.id === id)?.cells).toEqual([unknown]);
    expect(() => r.store.views.values(query, field, '', 50)).not.toThrow();
    expect(() => r.store.views.options(collection, field, id, '', 50)).not.toThrow();
    // It stays as it is when another field is changed and sent.
    const edit = { recordId: id, field: 'userDefined1', input: { typed: 'beside it' } };
    expect(valueOf(r.outbox.stage(collection, 'Note', [edit])).refused).toEqual([]);
    r.outbox.start();
    await r.drained();
    expect(r.sandbox.control.record(remoteTables[collection], id)).toMatchObject({
      userDefined1: 'beside it',
      [field]: list ? [unknown] : unknown,
    });
  });
});
