import { createStore } from 'zustand';
import type { StoreApi } from 'zustand';
import type { CollectionName } from '../../../domain/fields.ts';
import { fitArrangement, sameArrangement } from '../../../domain/gridView.ts';
import type { Arrangement, KeptViews, SavedView } from '../../../domain/gridView.ts';
import { plainArrangement, shippedViews } from '../../../domain/shippedViews.ts';
import type { ViewFilter } from '../../../domain/viewFilter.ts';

/** How a list stands and the views there are of it. */
export interface GridViewState {
  readonly arrangement: Arrangement;
  /** The view that the arrangement began as; null for the plain list. */
  readonly viewId: string | null;
  /** Saved by name on this connection. Those that come with Upline are not among them. */
  readonly views: readonly SavedView[];
  /** Whether what is kept was read. Until then nothing is written over it. */
  readonly loaded: boolean;
  readonly load: (kept: KeptViews) => void;
  readonly arrange: (change: Partial<Arrangement>) => void;
  /** Header click: ascending, descending, none; with `add` as one more key behind those there are. */
  readonly sortBy: (field: string, add: boolean) => void;
  /** Replaces the conditions on a field, or without one those of the same test; null takes them away. */
  readonly setFilter: (of: FilterPlace, filter: ViewFilter | null) => void;
  readonly clearFilters: () => void;
  readonly open: (viewId: string | null) => void;
  /** Takes back what was changed since the view was opened or saved. */
  readonly reset: () => void;
  readonly setViews: (views: readonly SavedView[], viewId: string | null) => void;
}

/** What a condition is told from others by: its field, or its test where it has none. */
export type FilterPlace = { readonly field: string } | { readonly test: ViewFilter['test'] };

/** Whether a filter stands where another would replace it. */
export function isAt(filter: ViewFilter, place: FilterPlace): boolean {
  return 'field' in place
    ? 'field' in filter && filter.field === place.field
    : !('field' in filter) && filter.test === place.test;
}

/** Where a filter stands: there is one for each field and each question. */
export function placeOf(filter: ViewFilter): FilterPlace {
  return 'field' in filter ? { field: filter.field } : { test: filter.test };
}

/** Most columns a list is sorted by at once. */
const mostKeys = 5;

/** Holds how one list stands. */
export type GridViewStore = StoreApi<GridViewState>;

/** How one collection's list stands, and its saved views. */
export function createGridViewStore(collection: CollectionName): GridViewStore {
  const plain = plainArrangement(collection);
  return createStore<GridViewState>()((set, get) => ({
    arrangement: plain,
    viewId: null,
    views: [],
    loaded: false,
    load(kept) {
      const current = kept.current === null ? null : fitArrangement(collection, kept.current.arrangement);
      const { arrangement } = get();
      // What was arranged before the answer came is what the person wants now. Another screen may have left
      // conditions for this list: they hold, in the list as it is kept.
      const untouched = sameArrangement({ ...arrangement, filters: plain.filters }, plain);
      const filters = arrangement === plain ? {} : { filters: arrangement.filters };
      set({
        loaded: true,
        views: kept.views,
        ...(untouched && current !== null
          ? {
              arrangement: { ...current.arrangement, ...filters },
              viewId: kept.current?.viewId ?? null,
            }
          : {}),
      });
    },
    arrange: (change) => set(({ arrangement }) => ({ arrangement: { ...arrangement, ...change } })),
    sortBy(field, add) {
      const { sort } = get().arrangement;
      get().arrange({ sort: nextSort(sort, field, add) });
    },
    setFilter(place, filter) {
      const { filters } = get().arrangement;
      const at = filters.findIndex((one) => isAt(one, place));
      const others = filters.filter((one) => !isAt(one, place));
      get().arrange({
        filters: filter === null ? others : others.toSpliced(at === -1 ? others.length : at, 0, filter),
      });
    },
    clearFilters: () => get().arrange({ filters: [] }),
    open(viewId) {
      set({ viewId, arrangement: basisOf(collection, get().views, viewId) });
    },
    reset() {
      const { views, viewId } = get();
      set({ arrangement: basisOf(collection, views, viewId) });
    },
    setViews: (views, viewId) => set({ views, viewId }),
  }));
}

function nextSort(sort: Arrangement['sort'], field: string, add: boolean): Arrangement['sort'] {
  const at = sort.findIndex((key) => key.field === field);
  const now = sort[at];
  const next =
    now === undefined
      ? ({ field, direction: 'ascending' } as const)
      : now.direction === 'ascending'
        ? ({ field, direction: 'descending' } as const)
        : null;
  if (!add) return next === null ? [] : [next];
  if (at === -1) return next === null || sort.length >= mostKeys ? sort : [...sort, next];
  return next === null ? sort.toSpliced(at, 1) : sort.with(at, next);
}

/** Where an arrangement is compared with, and goes back to. */
export function basisOf(
  collection: CollectionName,
  views: readonly SavedView[],
  viewId: string | null,
): Arrangement {
  const view = [...views, ...shippedViews(collection)].find(({ id }) => id === viewId);
  const fitted = view === undefined ? null : fitArrangement(collection, view.arrangement);
  return fitted?.arrangement ?? plainArrangement(collection);
}

/** Whether the list stands otherwise than the view it began as. */
export function isModified(collection: CollectionName, state: GridViewState): boolean {
  return !sameArrangement(state.arrangement, basisOf(collection, state.views, state.viewId));
}
