import { afterEach, describe, expect, test } from 'vitest';
import { collections } from '../../../domain/collections.ts';
import { turrisCollectionNames } from '../../../domain/fields.ts';
import type { TurrisCollection } from '../../../domain/fields.ts';
import { plainArrangement, shippedViews } from '../../../domain/shippedViews.ts';
import type { ViewFilter } from '../../../domain/viewFilter.ts';
import { noOverride } from '../../../main/engine/connectors/agentsync/override.ts';
import { readRecordDetail } from '../../../main/engine/recordDetail.ts';
import { exportDesk } from '../export/support.ts';
import { rig, valueOf } from '../outbox/support.ts';
import type { Rig } from '../outbox/support.ts';
import { fillTurris } from '../support/turrisRows.ts';

let used: Rig | null = null;
afterEach(async () => {
  await used?.dispose();
  used = null;
});

interface Desk {
  readonly r: Rig;
  readonly texts: (
    collection: TurrisCollection,
    fields: readonly string[],
    change?: { readonly filters?: readonly ViewFilter[]; readonly search?: string },
  ) => readonly (readonly string[])[];
  readonly named: (collection: TurrisCollection, view: string) => readonly (readonly string[])[];
  readonly csv: (collection: TurrisCollection, personal?: boolean) => string;
}

/** Turris beside AgentSync, whose first two producers are agents there. */
async function desk(): Promise<Desk> {
  const r = (used = await rig({ producerProfile: noOverride }));
  const producers = r.store.mirror.ids('producer', null, 2);
  const npns = producers.map((id) => String(r.store.mirror.get('producer', id)?.effective['npn']));
  fillTurris(r.store, { now: r.clock.now(), npns });
  const { views, exports } = exportDesk(r);
  const texts: Desk['texts'] = (collection, fields, { filters = [], search = '' } = {}) => {
    const { sort } = plainArrangement(collection);
    const asked = { collection, columns: [...fields], sort: [...sort], filters: [...filters], search };
    const { viewId, length } = views.open(asked);
    return valueOf(views.read(viewId, 0, length)).rows.map(({ cells }) => cells);
  };
  return {
    r,
    texts,
    named(collection, view) {
      const found = shippedViews(collection).find(({ name }) => name === view);
      if (found === undefined) throw new Error(`No view ${view}`);
      const { fields, filters } = found.arrangement;
      return texts(collection, fields, { filters });
    },
    csv(collection, personal = false) {
      const { fields, sort } = plainArrangement(collection);
      const columns = [...fields];
      const { viewId } = views.open({ collection, columns, sort: [...sort], filters: [], search: '' });
      const wish = { viewId, ranges: null, format: 'csv', unsent: true, personal, columns } as const;
      const { exportId } = valueOf(exports.open(wish));
      for (let text = ''; ;) {
        const { data, done } = valueOf(exports.read(exportId));
        text += new TextDecoder('utf-8', { ignoreBOM: true }).decode(data);
        if (done) return text;
      }
    },
  };
}

describe('licences', () => {
  test('stand under who holds them, an agent or an entity, and are found by that name', async () => {
    const { texts } = await desk();
    expect(texts('licence', ['holderName', 'stateCode'])).toEqual([
      // Held by somebody of whom only the number is known.
      ['29999999', 'WA'],
      ['Harbor Light Agency', 'CA'],
      ['Rosa Quill', 'CA'],
      ['Rosa Quill', 'NV'],
      ['Tom Abbey', 'OR'],
      ['Tom Abbey', 'TX'],
    ]);
    expect(texts('licence', ['holderName', 'stateCode'], { search: 'quill nv' })).toEqual([
      ['Rosa Quill', 'NV'],
    ]);
  });

  test('a holder whose name changes at Turris is read, found and named anew', async () => {
    const { r, texts } = await desk();
    expect(texts('licence', ['holderName'], { search: 'quill' })).toHaveLength(2);
    const values = { firstName: 'Rosa', lastName: 'Zell' };
    r.store.mirror.applyPage('agent', [{ id: 'g1', values, server: { renamed: true } }], {
      pass: 2,
      now: r.clock.now(),
    });
    expect(texts('licence', ['holderName'], { search: 'quill' })).toEqual([]);
    expect(texts('licence', ['holderName'], { search: 'zell' })).toHaveLength(2);
    expect(valueOf(readRecordDetail(r.store, 'licence', 'l1')).title).toBe('Rosa Zell · CA 0A00123');
  });

  test('that expire within sixty days are those and no others, and those that have are theirs', async () => {
    const { named } = await desk();
    const states = (view: string): readonly string[] => named('licence', view).map((cells) => cells[2] ?? '');
    expect(states('Expires within 60 days')).toEqual(['CA', 'NV']);
    expect(states('Expired')).toEqual(['OR']);
    expect(states('Not active')).toEqual(['OR']);
  });

  test('keep the zeros of their numbers, as text, in the sheet and in a file', async () => {
    const { csv, texts } = await desk();
    expect(texts('licence', ['licenceNumber'], { search: '0012' }).flat()).toContain('0012');
    expect(csv('licence')).toContain('0012');
  });
});

describe('agents', () => {
  test('are told by NPN whether AgentSync has them as producers', async () => {
    const { r, texts, named } = await desk();
    const [first, second] = r.store.mirror
      .ids('producer', null, 2)
      .map((id) => r.store.mirror.get('producer', id)?.effective['displayName']);
    expect(texts('agent', ['displayName', 'producerName', 'downstreamEntityIds'])).toEqual([
      ['Rosa Quill', first, 'Harbor Light Agency'],
      ['Tom Abbey', second, 'Harbor Light Agency, Northwind Wholesale'],
      ['', '', ''],
    ]);
    expect(named('agent', 'No producer at AgentSync').map((cells) => cells[1])).toEqual(['29999999']);
    expect(named('agent', 'NIPR data not read').map((cells) => cells[1])).toEqual(['29999999']);
    // Nothing but the number is known of the third.
    expect(valueOf(readRecordDetail(r.store, 'agent', 'g3')).title).toBe('NPN 29999999');
  });

  test('have their addresses left out of a file unless somebody asks for them', async () => {
    const { csv } = await desk();
    expect(csv('agent')).not.toContain('rosa@example.com');
    expect(csv('agent', true)).toContain('rosa@example.com');
  });
});

test('documents carry the id by which Turris has them', async () => {
  const { texts, named } = await desk();
  expect(texts('fileDocument', ['category', 'versionCount', 'turrisId'])).toEqual([
    ['E&O', '1', 'd3'],
    ['E&O', '3', 'd2'],
    ['W9', '1', 'd1'],
  ]);
  expect(named('fileDocument', 'Changed in the last 30 days').map((cells) => cells[0])).toEqual(['W9']);
});

describe.each(turrisCollectionNames)('nothing is changed or made: %s', (collection) => {
  test('each field says why, an edit and a new record are refused in those words', async () => {
    const { r } = await desk();
    const { fields, readOnlyBecause } = collections[collection];
    expect(readOnlyBecause).toContain('Turris');
    for (const field of fields) expect(field).toMatchObject({ editable: false, readOnlyBecause });
    const [id = ''] = r.store.mirror.ids(collection, null, 1);
    const edits = fields.map(({ name }) => ({ recordId: id, field: name, input: { typed: 'x' } }));
    const { staged, refused } = valueOf(r.outbox.stage(collection, 'Typing', edits));
    expect(staged).toBe(0);
    expect(refused.map(({ expected }) => expected)).toEqual(fields.map(() => readOnlyBecause));
    const made = valueOf(r.outbox.create(collection, 'New', {}));
    expect(made).toMatchObject({ refused: [{ expected: readOnlyBecause }] });
    expect(r.outbox.list({ offset: 0, limit: 1 }).total).toBe(0);
  });
});
