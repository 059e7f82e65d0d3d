/** A table as it was read from a file or from the clipboard, before anybody has said what its columns mean. */

/**
 * How the source kept a cell, one letter for each:
 * `t` text, `n` a number, `b` a number that has lost digits, `d` a date, `e` an error value such as `#N/A`,
 * `x` a formula without a value, `m` covered by a merged cell, `q` quotes that do not fit together.
 */
export type CellKind = 't' | 'n' | 'b' | 'd' | 'e' | 'x' | 'm' | 'q';

/** One row of a table as the file has it. */
export interface SourceRow {
  /** As spreadsheets count rows: the first row of the file is 1. */
  readonly row: number;
  readonly cells: readonly string[];
  /** One letter for each cell; empty when all of them are text. */
  readonly kinds: string;
}

/** How the letters of a text file may be written. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];

/** What may stand between the cells of a text file. */
export const delimiters = [',', '\t', ';', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** How a person wants a source to be read; what is absent is worked out from the source. */
export interface ReadOptions {
  readonly encoding?: Encoding | undefined;
  readonly delimiter?: Delimiter | undefined;
  /** The name of a workbook's sheet. */
  readonly sheet?: string | undefined;
}

/** What is known of a source besides its rows. */
export type SourceFacts =
  | { readonly format: 'text'; readonly encoding: Encoding; readonly delimiter: Delimiter }
  | {
      readonly format: 'workbook';
      readonly sheet: string;
      readonly sheets: readonly string[];
    };

/** What a person should know of a source that is no reason to refuse it, in words. */
export type SourceRemark = string;

/** Bounds of one import. Beyond them the answer is a plain sentence, never half a table. */
export const mostRows = 100_000;
/** Columns of a table that are read; a wider one is refused. */
export const mostColumns = 500;
/** All cells together: what a computer with 8 GB holds beside everything else. */
export const mostCells = 5_000_000;
/** The most that a cell of Excel can hold. */
export const longestCell = 32_767;

/** The kind of one cell of a row. */
export function kindAt({ kinds }: SourceRow, column: number): CellKind {
  const letter = kinds[column];
  switch (letter) {
    case 'n':
    case 'b':
    case 'd':
    case 'e':
    case 'x':
    case 'm':
    case 'q':
      return letter;
    default:
      return 't';
  }
}
