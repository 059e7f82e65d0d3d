import { z } from 'zod';
import type { SyncTarget } from '../store/api.ts';
import type { Store } from '../store/api.ts';
import type { Clock } from '../ports.ts';
import { targets } from './passes.ts';

/** What is asked for under each carrier and under each product. */
const slowTargets = ['product', 'commissionLevel'] as const;
type SlowTarget = (typeof slowTargets)[number];

const isSlow = (target: SyncTarget): target is SlowTarget => slowTargets.some((slow) => slow === target);

/** Ids that were looked for and not found: looking again every cycle would find them no more. */
const memoShape = z.array(z.string());

/**
 * Which targets a cycle reads. Products and levels cost a request per parent, 13 minutes for 1,500
 * products at the rate we allow ourselves, and change a few times a year; assignments cost a request
 * per page and change all day. So products and levels are read every hour, when a person asks, when
 * their last pass did not get through, and when an assignment names one that is not here.
 */
export interface Catalogue {
  due(asked: boolean): readonly SyncTarget[];
  /** What must be read because assignments name what is not here and was not looked for. */
  missing(): readonly SyncTarget[];
  /** A complete pass of the target has just ended: what is unknown now is not there to be found. */
  looked(target: SyncTarget): void;
}

export function createCatalogue(store: Store, clock: Clock, everyMs: number): Catalogue {
  const hasNews = (target: SlowTarget): boolean => {
    const parsed = memoShape.safeParse(store.syncState.read(target).memo);
    const lookedFor = new Set(parsed.success ? parsed.data : []);
    return store.mirror.unknownToAssignments(target).some((id) => !lookedFor.has(id));
  };

  return {
    due(asked) {
      if (asked) return targets;
      const now = clock.now();
      return targets.filter((target) => {
        if (!isSlow(target)) return true;
        const { cursor, completedAt, failure } = store.syncState.read(target);
        const fresh = completedAt !== null && now >= completedAt && now - completedAt < everyMs;
        return cursor !== null || failure !== null || !fresh;
      });
    },
    missing() {
      // A new product brings levels of its own.
      if (hasNews('product')) return slowTargets;
      return hasNews('commissionLevel') ? ['commissionLevel'] : [];
    },
    looked(target) {
      if (isSlow(target)) store.syncState.remember(target, store.mirror.unknownToAssignments(target));
    },
  };
}
