import { expect } from 'vitest';
import { contractingCollectionNames } from '../../domain/fields.ts';
import { ends } from './gestures.ts';
import { catalogueFields, cellIn, compared } from './life.ts';
import type { Life } from './life.ts';
import { historyOf } from './historyOf.ts';
import { cellOf } from './oracle.ts';
import { eachMadeOnce } from './madeOnce.ts';
import { tableOf } from './tables.ts';

/** Nothing the person staged may be missing: every live operation is on the screen. */
export function nothingMissing({ world }: Life): void {
  const { operations, mirror } = world.store;
  for (const { collection, targetId } of operations.liveRecords({ offset: 0, limit: 1000 })) {
    const wanted = new Map<string, unknown>();
    for (const operation of operations.liveOf(collection, targetId))
      for (const [field, change] of Object.entries(operation.changes)) wanted.set(field, change.value);
    const record = mirror.get(collection, targetId);
    for (const [field, value] of wanted)
      expect(record?.effective[field] ?? null, `${targetId} ${field} on screen`).toEqual(value);
  }
}

/** No value of ours reached a cell that nobody asked for, more often than asked for, or after a later one. */
export function nothingTwice(life: Life): void {
  const { world, oracle } = life;
  const seen = new Set<string>();
  const last = new Map<string, number>();
  for (const effect of world.effects()) {
    const first = life.slots.firstOf(effect.id);
    // A record made again is known by its first id once it has been named here.
    if (!life.ids.includes(first) && !life.catalogue.some(({ id }) => id === first)) continue;
    for (const [field, change] of Object.entries(effect.changes)) {
      if (!oracle.isOwn(change.to)) continue;
      const cell = cellOf(first, field);
      const key = `${cell}=${change.to}`;
      if (!oracle.asked(cell, change.to)) wrong(life, 'done without a gesture', first, field);
      if (oracle.mayRepeat(cell, change.to)) continue;
      if (seen.has(key)) wrong(life, 'done twice', first, field);
      seen.add(key);
      const turn = oracle.turn(cell, change.to);
      if (turn <= (last.get(cell) ?? -1)) wrong(life, 'done out of order', first, field);
      last.set(cell, turn);
    }
  }
}

/** Whatever a person keeps back stays here, and no contract ends that nobody agreed to end. */
export function nothingUnasked(life: Life): void {
  const { world, oracle } = life;
  const effects = world.effects();
  for (const effect of effects.slice(life.looked)) {
    for (const [field, { to }] of Object.entries(effect.changes)) {
      const cell = cellIn(life, effect.id, field);
      if (!oracle.isOwn(to) || oracle.mayRepeat(cell, to)) continue;
      if (oracle.kept.has(cell, to)) wrong(life, 'sent while it was kept back', effect.id, field);
    }
  }
  life.looked = effects.length;
  // Two people agree each for themselves; which of them did it, the vendor does not say.
  if (life.everybody.length > 1) return;
  const ended = new Map<string, number>();
  for (const { id, changes } of effects) {
    const first = life.slots.firstOf(id);
    if (!life.ids.includes(first) || !ends(life, changes['assignmentStatusId']?.to)) continue;
    ended.set(first, (ended.get(first) ?? 0) + 1);
  }
  for (const [id, times] of ended)
    if (times > oracle.kept.confirmations(id))
      wrong(
        life,
        `ended ${times} times, agreed to ${oracle.kept.confirmations(id)}`,
        id,
        'assignmentStatusId',
      );
}

/** What waits for a person says so, and a conflict needs somebody else. */
export function everythingNamed(life: Life): void {
  const { world, oracle } = life;
  for (const operation of world.store.operations.live({ states: ['conflict'], offset: 0, limit: -1 })) {
    const { targetId, collection } = operation;
    const theirs = Object.keys(operation.error?.theirs ?? {});
    expect(theirs, 'a conflict names its fields').not.toEqual([]);
    // A record of somebody else that was taken for ours is theirs from the beginning.
    const foreign = collection !== 'contractAssignment' && isTheirs(life, targetId);
    for (const field of theirs)
      if (!foreign && !oracle.contested(cellIn(life, targetId, field)))
        wrong(life, 'a conflict with nobody', targetId, field);
  }
}

function isTheirs({ world }: Life, id: string): boolean {
  return world.sandbox.control
    .journal()
    .some((entry) => entry.id === id && entry.action === 'create' && entry.origin === 'remote');
}

/** Everything that must hold after each step. */
export function alwaysHolds(life: Life): void {
  nothingMissing(life);
  nothingTwice(life);
  nothingUnasked(life);
  everythingNamed(life);
}

/** After everything healed and drained: the screen, the vendor's tables and the oracle are one. */
export function allAgree(life: Life): void {
  const { world, oracle } = life;
  alwaysHolds(life);
  expect(world.outbox.counts()).toMatchObject({ unsent: 0, needsYou: 0 });
  expect(world.store.audit.verify().brokenAt).toBeNull();
  expect(world.faults.filter((text) => text.startsWith('Sending stopped unexpectedly'))).toEqual([]);
  for (const first of life.ids) {
    const id = life.slots.now(first);
    if (world.sandbox.control.record('contractAssignments', id) === undefined) continue;
    for (const field of compared) {
      const held = world.held(id, field);
      const shown = world.shown(id, field);
      if (shown !== held) wrong(life, `the screen shows “${shown}”, the server holds “${held}”`, id, field);
      const cell = cellOf(first, field);
      const permitted = oracle.permitted(cell, life.original.get(cell) ?? '');
      if (!permitted.includes(held))
        wrong(life, `the server holds “${held}”, not ${permitted.join(' or ')}`, id, field);
    }
  }
  for (const { collection, id } of life.catalogue) {
    for (const field of catalogueFields) {
      const held = world.held(id, field, collection);
      const shown = world.shown(id, field, collection);
      if (shown !== held) wrong(life, `the screen shows “${shown}”, the server holds “${held}”`, id, field);
      const cell = cellOf(id, field);
      const permitted = oracle.permitted(cell, life.original.get(cell) ?? '');
      if (!permitted.includes(held))
        wrong(life, `the server holds “${held}”, not ${permitted.join(' or ')}`, id, field);
    }
  }
  sameTables(life);
  eachMadeOnce(life);
  const everWritten = new Set<string>();
  for (const effect of world.effects())
    for (const [field, change] of Object.entries(effect.changes))
      everWritten.add(`${cellIn(life, effect.id, field)}=${JSON.stringify(change.to)}`);
  for (const [cell, value] of oracle.takenBack()) {
    if (oracle.isOwn(value) && !oracle.mayRepeat(cell, value))
      expect(everWritten, `taken back and sent all the same: ${cell} ${value}`).not.toContain(
        `${cell}=${JSON.stringify(value)}`,
      );
  }
}

/** This computer has exactly the records that the vendor has, and none that is still waiting for its id. */
function sameTables({ world }: Life): void {
  for (const collection of contractingCollectionNames) {
    const held = world.sandbox.control.records(tableOf[collection], 0, 10_000).map(({ id }) => id);
    expect(world.store.mirror.ids(collection, null, 10_000), collection).toEqual(held.sort());
    expect(world.store.mirror.countLocal(collection), `${collection} without an id`).toBe(0);
  }
}

/** Fails with everything that happened to the cell. Put together only then: it costs more than the looking. */
function wrong(life: Life, what: string, id: string, field: string): never {
  expect.fail(`${what}: ${historyOf(life, id, field)}`);
}
