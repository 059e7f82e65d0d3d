import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { Grid } from './grid.ts';
import { goTo, typeInto } from './person.ts';

const column = 'Writing number';

/** Types the writing number of the first assignment. */
export async function typeWritingNumber(page: Page, text: string): Promise<void> {
  await goTo(page, 'Assignments');
  const grid = new Grid(page);
  await grid.waitForRows();
  await typeInto(page, grid, { row: 0, column }, text);
}

/** Waits until the first assignment shows this writing number. */
export async function expectWritingNumber(page: Page, text: string): Promise<void> {
  await goTo(page, 'Assignments');
  const grid = new Grid(page);
  await grid.waitForRows();
  await grid.focusFirst();
  await grid.goToColumn(column);
  await expect(grid.focused()).toHaveText(text);
}
