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
