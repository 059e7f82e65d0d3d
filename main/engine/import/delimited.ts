import { delimiters, longestCell, mostColumns } from '../../../domain/import/sourceTable.ts';
import type { Delimiter, SourceRow } from '../../../domain/import/sourceTable.ts';
import type { Failure } from '../../../domain/result.ts';
import { refusals } from './refusals.ts';

/**
 * CSV and TSV as spreadsheets write them (RFC 4180): any line ends, also mixed, quotes doubled inside quotes.
 * Written here and not left to a library because the bounds are checked while reading: a file of 50 MB
 * without a line end is answered after its first 32,767 characters, not after it has filled the memory.
 */

/** A row, or why the whole cannot be read. */
export type ReadRow =
  { readonly ok: true; readonly row: SourceRow } | { readonly ok: false; readonly failure: Failure };

const quote = '"';

/** Reads rows one by one; rows without any value are left out and counted. Ends after the first failure. */
export function* readDelimited(text: string, delimiter: Delimiter): Generator<ReadRow> {
  const ends = new RegExp(`[${delimiter === '\t' ? '\\t' : `\\${delimiter}`}\\r\\n]`, 'g');
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let row = 1;
  let cells: string[] = [];
  let malformed = false;
  while (at <= text.length) {
    const cell = text[at] === quote ? quotedCell(text, at, ends) : plainCell(text, at, ends);
    const failure = boundBroken(cell, row, cells.length);
    if (cell === null || failure !== null) {
      yield { ok: false, failure: failure ?? refusals.openQuote(row) };
      return;
    }
    malformed ||= cell.malformed;
    cells.push(cell.value);
    if (text[cell.end] === delimiter) {
      at = cell.end + 1;
      continue;
    }
    if (cells.some((one) => one.trim() !== ''))
      yield { ok: true, row: { row, cells, kinds: malformed ? 'q'.repeat(cells.length) : '' } };
    cells = [];
    malformed = false;
    row += 1;
    at = cell.end + (text[cell.end] === '\r' && text[cell.end + 1] === '\n' ? 2 : 1);
    // The last line end belongs to no row of its own.
    if (at >= text.length) break;
  }
}

/** The bound that the next cell of a row breaks. */
function boundBroken(cell: Cell | null, row: number, before: number): Failure | null {
  if (cell === null) return null;
  if (cell.value.length > longestCell) return refusals.longCell(row, before + 1);
  return before >= mostColumns ? refusals.tooManyColumns(row) : null;
}

interface Cell {
  readonly value: string;
  /** Position of the separator behind it, or the end of the text. */
  readonly end: number;
  readonly malformed: boolean;
}

function plainCell(text: string, start: number, ends: RegExp): Cell {
  ends.lastIndex = start;
  const end = ends.exec(text)?.index ?? text.length;
  return { value: text.slice(start, end), end, malformed: false };
}

/** Null when the quote is never closed. What follows a closing quote before the separator is kept and marked. */
function quotedCell(text: string, start: number, ends: RegExp): Cell | null {
  const parts: string[] = [];
  let from = start + 1;
  let length = 0;
  for (;;) {
    const close = text.indexOf(quote, from);
    if (close === -1) return null;
    parts.push(text.slice(from, close));
    length += close - from + 1;
    const doubled = text[close + 1] === quote;
    if (!doubled || length > longestCell) {
      const value = parts.join(quote);
      if (length > longestCell + 1) return { value, end: close, malformed: true };
      const rest = plainCell(text, close + 1, ends);
      return { value: value + rest.value, end: rest.end, malformed: rest.value.trim() !== '' };
    }
    from = close + 2;
  }
}

/** Characters from which the separator is told. */
const sampled = 65_536;
const sampledRows = 50;

/**
 * The separator by which the beginning of a text falls into rows of the same width, the wider the better; a
 * comma where none separates anything.
 */
export function guessDelimiter(text: string): Delimiter {
  const sample = text.slice(0, sampled);
  let best: { readonly delimiter: Delimiter; readonly score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const widths: number[] = [];
    for (const read of readDelimited(sample, delimiter)) {
      if (!read.ok || widths.length === sampledRows) break;
      widths.push(read.row.cells.length);
    }
    // The last row of a sample may be cut off.
    if (widths.length > 1 && sample.length < text.length) widths.pop();
    const usual = mostFrequent(widths);
    const even = widths.filter((width) => width === usual).length / Math.max(1, widths.length);
    const score = usual < 2 ? 0 : even * even * Math.log2(usual + 1);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function mostFrequent(widths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0];
}
