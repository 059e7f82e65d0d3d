import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { measureAgGrid } from './agGrid.ts';
import type { AgGridFigures } from './agGrid.ts';
import { columns, pageRows } from './support/askEngine.ts';
import { bareFilter, bareOpen, bareSort } from './support/bareLists.ts';
import { emptyProgram, ourProgram, startElectron } from './support/electron.ts';
import { measured } from './support/figure.ts';
import type { BenchOptions, Measured } from './support/figure.ts';
import { frameFigures, framesBeside } from './support/frameFigures.ts';
import { framesWhileScrolling } from './support/frames.ts';
import type { DrawnFrame } from './support/frames.ts';
import { fileSize, untilKept } from './support/keepLists.ts';
import { filtered, measureLists, measureListsAfterStart, showLists, sorted, words } from './support/lists.ts';
import type { ListFigures, ListsAfterStart } from './support/lists.ts';
import { copyOf, intoProfile, manyAssignments } from './support/manyAssignments.ts';
import type { ManyAssignments } from './support/manyAssignments.ts';
import { residentMemory } from './support/memory.ts';
import { startPlainProcess } from './support/plainProcess.ts';
import { median, percentile } from './support/rounds.ts';
import { rowTexts, textsOf } from './support/rowTexts.ts';
import { untilPainted } from './support/untilRows.ts';

const all = [100_000, 1_000_000];

/**
 * Lists at their greatest: the sheet of assignments with every tenth row edited, in the real window with the
 * real engine, and the same data and gestures with AG Grid Community in a bare window.
 */
export async function listsOfAssignments({
  quick,
  folder,
  rows,
}: BenchOptions): Promise<readonly Measured[]> {
  const sizes = rows === undefined ? (quick ? all.slice(0, 1) : all) : [rows];
  const floor = await emptyWindow();
  const figures: Measured[] = [];
  for (const size of sizes) {
    const said = (what: string): void => console.error(`  ${size} assignments: ${what} …`);
    said('making or finding them');
    const many = await manyAssignments(size, folder);
    const texts = rowTexts(many, folder);
    said('Upline');
    const ours = await upline(many, folder);
    said('limits');
    const limits = await limitsOf(many, texts, folder);
    figures.push(...figuresOf(ours, limits, floor));
    said('AG Grid Community');
    const theirs = await measureAgGrid(texts, {
      sorts: Object.values(sorted),
      filter: filtered,
      searches: words.flatMap((word) => Array.from(word, (_, index) => word.slice(0, index + 1))),
    });
    figures.push(...sideBySide(ours.first, theirs, floor));
  }
  return figures;
}

interface Upline {
  /** With a file in which nothing of a list is kept. */
  readonly first: ListFigures;
  /** The same file after its lists were read ahead once. */
  readonly afterStart: ListsAfterStart;
  /** How much longer the file is for it, and how long it was, in MB. */
  readonly kept: number;
  readonly file: number;
}

async function upline(many: ManyAssignments, folder: string): Promise<Upline> {
  const first = await inProfile(many, folder, (profile) => inWindow(profile, measureLists));
  return inProfile(many, folder, async (profile) => {
    const file = await fileSize(many, profile);
    await inWindow(profile, async (_, page) => {
      await showLists(page);
      await untilKept(profile);
    });
    // Also waits until the program that was killed has let go of the file.
    const kept = (await fileSize(many, profile)) - file;
    const afterStart = await inWindow(profile, (_, page) => measureListsAfterStart(page));
    return { first, afterStart, kept, file };
  });
}

/** With a profile of its own, whose file is as it was made. */
async function inProfile<T>(
  many: ManyAssignments,
  folder: string,
  work: (profile: string) => Promise<T>,
): Promise<T> {
  const profile = mkdtempSync(path.join(folder, 'profile-'));
  try {
    await intoProfile(many, profile);
    return await work(profile);
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

async function inWindow<T>(
  profile: string,
  measure: (app: ElectronApplication, page: Page) => Promise<T>,
): Promise<T> {
  const { app, page, kill } = await startElectron(ourProgram, [
    `--profile=${profile}`,
    '--practice',
    '--practice-size=small',
    '--work-offline',
  ]);
  try {
    await page.locator('nav').first().waitFor({ timeout: 120_000 });
    return await measure(app, page);
  } finally {
    // Closing would ask about the changes that are not sent.
    await kill();
  }
}

interface Floor {
  readonly frames: readonly DrawnFrame[];
  readonly renderer: number;
}

/** A window with nothing in it: how fast frames can come on this display, and what a page takes anyway. */
async function emptyWindow(): Promise<Floor> {
  const { app, page, kill } = await startElectron(emptyProgram, []);
  try {
    await page.waitForSelector('#ready');
    await untilPainted(page);
    const frames = await framesWhileScrolling(page, { x: 400, y: 300 });
    return { frames, renderer: (await residentMemory(app)).renderer };
  } finally {
    await kill();
  }
}

interface Limits {
  readonly open: number;
  readonly sort: ReadonlyMap<string, number>;
  readonly filter: number;
  readonly search: number;
  readonly page: number;
}

async function limitsOf(many: ManyAssignments, texts: string, folder: string): Promise<Limits> {
  const copy = path.join(folder, 'plain.db');
  copyOf(many, copy);
  const open = bareOpen(copy, many.key);
  const sort = new Map(
    Object.entries(sorted).map(([kind, field]) => [kind, bareSort(textsOf(texts, field))]),
  );
  const filter = bareFilter(textsOf(texts, filtered.field), filtered.text);
  const search = columns.reduce((sum, field) => sum + bareFilter(textsOf(texts, field), words[0]), 0);
  const plain = await startPlainProcess({ databaseFile: copy, databaseKey: many.key, columns });
  const pages: number[] = [];
  for (let page = 0; page < 100; page += 1) {
    const rowids = Array.from(
      { length: pageRows },
      (_, index) => 1 + (((page * 200 + index) * 7_919) % many.rows),
    );
    const began = performance.now();
    await plain.rows(rowids);
    pages.push(performance.now() - began);
  }
  await plain.close();
  rmSync(copy, { force: true });
  return { open, sort, filter, search, page: percentile(pages, 0.95) };
}

function figuresOf(
  { first: ours, afterStart, kept, file }: Upline,
  limits: Limits,
  floor: Floor,
): readonly Measured[] {
  const { rows } = ours;
  const few = rows <= 100_000;
  const size = rows.toLocaleString('en-US');
  const one = (
    name: string,
    parts: { readonly ours: number; readonly limit: number; readonly budget?: number | undefined },
    note: string,
    unit = 'ms',
  ): Measured =>
    measured({
      name: `${size}: ${name}`,
      ...parts,
      unit,
      better: 'lower',
      // Its budget is what a figure here is judged by.
      expected: Number.POSITIVE_INFINITY,
      note,
    });
  const firstPageBudget = few ? 150 : 1_000;
  return [
    one(
      'open',
      { ours: ours.open, limit: limits.open, budget: 300 },
      'first time, to painted rows; limit: bare statements',
    ),
    one('open again', { ours: ours.openAgain, limit: limits.open, budget: 300 }, 'from another screen'),
    ...[...ours.sort].flatMap(([kind, { first, again }]) => {
      const limit = limits.sort.get(kind) ?? Number.NaN;
      return [
        one(
          `first sort, ${kind}`,
          { ours: first, limit, budget: firstPageBudget },
          'before all was read ahead, nothing kept; limit: sorting an array',
        ),
        one(
          `first sort after a start, ${kind}`,
          { ours: afterStart.sort.get(kind) ?? Number.NaN, limit, budget: firstPageBudget },
          'before all was read ahead, columns kept',
        ),
        one(`sort, ${kind}`, { ours: again, limit, budget: firstPageBudget }, 'to the first page'),
      ];
    }),
    one(
      'filter',
      { ours: ours.filter, limit: limits.filter, budget: firstPageBudget },
      `status contains ${filtered.text}; limit: a loop over texts`,
    ),
    one(
      'filter, unsent changes',
      { ours: ours.unsent, limit: limits.filter, budget: firstPageBudget },
      `${ours.unsentRows} rows, to painted rows`,
    ),
    one(
      'page p50',
      { ours: percentile(ours.page, 0.5), limit: limits.page },
      '200 rows anywhere; limit: bare rows of a plain process, p95',
    ),
    one('page p95', { ours: percentile(ours.page, 0.95), limit: limits.page, budget: 10 }, ''),
    one(
      'search, key p50',
      { ours: median(ours.search), limit: limits.search },
      'from the key to painted rows; limit: a loop over 14 columns',
    ),
    one(
      'search, key p95',
      { ours: percentile(ours.search, 0.95), limit: limits.search, budget: few ? 50 : undefined },
      '',
    ),
    ...frameFigures(size, ours.frames, floor.frames),
    one(
      'engine busy',
      { ours: ours.answer, limit: 50 },
      'longest that another question waited during first sorts; limit: what is not felt',
    ),
    one('engine busy after a start', { ours: afterStart.answer, limit: 50 }, 'the same with columns kept'),
    one(
      'open after a start',
      { ours: afterStart.open, limit: limits.open, budget: 300 },
      'the first time, with columns kept',
    ),
    one('kept columns', { ours: kept, limit: file }, 'more of the file; limit: the file', 'MB'),
    one(
      'memory, window',
      { ours: ours.memory.renderer, limit: floor.renderer, budget: 400 },
      'resident; limit: an empty page',
      'MB',
    ),
    one('memory, engine', { ours: ours.memory.engine, limit: floor.renderer }, 'resident', 'MB'),
  ];
}

/** Upline as `ours`, AG Grid Community as `limit`: below 1 the former is faster, or smaller. */
function sideBySide(ours: ListFigures, theirs: AgGridFigures | null, floor: Floor): readonly Measured[] {
  const size = ours.rows.toLocaleString('en-US');
  if (theirs === null) {
    console.error(`  ${size}: AG Grid Community's window ended before everything was measured.`);
    return [];
  }
  const one = (name: string, left: number, right: number, unit = 'ms', note = ''): Measured =>
    measured({
      name: `${size}: AG Grid, ${name}`,
      ours: left,
      limit: right,
      unit,
      better: 'lower',
      expected: Number.POSITIVE_INFINITY,
      note,
    });
  return [
    one('open', ours.open, theirs.open, 'ms', 'its rows are in the page already'),
    ...[...ours.sort].map(([kind, { again }]) =>
      one(
        `sort, ${kind}`,
        again,
        theirs.sort.get(sortedField(kind)) ?? Number.NaN,
        'ms',
        'ours without painting',
      ),
    ),
    one('filter', ours.filter, theirs.filter, 'ms', 'ours without painting'),
    one('search, key p50', median(ours.search), median(theirs.search)),
    one('search, key p95', percentile(ours.search, 0.95), percentile(theirs.search, 0.95)),
    ...framesBeside(`${size}: AG Grid`, ours.frames, theirs.frames, floor.frames),
    one('memory, window', ours.memory.renderer, theirs.renderer, 'MB'),
    one('memory, window and engine', ours.memory.renderer + ours.memory.engine, theirs.renderer, 'MB'),
  ];
}

function sortedField(kind: string): string {
  return Object.entries(sorted).find(([one]) => one === kind)?.[1] ?? '';
}
