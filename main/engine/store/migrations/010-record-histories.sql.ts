/**
 * What pulls found changed at the server, field by field, so that a record's history tells more than what was
 * done here (decision 24). Two small indexes lead from a change of ours to what the audit says of it; `sent`,
 * which most entries are, is told by the change itself and left out.
 */
export const recordHistories = `
CREATE TABLE server_change (
  sequence INTEGER PRIMARY KEY,
  collection TEXT NOT NULL,
  record_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  /* JSON {field: [before, after]} */
  changes TEXT NOT NULL
);
CREATE INDEX server_change_record ON server_change (record_id, collection);

CREATE INDEX audit_operation ON audit (operation_id) WHERE operation_id IS NOT NULL AND event <> 'sent';
CREATE INDEX audit_gesture ON audit (batch_id) WHERE batch_id IS NOT NULL AND operation_id IS NULL;
`;
