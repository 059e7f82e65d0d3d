/**
 * AgentSync Hierarchies, as far as it was read: what the own organization holds positions for, and the
 * changelogs of those that were looked at. `changes_at` is when a changelog was last read (epoch ms).
 */
export const hierarchyChanges = `
CREATE TABLE product_hierarchy (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  server TEXT NOT NULL,
  changes_at INTEGER,
  changes_complete INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX product_hierarchy_product ON product_hierarchy (organization_id, product_id);

CREATE TABLE hierarchy_change (
  hierarchy_id TEXT NOT NULL,
  change_id TEXT NOT NULL,
  modified_at INTEGER NOT NULL,
  assignment_id TEXT,
  server TEXT NOT NULL,
  PRIMARY KEY (hierarchy_id, change_id, modified_at)
) WITHOUT ROWID;
CREATE INDEX hierarchy_change_newest ON hierarchy_change (hierarchy_id, modified_at);
CREATE INDEX hierarchy_change_assignment ON hierarchy_change (hierarchy_id, assignment_id, modified_at)
  WHERE assignment_id IS NOT NULL;
`;
