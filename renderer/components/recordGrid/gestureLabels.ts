import type { StageOutcome } from '../../../preload/contract/engine.ts';
import { counted, formatCount } from '../../state/format.ts';

/** Names of gestures, as undo, the tray and receipts show them, and words for what they did. Pure. */

const longestLabel = 200;

/** What typing into a cell is called in receipts and under Undo. */
export function editLabel(column: string, value: string): string {
  return shortened(value === '' ? `Clear ${column}` : `Set ${column} to ${value}`);
}

/** The same of replacing a text in one column. */
export function replaceLabel(column: string, find: string): string {
  return shortened(`Replace “${find}” in ${column}`);
}

/** The same of pasting a block of this size. */
export function pasteLabel(rows: number, width: number, columns: readonly string[]): string {
  return shortened(`Paste ${size(rows, width)} into ${range(columns)}`);
}

/** The same of filling. */
export function fillLabel(rows: number, columns: readonly string[], way: 'down' | 'up' | 'across'): string {
  const over = way === 'across' ? `across in ${counted(rows, 'row')}` : `${way} over ${counted(rows, 'row')}`;
  return shortened(`Fill ${range(columns)} ${over}`);
}

/** The same of emptying cells. */
export function clearLabel(cells: number, columns: readonly string[]): string {
  return shortened(
    cells === 1 ? `Clear ${range(columns)}` : `Clear ${counted(cells, 'cell')} in ${range(columns)}`,
  );
}

/** Of a gesture over several ranges. */
export function rangesLabel(what: string, cells: number, columns: readonly string[]): string {
  return shortened(`${what} ${counted(cells, 'cell')} of ${range(columns)}`);
}

/** What a gesture did, for the status line and for screen readers. Never says "sent". */
export function outcomeWords(
  outcome: Pick<StageOutcome, 'staged' | 'unchanged' | 'refusedCount' | 'leftOut'>,
): string {
  const parts: string[] = [];
  if (outcome.staged > 0) parts.push(`${counted(outcome.staged, 'cell')} staged`);
  if (outcome.unchanged > 0) parts.push(`${counted(outcome.unchanged, 'cell')} already had that value`);
  if (outcome.refusedCount > 0) parts.push(`${counted(outcome.refusedCount, 'cell')} refused`);
  if (outcome.leftOut > 0) parts.push(`${counted(outcome.leftOut, 'cell')} left out`);
  if (parts.length === 0) return 'Nothing changed.';
  const saved = outcome.staged > 0 ? ' Saved on this computer.' : '';
  return `${parts.join(', ')}.${saved}`;
}

function size(rows: number, width: number): string {
  return `${formatCount(rows)} × ${formatCount(width)}`;
}

function range(columns: readonly string[]): string {
  const first = columns[0] ?? 'the list';
  const last = columns.at(-1);
  return columns.length < 2 || last === undefined ? first : `${first} to ${last}`;
}

/** The contract takes 200 characters; a longer label is cut, with a sign that it was. */
function shortened(label: string): string {
  return label.length <= longestLabel ? label : `${label.slice(0, longestLabel - 1)}…`;
}
