/**
 * Changes of assignments as AgentSync tells them, kept per assignment that was looked at: the vendor's
 * JSON in the order it came, and when it was read. Two indexes for walking from a record to what belongs
 * to it: downlines of an upline, and everything ever staged on a record.
 */
export const assignmentChanges = `
CREATE TABLE assignment_change (
  assignment_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  server TEXT NOT NULL,
  PRIMARY KEY (assignment_id, position)
) WITHOUT ROWID;

CREATE TABLE assignment_change_read (
  assignment_id TEXT PRIMARY KEY,
  fetched_at INTEGER NOT NULL,
  unreadable INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS contract_assignment_upline ON contract_assignment (upline_contract_assignment_id)
  WHERE upline_contract_assignment_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS operation_record ON operation (target_id, sequence);
`;
