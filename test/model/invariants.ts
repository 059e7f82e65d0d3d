import { expect } from 'vitest';
import { fields } from './life.ts';
import type { Life } from './life.ts';
import { cellOf } from './oracle.ts';

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
    for (const [field, change] of Object.entries(effect.changes)) {
      if (typeof change.to !== 'string' || !change.to.startsWith('mine')) continue;
      const cell = cellOf(effect.id, field);
      const key = `${cell}=${change.to}`;
      if (!oracle.asked(cell, change.to)) wrong(life, 'done without a gesture', effect.id, field);
      if (oracle.mayRepeat(cell, change.to)) continue;
      if (seen.has(key)) wrong(life, 'done twice', effect.id, field);
      seen.add(key);
      const number = Number(change.to.slice('mine'.length));
      if (number <= (last.get(cell) ?? 0)) wrong(life, 'done out of order', effect.id, field);
      last.set(cell, number);
    }
  }
}

/** What was made here is at the vendor once, with what belongs to it, and nothing has a provisional id any more. */
function madeOnce({ world, oracle }: Life): void {
  const { control } = world.sandbox;
  const named = (collection: 'carriers' | 'products' | 'commissionLevels', name: string): number =>
    control.records(collection, 0, 1_000).filter((row) => row['name'] === name).length;
  for (const [name, expected] of oracle.carriers()) {
    expect(named('carriers', name), `carrier ${name}`).toBe(expected ? 1 : 0);
    expect(named('products', `${name} Term`), `product of ${name}`).toBeLessThanOrEqual(1);
    expect(named('commissionLevels', `${name} Street`), `level of ${name}`).toBeLessThanOrEqual(1);
    const assignments = control
      .records('contractAssignments', 0, 1_000)
      .filter((row) => row['writingNumber'] === name);
    expect(assignments.length, `assignments of ${name}`).toBeLessThanOrEqual(1);
  }
  for (const collection of ['carrier', 'product', 'commissionLevel', 'contractAssignment'] as const)
    expect(world.store.mirror.ids(collection, 'local:', 10).filter((id) => id.startsWith('local:'))).toEqual(
      [],
    );
}

/** What waits for a person says so, and a conflict needs somebody else. */
export function everythingNamed(life: Life): void {
  const { world, oracle } = life;
  for (const operation of world.store.operations.live({ states: ['conflict'], offset: 0, limit: -1 })) {
    const theirs = Object.keys(operation.error?.theirs ?? {});
    expect(theirs, 'a conflict names its fields').not.toEqual([]);
    for (const field of theirs)
      if (!oracle.contested(cellOf(operation.targetId, field)))
        wrong(life, 'a conflict with nobody', operation.targetId, field);
  }
}

/** After everything healed and drained: the screen, the vendor's tables and the oracle are one. */
export function allAgree(life: Life): void {
  const { world, oracle } = life;
  nothingMissing(life);
  nothingTwice(life);
  expect(world.outbox.counts()).toMatchObject({ unsent: 0, needsYou: 0 });
  expect(world.store.audit.verify().brokenAt).toBeNull();
  expect(world.faults.filter((text) => text.startsWith('Sending stopped unexpectedly'))).toEqual([]);
  for (const id of life.ids) {
    for (const field of fields) {
      const held = world.held(id, field);
      const shown = world.shown(id, field);
      if (shown !== held) wrong(life, `the screen shows “${shown}”, the server holds “${held}”`, id, field);
      const permitted = oracle.permitted(cellOf(id, field), life.original.get(cellOf(id, field)) ?? '');
      if (!permitted.includes(held))
        wrong(life, `the server holds “${held}”, not ${permitted.join(' or ')}`, id, field);
    }
  }
  madeOnce(life);
  const everWritten = new Set<string>();
  for (const effect of world.effects())
    for (const [field, change] of Object.entries(effect.changes))
      everWritten.add(`${cellOf(effect.id, field)}=${JSON.stringify(change.to)}`);
  for (const [cell, value] of oracle.takenBack()) {
    if (value.startsWith('mine') && !oracle.mayRepeat(cell, value))
      expect(everWritten, `taken back and sent all the same: ${cell} ${value}`).not.toContain(
        `${cell}=${JSON.stringify(value)}`,
      );
  }
}

/** Fails with everything that happened to the cell. Put together only then: it costs more than the looking. */
function wrong(life: Life, what: string, id: string, field: string): never {
  expect.fail(`${what}: ${historyOf(life, id, field)}`);
}

/** Everything that happened to one cell, to read a failure by. */
function historyOf({ world }: Life, id: string, field: string): string {
  const effects = world.sandbox.control
    .journal()
    .filter((effect) => effect.id === id && effect.changes[field] !== undefined)
    .map((effect) => `${effect.origin} ${JSON.stringify(effect.changes[field])}`);
  const operations = world.store.operations
    .batches(0, 60)
    .flatMap((batch) => world.store.operations.ofBatch(batch.id))
    .filter((operation) => operation.targetId === id && operation.changes[field] !== undefined)
    .sort((a, b) => a.sequence - b.sequence)
    .map(
      (o) =>
        `#${o.sequence} ${JSON.stringify(o.changes[field])} ${o.state} ${o.error?.code ?? ''} ${o.attempts}`,
    );
  return [`${id} ${field}, effects:`, ...effects, 'operations:', ...operations].join('\n  ');
}
