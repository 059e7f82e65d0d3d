import { storeFailureOf } from '../store/failures.ts';
import type { OutboxParts } from './parts.ts';

/**
 * Moves the database's log into its file when it has grown long: after a gesture over many records was
 * answered and between requests, so that no commit has to. On a full disk the log simply stays; that the
 * file is damaged is passed on.
 */
export function moveLog({ store, log }: Pick<OutboxParts, 'store' | 'log'>): void {
  try {
    store.checkpoint();
  } catch (error) {
    const failure = storeFailureOf(error);
    if (failure === null || failure.code === 'file-corrupt') throw error;
    log.write('warn', 'The log of the database could not be moved into its file yet', { code: failure.code });
  }
}
