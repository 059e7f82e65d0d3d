import { integerAt } from './cells.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection } from './sqlite.ts';

/**
 * Pages of log after which it is worth moving them into the file: 64 MB. Ids are random, so
 * neighbouring commits write the same index pages, and the longer the log, the fewer are moved twice.
 */
const worthwhilePages = 8_000;

/**
 * SQLite does it by itself, inside some commit, when nobody did before the log has so many pages: 256 MB. A
 * gesture over 100,000 records writes 11,000, and is answered sooner when its commit does not move them as well.
 */
export const automaticPages = 4 * worthwhilePages;

/** The same for what is written piece by piece while nobody waits: 4 MB, so that moving them is not felt. */
export const fewPages = 500;

/** Moves the log into the file when that is worthwhile; asking whether it is costs microseconds. */
export function createCheckpoint(connection: Connection, pages = worthwhilePages): () => void {
  const size = prepareRaw(connection, 'PRAGMA wal_checkpoint(NOOP)');
  return () => {
    if (integerAt(size.get(), 1) >= pages) connection.pragma('wal_checkpoint(PASSIVE)');
  };
}
