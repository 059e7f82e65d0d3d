import papa from 'papaparse';
import { plainCell } from '../../../domain/csv.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import { receiptHeading } from '../outbox/receiptCsv.ts';

/** One line of a receipt's file: which field of which record shall become what. */
export interface ReceiptLine {
  /** 1-based line of the file as spreadsheets count rows, the heading being row 1. */
  readonly row: number;
  readonly id: string;
  /** How the file names the record, for messages. */
  readonly record: string;
  /** The field's label, as the file shows it. */
  readonly field: string;
  readonly value: string;
}

/** Columns without which nothing can be brought in. */
const needed = ['id', 'field', 'new'] as const satisfies readonly (typeof receiptHeading)[number][];
const mostLines = 100_000;

/**
 * Reads a receipt's CSV file, as Upline wrote it or as a spreadsheet saved it again: commas, semicolons or
 * tabs, columns in any order, further columns left alone, UTF-8 or the code page of Windows. Fails with
 * `not-a-receipt` naming the columns, and `too-many-lines`.
 */
export function readReceiptTable(data: Uint8Array): Result<readonly ReceiptLine[]> {
  const { data: rows } = papa.parse<string[]>(textOf(data), { delimitersToGuess: [',', ';', '\t'] });
  const heading = (rows[0] ?? []).map((cell) => cell.trim().toLowerCase());
  const missing = needed.filter((name) => !heading.includes(name));
  if (missing.length > 0) {
    return fail({
      code: 'not-a-receipt',
      message:
        `This file is no receipt of Upline: its first row has no column named ${missing.map((name) => `“${name}”`).join(' and ')}. ` +
        `Found: ${found(heading)}. Expected the columns of a saved receipt: ${receiptHeading.join(', ')}. Nothing was brought in.`,
      remedy: 'fix-fields',
    });
  }
  const at = (row: readonly string[], name: (typeof receiptHeading)[number]): string =>
    plainCell(row[heading.indexOf(name)] ?? '');
  const lines: ReceiptLine[] = [];
  for (const [index, row] of rows.slice(1).entries()) {
    // Spreadsheets end a file with empty rows.
    if (row.every((cell) => cell.trim() === '')) continue;
    lines.push({
      row: index + 2,
      id: at(row, 'id').trim(),
      record: at(row, 'record'),
      field: at(row, 'field').trim(),
      value: at(row, 'new'),
    });
  }
  if (lines.length <= mostLines) return ok(lines);
  return fail({
    code: 'too-many-lines',
    message: `This file has ${lines.length} rows; at most ${mostLines} can be brought in at once. Nothing was brought in. Split the file and bring in its parts.`,
  });
}

/** Spreadsheets save CSV in UTF-8, in UTF-16 with a mark, or in the code page of Windows. */
function textOf(data: Uint8Array): string {
  if (data[0] === 0xff && data[1] === 0xfe) return new TextDecoder('utf-16le').decode(data);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(data);
  } catch {
    return new TextDecoder('windows-1252').decode(data);
  }
}

function found(heading: readonly string[]): string {
  const named = heading.filter((name) => name !== '').slice(0, 12);
  return named.length === 0 ? 'nothing' : named.map((name) => name.slice(0, 40)).join(', ');
}
