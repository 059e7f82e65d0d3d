import type { AgentSyncCollection } from '../../../domain/fields.ts';
import type { OutboxParts } from './parts.ts';
import type { Seen } from './look.ts';

/** What the server held of a record, and when it said so. */
export interface Sight {
  readonly seen: Seen;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Nothing is sent against what was seen longer ago than this, in milliseconds: somebody else may have edited since. */
const freshFor = 60_000;

/** Where reading a collection's whole list stopped. */
interface Place {
  readonly page: number;
  readonly at: number;
}

/** What was seen of records that could not be sent at once, because the host asked us to slow down. */
export interface Sights {
  isFresh(at: number): boolean;
  keep(collection: AgentSyncCollection, sights: ReadonlyMap<string, Sight>, nextPage: number | null): void;
  /**
   * What was kept of these records and still counts: seen within the last minute, and nothing newer read
   * since by sync. With it the page with which the list goes on. Everything kept is forgotten.
   */
  take(
    collection: AgentSyncCollection,
    ids: ReadonlySet<string>,
  ): { readonly sights: ReadonlyMap<string, Sight>; readonly fromPage: number };
  /** Something else happened than a wait: what was seen may explain nothing any more. */
  forget(): void;
}

/** Remembers across a wait what was seen, so that slowing down does not cost further requests. */
export function createSights({ store, clock }: Pick<OutboxParts, 'store' | 'clock'>): Sights {
  const kept = new Map<AgentSyncCollection, { sights: ReadonlyMap<string, Sight>; place: Place | null }>();
  // A clock set back makes everything old.
  const isFresh = (at: number): boolean => clock.now() >= at && clock.now() - at <= freshFor;
  return {
    isFresh,
    keep(collection, sights, nextPage) {
      const place = nextPage === null ? null : { page: nextPage, at: clock.now() };
      kept.set(collection, { sights: new Map(sights), place });
    },
    take(collection, ids) {
      const found = kept.get(collection);
      kept.delete(collection);
      const sights = new Map<string, Sight>();
      const fresh = [...(found?.sights ?? [])].filter(([id, { at }]) => ids.has(id) && isFresh(at));
      const records = store.mirror.getMany(
        collection,
        fresh.map(([id]) => id),
      );
      for (const [id, sight] of fresh) {
        const readAt = records.get(id)?.fetchedAt ?? 0;
        const { seen, at } = sight;
        const newest =
          readAt <= at ||
          (seen.kind === 'record' && store.mirror.holdsCopy(collection, id, seen.record.server));
        if (newest) sights.set(id, sight);
      }
      const place = found?.place ?? null;
      return { sights, fromPage: place !== null && isFresh(place.at) ? place.page : 0 };
    },
    forget() {
      kept.clear();
    },
  };
}
