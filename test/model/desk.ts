import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { Operation } from '../../domain/operation.ts';
import type { OutboxItem } from '../../preload/contract.ts';
import { valueOf } from '../engine/outbox/support.ts';
import { happening, often } from './command.ts';
import type { Command } from './command.ts';
import { commands, redo, undo } from './commands.ts';
import { confirmed, ends, fieldAt, longText, pickIn, released, tooLong, typeIn } from './gestures.ts';
import { cellIn, fields, idOf, records } from './life.ts';
import type { Life } from './life.ts';

/** What a person does at the tray and with receipts, beyond typing and undoing. */

const operationsOf = ({ world }: Life, ids: readonly string[]): readonly Operation[] =>
  ids.map((id) => world.store.operations.get(id)).filter((operation) => operation !== null);

const cellsOf = (
  life: Life,
  operations: readonly Operation[],
): readonly (readonly [cell: string, value: string])[] =>
  operations.flatMap(({ targetId, changes }) =>
    Object.entries(changes).map(
      ([field, { value }]) => [cellIn(life, targetId, field), String(value ?? '')] as const,
    ),
  );

function chosenFrom({ world }: Life, place: number): OutboxItem | undefined {
  const { items } = world.outbox.list({ offset: 0, limit: 50 });
  return items[place % Math.max(1, items.length)];
}

const mode = (chosen: 'automatic' | 'review'): Command =>
  happening(`mode ${chosen}`, (life) => {
    const { world, oracle } = life;
    const live = world.store.operations.live({ offset: 0, limit: -1 });
    const valuesIn = (states: readonly string[]) =>
      cellsOf(
        life,
        live.filter(({ state }) => states.includes(state)),
      );
    valueOf(world.outbox.setMode(chosen));
    oracle.kept.mode(chosen);
    expect(world.outbox.mode()).toBe(chosen);
    if (chosen === 'automatic') return;
    // The same value may be on its way with an earlier gesture, which nobody calls back.
    const away = new Set(valuesIn(['sending', 'unknown']).map((pair) => pair.join('=')));
    for (const pair of valuesIn(['ready', 'waiting', 'blocked', 'needs-auth']))
      if (!away.has(pair.join('='))) oracle.kept.heldForReview(...pair);
  });

const hold = (place: number): Command =>
  happening(`hold(${place})`, (life) => {
    const item = chosenFrom(life, place);
    if (item === undefined) return;
    const holdable = ['held', 'ready', 'waiting', 'blocked', 'needs-auth'];
    const free = operationsOf(life, item.operationIds).filter(({ state }) => holdable.includes(state));
    const result = life.world.outbox.hold(item.operationIds);
    expect(result.ok ? result.value.held : 0).toBe(free.length);
    for (const [cell, value] of cellsOf(life, free)) life.oracle.kept.heldByHand(cell, value);
    life.oracle.kept.unconfirmed(free.map(({ id }) => id));
  });

const sendable = ['held', 'ready', 'waiting', 'blocked', 'needs-auth', 'refused'];

function sent(life: Life, ids: readonly string[] | undefined, agreed: boolean): void {
  const { world } = life;
  const before =
    ids === undefined
      ? world.store.operations.live({ offset: 0, limit: -1 }).filter(({ state, error }) => {
          const byHand = state === 'held' && error?.code === 'held-by-hand';
          return sendable.includes(state) && state !== 'needs-auth' && state !== 'refused' && !byHand;
        })
      : operationsOf(life, ids).filter(({ state }) => sendable.includes(state));
  const result = world.outbox.send(ids, agreed);
  if (!result.ok) {
    expect(result.error.code).toBe('needs-confirmation');
    expect(agreed, 'asked again after agreeing').toBe(false);
    expect(before.some(({ changes }) => ends(life, changes['assignmentStatusId']?.value))).toBe(true);
    return;
  }
  // By the person's own knowledge, not the program's: what they kept back by hand is not meant by “everything”.
  const meant =
    ids !== undefined
      ? before
      : before.filter((operation) =>
          cellsOf(life, [operation]).every(([cell, value]) => !life.oracle.kept.byHand(cell, value)),
        );
  released(life, meant);
  if (agreed) confirmed(life, before);
}

const send = (place: number, agreed: boolean): Command =>
  happening(`send(${place}${agreed ? ' agreed' : ''})`, (life) => {
    const item = chosenFrom(life, place);
    if (item !== undefined) sent(life, item.operationIds, agreed);
  });

const sendAll = (agreed: boolean): Command =>
  happening(`send all${agreed ? ' agreed' : ''}`, (life) => sent(life, undefined, agreed));

const statuses = [
  'TERMINATED_WITH_CAUSE',
  'TERMINATED_WITHOUT_CAUSE',
  'RELEASED',
  'ON_HOLD',
  'CANCELLED',
] as const;
type Status = (typeof statuses)[number];

const statusId = ({ world }: Life, name: Status): string =>
  world.sandbox.control.lookups().assignmentStatuses.find((one) => one['name'] === name)?.id ?? '';

const setStatus = (row: number, name: Status): Command =>
  happening(`status(${row} ${name})`, (life) => {
    const id = idOf(life, row);
    const status = statusId(life, name);
    // Statuses are few: the same one may rightly be set again.
    life.oracle.insisted(cellIn(life, id, 'assignmentStatusId'), status);
    pickIn(life, 'assignmentStatusId', id, status);
  });

const remoteStatus = (row: number, name: Status): Command =>
  happening(`remote status(${row} ${name})`, (life) => {
    const id = idOf(life, row);
    const status = statusId(life, name);
    const { control } = life.world.sandbox;
    if (control.remoteEdit('contractAssignments', id, { assignmentStatusId: status }) === undefined) return;
    for (const one of life.everybody)
      one.oracle.editedByOthers(cellIn(life, id, 'assignmentStatusId'), status);
  });

/** Takes a sent gesture back: only where the vendor, as known here, still holds what it wrote. */
const reverse = (place: number): Command =>
  happening(`reverse(${place})`, (life) => {
    const { world, oracle } = life;
    const receipts = world.outbox.receipts(0, 20);
    const receipt = receipts[place % Math.max(1, receipts.length)];
    if (receipt === undefined) return;
    const label = `Reverse: ${receipt.label}`;
    if (oracle.has(label)) return;
    const written = world.store.operations.ofBatch(receipt.batchId);
    const preview = valueOf(world.outbox.reversePreview(receipt.batchId));
    const result = world.outbox.reverse(receipt.batchId);
    if (!result.ok) {
      expect(result.error.code).toBe('nothing-to-reverse');
      expect(preview.reversible).toBe(0);
      return;
    }
    expect(result.value.staged).toBe(preview.reversible);
    const { batchId } = result.value;
    if (batchId === null) return;
    const values = new Map<string, string>();
    for (const { targetId, changes } of world.store.operations.ofBatch(batchId)) {
      const server = world.store.mirror.get('contractAssignment', targetId)?.server ?? {};
      for (const [field, { value }] of Object.entries(changes)) {
        const original = written.find((one) => one.targetId === targetId && one.changes[field] !== undefined);
        expect(original?.state, 'reversed what was sent').toBe('done');
        expect(server[field] ?? null, 'reversed what the vendor still holds').toBe(
          original?.changes[field]?.value ?? null,
        );
        const cell = cellIn(life, targetId, field);
        values.set(cell, String(value ?? ''));
        // An older value is wanted once more.
        oracle.insisted(cell, String(value ?? ''));
      }
    }
    oracle.staged(label, values);
  });

/** Answers a conflict field by field, with a third value where there is a text. */
const resolveFields = (place: number, how: 'third' | 'mine' | 'theirs'): Command =>
  happening(`resolve fields(${place} ${how})`, (life) => {
    const { world, oracle } = life;
    const { items } = world.outbox.list({ states: ['conflict'], offset: 0, limit: 50 });
    const item = items[place % Math.max(1, items.length)];
    if (item === undefined) return;
    const text = oracle.fresh('mine');
    const choices: Record<string, { typed: string } | { take: 'mine' | 'theirs' }> = {};
    for (const { id, batchId, targetId, changes, error } of operationsOf(life, item.operationIds)) {
      for (const name of Object.keys(error?.theirs ?? {})) {
        const typed = how === 'third' && fields.some((field) => field === name);
        choices[name] = typed ? { typed: text } : { take: how === 'theirs' ? 'theirs' : 'mine' };
        const cell = cellIn(life, targetId, name);
        if (typed) {
          oracle.replaced(world.store.operations.batch(batchId)?.label ?? '', cell, text);
          // The value it had before may have arrived, was overwritten, and counts no more.
          oracle.insisted(cell, text);
        } else if (how !== 'theirs') oracle.insisted(cell, String(changes[name]?.value ?? ''));
        if (ends(life, changes[name]?.value) && how !== 'theirs') confirmedAgain(life, id, targetId);
      }
    }
    expect(valueOf(world.outbox.resolveFields(item.operationIds, choices)).refused).toEqual([]);
  });

/** Insisting on the end of a contract after somebody else changed its status agrees to it once more. */
function confirmedAgain(life: Life, id: string, targetId: string): void {
  life.oracle.kept.confirmed(life.slots.firstOf(targetId), `${id} once more`);
}

const typeTooLong = (row: number, field: number): Command =>
  happening(`too long(${row} field ${field})`, (life) =>
    typeIn(life, fieldAt(field), { [idOf(life, row)]: longText(life) }),
  );

/** A person reads the refusal and types something shorter. */
const correct = happening('correct', (life) => {
  const { items } = life.world.outbox.list({ states: ['refused'], offset: 0, limit: 1 });
  for (const { targetId, changes } of operationsOf(life, items[0]?.operationIds ?? []))
    for (const [name, { value }] of Object.entries(changes))
      if (tooLong(value)) typeIn(life, name, { [targetId]: life.oracle.fresh('mine') });
});

const backup = happening('the vendor keeps a backup', ({ world }) => {
  world.sandbox.control.snapshot('backup');
});

const restored = happening('the vendor restores it', (life) => {
  if (!life.world.sandbox.control.restore('backup')) return;
  for (const one of life.everybody) one.oracle.restored();
});

const row = fc.nat(records - 1);
const place = fc.nat(9);
const status = fc.constantFrom(...statuses);

/** Everything that can happen to the outbox, and what a person does at the tray. */
export const deskCommands: fc.Arbitrary<Command>[] = [
  ...commands,
  ...often(3, fc.constantFrom('automatic' as const, 'review' as const).map(mode)),
  ...often(3, place.map(hold)),
  ...often(
    3,
    fc.tuple(place, fc.boolean()).map(([at, agreed]) => send(at, agreed)),
  ),
  ...often(2, fc.boolean().map(sendAll)),
  ...often(
    4,
    fc.tuple(row, status).map(([at, name]) => setStatus(at, name)),
  ),
  fc.tuple(row, status).map(([at, name]) => remoteStatus(at, name)),
  ...often(3, place.map(reverse)),
  ...often(
    2,
    fc
      .tuple(place, fc.constantFrom('third' as const, 'mine' as const, 'theirs' as const))
      .map(([at, how]) => resolveFields(at, how)),
  ),
  ...often(
    2,
    fc.tuple(row, fc.nat(1)).map(([at, field]) => typeTooLong(at, field)),
  ),
  fc.constant(correct),
  fc.constant(undo),
  fc.constant(redo),
];

/** The same at a vendor who goes back to a backup. Afterwards much is possible, so it is lived through apart. */
export const restoredCommands: fc.Arbitrary<Command>[] = [
  ...deskCommands,
  ...often(2, fc.constant(backup)),
  ...often(4, fc.constant(restored)),
];
