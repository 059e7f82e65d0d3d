import { afterAll, beforeAll, expect, test } from 'vitest';
import { costOfLooking } from '../../../main/engine/outbox/look.ts';
import { systemRandom } from '../../../main/engine/system.ts';
import { rig } from './support.ts';
import type { Rig } from './support.ts';

const assignments = 2_500;

let r: Rig;
beforeAll(async () => {
  r = await rig({ assignments });
});
afterAll(() => r.dispose());

test('producers are counted only until the whole list is read with fewer requests', () => {
  const asked: number[] = [];
  const distinct: typeof r.store.mirror.distinct = (collection, ids, field) => {
    asked.push(ids.length);
    return r.store.mirror.distinct(collection, ids, field);
  };
  const nothing = (): void => undefined;
  const parts = {
    store: { ...r.store, mirror: { ...r.store.mirror, distinct } },
    connector: r.connector,
    clock: r.clock,
    random: systemRandom,
    log: { write: nothing },
    network: r.network,
    changes: { rows: nothing, membership: nothing, outbox: nothing, status: nothing, receipt: nothing },
    actor: 'tester',
    environment: 'practice' as const,
  };
  const ids = r.store.mirror.ids('contractAssignment', null, assignments);
  expect(costOfLooking(parts, 'contractAssignment', ids)).toBe(assignments / 250);
  expect(asked).toEqual([1_000]);

  const one = r.store.mirror.get('contractAssignment', ids[0] ?? '')?.effective['npn'];
  const own = ids.filter((id) => r.store.mirror.get('contractAssignment', id)?.effective['npn'] === one);
  expect(own.length).toBeGreaterThan(1);
  expect(costOfLooking(parts, 'contractAssignment', own)).toBe(1);
});
