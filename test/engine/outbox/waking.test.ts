import { afterEach, expect, it } from 'vitest';
import { readRecordDetail } from '../../../main/engine/recordDetail.ts';
import { makeChain } from './createSupport.ts';
import { rig, valueOf } from './support.ts';
import type { Rig } from './support.ts';

let used: Rig | null = null;
afterEach(async () => {
  await used?.dispose();
  used = null;
});

it('sends at once when the computer wakes or its network is back, whatever pause was meant', async () => {
  let down = false;
  const notNow = Promise.resolve({
    ok: false,
    failure: { kind: 'server-error', status: 503, message: 'Not now.' },
  } as const);
  const r = (used = await rig({
    wrap: (connector) => ({
      ...connector,
      read: (...given) => (down ? notNow : connector.read(...given)),
      listPage: (...given) => (down ? notNow : connector.listPage(...given)),
      assignmentsOf: (...given) => (down ? notNow : connector.assignmentsOf(...given)),
    }),
  }));
  const [a = ''] = r.ids;
  down = true;
  r.outbox.start();
  valueOf(r.type('userDefined1', { [a]: 'asleep' }));
  await r.until(
    () => r.outbox.list({ offset: 0, limit: 1 }).items[0]?.reason.startsWith('Waiting until') === true,
    'the first try',
  );
  down = false;
  expect(r.held(a, 'userDefined1')).not.toBe('asleep');
  const before = r.clock.now();
  r.outbox.wake();
  await r.until(() => r.held(a, 'userDefined1') === 'asleep', 'sending after waking');
  // No time went by: the pause was not waited for.
  expect(r.clock.now()).toBe(before);
});

it('says of no record made here that it was read from AgentSync', async () => {
  const r = (used = await rig());
  makeChain(r, 'Acme Local Life', 1, 1);
  const [local] = r.outbox.list({ states: ['blocked'], offset: 0, limit: 1 }).items;
  if (local === undefined) throw new Error('nothing waits for another record');
  expect(valueOf(readRecordDetail(r.store, local.collection, local.recordId)).fetchedAt).toBeNull();
  const [known = ''] = r.ids;
  expect(valueOf(readRecordDetail(r.store, 'contractAssignment', known)).fetchedAt).toBeGreaterThan(0);
});
