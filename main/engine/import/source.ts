import { plainCell } from '../../../domain/csv.ts';
import {
  guessCollection,
  guessColumns,
  idHeading,
  isKnownHeading,
  reasonHeading,
  targetsOf,
  workbookIdHeading,
} from '../../../domain/import/columnMapping.ts';
import type { Importable } from '../../../domain/import/columnMapping.ts';
import { columnsOf, headingRowIn, signatureOf } from '../../../domain/import/headings.ts';
import type { SourceColumn } from '../../../domain/import/headings.ts';
import type { SourceFacts, SourceRow } from '../../../domain/import/sourceTable.ts';
import type { ImportPreview } from '../../../preload/contract/import.ts';
import type { ImportMemory } from './memory.ts';

/** A source that was read, with its headings found. */
export interface ArrangedSource {
  readonly heading: SourceRow | null;
  /** The rows below the headings. */
  readonly rows: readonly SourceRow[];
  readonly columns: readonly SourceColumn[];
  readonly signature: string;
  readonly collection: Importable;
  /** Text of another program, in which errors stand as words and nothing tells them from values. */
  readonly plainText: boolean;
  /** Columns that a row has at most; a row with more is shifted. Null where that cannot be told. */
  readonly width: number | null;
  /** The text of a cell; empty where the row is shorter. */
  readonly text: (row: SourceRow, column: number) => string;
  readonly preview: ImportPreview;
}

/** Rows shown as they stand. */
const shownRows = 12;
const longestShown = 300;

/** Finds headings, columns and what they probably mean. `choice` is what a person said instead. */
export function arrange(
  read: {
    readonly name: string;
    readonly rows: readonly SourceRow[];
    readonly facts: SourceFacts;
    readonly remarks: readonly string[];
  },
  memory: ImportMemory,
  choice: { readonly heading: number | null; readonly collection: Importable } | null,
): ArrangedSource {
  const { name, facts } = read;
  const index = choice === null ? headingRowIn(read.rows, isKnownHeading) : choice.heading;
  const heading = index === null ? null : (read.rows[index] ?? null);
  const rows = index === null ? read.rows : read.rows.slice(index + 1);
  const columns = columnsOf(heading, rows);
  const signature = signatureOf(columns, heading !== null);
  const remembered = memory.recall(signature);
  const collection = choice?.collection ?? remembered?.collection ?? guessCollection(columns);
  const recalled = remembered?.collection === collection ? remembered : null;
  const remarks = [...read.remarks];
  const repeated = columns.filter((column) => column.repeated).map((column) => `“${column.heading}”`);
  if (repeated.length > 0)
    remarks.push(
      `Headings stand more than once: ${repeated.slice(0, 5).join(', ')}. The first of each is taken; choose another under Columns.`,
    );
  const restores = isDefused(columns);
  return {
    heading,
    rows,
    columns,
    signature,
    collection,
    plainText: facts.format === 'text' && !isOurs(columns),
    width: facts.format === 'text' && heading !== null ? widthOf(heading, rows) : null,
    text: (row, column) => {
      const cell = row.cells[column] ?? '';
      return restores ? plainCell(cell) : cell;
    },
    preview: {
      name,
      rows: rows.length,
      facts,
      remarks,
      heading: index,
      first: read.rows.slice(0, shownRows).map((row) => ({
        ...row,
        cells: row.cells.slice(0, 100).map((cell) => cell.slice(0, longestShown)),
      })),
      collection,
      columns,
      guesses: guessColumns(collection, columns, recalled?.columns ?? new Map()),
      targets: targetsOf(collection),
      remembered: recalled !== null,
    },
  };
}

/**
 * The width of a text by its headings, where few rows are wider: a separator without quotes in them. Where most are,
 * their last column has no heading.
 */
function widthOf(heading: SourceRow, rows: readonly SourceRow[]): number | null {
  const width = heading.cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  let wider = 0;
  for (const row of rows) if (isWider(row, width)) wider += 1;
  return wider <= rows.length / 2 ? width : null;
}

/** Whether something stands in a row beyond so many columns. */
export function isWider({ cells }: SourceRow, width: number): boolean {
  return cells.length > width && cells.some((cell, index) => index >= width && cell.trim() !== '');
}

/** Whether Upline wrote the table, whatever has saved it since. */
function isOurs(columns: readonly SourceColumn[]): boolean {
  const ours: ReadonlySet<string> = new Set([idHeading, workbookIdHeading, reasonHeading]);
  return columns.some(({ heading }) => ours.has(heading));
}

/**
 * Whether the cells carry the apostrophes with which Upline keeps spreadsheets from running them: in its own
 * text files, also where a spreadsheet has saved them as a workbook, and not in its own workbooks, where texts
 * need none, also where a spreadsheet has saved them as text.
 */
function isDefused(columns: readonly SourceColumn[]): boolean {
  const ours: ReadonlySet<string> = new Set([idHeading, reasonHeading]);
  return columns.some(({ heading }) => ours.has(heading));
}
