import { z } from 'zod';
import { profileCollectionNames } from '../../../domain/fields.ts';
import type { SyncTarget } from '../store/api.ts';
import type { Store } from '../store/api.ts';
import type { Clock } from '../ports.ts';
import { targets } from './passes.ts';

/** What is asked for under each carrier and under each product. */
const namedTargets = ['product', 'commissionLevel'] as const;
type NamedTarget = (typeof namedTargets)[number];

const isNamed = (target: SyncTarget): target is NamedTarget => namedTargets.some((named) => named === target);

/** Producers and what they have are as many as assignments and change as seldom as products. */
const isSlow = (target: SyncTarget): boolean =>
  isNamed(target) || profileCollectionNames.some((name) => name === target);

/** Ids that were looked for and not found: looking again every cycle would find them no more. */
const memoShape = z.array(z.string());

/** Which targets a cycle reads. What this connection does not offer is never due. */
export interface Catalogue {
  due(asked: boolean): readonly SyncTarget[];
  /** What must be read because what was read names what is not here and was not looked for. */
  missing(): readonly SyncTarget[];
  /** A complete pass of the target has just ended: what is unknown now is not there to be found. */
  looked(target: SyncTarget): void;
}

/**
 * Whether a target that is read so often only must be read: its last complete pass is older, or the one
 * after it did not get through.
 */
export function isDue(store: Store, clock: Clock, target: SyncTarget, everyMs: number): boolean {
  const now = clock.now();
  const { cursor, completedAt, failure } = store.syncState.read(target);
  const fresh = completedAt !== null && now >= completedAt && now - completedAt < everyMs;
  return cursor !== null || failure !== null || !fresh;
}

/**
 * Which targets of AgentSync a cycle reads. Products and levels cost a request per parent, 13 minutes for 1,500
 * products at the rate we allow ourselves, and change a few times a year; assignments cost a request
 * per page and change all day. So products, levels and Producer Profile are read every hour, when a person
 * asks, when their last pass did not get through; products and levels also when an assignment names one
 * that is not here. Lookups change rarely (S1) and are read once a day, or when a person asks.
 */
export function createCatalogue(
  store: Store,
  clock: Clock,
  every: { readonly catalogueMs: number; readonly lookupsMs: number },
  offered: (target: SyncTarget) => boolean,
): Catalogue {
  const hasNews = (target: NamedTarget): boolean => {
    const parsed = memoShape.safeParse(store.syncState.read(target).memo);
    const lookedFor = new Set(parsed.success ? parsed.data : []);
    return store.mirror.unknownToAssignments(target).some((id) => !lookedFor.has(id));
  };

  return {
    due(asked) {
      if (asked) return targets;
      return targets.filter((target) => {
        if (!offered(target)) return false;
        if (!isSlow(target) && target !== 'lookups') return true;
        return isDue(store, clock, target, target === 'lookups' ? every.lookupsMs : every.catalogueMs);
      });
    },
    missing() {
      // A new product brings levels of its own.
      if (hasNews('product')) return namedTargets;
      return hasNews('commissionLevel') ? ['commissionLevel'] : [];
    },
    looked(target) {
      if (isNamed(target)) store.syncState.remember(target, store.mirror.unknownToAssignments(target));
    },
  };
}
