import { z } from 'zod';
import { create } from 'zustand';
import type { ListName } from '../../domain/lists.ts';

/** What the screen of carriers offers as sheets. */
export const carrierLists = ['carrier', 'product', 'commissionLevel'] as const satisfies readonly ListName[];
export type CarrierList = (typeof carrierLists)[number];

/** What the screen of producers offers beside the producers themselves. */
export const producerLists = ['insurancePolicy'] as const satisfies readonly ListName[];
export type ProducerList = (typeof producerLists)[number];

/** What the screen of licensing lists, all of it from Turris. */
export const licensingLists = [
  'licence',
  'agent',
  'downstreamEntity',
  'fileDocument',
] as const satisfies readonly ListName[];
export type LicensingList = (typeof licensingLists)[number];

const id = z.string().min(1).max(200);

const screen = z.discriminatedUnion('name', [
  z.object({
    name: z.literal('carriers'),
    carrierId: id.exactOptional(),
    productId: id.exactOptional(),
    /** The carrier's commission grid, laid out or as a sheet. */
    grid: z.enum(['matrix', 'sheet']).exactOptional(),
    /** All carriers, products or levels as a sheet, instead of browsing from one to the next. */
    list: z.enum(carrierLists).exactOptional(),
  }),
  /** With a product: only its assignments. */
  z.object({ name: z.literal('assignments'), productId: id.exactOptional() }),
  /** With a producer, or an NPN that only assignments name: its page. */
  z.object({
    name: z.literal('producers'),
    producerId: id.exactOptional(),
    npn: id.exactOptional(),
    /** What is listed of all producers, instead of the producers themselves. */
    list: z.enum(producerLists).exactOptional(),
  }),
  z.object({
    name: z.literal('licensing'),
    /** The licences without it. */
    list: z.enum(licensingLists).exactOptional(),
  }),
  z.object({ name: z.literal('onboarding') }),
  z.object({ name: z.literal('invitations') }),
  z.object({ name: z.literal('import') }),
  z.object({ name: z.literal('tray') }),
  /** With an item's key: that record chosen. */
  z.object({ name: z.literal('conflicts'), item: id.exactOptional() }),
  z.object({ name: z.literal('receipts'), batchId: id.exactOptional() }),
  z.object({ name: z.literal('history') }),
  z.object({ name: z.literal('sync') }),
  z.object({ name: z.literal('settings') }),
]);
export type Screen = z.output<typeof screen>;
/** The name of a screen. */
export type ScreenName = Screen['name'];

/** In the order of the navigation. */
export const navigationOrder = [
  'carriers',
  'assignments',
  'producers',
  'licensing',
  'onboarding',
  'invitations',
  'import',
  'tray',
  'conflicts',
  'receipts',
  'history',
  'sync',
  'settings',
] as const satisfies readonly ScreenName[];

/** What each screen is called. */
export const screenLabels: Readonly<Record<ScreenName, string>> = {
  carriers: 'Carriers',
  assignments: 'Assignments',
  producers: 'Producers',
  licensing: 'Licensing',
  onboarding: 'Onboarding',
  invitations: 'Invitations',
  import: 'Import',
  tray: 'Unsent changes',
  conflicts: 'Conflicts',
  receipts: 'Receipts',
  history: 'History',
  sync: 'Sync',
  settings: 'Settings',
};

interface NavigationStore {
  readonly screen: Screen;
  /** Screens gone through, newest last, for Alt+Left. */
  readonly history: readonly Screen[];
  readonly go: (screen: Screen) => void;
  readonly back: () => void;
}

const storageKey = 'upline.screen';
const start: Screen = { name: 'carriers' };
const longestHistory = 50;

/** The screen remembered from the last run; anything unreadable starts at the carriers. */
export function restoreScreen(stored: string | null): Screen {
  if (stored === null) return start;
  try {
    const parsed = screen.safeParse(JSON.parse(stored));
    return parsed.success ? parsed.data : start;
  } catch {
    return start;
  }
}

function remember(next: Screen): void {
  // Only where the person was; records and values never leave the encrypted file.
  globalThis.localStorage?.setItem(storageKey, JSON.stringify(next));
}

/** Which screen is shown. */
export const useNavigation = create<NavigationStore>()((set, get) => ({
  screen: restoreScreen(globalThis.localStorage?.getItem(storageKey) ?? null),
  history: [],
  go: (next) => {
    const { screen: current, history } = get();
    if (JSON.stringify(current) === JSON.stringify(next)) return;
    remember(next);
    set({ screen: next, history: [...history, current].slice(-longestHistory) });
  },
  back: () => {
    const { history } = get();
    const previous = history.at(-1);
    if (previous === undefined) return;
    remember(previous);
    set({ screen: previous, history: history.slice(0, -1) });
  },
}));
