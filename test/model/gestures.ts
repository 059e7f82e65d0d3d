import { expect } from 'vitest';
import type { ContractingCollection } from '../../domain/fields.ts';
import type { Operation } from '../../domain/operation.ts';
import { anyway, valueOf } from '../engine/outbox/support.ts';
import { fields, cellIn } from './life.ts';
import type { Life } from './life.ts';

/** What a person does to cells, and what the oracle has to know of it. */

export const fieldAt = (index: number): string => fields[index % fields.length] ?? fields[0];

/** More than the vendor takes; the program cannot know. */
export const longText = (life: Life): string => `${life.oracle.fresh('mine')} ${'x'.repeat(300)}`;
export const tooLong = (value: unknown): boolean => typeof value === 'string' && value.endsWith('xxx');

/** Types texts into one column, by record. */
export function typeIn(
  life: Life,
  field: string,
  cells: Readonly<Record<string, string>>,
  collection: ContractingCollection = 'contractAssignment',
): void {
  put(
    life,
    collection,
    field,
    Object.entries(cells).map(([id, text]) => ({ id, text, input: { typed: text } })),
  );
}

/** Picks a choice in one cell. */
export function pickIn(life: Life, field: string, id: string, value: string): void {
  put(life, 'contractAssignment', field, [{ id, text: value, input: { value } }]);
}

function put(
  life: Life,
  collection: ContractingCollection,
  field: string,
  cells: readonly {
    readonly id: string;
    readonly text: string;
    readonly input: { readonly typed: string } | { readonly value: string };
  }[],
): void {
  const { world, oracle } = life;
  const label = oracle.label();
  // Nothing can be sent to a record that is known to be gone.
  const gone = ({ id }: { readonly id: string }): boolean =>
    world.store.mirror.get(collection, id)?.goneAt !== null;
  const there = cells.filter((cell) => !gone(cell));
  const edits = cells.map(({ id, input }) => ({ recordId: id, field, input }));
  const first = valueOf(world.outbox.stage(collection, label, edits));
  // Asked about a rule, a person insists; until then nothing is staged.
  if (first.warnings !== null) expect(first).toMatchObject({ batchId: null, staged: 0 });
  const outcome =
    first.warnings === null ? first : valueOf(world.outbox.stage(collection, label, edits, anyway));
  expect(outcome.refusedCount).toBe(cells.length - there.length);
  // Typing what the cell shows anyway is no gesture: nothing is staged, and redo stays what it was.
  if (outcome.batchId !== null)
    oracle.staged(label, new Map(there.map(({ id, text }) => [cellIn(life, id, field), text])));
  for (const other of life.everybody)
    if (other !== life)
      for (const { id, text } of there) other.oracle.editedByOthers(cellIn(life, id, field), text, true);
  for (const { id, text } of there) expect(world.shown(id, field, collection)).toBe(text);
}

/** Types a text into a new record that was refused. */
export function correctNew(
  { world, oracle }: Life,
  { collection, targetId }: Operation,
  field: string,
  text: string,
): void {
  const label = oracle.label();
  const edit = { recordId: targetId, field, input: { typed: text } };
  expect(valueOf(world.outbox.stage(collection, label, [edit])).refusedCount).toBe(0);
  oracle.staged(label, new Map());
}

/** These operations were sent by a person's choice. */
export function released(life: Life, operations: readonly Operation[]): void {
  for (const { targetId, changes } of operations)
    for (const [field, { value }] of Object.entries(changes))
      life.oracle.kept.released(cellIn(life, targetId, field), String(value ?? ''));
}

/** A person agreed to the ends of contracts among these operations. */
export function confirmed(life: Life, operations: readonly Operation[]): void {
  for (const { id, targetId, changes } of operations)
    if (ends(life, changes['assignmentStatusId']?.value))
      life.oracle.kept.confirmed(life.slots.firstOf(targetId), id);
}

/** Whether a status ends a contract, by the vendor's own names. */
export function ends({ world }: Life, status: unknown): boolean {
  const found = world.sandbox.control.lookups().assignmentStatuses.find(({ id }) => id === status);
  const name = found?.['name'];
  return typeof name === 'string' && name.startsWith('TERMINATED');
}
