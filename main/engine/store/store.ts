import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import type { ReadServerCopy, Store } from './api.ts';
import { createAssignmentChangeStore } from './assignmentChanges.ts';
import { createAuditStore } from './audit.ts';
import { createChainStore } from './chain.ts';
import { createCommissionGridStore } from './commissionGrid.ts';
import { createCheckpoint, fewPages } from './checkpoint.ts';
import { abandon, openDatabase } from './database.ts';
import type { DatabaseOptions } from './database.ts';
import { createHierarchyStore } from './hierarchies.ts';
import { createHistoryStore } from './histories.ts';
import { createInvitationStore } from './invitations.ts';
import { storeFailureOf } from './failures.ts';
import { createLabels } from './labels.ts';
import { createLookupStore } from './lookups.ts';
import { migrate } from './migrate.ts';
import { migrations as shippedMigrations } from './migrations/index.ts';
import type { Migration } from './migrations/index.ts';
import { createMirrorStore } from './mirror.ts';
import { createOperationStore } from './operations.ts';
import { createPositionStore } from './positions.ts';
import { createProducerStore } from './producers.ts';
import { createSealedStore } from './sealed.ts';
import { createSetAsideStore } from './setAside.ts';
import { createSettingStore } from './settings.ts';
import type { Connection } from './sqlite.ts';
import { createStatements } from './statements.ts';
import { createSyncStateStore } from './syncState.ts';
import { createTransactions } from './transactions.ts';
import { createKeptColumns } from './vectors/keptColumns.ts';
import { createVectors } from './vectors/vectors.ts';
import { createTurrisStore } from './turrisStore.ts';
import { watchMirror, watchOverlay } from './vectors/watch.ts';
import { createWatching } from './watching.ts';
import { createViewStore } from './views.ts';

/** How the file is opened, and how a server copy is read into values. */
export interface StoreOptions extends DatabaseOptions {
  readonly readServerCopy: ReadServerCopy;
  /** The schema's steps; tests pass their own to prove the mechanism. */
  readonly migrations?: readonly Migration[];
}

/**
 * Opens the encrypted store, bringing its schema up to date, and holds it until `close`: no other
 * process can open it meanwhile. Expected failures are those of `openDatabase` and `migrate`;
 * failures at run time are exceptions that `storeFailureOf` turns into the same failures.
 */
export function openStore(options: StoreOptions): Result<Store> {
  const opened = openDatabase(options);
  if (!opened.ok) return opened;
  const connection = opened.value;
  try {
    const migrated = migrate(connection, options.file, options.migrations ?? shippedMigrations);
    if (!migrated.ok) {
      if (migrated.error.code === 'file-corrupt') abandon(connection, options.file);
      else connection.close();
      return migrated;
    }
    return ok(compose(connection, options.readServerCopy));
  } catch (error) {
    const failure = storeFailureOf(error);
    if (failure?.code === 'file-corrupt') abandon(connection, options.file);
    else connection.close();
    if (failure === null) throw error;
    return fail(failure);
  }
}

function compose(connection: Connection, readServerCopy: ReadServerCopy): Store {
  const statements = createStatements(connection);
  const labels = createLabels(statements);
  const kept = createKeptColumns(connection, statements);
  const vectors = createVectors(statements, kept);
  const watching = createWatching();
  const changed = (target: CollectionName | 'lookups' | 'everything'): void => {
    labels.forget(target);
    if (target === 'lookups') watching.tell({ kind: 'lookups' });
  };
  const followed: Pick<typeof vectors, 'moved'> = {
    moved(collection, rowids, columns) {
      kept.moved(collection, rowids, columns);
      vectors.moved(collection, rowids, columns);
      watching.tell({ kind: 'rows', collection, rowids });
    },
  };
  const audit = createAuditStore(connection);
  const transaction = createTransactions(connection, () => {
    changed('everything');
    vectors.forget();
    kept.forget();
    audit.forget();
  });
  const lookups = createLookupStore(connection, transaction, changed);
  return {
    mirror: watching.mirror(
      watchMirror(
        createMirrorStore(connection, { transaction, readServerCopy, changed }),
        followed,
        transaction,
      ),
    ),
    chain: createChainStore(connection),
    commissionGrid: createCommissionGridStore(connection),
    assignmentChanges: createAssignmentChangeStore(connection, transaction),
    hierarchies: createHierarchyStore(connection, transaction),
    histories: createHistoryStore(connection),
    positions: createPositionStore(connection),
    lookups,
    syncState: createSyncStateStore(connection),
    setAside: createSetAsideStore(connection, transaction),
    operations: watching.operations(
      watchOverlay(createOperationStore(connection), followed, changed, transaction),
    ),
    watch: (listener, what) => watching.watch(listener, what),
    audit,
    settings: createSettingStore(connection),
    invitations: createInvitationStore(connection),
    producers: createProducerStore(connection, labels),
    sealed: createSealedStore(connection),
    turris: createTurrisStore(connection, transaction, (collection) => {
      changed(collection);
      followed.moved(collection, 'all');
      kept.erase(collection);
    }),
    views: createViewStore(connection, statements, labels, lookups, vectors, {
      kept,
      transaction,
      checkpoint: createCheckpoint(connection, fewPages),
    }),
    transaction,
    checkpoint: createCheckpoint(connection),
    halt() {
      connection.pragma('query_only = ON');
    },
    close() {
      connection.close();
    },
  };
}
