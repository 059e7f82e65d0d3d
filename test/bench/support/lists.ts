import type { ElectronApplication, Page } from '@playwright/test';
import { closeList, firstPage, pageRows, question, readPages } from './askEngine.ts';
import { framesWhileScrolling } from './frames.ts';
import type { DrawnFrame } from './frames.ts';
import { residentMemory } from './memory.ts';
import type { Resident } from './memory.ts';
import { percentile } from './rounds.ts';
import { tapEngine } from './tapEngine.ts';
import type { Gesture } from './tapEngine.ts';

/** One column of each kind that is sorted in a way of its own. */
export const sorted = {
  text: 'writingNumber',
  'name of another table': 'producerName',
  "upline's NPN": 'uplineContractAssignmentId',
  status: 'assignmentStatusId',
  date: 'startDate',
  instant: 'modifiedDate',
} as const satisfies Readonly<Record<string, string>>;
export const filtered = { field: 'assignmentStatusId', text: 'pending' } as const;
/** Typed key by key. */
export const words = ['anderson', 'term life', '12345'] as const;
const rounds = 3;
const pages = 300;
/** After a gesture, so that what the engine still does for it is not counted to the next. No figure contains it. */
const restMs = 1_000;

/** What a person meets in the sheet of assignments. Milliseconds, megabytes. */
export interface ListFigures {
  readonly rows: number;
  /** From pressing its button until its rows are on screen, the first time, before anything was read ahead. */
  readonly open: number;
  /** The same the next time. */
  readonly openAgain: number;
  /** By what is sorted by, to the first page; `first` while the list is still being read ahead. */
  readonly sort: ReadonlyMap<string, { readonly first: number; readonly again: number }>;
  /** From pressing the button of unsent changes until their rows are on screen. */
  readonly unsent: number;
  readonly unsentRows: number;
  readonly filter: number;
  readonly page: readonly number[];
  /** From each key until what it finds is on screen. */
  readonly search: readonly number[];
  readonly frames: readonly DrawnFrame[];
  /** How long the engine took to answer an edit while it read ahead for a first sort: the worst. */
  readonly answer: number;
  readonly memory: Resident;
}

/** What a person meets after a start, when what was read ahead before was kept. Milliseconds. */
export interface ListsAfterStart {
  readonly open: number;
  /** By what is sorted by, to the first page, while the list is still being read ahead. */
  readonly sort: ReadonlyMap<string, number>;
  /** As above. */
  readonly answer: number;
}

/** Opens the list, and no more. */
export async function showLists(page: Page): Promise<void> {
  await tapEngine(page, () => goTo(page, 'Producers'));
  await press(page, 'nav', 'Assignments');
}

/** The first opening and the first sorts alone. */
export async function measureListsAfterStart(page: Page): Promise<ListsAfterStart> {
  await tapEngine(page, () => goTo(page, 'Producers'));
  const open = await press(page, 'nav', 'Assignments');
  const { sort, answer } = await firstSorts(page);
  return { open: open.painted, sort, answer };
}

async function firstSorts(
  page: Page,
): Promise<{ readonly sort: ReadonlyMap<string, number>; readonly answer: number }> {
  const sort = new Map<string, number>();
  const answer = await meanwhile(page, async () => {
    for (const [kind, field] of Object.entries(sorted))
      sort.set(kind, (await sortBy(page, field, 'ascending')).took);
  });
  return { sort, answer };
}

/** Everything that is measured in the window of the real application. */
export async function measureLists(app: ElectronApplication, page: Page): Promise<ListFigures> {
  await tapEngine(page, () => goTo(page, 'Producers'));
  const open = await press(page, 'nav', 'Assignments');
  const rows = open.length;
  const { sort: first, answer } = await firstSorts(page);
  const sort = new Map<string, { first: number; again: number }>();
  for (const [kind, field] of Object.entries(sorted)) {
    const again: number[] = [];
    for (let round = 0; round < rounds; round += 1)
      again.push((await sortBy(page, field, round % 2 === 0 ? 'descending' : 'ascending')).took);
    sort.set(kind, { first: first.get(kind) ?? 0, again: percentile(again, 0.5) });
  }
  await goTo(page, 'Producers');
  const openAgain = await press(page, 'nav', 'Assignments');
  const filters = [{ field: filtered.field, test: 'contains' as const, text: filtered.text }];
  const filter: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const list = await firstPage(page, question({ filters }));
    filter.push(list.took);
    await closeList(page, list.viewId);
  }
  const unsent = await press(page, '[role=toolbar]', 'Unsent changes');
  await press(page, '[role=toolbar]', 'Unsent changes');
  const read = await readAll(page, rows);
  const search = await type(page);
  const sheet = await page.getByTestId('record-grid').boundingBox();
  if (sheet === null) throw new Error('The sheet is not on screen');
  const frames = await framesWhileScrolling(page, { x: sheet.x + 400, y: sheet.y + 200 });
  return {
    rows,
    open: open.painted,
    openAgain: openAgain.painted,
    sort,
    unsent: unsent.painted,
    unsentRows: unsent.length,
    filter: percentile(filter, 0.5),
    page: read,
    search,
    frames,
    answer,
    memory: await residentMemory(app),
  };
}

async function sortBy(
  page: Page,
  field: string,
  direction: 'ascending' | 'descending',
): Promise<{ readonly took: number }> {
  const list = await firstPage(page, question({ sort: [{ field, direction }] }));
  await closeList(page, list.viewId);
  return list;
}

async function readAll(page: Page, rows: number): Promise<readonly number[]> {
  const list = await firstPage(
    page,
    question({ sort: [{ field: 'writingNumber', direction: 'ascending' }] }),
  );
  const starts = Array.from(
    { length: pages },
    (_, index) => (index * 7_919 * 31) % Math.max(1, rows - pageRows),
  );
  const times = await readPages(page, list.viewId, starts);
  await closeList(page, list.viewId);
  return [...times].sort((a, b) => a - b);
}

/** The longest that a question which needs no list had to wait while `work` went on. */
async function meanwhile(page: Page, work: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const waits: number[] = [];
    window.uplineWaits = waits;
    const ask = async (): Promise<void> => {
      while (window.uplineWaits === waits) {
        const began = performance.now();
        await window.uplineTap?.call('lookup.list', { kind: 'assignmentStatus' });
        waits.push(performance.now() - began);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    void ask();
  });
  await work();
  const waits = await page.evaluate(() => {
    const seen = window.uplineWaits ?? [];
    delete window.uplineWaits;
    return seen;
  });
  return Math.max(...waits);
}

/** Presses a button of the navigation or the toolbar, as a program of assistive technology does. */
function press(page: Page, within: string, name: string): Promise<Gesture> {
  return page.evaluate(
    ({ within, name }) => {
      const button = [...document.querySelectorAll(`${within} button`)].find((each) =>
        (each.textContent ?? '').includes(name),
      );
      if (!(button instanceof HTMLElement) || window.uplineTap === undefined)
        throw new Error(`No button “${name}”`);
      const list = window.uplineTap.nextList(performance.now());
      button.click();
      return list;
    },
    { within, name },
  );
}

async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name }).click();
  await page.waitForTimeout(restMs);
}

/** Types words into the search box, by real keys, each after what the last found is on screen. */
async function type(page: Page): Promise<readonly number[]> {
  const times: number[] = [];
  const box = page.locator('input[type=search]').first();
  for (const word of words) {
    await box.focus();
    for (const key of word) {
      // A blank at the end asks nothing new.
      if (key === ' ') {
        await page.keyboard.press('Space');
        continue;
      }
      await page.evaluate(() => {
        window.uplineKey = new Promise((resolve, reject) => {
          addEventListener(
            'keydown',
            ({ timeStamp }) => {
              window.uplineTap?.nextList(timeStamp).then(resolve, reject);
            },
            { once: true, capture: true },
          );
        });
      });
      await page.keyboard.press(key);
      times.push((await page.evaluate(() => window.uplineKey))?.painted ?? Number.NaN);
    }
    await page.keyboard.press('Escape');
    await page.waitForTimeout(restMs);
  }
  return times.sort((a, b) => a - b);
}

declare global {
  interface Window {
    uplineKey?: Promise<Gesture>;
    uplineWaits?: number[];
  }
}
