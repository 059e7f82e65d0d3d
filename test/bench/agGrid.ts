import type * as nodeFs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { createGrid, GridApi } from 'ag-grid-community';
import type { Page } from '@playwright/test';
import { collections } from '../../domain/collections.ts';
import { columns } from './support/askEngine.ts';
import { agGridProgram, startElectron } from './support/electron.ts';
import { framesWhileScrolling } from './support/frames.ts';
import type { DrawnFrame } from './support/frames.ts';
import { residentMemory } from './support/memory.ts';

declare global {
  interface Window {
    agGrid?: { readonly createGrid: typeof createGrid };
    benchGrid?: GridApi;
    benchRows?: Readonly<Record<string, string>>[];
  }
}

/** The same gestures with AG Grid Community, all rows in the page. Milliseconds, megabytes. */
export interface AgGridFigures {
  readonly open: number;
  /** By field. */
  readonly sort: ReadonlyMap<string, number>;
  readonly filter: number;
  /** One for each key. */
  readonly search: readonly number[];
  readonly frames: readonly DrawnFrame[];
  readonly renderer: number;
}

export interface AskedOfAgGrid {
  readonly sorts: readonly string[];
  readonly filter: { readonly field: string; readonly text: string };
  readonly searches: readonly string[];
}

const script = path.join(
  path.dirname(createRequire(import.meta.url).resolve('ag-grid-community/styles/ag-grid.css')),
  '..',
  'dist',
  'ag-grid-community.min.js',
);
const fields = columns.map((field) => ({
  field,
  headerName: collections.contractAssignment.fields.find(({ name }) => name === field)?.label ?? field,
}));

/**
 * The client-side row model: it sorts, filters and searches in the page. Ranges, filling and pasting into
 * ranges belong to AG Grid Enterprise, so there is nothing to compare them with. Answers null when the window
 * does not live through it.
 */
export async function measureAgGrid(texts: string, asked: AskedOfAgGrid): Promise<AgGridFigures | null> {
  const { app, page, kill } = await startElectron(agGridProgram, ['--js-flags=--expose-gc']);
  page.setDefaultTimeout(60_000);
  try {
    await page.waitForSelector('#grid', { state: 'attached' });
    await page.addScriptTag({ path: script });
    await page.evaluate(readRows, { texts, names: columns });
    const open = await page.evaluate(createAndPaint, fields);
    const sort = new Map<string, number>();
    for (const field of asked.sorts) sort.set(field, await gesture(page, { kind: 'sort', field }));
    await gesture(page, { kind: 'sort', field: null });
    const filter = await gesture(page, { kind: 'filter', ...asked.filter });
    await gesture(page, { kind: 'filter', field: asked.filter.field, text: null });
    const search: number[] = [];
    for (const text of asked.searches) search.push(await gesture(page, { kind: 'search', text }));
    await gesture(page, { kind: 'search', text: '' });
    const frames = await framesWhileScrolling(page, { x: 640, y: 400 });
    const { renderer } = await residentMemory(app);
    return { open, sort, filter, search, frames, renderer };
  } catch (error) {
    if (!page.isClosed() && !String(error).includes('crashed')) throw error;
    return null;
  } finally {
    await kill();
  }
}

type AgGesture =
  | { readonly kind: 'sort'; readonly field: string | null }
  | { readonly kind: 'filter'; readonly field: string; readonly text: string | null }
  | { readonly kind: 'search'; readonly text: string };

/** From calling the grid until two frames after it said that its rows are in place. */
function gesture(page: Page, asked: AgGesture): Promise<number> {
  return page.evaluate(async (one) => {
    const api = window.benchGrid;
    if (api === undefined) throw new Error('There is no grid');
    const began = performance.now();
    const moved = new Promise<void>((resolve) => {
      const done = (): void => {
        api.removeEventListener('modelUpdated', done);
        resolve();
      };
      api.addEventListener('modelUpdated', done);
    });
    if (one.kind === 'sort')
      api.applyColumnState({
        state: one.field === null ? [] : [{ colId: one.field, sort: 'asc' }],
        defaultState: { sort: null },
      });
    else if (one.kind === 'search') api.setGridOption('quickFilterText', one.text);
    else
      api.setFilterModel(
        one.text === null
          ? null
          : { [one.field]: { filterType: 'text', type: 'contains', filter: one.text } },
      );
    await moved;
    return new Promise<number>((resolve) => {
      requestAnimationFrame(() => requestAnimationFrame((at) => resolve(at - began)));
    });
  }, asked);
}

/** Runs in the page. Values that repeat are one text, as a careful program would have it. */
function readRows({ texts, names }: { readonly texts: string; readonly names: readonly string[] }): void {
  // The bare window has Node's.
  const files: Pick<typeof nodeFs, 'readFileSync'> = require('node:fs');
  const bytes = files.readFileSync(texts);
  const known = new Map<string, string>();
  const once = (text: string): string => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size < 200_000) known.set(text, text);
    return text;
  };
  const rows: Readonly<Record<string, string>>[] = [];
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(0x0a, from);
    const some: readonly (readonly string[])[] = JSON.parse(bytes.toString('utf8', from, end));
    for (const cells of some) {
      const row: Record<string, string> = {};
      names.forEach((name, index) => {
        row[name] = once(cells[index] ?? '');
      });
      rows.push(Object.freeze(row));
    }
    from = end + 1;
  }
  window.benchRows = rows;
}

/** Runs in the page. */
function createAndPaint(
  columnDefs: readonly { readonly field: string; readonly headerName: string }[],
): Promise<number> {
  const place = document.querySelector<HTMLElement>('#grid');
  const rowData = window.benchRows;
  if (place === null || rowData === undefined || window.agGrid === undefined)
    throw new Error('Nothing to show');
  const { createGrid: create } = window.agGrid;
  return new Promise((resolve) => {
    const began = performance.now();
    window.benchGrid = create(place, {
      rowData,
      columnDefs: columnDefs.map((one) => ({ ...one, sortable: true, filter: 'agTextColumnFilter' })),
      rowHeight: 28,
      headerHeight: 30,
      animateRows: false,
      cacheQuickFilter: true,
      onFirstDataRendered: () => {
        requestAnimationFrame(() => requestAnimationFrame((at) => resolve(at - began)));
      },
    });
  });
}
