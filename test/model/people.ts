import { expect } from 'vitest';
import { netChanges } from '../../domain/merge.ts';
import type { OperationState } from '../../domain/operation.ts';
import type { OutboxItem } from '../../preload/contract.ts';
import { valueOf } from '../engine/outbox/support.ts';
import { confirmed, correctNew, released, tooLong, typeIn } from './gestures.ts';
import { cellIn, compared } from './life.ts';
import type { Life } from './life.ts';

type Choice = 'mine' | 'theirs';

/** What may be left when nothing sends itself any more: each names what a person has to decide. */
const namedStates: readonly OperationState[] = [
  'conflict',
  'refused',
  'needs-auth',
  'held',
  'ready',
  'waiting',
];
const decidable: readonly OperationState[] = ['conflict', 'refused', 'needs-auth', 'held'];

/** Settles what is in conflict, as a person would. */
export function decide(life: Life, choice: Choice): void {
  const { world, oracle } = life;
  const { items } = world.outbox.list({ states: ['conflict'], offset: 0, limit: 100 });
  for (const { operationIds } of items) {
    for (const id of operationIds) {
      const operation = world.store.operations.get(id);
      if (operation === null) continue;
      for (const [field, change] of Object.entries(operation.changes))
        if (choice === 'mine')
          oracle.insisted(cellIn(life, operation.targetId, field), String(change.value ?? ''));
    }
    valueOf(world.outbox.resolve(operationIds, choice));
  }
}

/** Makes a record that is gone at the vendor again; false when it cannot be. */
export function makeAgain(life: Life, operationIds: readonly string[]): boolean {
  const { world, oracle, slots } = life;
  const [operation] = operationIds.map((id) => world.store.operations.get(id)).filter((one) => one !== null);
  if (operation?.collection !== 'contractAssignment') return false;
  const first = slots.firstOf(operation.targetId);
  const made = world.outbox.recreate(operationIds);
  if (!made.ok) {
    expect(['already-there', 'not-gone']).toContain(made.error.code);
    return false;
  }
  const [batch] = world.store.operations.batches(0, 1);
  const [create] = batch === undefined ? [] : world.store.operations.ofBatch(batch.id);
  if (batch === undefined || create === undefined) throw new Error('made again without a gesture');
  if (!oracle.has(batch.label)) oracle.staged(batch.label, new Map());
  slots.madeAgain(first, create.targetId);
  // Everything it held goes out once more, with the new record; what others wrote and never arrived here is lost with it.
  for (const field of [...Object.keys(create.changes), ...compared])
    oracle.madeAgain(cellIn(life, first, field));
  return true;
}

function decideRefused(life: Life, item: OutboxItem, choice: Choice): void {
  const { world, oracle } = life;
  const operations = item.operationIds
    .map((id) => world.store.operations.get(id))
    .filter((operation) => operation !== null);
  if (operations.some(({ error }) => error?.code === 'gone')) {
    if (choice === 'mine' && makeAgain(life, item.operationIds)) return;
    valueOf(world.outbox.discard(item.operationIds));
    return;
  }
  // What counts is where the record ends up: a text that is too long may have been typed over since.
  const net = Object.entries(netChanges(operations.map(({ changes }) => changes)));
  const wrong = net.filter(([, { value }]) => tooLong(value));
  const [first] = operations;
  if (first !== undefined)
    for (const [field] of wrong) {
      const text = oracle.fresh('mine');
      const known = life.catalogue.find(({ id }) => id === first.targetId)?.collection;
      if (first.collection === 'contractAssignment' || known !== undefined)
        typeIn(life, field, { [first.targetId]: text }, known);
      else correctNew(life, first, field, text);
    }
  if (wrong.length > 0) return;
  valueOf(world.outbox.send(item.operationIds, true));
  released(life, operations);
  confirmed(life, operations);
}

/** Sends what is held; what the vendor offers no call for is given up. */
function decideHeld(life: Life, item: OutboxItem): void {
  const { world, oracle } = life;
  const operations = item.operationIds
    .map((id) => world.store.operations.get(id))
    .filter((operation) => operation !== null);
  const sent = world.outbox.send(item.operationIds, true);
  if (sent.ok) {
    released(life, operations);
    confirmed(life, operations);
    return;
  }
  expect(sent.error.code).toBe('not-offered');
  valueOf(world.outbox.discard(item.operationIds));
  for (const { targetId, changes } of operations)
    for (const field of Object.keys(changes)) oracle.gaveUp(cellIn(life, targetId, field));
}

/** Decides everything that only a person can; false when nothing is left. */
function decideAll(life: Life, choice: Choice): boolean {
  const { world } = life;
  const { items } = world.outbox.list({ offset: 0, limit: 200 });
  if (items.length === 0) return false;
  for (const item of items) {
    // Whatever is left must name what a person has to decide.
    expect(namedStates).toContain(item.state);
    expect(item.reason).not.toBe('');
  }
  expect(items.some(({ state }) => decidable.includes(state))).toBe(true);
  decide(life, choice);
  if (items.some(({ state }) => state === 'needs-auth')) world.outbox.credentialsChanged();
  for (const item of items) {
    if (item.state === 'refused') decideRefused(life, item, choice);
    if (item.state === 'held') decideHeld(life, item);
  }
  return true;
}

/**
 * The end protocol: heal, let it be quiet, drain, deciding what only a person can. Nothing is pressed
 * to make it go on: it must find out by itself that the vendor is back.
 */
export async function healAndDrain(life: Life, choice: Choice): Promise<void> {
  const { control } = life.world.sandbox;
  control.clearFaults();
  control.setOffline(false);
  for (const { world } of life.everybody) world.network.choose(false);
  for (let decisions = 0; decisions < 30; decisions += 1) {
    let decided = false;
    for (const one of life.everybody) {
      await one.world.drained();
      if (decideAll(one, choice)) decided = true;
    }
    if (!decided) return;
  }
  throw new Error(
    `the queue does not drain: ${JSON.stringify(life.everybody.map(({ world }) => world.outbox.list({ offset: 0, limit: 3 })))}`,
  );
}
