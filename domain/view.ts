import type { DecimalSum } from './decimal.ts';

/** One row of a view as a grid shows it: labels instead of ids. */
export interface GridRow {
  readonly rowid: number;
  readonly id: string;
  /** Display text per column, in the order of the view's columns. */
  readonly cells: readonly string[];
  /** Index into `changeStates` per column: which cells carry an unsent change, and how it stands. */
  readonly marks: readonly number[];
  /** Index into `changeStates` for the row. */
  readonly state: number;
  /** The vendor no longer has the record. */
  readonly gone: boolean;
}

/** A value to choose in a picker. */
export interface FieldOption {
  readonly value: string;
  readonly label: string;
  /** What tells two alike labels apart, e.g. `95% · level 3`; may be empty. */
  readonly detail: string;
}

/** A value as people read it, and how many rows have it. The empty text stands for empty cells. */
export interface ValueCount {
  readonly text: string;
  readonly count: number;
}

/** What a column of a list holds. */
export interface ViewValues {
  /** Different values in the rows, empty included. */
  readonly distinct: number;
  /** Of these, how many hold the text that was looked for. */
  readonly found: number;
  /** The most frequent of those, first. */
  readonly values: readonly ValueCount[];
}

/** One column over selected rows. */
export interface ColumnSum {
  readonly field: string;
  readonly rows: number;
  /** Cells that are not empty. */
  readonly filled: number;
  /** Different values, empty cells apart. */
  readonly distinct: number;
  /** Exact; null when the column holds no numbers. */
  readonly numbers: DecimalSum | null;
  /** The most frequent values, at most eight. */
  readonly most: readonly ValueCount[];
}
