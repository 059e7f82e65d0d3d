import type { MirroredName } from '../../../domain/fields.ts';
import type { Failure } from '../../../domain/result.ts';
import type { ReadRecord, UnreadableRecord } from '../connectors/api.ts';
import { asAnswered } from '../connectors/narrow.ts';
import type { PassContext, PassEnd } from './context.ts';
import { freshCursor, readCursor, staleAfter } from './cursor.ts';
import type { Cursor } from './cursor.ts';
import { keptChanging, partlyListed, unreadablePage, wouldRemoveMany } from './words.ts';

/** One reading of a list from its first page to its last. */
export interface Pass {
  readonly number: number;
  readonly cursor: Cursor;
  /** Whether no pass of this collection was ever complete: until then every page brings new rows. */
  readonly first: boolean;
  /** Records in the mirror when the pass was begun or resumed. */
  readonly before: number;
}

/** A pass that removes more than this many records and this part of a collection waits for a person. */
const removableRecords = 20;
const removablePart = 1 / 5;
const reruns = 2;

/** How the connector names a record in a list that has no usable id. */
const isPosition = /(?:^|, )page \d+, item \d+$/;

/** Goes on with an interrupted pass, or begins one. */
export function resumeOrBegin(context: PassContext, collection: MirroredName): Pass {
  const { syncState, mirror } = context.store;
  const row = syncState.read(collection);
  const before = mirror.count(collection);
  const now = context.clock.now();
  const cursor = readCursor(row.cursor, now, staleAfter(collection));
  const first = row.completedPass === null;
  if (cursor !== null) return { number: row.pass, cursor, first, before };
  const fresh = freshCursor(now);
  return { number: syncState.begin(collection, fresh), cursor: fresh, first, before };
}

/** Begins again because the list changed while it was read; null when that was tried often enough. */
export function runAgain(context: PassContext, collection: MirroredName, pass: Pass): Pass | null {
  if (pass.cursor.rerun >= reruns) return null;
  const cursor = freshCursor(context.clock.now(), pass.cursor.rerun + 1);
  context.log.write('info', 'list changed while it was read', { collection, rerun: cursor.rerun });
  return { ...pass, number: context.store.syncState.begin(collection, cursor), cursor };
}

/** Applies what arrived and remembers the progress, in one transaction; then lets reads run. */
export async function applyRecords(
  context: PassContext,
  collection: MirroredName,
  pass: Pass,
  arrived: { readonly records: readonly ReadRecord[]; readonly setAside: readonly UnreadableRecord[] },
  moved: Partial<Cursor>,
): Promise<Pass> {
  const { store, changes, clock } = context;
  const at = { pass: pass.number, now: clock.now() };
  const { cursor, rowids } = store.transaction('mirror', () => {
    const rowids = store.mirror.applyPage(collection, asAnswered(collection, arrived.records), at);
    const keys = arrived.setAside.map(({ key }) => key);
    if (keys.length > 0) {
      store.setAside.put(collection, arrived.setAside, at);
      // An earlier copy must not vanish because its newest version is damaged.
      store.mirror.markSeen(collection, keys, pass.number);
    }
    const cursor: Cursor = {
      ...pass.cursor,
      ...moved,
      setAside: pass.cursor.setAside + arrived.setAside.length,
      nameless: pass.cursor.nameless + keys.filter((key) => isPosition.test(key)).length,
      applied: pass.cursor.applied + arrived.records.length,
    };
    store.syncState.advance(collection, cursor);
    return { cursor, rowids };
  });
  if (rowids.length > 0) {
    changes.rows(collection, rowids);
    if (pass.first) changes.membership(collection);
  }
  if (arrived.setAside.length > 0) changes.status();
  await context.breathe();
  store.checkpoint();
  await context.breathe();
  return { ...pass, cursor };
}

/** How many records of the mirror this pass has seen. */
export function seenIn(context: PassContext, collection: MirroredName, pass: Pass): number {
  const { mirror } = context.store;
  const known = mirror.count(collection) - mirror.countLocal(collection);
  return known - mirror.countUnseen(collection, pass.number);
}

function endWithout(context: PassContext, collection: MirroredName, pass: Pass, failure: Failure): PassEnd {
  const { store } = context;
  store.transaction('mirror', () => {
    store.syncState.advance(collection, null);
    store.syncState.failed(collection, failure);
  });
  if (store.mirror.count(collection) !== pass.before) context.changes.membership(collection);
  return { kind: 'incomplete', failure };
}

/**
 * Ends a pass that has read to the end. Only a complete one removes what it did not see
 * (vendor-apis section 7, item 12), and not more than a fifth without a person.
 */
export function finish(context: PassContext, collection: MirroredName, pass: Pass): PassEnd {
  const { store, changes, clock, log } = context;
  const { cursor } = pass;
  if (cursor.flaw === 'unreadable') return endWithout(context, collection, pass, unreadablePage(collection));
  if (cursor.flaw === 'changing') return endWithout(context, collection, pass, keptChanging(collection));
  if (cursor.flaw === 'not-listed') return endWithout(context, collection, pass, partlyListed(collection));
  const unseen = store.mirror.countUnseen(collection, pass.number);
  // A nameless record may be any of those that were not seen, so nothing is removed while there is one.
  const removable = cursor.nameless > 0 ? 0 : unseen;
  const total = store.mirror.count(collection) - store.mirror.countLocal(collection);
  if (removable > removableRecords && removable > total * removablePart) {
    log.write('warn', 'pass would remove many records', { collection, removable, total });
    store.setAside.clearBefore(collection, pass.number);
    return endWithout(context, collection, pass, wouldRemoveMany(collection, removable, total));
  }
  const removed = store.transaction('mirror', () => {
    const gone = removable > 0 ? store.mirror.tombstoneUnseen(collection, pass.number, clock.now()) : [];
    store.setAside.clearBefore(collection, pass.number);
    store.syncState.complete(collection, clock.now());
    return gone.length;
  });
  if (removed > 0 || store.mirror.count(collection) !== pass.before) changes.membership(collection);
  return { kind: 'complete' };
}
