import { afterEach, beforeEach, expect, it } from 'vitest';
import { turrisHandlers } from '../../main/engine/calls/turris.ts';
import { openTestStore } from './support/store.ts';
import type { TestStore } from './support/store.ts';

let one: TestStore;
beforeEach(() => {
  one = openTestStore();
  const records = [{ id: 'a1', values: { npn: '100' }, server: { npn: '100' } }];
  one.store.mirror.applyPage('agent', records, { pass: 1, now: 1 });
});
afterEach(() => one.dispose());

function calls(connected: boolean) {
  const told: string[] = [];
  const handlers = turrisHandlers({
    store: one.store,
    connected: () => connected,
    changes: {
      membership: (collection) => told.push(collection),
      status: () => told.push('status'),
    },
  });
  return { handlers, told };
}

it('removes nothing that would only be read again', () => {
  const { handlers, told } = calls(true);
  expect(handlers['turris.forget']({})).toMatchObject({ ok: false, error: { code: 'turris-connected' } });
  expect(handlers['turris.kept']({})).toEqual({ ok: true, value: { records: 1 } });
  expect(told).toEqual([]);
});

it('removes what was read once Turris is disconnected, and lists hear of it', () => {
  const { handlers, told } = calls(false);
  expect(handlers['turris.forget']({})).toEqual({ ok: true, value: { removed: 1 } });
  expect(handlers['turris.kept']({})).toEqual({ ok: true, value: { records: 0 } });
  expect(told).toEqual(['downstreamEntity', 'agent', 'licence', 'fileDocument', 'status']);
});
