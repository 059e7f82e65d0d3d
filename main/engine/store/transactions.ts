import type { Connection } from './sqlite.ts';
import type { Store } from './api.ts';

/** Runs work in one transaction; never across an await. */
export type Transact = Store['transaction'];

/**
 * Transactions that join when nested. A nested failure dooms the whole transaction even if somebody
 * catches it: half of a step must never be committed. `rolledBack` is told when what was read inside
 * is no longer true.
 */
export function createTransactions(connection: Connection, rolledBack: () => void): Transact {
  let doomed = false;
  let mustReachDisk = false;

  function outermost<T>(durability: 'gesture' | 'mirror', work: () => T): T {
    doomed = false;
    mustReachDisk = false;
    let committed = false;
    // Refused inside a transaction, so it is set before.
    connection.exec(
      durability === 'gesture' ? 'PRAGMA synchronous=FULL; BEGIN IMMEDIATE' : 'BEGIN IMMEDIATE',
    );
    try {
      const value = run(work);
      if (doomed) throw new Error('Part of this transaction failed, so none of it was kept');
      connection.exec('COMMIT');
      committed = true;
      // A gesture joined a mirror transaction: a checkpoint syncs the log whatever the setting.
      if (mustReachDisk && durability === 'mirror') connection.pragma('wal_checkpoint(PASSIVE)');
      return value;
    } finally {
      if (connection.inTransaction) connection.exec('ROLLBACK');
      if (!committed) rolledBack();
      if (durability === 'gesture') connection.exec('PRAGMA synchronous=NORMAL');
    }
  }

  function joined<T>(durability: 'gesture' | 'mirror', work: () => T): T {
    if (durability === 'gesture') mustReachDisk = true;
    try {
      return run(work);
    } catch (error) {
      doomed = true;
      throw error;
    }
  }

  return (durability, work) =>
    connection.inTransaction ? joined(durability, work) : outermost(durability, work);
}

function run<T>(work: () => T): T {
  const value = work();
  if (value instanceof Promise) throw new TypeError('A transaction cannot wait for a promise');
  return value;
}
