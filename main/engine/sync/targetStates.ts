import { lookupKinds } from '../../../domain/lookups.ts';
import type { Failure } from '../../../domain/result.ts';
import type { CollectionSync } from '../../../preload/contract.ts';
import type { Store, SyncTarget } from '../store/api.ts';
import { failureOf } from './words.ts';

/** What the page is told of each target. */
export interface TargetStates {
  all(offline: boolean): readonly CollectionSync[];
  set(target: SyncTarget, patch: Partial<Omit<CollectionSync, 'target'>>): void;
  /** Takes state, counts and times from the store, after a pass and at the start. */
  refresh(target: SyncTarget, failure?: Failure): void;
}

/** What each target shows. Kept in memory, because it is read with every status. */
export function createTargetStates(
  store: Store,
  targets: readonly SyncTarget[],
  changed: () => void,
  offered: (target: SyncTarget) => boolean,
): TargetStates {
  const states = new Map<SyncTarget, CollectionSync>();

  const countOf = (target: SyncTarget): number => {
    if (target !== 'lookups') return store.mirror.count(target);
    return lookupKinds.reduce((sum, kind) => sum + store.lookups.list(kind).length, 0);
  };
  const fromStore = (target: SyncTarget, given?: Failure): CollectionSync => {
    const row = store.syncState.read(target);
    const failure = given ?? (row.failure === null ? null : failureOf(row.failure, target));
    const calm = row.completedAt === null ? 'never' : 'idle';
    return {
      target,
      state: failure === null ? calm : 'failed',
      page: 0,
      pages: null,
      records: countOf(target),
      completedAt: row.completedAt,
      failure,
    };
  };
  for (const target of targets) states.set(target, fromStore(target));
  const stateOf = (target: SyncTarget): CollectionSync => states.get(target) ?? fromStore(target);

  return {
    all: (offline) =>
      targets.map((target) => {
        const state = stateOf(target);
        // Nothing is wrong with it, and nothing it waits for: there is only nobody to ask.
        if (!offered(target)) return { ...state, state: 'not-offered', page: 0, pages: null, failure: null };
        // A failure that waits for a person does not go away with the network.
        return offline && state.state !== 'failed' ? { ...state, state: 'offline' } : state;
      }),
    set(target, patch) {
      states.set(target, { ...stateOf(target), ...patch });
      changed();
    },
    refresh(target, failure) {
      states.set(target, fromStore(target, failure));
      changed();
    },
  };
}
