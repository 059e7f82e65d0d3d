import type { CollectionName } from '../../domain/fields.ts';
import { collectionNames } from '../../domain/fields.ts';
import type { EngineEvent, EngineStatus, ReceiptSummary } from '../../preload/contract.ts';
import type { Changes } from './changes.ts';

/** More changed rows than this in one delivery and the event says `all` instead of naming them. */
const mostNamedRows = 2_000;

/** At most one delivery in this time, in milliseconds. */
const deliveryInterval = 50;

/**
 * Reading the status counts what is staged, and so do the lists that screens read again when they hear of
 * a move: with 100,000 changes that is dear. It takes at most one part in this many of the engine's time.
 */
const statusShare = 20;

/** Gathers what changed and tells it to the page in few events. */
export interface ChangesHub extends Changes {
  /** Answers a function that stops listening. */
  onEvent(listener: (event: EngineEvent) => void): () => void;
  /** Delivers what is pending now. */
  flush(): void;
  /** From now on nothing is told and the status is not read, whatever still changes. */
  stop(): void;
}

/** Collects what changed and tells listeners at most every 50 ms, so that a pass of 100,000 rows is not 100,000 events. */
export function createChangesHub(readStatus: () => EngineStatus): ChangesHub {
  const listeners = new Set<(event: EngineEvent) => void>();
  const rowids = new Map<CollectionName, Set<number> | 'all'>();
  const membership = new Set<CollectionName>();
  const receipts: ReceiptSummary[] = [];
  let outbox = false;
  let status = false;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  const deliver = (event: EngineEvent): void => {
    for (const listener of listeners) listener(event);
  };
  /** `performance.now()` before which the status is not read again. */
  let statusFrom = 0;
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    gathered();
    counted();
  };
  /** What costs nothing to tell. */
  const gathered = (): void => {
    for (const collection of collectionNames) {
      const changed = rowids.get(collection);
      if (changed !== undefined) {
        deliver({ event: 'rows', collection, rowids: changed === 'all' ? 'all' : [...changed] });
      }
      if (membership.has(collection)) deliver({ event: 'membership', collection });
    }
    rowids.clear();
    membership.clear();
    for (const receipt of receipts.splice(0)) deliver({ event: 'receipt', receipt });
  };
  /** Moves and the status, which make others count. */
  const counted = (): void => {
    if (outbox) deliver({ event: 'outbox' });
    outbox = false;
    if (!status) return;
    status = false;
    const began = performance.now();
    deliver({ event: 'status', status: readStatus() });
    const ended = performance.now();
    statusFrom = ended + (ended - began) * statusShare;
  };
  const tick = (): void => {
    timer = null;
    gathered();
    const wait = statusFrom - performance.now();
    if (wait <= deliveryInterval) counted();
    else if (outbox || status) timer = setTimeout(tick, Math.min(wait, deliveryInterval));
  };
  const schedule = (): void => {
    // What ends after this still tells of it, and by then the store is closed.
    if (stopped) return;
    timer ??= setTimeout(tick, deliveryInterval);
  };

  return {
    rows(collection, changed) {
      if (changed.length === 0) return;
      const known = rowids.get(collection) ?? new Set<number>();
      if (known !== 'all') {
        for (const rowid of changed) known.add(rowid);
        rowids.set(collection, known.size > mostNamedRows ? 'all' : known);
      }
      schedule();
    },
    membership(collection) {
      membership.add(collection);
      schedule();
    },
    outbox() {
      outbox = true;
      status = true;
      schedule();
    },
    status() {
      status = true;
      schedule();
    },
    receipt(receipt) {
      receipts.push(receipt);
      schedule();
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush,
    stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      timer = null;
      listeners.clear();
    },
  };
}
