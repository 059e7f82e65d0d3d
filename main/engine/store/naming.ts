import type Database from 'better-sqlite3';
import type { CollectionName, FieldValue } from '../../../domain/fields.ts';
import type { FieldChange, FieldChanges } from '../../../domain/operation.ts';
import type { OperationStore } from './api.ts';
import { operationColumns, toOperation } from './operationRows.ts';
import type { OperationRecord } from './operationRows.ts';
import type { RecordOperations } from './recordOperations.ts';

/** What happens when the vendor gives a record made here its own id. */
export type NamingStore = Pick<OperationStore, 'dependants' | 'rename' | 'nameOf'> & {
  readonly addDependencies: (childId: string, parentIds: readonly string[]) => void;
};

const LIVE = "state NOT IN ('done', 'dropped')";

/** What depends on what, and what a record made here is called once the server has named it. */
export function createNaming(
  db: Database.Database,
  recordOperations: Pick<RecordOperations, 'renamed'>,
): NamingStore {
  const addDependency = db.prepare<[string, string]>(
    'INSERT OR IGNORE INTO operation_dependency (parent_id, child_id) VALUES (?, ?)',
  );
  const children = db.prepare<[string], OperationRecord>(
    `SELECT ${operationColumns} FROM operation_dependency AS d JOIN operation AS o ON o.id = d.child_id
     WHERE d.parent_id = ? ORDER BY o.sequence`,
  );
  const liveOf = db.prepare<[CollectionName, string], OperationRecord>(
    `SELECT ${operationColumns} FROM operation WHERE collection = ? AND target_id = ? AND ${LIVE}
     ORDER BY sequence`,
  );
  const setTarget = db.prepare<[string, string]>('UPDATE operation SET target_id = ? WHERE id = ?');
  const setChanges = db.prepare<[string, string]>('UPDATE operation SET changes = ? WHERE id = ?');
  const remember = db.prepare<[string, string]>(
    'INSERT OR REPLACE INTO local_name (local_id, id) VALUES (?, ?)',
  );
  const nameOf = db.prepare<[string], string>('SELECT id FROM local_name WHERE local_id = ?').pluck();

  const dependants: OperationStore['dependants'] = (id) => children.all(id).map(toOperation);

  return {
    dependants,
    addDependencies(childId, parentIds) {
      for (const parentId of parentIds) addDependency.run(parentId, childId);
    },
    rename(collection, localId, id) {
      remember.run(localId, id);
      const own = liveOf.all(collection, localId).map(toOperation);
      // Whatever names the record, in its target or in a value, depends on its create by construction.
      const others = own.filter(({ kind }) => kind === 'create').flatMap((create) => dependants(create.id));
      const touched: { readonly collection: CollectionName; readonly targetId: string }[] = [];
      for (const operation of new Map([...own, ...others].map((one) => [one.id, one])).values()) {
        const isOwn = operation.collection === collection && operation.targetId === localId;
        if (isOwn) {
          setTarget.run(id, operation.id);
          recordOperations.renamed(operation.sequence, localId, id);
        }
        const changes = replaced(operation.changes, localId, id);
        if (changes !== null) setChanges.run(JSON.stringify(changes), operation.id);
        if (operation.state !== 'done' && operation.state !== 'dropped')
          touched.push({ collection: operation.collection, targetId: isOwn ? id : operation.targetId });
      }
      return touched;
    },
    nameOf: (localId) => nameOf.get(localId) ?? null,
  };
}

/** The changes with the record called by its new id, or null when they do not name it. */
function replaced(changes: FieldChanges, localId: string, id: string): FieldChanges | null {
  let found = false;
  const renamed = (value: FieldValue): FieldValue => {
    if (value === localId) {
      found = true;
      return id;
    }
    if (typeof value !== 'object' || value === null || !value.includes(localId)) return value;
    found = true;
    return value.map((item) => (item === localId ? id : item));
  };
  const next: Record<string, FieldChange> = {};
  for (const [field, { base, value }] of Object.entries(changes))
    next[field] = { base: renamed(base), value: renamed(value) };
  return found ? next : null;
}
