/**
 * Records made here. `operation.depends_on` says what an operation waits for; `operation_dependency`
 * is the same read backwards, because naming one record must not search all operations.
 * `local_name` keeps what a `local:` id became, for those who still hold it.
 */
export const creates = `
CREATE TABLE operation_dependency (
  parent_id TEXT NOT NULL,
  child_id TEXT NOT NULL,
  PRIMARY KEY (parent_id, child_id)
) WITHOUT ROWID;

CREATE TABLE local_name (
  local_id TEXT PRIMARY KEY,
  id TEXT NOT NULL
) WITHOUT ROWID;
`;
