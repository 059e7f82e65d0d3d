import type { Page } from '@playwright/test';

/** Waits until the grid of assignments tells its rows, going there as soon as the navigation is on screen. */
export async function untilRows(page: Page, atLeast: number): Promise<void> {
  await page.waitForFunction(
    (least) => {
      const table = document.querySelector('[data-testid=record-grid] table[role=grid]');
      const rows = Number(table?.getAttribute('aria-rowcount') ?? '0') - 1;
      const text = table?.querySelector('[role=gridcell]')?.textContent ?? '';
      if (rows >= least && text !== '') return true;
      const button = [...document.querySelectorAll('nav button')].find((each) =>
        (each.textContent ?? '').startsWith('Assignments'),
      );
      if (table === null && button instanceof HTMLElement) button.click();
      return false;
    },
    atLeast,
    { polling: 'raf', timeout: 180_000 },
  );
  await untilPainted(page);
}

/** Two frames later the first of them is on screen. */
export async function untilPainted(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
      }),
  );
}
