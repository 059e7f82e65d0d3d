import { afterEach, beforeEach, expect, it } from 'vitest';
import { turrisCollectionNames } from '../../../domain/fields.ts';
import type { TurrisCollection } from '../../../domain/fields.ts';
import type { Store, Written } from '../../../main/engine/store/api.ts';
import { openTestStore } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';

let one: TestStore;
beforeEach(() => {
  one = openTestStore();
});
afterEach(() => one.dispose());

const values: Readonly<Record<TurrisCollection, Readonly<Record<string, string>>>> = {
  downstreamEntity: { legalName: 'Northwind Agency' },
  agent: { firstName: 'Ada', lastName: 'Lovelace' },
  licence: { agentId: 'agent-1', stateCode: 'TX' },
  fileDocument: { category: 'W9' },
};

function read(store: Store, version: string): void {
  for (const collection of turrisCollectionNames) {
    const pass = store.syncState.begin(collection, { at: 1 });
    const records = [1, 2].map((number) => {
      const server = { ...values[collection], externalId: version, npn: version, category: version };
      return { id: `${collection}-${String(number)}`, values: server, server };
    });
    store.mirror.applyPage(collection, records, { pass, now: 1 });
    store.setAside.put(collection, [{ key: 'bad', reason: 'why', raw: '{}' }], { pass, now: 1 });
    store.syncState.complete(collection, 1);
  }
  const carrier = { id: 'c1', values: { name: version }, server: { name: version } };
  const pass = store.syncState.begin('carrier', null);
  store.mirror.applyPage('carrier', [carrier], { pass, now: 1 });
  store.setAside.put('carrier', [{ key: 'bad', reason: 'why', raw: '{}' }], { pass, now: 1 });
  store.syncState.complete('carrier', 1);
}

const changesOf = (store: Store, collection: 'agent' | 'carrier', id: string): number =>
  store.histories.serverChanges({ collection, id, field: null, before: null, limit: 10 }).length;

it('forgets all that was read from Turris, and nothing of AgentSync', () => {
  const { store } = one;
  read(store, 'one');
  read(store, 'two');
  expect(store.turris.count()).toBe(8);
  expect(changesOf(store, 'agent', 'agent-1')).toBe(1);

  expect(store.turris.forget()).toBe(8);
  const after = one.reopen();
  expect(after.turris.count()).toBe(0);
  for (const collection of turrisCollectionNames) {
    expect(after.mirror.count(collection)).toBe(0);
    expect(after.syncState.read(collection)).toMatchObject({ pass: 0, completedAt: null, cursor: null });
  }
  expect(changesOf(after, 'agent', 'agent-1')).toBe(0);
  expect(after.setAside.list(0, 10).map(({ collection }) => collection)).toEqual(['carrier']);
  expect(after.mirror.get('carrier', 'c1')?.effective['name']).toBe('two');
  expect(after.syncState.read('carrier').completedAt).toBe(1);
  expect(changesOf(after, 'carrier', 'c1')).toBe(1);
});

it('shows no list what it forgot, and what is read afterwards', () => {
  const { store } = one;
  const query = { collection: 'agent', columns: ['displayName'], sort: [], filters: [], search: '' } as const;
  read(store, 'one');
  expect([...store.views.order(query)]).toHaveLength(2);
  const told: Written[] = [];
  store.watch((written) => told.push(written));
  store.turris.forget();
  expect(told).toContainEqual({ kind: 'rows', collection: 'agent', rowids: 'all' });
  expect([...store.views.order(query)]).toHaveLength(0);
  read(store, 'three');
  expect(store.views.rows(query, [...store.views.order(query)])).toHaveLength(2);
  expect(store.mirror.get('agent', 'agent-1')?.effective['npn']).toBe('three');
});

it('forgets all of it or nothing', () => {
  const { store } = one;
  read(store, 'one');
  expect(() =>
    store.transaction('mirror', () => {
      store.turris.forget();
      throw new Error('the disk is full');
    }),
  ).toThrow('the disk is full');
  expect(store.turris.count()).toBe(8);
  expect(store.mirror.count('licence')).toBe(2);
});
