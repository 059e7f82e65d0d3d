/**
 * Columns of lists as they were in memory, for the next start (decision 28), and the rows written since. They hold
 * no truth: deleting all of it loses nothing but time.
 */
export const keptColumns = `
CREATE TABLE kept_column (
  name TEXT PRIMARY KEY, form TEXT NOT NULL, collection TEXT NOT NULL, last_rowid INTEGER NOT NULL,
  cells INTEGER NOT NULL, ranked INTEGER NOT NULL, most INTEGER NOT NULL, as_of INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE kept_part (
  name TEXT NOT NULL, kind TEXT NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (name, kind, part)
);
CREATE TABLE kept_move (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, collection TEXT NOT NULL, columns TEXT, rowids BLOB NOT NULL
);
`;
