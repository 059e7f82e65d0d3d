import { create, createStore } from 'zustand';
import type { StoreApi } from 'zustand';
import type { ListName } from '../../../domain/lists.ts';
import { createGridViewStore } from '../gridView/gridViewStore.ts';
import type { GridViewStore } from '../gridView/gridViewStore.ts';
import type { FocusedRecord } from '../recordGrid/recordGridProps.ts';

/** What is looked for in a list; kept while other screens are shown, and not over restarts. */
export interface ListState {
  readonly search: string;
  /** Grows when the search is set from elsewhere than its box, which then starts afresh. */
  readonly searchEpoch: number;
  /** The cell from which a record was opened: where the cursor belongs on coming back. */
  readonly cameFrom: FocusedRecord | null;
  readonly setSearch: (search: string) => void;
  readonly setCameFrom: (cell: FocusedRecord | null) => void;
  readonly clearQuery: () => void;
  /** Shows what these words find, without any other filter. */
  readonly searchFor: (words: string) => void;
  /** Shows the unsent changes of one record, found by words of its title. */
  readonly showUnsent: (words: string) => void;
}

/** What is remembered of a list while another screen is shown. */
export interface ListStore {
  /** How the sheet stands: columns, order, conditions, saved views. */
  readonly views: GridViewStore;
  readonly looked: StoreApi<ListState>;
}

const stores = new Map<ListName, ListStore>();

/** What is kept of one list, from its first use on. */
export function listStore(list: ListName): ListStore {
  let store = stores.get(list);
  if (store === undefined) {
    store = createListStore(list);
    stores.set(list, store);
  }
  return store;
}

function createListStore(list: ListName): ListStore {
  const views = createGridViewStore(list);
  const looked = createStore<ListState>()((set) => {
    const lookFor = (search: string): void =>
      set(({ searchEpoch }) => ({ search, searchEpoch: searchEpoch + 1 }));
    return {
      search: '',
      searchEpoch: 0,
      cameFrom: null,
      setSearch: (search) => set({ search }),
      setCameFrom: (cameFrom) => set({ cameFrom }),
      clearQuery() {
        views.getState().clearFilters();
        lookFor('');
      },
      searchFor(words) {
        views.getState().clearFilters();
        lookFor(words);
      },
      showUnsent(words) {
        views.getState().arrange({ filters: [{ test: 'has-unsent-change' }] });
        useDetailPanel.setState({ open: true });
        lookFor(words);
      },
    };
  });
  return { views, looked };
}

/** From this width on the details stand beside a sheet from the start. */
const wideWindow = 1_400;

/** Whether the focused record's details stand beside the sheets: one wish for all of them. */
export const useDetailPanel = create<{ readonly open: boolean }>()(() => ({
  open: globalThis.innerWidth >= wideWindow,
}));
