/**
 * Tab-separated text the way spreadsheets put it on the clipboard: a cell that holds a tab, a line
 * break or a quote is wrapped in quotes with its own quotes doubled. Pure; ids stay text.
 */

import type { Block } from './pasteBlock.ts';

/** Reads clipboard text into rows of cells. Ragged rows stay ragged; one final line break is not a row. */
export function parseTsv(text: string): Block {
  const reading = readTsv(text);
  for (;;) {
    const step = reading.next();
    if (step.done === true) return step.value;
  }
}

/** Characters after which a reader in slices may stop for a moment. */
const sliceLength = 200_000;

/** The same in slices: whoever must not be held up by a large text does something else between them. */
export function* readTsv(text: string): Generator<void, Block, void> {
  if (text === '') return [];
  const rows: string[][] = [];
  let row: string[] = [];
  let position = 0;
  let pause = sliceLength;
  for (;;) {
    const cell = text[position] === '"' ? quotedCell(text, position) : null;
    const { value, end } = cell ?? plainCell(text, position);
    row.push(value);
    const separator = text[end];
    if (separator === '\t') {
      position = end + 1;
      continue;
    }
    rows.push(row);
    row = [];
    if (separator === undefined) return rows;
    position = end + (separator === '\r' && text[end + 1] === '\n' ? 2 : 1);
    // Excel and Sheets end the block with a line break that belongs to no row.
    if (position >= text.length) return rows;
    if (position < pause) continue;
    pause = position + sliceLength;
    yield;
  }
}

interface Cell {
  readonly value: string;
  /** Position of the separator behind the cell, or the end of the text. */
  readonly end: number;
}

function plainCell(text: string, start: number): Cell {
  let end = start;
  // By number: a pasted block has a million characters, and each of them would be a text of its own.
  while (end < text.length && !isSeparatorCode(text.charCodeAt(end))) end += 1;
  return { value: text.slice(start, end), end };
}

/**
 * A quoted cell, or null when the quote is only the first character of plain text (`"Bob" Smith`,
 * or a quote that is never closed), which plain text cannot tell apart in any other way.
 */
function quotedCell(text: string, start: number): Cell | null {
  let value = '';
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return null;
    value += text.slice(from, quote);
    if (text[quote + 1] === '"') {
      value += '"';
      from = quote + 2;
      continue;
    }
    const end = quote + 1;
    return end === text.length || isSeparator(text[end]) ? { value, end } : null;
  }
}

function isSeparator(character: string | undefined): boolean {
  return character === '\t' || character === '\n' || character === '\r';
}

function isSeparatorCode(code: number): boolean {
  return code === 9 || code === 10 || code === 13;
}

/** Writes rows as clipboard text that spreadsheets and `parseTsv` read back cell by cell. */
export function serialiseTsv(rows: readonly (readonly string[])[]): string {
  const text = rows.map((row) => row.map(quoteWhereNeeded).join('\t')).join('\r\n');
  // A block that ends in an empty cell would end in a separator, which readers take for no row at all.
  return rows.at(-1)?.length === 1 && rows.at(-1)?.[0] === '' ? `${text}\r\n` : text;
}

function quoteWhereNeeded(cell: string): string {
  return /["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
