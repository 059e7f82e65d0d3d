import type { Page } from '@playwright/test';
import { z } from 'zod';
import { plainArrangement } from '../../../domain/shippedViews.ts';
import type { ViewRequest } from '../../../preload/contract/engine.ts';

/** What the list of assignments shows from the start. */
export const columns = plainArrangement('contractAssignment').fields;
export const pageRows = 200;

export const question = (parts: Partial<ViewRequest>): ViewRequest => ({
  collection: 'contractAssignment',
  columns: [...columns].toSorted(),
  sort: [],
  filters: [],
  search: '',
  ...parts,
});

const opened = z.object({
  took: z.number(),
  opened: z.object({
    ok: z.literal(true),
    value: z.object({
      viewId: z.string(),
      length: z.number(),
      first: z.object({ rows: z.array(z.unknown()) }),
    }),
  }),
});
export interface FirstPage {
  readonly took: number;
  readonly viewId: string;
  readonly length: number;
}

/** Opens a list with its first rows as the window does, over its own port: milliseconds of the page's clock. */
export async function firstPage(page: Page, request: ViewRequest): Promise<FirstPage> {
  const answer = await page.evaluate(
    async ({ request, pageRows }) => {
      const tap = window.uplineTap;
      const began = performance.now();
      const opened = await tap?.call('view.open', { ...request, rows: { near: 0, count: pageRows } });
      return { took: performance.now() - began, opened };
    },
    { request, pageRows },
  );
  const { took, opened: list } = opened.parse(answer);
  return { took, ...list.value };
}

/** Reads pages of a list at these rows, one after the other: milliseconds of each. */
export async function readPages(
  page: Page,
  viewId: string,
  starts: readonly number[],
): Promise<readonly number[]> {
  const times = await page.evaluate(
    async ({ viewId, starts, pageRows }) => {
      const took: number[] = [];
      for (const from of starts) {
        const began = performance.now();
        await window.uplineTap?.call('view.read', { viewId, from, to: from + pageRows });
        took.push(performance.now() - began);
      }
      return took;
    },
    { viewId, starts, pageRows },
  );
  return z.array(z.number()).parse(times);
}

export async function closeList(page: Page, viewId: string): Promise<void> {
  await page.evaluate((viewId) => window.uplineTap?.call('view.close', { viewId }), viewId);
}
