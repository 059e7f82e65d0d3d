import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { measured } from './support/figure.ts';
import type { BenchOptions, Measured } from './support/figure.ts';
import { emptyProgram, ourProgram, startElectron } from './support/electron.ts';
import { inTurn } from './support/rounds.ts';

const assignments = 100_000;

/**
 * From starting the process to rows a person can read and edit, with a profile that was synced before;
 * against a window with nothing in it. Both are started and watched by the same tool.
 */
export async function coldStart({ quick, folder }: BenchOptions): Promise<readonly Measured[]> {
  const profile = mkdtempSync(path.join(folder, 'profile-'));
  await syncOnce(profile);
  const ours = async (): Promise<number> => {
    const { app, page, began, kill } = await startElectron(ourProgram, [
      `--profile=${profile}`,
      // So that no pass begins while the clock runs.
      '--work-offline',
    ]);
    await untilRows(page, 1);
    const took = performance.now() - began;
    await app.close().catch(kill);
    return took;
  };
  const limit = async (): Promise<number> => {
    const { app, page, began, kill } = await startElectron(emptyProgram, []);
    await page.waitForSelector('#ready');
    await untilPainted(page);
    const took = performance.now() - began;
    await app.close().catch(kill);
    return took;
  };
  // What the first start puts into the system's file cache is not what is compared.
  await limit();
  await ours();
  const times = await inTurn(quick ? 3 : 7, ours, limit);
  return [
    measured({
      name: 'cold start',
      ...times,
      unit: 'ms',
      better: 'lower',
      expected: 4,
      note: `to the first rows of ${assignments} assignments; limit: an empty window of the same Electron`,
    }),
  ];
}

/** Lets the program read the practice data of an agency to the end. */
async function syncOnce(profile: string): Promise<void> {
  const { app, page, kill } = await startElectron(ourProgram, [
    `--profile=${profile}`,
    '--practice',
    '--practice-size=agency',
  ]);
  await untilRows(page, assignments);
  await app.close().catch(kill);
}

/** Waits until the grid of assignments tells its rows, going there as soon as the navigation is on screen. */
async function untilRows(page: Page, atLeast: number): Promise<void> {
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
async function untilPainted(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
      }),
  );
}
