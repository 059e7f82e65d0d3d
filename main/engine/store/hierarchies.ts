import type { HierarchyStore } from './api/hierarchies.ts';
import { integerAt, integerOrNullAt, parseJsonObject, textAt } from './cells.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection } from './sqlite.ts';
import type { Transact } from './transactions.ts';

/** Statements over hierarchies and their changelogs. */
export const hierarchiesSql = {
  ofProduct: `SELECT id, changes_at, changes_complete FROM product_hierarchy
    WHERE organization_id = ? AND product_id = ? ORDER BY id LIMIT 1`,
  newest: 'SELECT max(modified_at) FROM hierarchy_change WHERE hierarchy_id = ?',
  ofAssignment: `SELECT server, change_id, modified_at FROM hierarchy_change
    WHERE hierarchy_id = ? AND assignment_id = ? ORDER BY modified_at DESC LIMIT ?`,
  ofChange:
    'SELECT server, change_id, modified_at FROM hierarchy_change WHERE hierarchy_id = ? AND change_id = ?',
} as const;

/** What AgentSync Hierarchies told, by product and by version of an assignment. */
export function createHierarchyStore(connection: Connection, transaction: Transact): HierarchyStore {
  const remove = connection.prepare(
    `DELETE FROM product_hierarchy WHERE organization_id = ? AND id NOT IN (SELECT value FROM json_each(?))`,
  );
  const add = connection.prepare(
    `INSERT INTO product_hierarchy (id, organization_id, product_id, server) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET organization_id = excluded.organization_id,
       product_id = excluded.product_id, server = excluded.server`,
  );
  const keep = connection.prepare(
    `INSERT INTO hierarchy_change (hierarchy_id, change_id, modified_at, assignment_id, server)
     VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (hierarchy_id, change_id, modified_at) DO UPDATE SET
       assignment_id = excluded.assignment_id, server = excluded.server`,
  );
  const note = connection.prepare(
    'UPDATE product_hierarchy SET changes_at = ?, changes_complete = ? WHERE id = ?',
  );
  const ofProduct = prepareRaw(connection, hierarchiesSql.ofProduct);
  const newest = prepareRaw(connection, hierarchiesSql.newest);
  const ofAssignment = prepareRaw(connection, hierarchiesSql.ofAssignment);
  const ofChange = prepareRaw(connection, hierarchiesSql.ofChange);

  return {
    replaceHierarchies(organizationId, found) {
      transaction('mirror', () => {
        remove.run(organizationId, JSON.stringify(found.map(({ id }) => id)));
        for (const { id, productId, server } of found)
          add.run(id, organizationId, productId, JSON.stringify(server));
      });
    },
    ofProduct(organizationId, productId) {
      const row = ofProduct.get(organizationId, productId);
      if (row === undefined) return null;
      const id = textAt(row, 0);
      return {
        id,
        changesAt: integerOrNullAt(row, 1),
        complete: integerAt(row, 2) === 1,
        newest: integerOrNullAt(newest.get(id), 0) ?? 0,
      };
    },
    keepChanges(hierarchyId, { entries, complete }, now) {
      transaction('mirror', () => {
        for (const { changeId, modifiedAt, assignmentId, server } of entries)
          keep.run(hierarchyId, changeId, modifiedAt, assignmentId, JSON.stringify(server));
        note.run(now, complete ? 1 : 0, hierarchyId);
      });
    },
    changesOf(hierarchyId, assignmentId, changeIds, limit) {
      const rows = new Map<string, { readonly at: number; readonly server: string }>();
      const take = (row: readonly unknown[]): void => {
        const at = integerAt(row, 2);
        rows.set(`${textAt(row, 1)} ${at}`, { at, server: textAt(row, 0) });
      };
      for (const row of ofAssignment.all(hierarchyId, assignmentId, limit)) take(row);
      for (const changeId of changeIds) for (const row of ofChange.all(hierarchyId, changeId)) take(row);
      return [...rows.values()]
        .toSorted((a, b) => b.at - a.at)
        .slice(0, limit)
        .map(({ server }) => parseJsonObject(server));
    },
  };
}
