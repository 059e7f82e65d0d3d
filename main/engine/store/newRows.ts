import type { CollectionName, FieldValues } from '../../../domain/fields.ts';
import type { InvitationStatus } from '../../../domain/invitation.ts';
import { changeStateOf, changeStates } from '../../../domain/operation.ts';
import type { OperationState } from '../../../domain/operation.ts';
import { integerAt } from './cells.ts';
import { tables, toCell } from './columns.ts';
import type { Cell, Column, Table } from './columns.ts';
import { createWriteRows, tuples } from './manyRows.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection } from './sqlite.ts';

/** A record made here that is not in its table yet. */
export interface NewRow {
  readonly id: string;
  readonly values: FieldValues;
  /** Of its create, which is its only operation. */
  readonly state: OperationState;
}

/** What a record made here shows of its values, which are all that its live operations say. */
export function shownWhileLocal(
  collection: CollectionName,
  values: FieldValues,
  states: readonly OperationState[],
): FieldValues {
  return collection === 'invitation' ? { ...values, status: unsentStatus(states) } : values;
}

/** How an invitation that has not gone out for certain stands in the ledger: its most telling operation says it. */
function unsentStatus(states: readonly OperationState[]): InvitationStatus {
  if (states.includes('unknown')) return 'Uncertain';
  const kept = states.some((state) => state === 'held' || state === 'refused' || state === 'conflict');
  return kept ? 'Not sent' : 'Waiting';
}

export const newRowsSql = {
  newest: ({ name }: Table): string => `SELECT coalesce(max(rowid), 0) FROM ${name}`,
  insert: ({ name }: Table, columns: readonly Column[], rows: number): string => {
    const named = columns.map((column) => `, ${column.name}`).join('');
    const row = `(?${', ?'.repeat(columns.length)}, 0, 0, $mark)`;
    return `INSERT INTO ${name} (id${named}, fetched_at, seen_in_pass, change_state) VALUES ${tuples(row, rows)}`;
  },
} as const;

/** Writes rows that are not there yet, many with each statement, and answers their rowids in order. */
export function createNewRows(
  connection: Connection,
): (collection: CollectionName, rows: readonly NewRow[]) => readonly number[] {
  return (collection, rows) => {
    const table = tables[collection];
    const shown = rows.map((row): NewRow => {
      const values = shownWhileLocal(collection, row.values, [row.state]);
      return { ...row, values };
    });
    const given = new Set<string>();
    for (const { values } of shown) for (const field in values) given.add(field);
    // A column that none of them gives a value to stays empty.
    const columns = table.columns.filter(({ field }) => given.has(field.name));
    const write = createWriteRows(connection, 1 + columns.length, (count) =>
      newRowsSql.insert(table, columns, count),
    );
    const newest = prepareRaw(connection, newRowsSql.newest(table));
    const before = integerAt(newest.get(), 0);
    for (const { mark, cells } of stretchesOf(shown, columns)) write(cells, { mark });
    return Array.from({ length: integerAt(newest.get(), 0) - before }, (_, index) => before + 1 + index);
  };
}

/** Cells of rows written in one go: enough that it costs no more, few enough that they are soon gone again. */
const rowsAtOnce = 1_000;

/** Rows that follow one another and get the same mark. */
function* stretchesOf(
  rows: readonly NewRow[],
  columns: readonly Column[],
): Iterable<{ readonly mark: number; readonly cells: readonly Cell[] }> {
  let cells: Cell[] = [];
  let last: OperationState | null = null;
  let held = 0;
  for (const { id, values, state } of rows) {
    if (last !== null && (state !== last || held === rowsAtOnce)) {
      yield { mark: markOf(last), cells };
      cells = [];
      held = 0;
    }
    last = state;
    held += 1;
    cells.push(id);
    for (const { field } of columns) cells.push(toCell(values[field.name]));
  }
  if (last !== null) yield { mark: markOf(last), cells };
}

function markOf(state: OperationState): number {
  return changeStates.indexOf(changeStateOf(state));
}
