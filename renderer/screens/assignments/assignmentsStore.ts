import { create } from 'zustand';
import { z } from 'zod';
import type { ViewRequest } from '../../../preload/contract/engine.ts';
import { contractAssignmentDefinition } from '../../../domain/contractAssignment.ts';

type SortKey = ViewRequest['sort'][number];

/** How the columns stand: which, in which order, how wide. */
export interface ColumnLayout {
  readonly fields: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
}

/** The columns a person sees first. NPN comes first always: it stays in sight when scrolling. */
export const defaultFields: readonly string[] = [
  'npn',
  'producerName',
  'carrierId',
  'productId',
  'commissionLevelId',
  'assignmentStatusId',
  'annualizationId',
  'uplineContractAssignmentId',
  'writingNumber',
  'startDate',
  'endDate',
  'userDefined1',
  'userDefined2',
  'modifiedDate',
];

export const fixedField = 'npn';

/** From this width on the details stand beside the sheet from the start. */
const wideWindow = 1_400;

const storageKey = 'upline.assignments.columns';
const storedLayout = z.object({
  fields: z.array(z.string()).min(1),
  widths: z.record(z.string(), z.number().min(60).max(700)),
});

/** The layout of the last run; anything unreadable, and fields that no longer exist, are left out. */
export function restoreLayout(stored: string | null): ColumnLayout {
  const fallback: ColumnLayout = { fields: defaultFields, widths: {} };
  if (stored === null) return fallback;
  try {
    const parsed = storedLayout.safeParse(JSON.parse(stored));
    if (!parsed.success) return fallback;
    const known = new Set(contractAssignmentDefinition.fields.map(({ name }) => name));
    const rest = parsed.data.fields.filter((field) => known.has(field) && field !== fixedField);
    return { fields: [fixedField, ...new Set(rest)], widths: parsed.data.widths };
  } catch {
    return fallback;
  }
}

interface AssignmentsStore {
  readonly search: string;
  /** Grows when the search is set from elsewhere than its box, which then starts afresh. */
  readonly searchEpoch: number;
  readonly statusIds: readonly string[];
  readonly onlyUnsent: boolean;
  readonly sort: readonly SortKey[];
  readonly layout: ColumnLayout;
  readonly panelOpen: boolean;
  readonly setSearch: (search: string) => void;
  readonly setStatus: (statusId: string | null) => void;
  readonly setOnlyUnsent: (onlyUnsent: boolean) => void;
  readonly clearQuery: () => void;
  /** Ascending, then descending, then the order the records came in. */
  readonly sortBy: (field: string) => void;
  readonly setLayout: (layout: ColumnLayout) => void;
  readonly resetLayout: () => void;
  readonly setPanelOpen: (open: boolean) => void;
  /** Shows what these words find, without any other filter. */
  readonly searchFor: (words: string) => void;
  /** Shows the unsent changes of one record, found by words of its title. */
  readonly showRecord: (words: string) => void;
}

function keepLayout(layout: ColumnLayout): ColumnLayout {
  // Field names and widths only: searches may hold names and stay in memory.
  globalThis.localStorage?.setItem(storageKey, JSON.stringify(layout));
  return layout;
}

/** How the assignments are shown; kept while other screens are, and the columns over restarts too. */
export const useAssignments = create<AssignmentsStore>()((set, get) => ({
  search: '',
  searchEpoch: 0,
  statusIds: [],
  onlyUnsent: false,
  sort: [],
  layout: restoreLayout(globalThis.localStorage?.getItem(storageKey) ?? null),
  panelOpen: globalThis.innerWidth >= wideWindow,
  setSearch: (search) => set({ search }),
  setStatus: (statusId) => set({ statusIds: statusId === null ? [] : [statusId] }),
  setOnlyUnsent: (onlyUnsent) => set({ onlyUnsent }),
  clearQuery: () =>
    set(({ searchEpoch }) => ({
      search: '',
      searchEpoch: searchEpoch + 1,
      statusIds: [],
      onlyUnsent: false,
    })),
  sortBy: (field) => {
    const current = get().sort[0];
    if (current?.field !== field) set({ sort: [{ field, direction: 'ascending' }] });
    else if (current.direction === 'ascending') set({ sort: [{ field, direction: 'descending' }] });
    else set({ sort: [] });
  },
  setLayout: (layout) => set({ layout: keepLayout(layout) }),
  resetLayout: () => set({ layout: keepLayout({ fields: defaultFields, widths: {} }) }),
  setPanelOpen: (panelOpen) => set({ panelOpen }),
  searchFor: (words) =>
    set(({ searchEpoch }) => ({
      search: words,
      searchEpoch: searchEpoch + 1,
      statusIds: [],
      onlyUnsent: false,
    })),
  showRecord: (words) =>
    set(({ searchEpoch }) => ({
      search: words,
      searchEpoch: searchEpoch + 1,
      statusIds: [],
      onlyUnsent: true,
      panelOpen: true,
    })),
}));
