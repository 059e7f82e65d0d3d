import { create } from 'zustand';
import { createGridViewStore } from '../../components/gridView/gridViewStore.ts';

/** NPN comes first always: it stays in sight when scrolling. */
export const fixedField = 'npn';

/** From this width on the details stand beside the sheet from the start. */
const wideWindow = 1_400;

/** How the sheet of assignments stands: columns, order, conditions, saved views. */
export const assignmentViews = createGridViewStore('contractAssignment');

interface AssignmentsStore {
  readonly search: string;
  /** Grows when the search is set from elsewhere than its box, which then starts afresh. */
  readonly searchEpoch: number;
  readonly panelOpen: boolean;
  readonly setSearch: (search: string) => void;
  readonly clearQuery: () => void;
  readonly setPanelOpen: (open: boolean) => void;
  /** Shows what these words find, without any other filter. */
  readonly searchFor: (words: string) => void;
  /** Shows the unsent changes of one record, found by words of its title. */
  readonly showRecord: (words: string) => void;
}

/** What is looked for among the assignments; kept while other screens are shown, and not over restarts. */
export const useAssignments = create<AssignmentsStore>()((set) => ({
  search: '',
  searchEpoch: 0,
  panelOpen: globalThis.innerWidth >= wideWindow,
  setSearch: (search) => set({ search }),
  clearQuery() {
    assignmentViews.getState().clearFilters();
    set(({ searchEpoch }) => ({ search: '', searchEpoch: searchEpoch + 1 }));
  },
  setPanelOpen: (panelOpen) => set({ panelOpen }),
  searchFor(words) {
    assignmentViews.getState().clearFilters();
    set(({ searchEpoch }) => ({ search: words, searchEpoch: searchEpoch + 1 }));
  },
  showRecord(words) {
    assignmentViews.getState().arrange({ filters: [{ test: 'has-unsent-change' }] });
    set(({ searchEpoch }) => ({ search: words, searchEpoch: searchEpoch + 1, panelOpen: true }));
  },
}));
