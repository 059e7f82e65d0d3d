import type { CollectionName } from '../../../domain/fields.ts';
import type { Store, Written } from '../store/api.ts';

/** Which records of a plan may have other values by now than those they were worked out from. */
export interface Doubts {
  /** Of these positions, those that are to be looked at again. */
  among(positions: readonly number[]): readonly number[];
  /** These were looked at, and are as they were. */
  settle(positions: readonly number[]): void;
  /** Nothing is noted any more, as soon as all are through that hold on to it. */
  end(): void;
  /** Whoever stages holds on to it, even if nobody looks at the plan any more. Answers how to let go. */
  hold(): () => void;
}

/**
 * Notes from now on what is written of a collection; `rowid` is filled meanwhile, by position. With `borrowed`
 * a record is worked out from names that stand in other tables too, so that whatever is written there counts.
 */
export function createDoubts(
  store: Pick<Store, 'watch'>,
  collection: CollectionName,
  rowid: Uint32Array,
  borrowed: boolean,
): Doubts {
  const written = new Set<number>();
  let all = false;
  let ended = false;
  let holding = 0;
  const stop = store.watch((one: Written) => {
    const own = one.kind === 'rows' && one.collection === collection;
    if (own && one.rowids !== 'all') for (const moved of one.rowids) written.add(moved);
    else if (own || (borrowed && (one.kind === 'rows' || one.kind === 'lookups'))) all = true;
  }, 'shown');
  return {
    among(positions) {
      if (all) for (const one of rowid) written.add(one);
      all = false;
      return written.size === 0 ? [] : positions.filter((position) => written.has(rowid[position] ?? 0));
    },
    settle(positions) {
      for (const position of positions) written.delete(rowid[position] ?? 0);
    },
    end() {
      ended = true;
      if (holding === 0) stop();
    },
    hold() {
      holding += 1;
      return () => {
        holding -= 1;
        if (ended && holding === 0) stop();
      };
    },
  };
}
