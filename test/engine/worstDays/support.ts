import type { StageOutcome } from '../../../preload/contract.ts';
import { prepareGround } from '../../model/world.ts';
import type { World } from '../../model/world.ts';
import { valueOf } from '../outbox/support.ts';

export { prepareGround };
export type { World };

/** Ids of the first records of the vendor's list. */
export function firstIds(world: World, count: number): readonly string[] {
  const found: string[] = [];
  for (let offset = 0; offset < count; offset += 1_000)
    for (const { id } of world.sandbox.control.records(
      'contractAssignments',
      offset,
      Math.min(1_000, count - offset),
    ))
      found.push(id);
  return found;
}

/** One gesture over many rows. */
export function type(
  world: World,
  field: string,
  ids: readonly string[],
  text: (index: number) => string,
): StageOutcome {
  return valueOf(
    world.outbox.stage(
      'contractAssignment',
      `Typing ${field}`,
      ids.map((recordId, index) => ({ recordId, field, input: { typed: text(index) } })),
    ),
  );
}

/** How often each value was really written: `record field=value`. */
export function timesWritten(world: World): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { id, changes } of world.effects())
    for (const [field, { to }] of Object.entries(changes)) {
      const key = `${id} ${field}=${JSON.stringify(to)}`;
      times.set(key, (times.get(key) ?? 0) + 1);
    }
  return times;
}
