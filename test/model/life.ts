import { expect } from 'vitest';
import { valueOf } from '../engine/outbox/support.ts';
import { cellOf, Oracle } from './oracle.ts';
import type { Ground, World } from './world.ts';

/** Fields the gestures of a life write. */
export const fields = ['userDefined1', 'userDefined2', 'writingNumber'] as const;
/** Records the gestures of a life touch: few, so that they meet. */
export const records = 6;

/** One life under test: the world, and what a person may expect of it. */
export interface Life {
  readonly world: World;
  readonly oracle: Oracle;
  readonly ids: readonly string[];
  /** What the cells held at the beginning. */
  readonly original: ReadonlyMap<string, string>;
}

export function beginLife(ground: Ground, seed: number): Life {
  const world = ground.begin(seed);
  const ids = ground.sandbox.control.records('contractAssignments', 0, records).map(({ id }) => id);
  const original = new Map(
    ids.flatMap((id) => fields.map((field) => [cellOf(id, field), world.held(id, field)] as const)),
  );
  return { world, oracle: new Oracle(), ids, original };
}

/** Settles what is in conflict, as a person would. */
export function decide(life: Life, choice: 'mine' | 'theirs'): void {
  const { world, oracle } = life;
  const { items } = world.outbox.list({ states: ['conflict'], offset: 0, limit: 100 });
  for (const { operationIds } of items) {
    for (const id of operationIds) {
      const operation = world.store.operations.get(id);
      if (operation === null) continue;
      for (const [field, change] of Object.entries(operation.changes))
        if (choice === 'mine') oracle.insisted(cellOf(operation.targetId, field), String(change.value));
    }
    valueOf(world.outbox.resolve(operationIds, choice));
  }
}

/**
 * The end protocol: heal, let it be quiet, drain, deciding what only a person can. Nothing is pressed
 * to make it go on: it must find out by itself that the vendor is back.
 */
export async function healAndDrain(life: Life, choice: 'mine' | 'theirs'): Promise<void> {
  const { world } = life;
  world.sandbox.control.clearFaults();
  world.sandbox.control.setOffline(false);
  world.network.choose(false);
  for (let decisions = 0; decisions < 20; decisions += 1) {
    await world.drained();
    const { items } = world.outbox.list({ offset: 0, limit: 100 });
    if (items.length === 0) return;
    for (const item of items) {
      // Whatever is left must name what a person has to decide.
      expect(['conflict', 'refused', 'needs-auth', 'ready', 'waiting']).toContain(item.state);
      expect(item.reason).not.toBe('');
    }
    expect(items.some(({ state }) => ['conflict', 'refused', 'needs-auth'].includes(state))).toBe(true);
    decide(life, choice);
    if (items.some(({ state }) => state === 'needs-auth')) world.outbox.credentialsChanged();
    for (const { state, operationIds } of items)
      if (state === 'refused') valueOf(world.outbox.send(operationIds));
  }
  throw new Error(`the queue does not drain: ${JSON.stringify(world.outbox.list({ offset: 0, limit: 3 }))}`);
}
