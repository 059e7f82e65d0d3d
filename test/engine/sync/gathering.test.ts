import { afterEach, describe, expect, it, vi } from 'vitest';
import { createWindow } from '../../../main/engine/sync/window.ts';
import { differences, createRig } from './rig.ts';
import type { Rig } from './rig.ts';

let rig: Rig | undefined;
afterEach(async () => {
  await rig?.close();
  rig = undefined;
});

describe('what arrives together', () => {
  it('is applied together: pages of a list, and the children of many parents', async () => {
    const made = await createRig({ size: { assignments: 2_000, carriers: 20 }, pageSize: 50 });
    rig = made;
    const transaction = vi.spyOn(made.store, 'transaction');
    await made.pass();
    const parents = made.sandbox.control.count('carriers') + made.sandbox.control.count('products');
    // Lookups and the ends of passes have one each; 40 pages of assignments and every parent share the rest.
    expect(parents).toBeGreaterThan(100);
    expect(transaction.mock.calls.length).toBeLessThan(40);
    for (const collection of ['product', 'commissionLevel', 'contractAssignment'] as const) {
      expect(differences(made, collection)).toEqual([]);
    }
  });

  it('does not wait long for what comes later', async () => {
    const made = await createRig();
    rig = made;
    made.sandbox.control.addFault({
      match: { operation: 'listAssignments', path: '[?&]page=1(&|$)' },
      action: { kind: 'latency', ms: 1_500, jitterMs: 0 },
    });
    made.start();
    await made.until(() => made.store.mirror.count('contractAssignment') === 50, 'the first page');
    expect(made.sandbox.control.counters()['listAssignments']).toBeGreaterThan(1);
    await made.settled();
    expect(differences(made, 'contractAssignment')).toEqual([]);
  });
});

describe('a window of results', () => {
  it('says whether a result arrives in time, and keeps it to be taken', async () => {
    const asked: number[] = [];
    const late = Promise.withResolvers<void>();
    const window = createWindow(async (position) => {
      asked.push(position);
      if (position === 1) await late.promise;
      return position;
    }, 2);
    expect(await window.arrives(0, new Promise(() => undefined))).toBe(true);
    expect(await window.arrives(1, Promise.resolve())).toBe(false);
    late.resolve();
    expect(await window.take(1)).toBe(1);
    expect(await window.take(0)).toBe(0);
    expect(asked).toEqual([0, 1]);
  });
});
