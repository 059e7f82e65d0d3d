import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { Grid } from '../e2e/support/grid.ts';
import { ourProgram, startElectron } from './support/electron.ts';
import { measured } from './support/figure.ts';
import type { BenchOptions, Measured } from './support/figure.ts';
import { untilRows } from './support/untilRows.ts';
import { watched } from './support/windowClock.ts';
import type { Stretch } from './support/windowClock.ts';

const assignments = 100_000;
/** A window that does nothing for longer than this is felt. */
const budgetMs = 50;
/** At rest: hundreds of frames, and whatever the page does every second comes round a few times. */
const restMs = 5_000;
/** What follows from a gesture once it is saved, the tray and the counts, falls into this and is watched too. */
const afterwardsMs = 1_000;
const pasted = { rows: 10_000, columns: 10 };
const labels = Array.from({ length: pasted.columns }, (_, index) => `User defined ${index + 1}`);

/**
 * The real window during gestures over 100,000 rows, from the key press until it says that they are
 * saved, and a second longer for what follows from them: the longest that its own thread did one thing.
 */
export async function windowDuringGestures({ folder }: BenchOptions): Promise<readonly Measured[]> {
  const profile = mkdtempSync(path.join(folder, 'profile-'));
  await syncOnce(profile);
  const { app, page, kill } = await startElectron(ourProgram, [`--profile=${profile}`, '--work-offline']);
  try {
    await untilRows(page, assignments);
    const watch = (work: () => Promise<void>): Promise<Stretch> => watched(app, page, folder, work);
    await showSideBySide(page);
    const idle = await watch(() => page.waitForTimeout(restMs));
    const figures: Measured[] = [
      figure('window at rest', idle, `${restMs / 1_000} s in which nobody does anything`),
    ];
    for (const { name, prepare, keys, done } of gestures(app, page)) {
      await prepare();
      const began = performance.now();
      let took = 0;
      const stretch = await watch(async () => {
        await page.keyboard.press(keys);
        await done();
        took = (performance.now() - began) / 1000;
        await page.waitForTimeout(afterwardsMs);
      });
      figures.push(figure(`window, ${name}`, stretch, `done after ${took.toFixed(1)} s`));
    }
    return figures;
  } finally {
    // Closing would ask about the changes that are not sent.
    await kill();
  }
}

/** Lays the columns that are pasted over side by side: what is shown anew stands last. */
async function showSideBySide(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  const panel = page.locator('.upl-columns');
  await panel.waitFor();
  for (const label of labels) {
    const box = panel.getByRole('checkbox', { name: label, exact: true });
    if (await box.isChecked()) await box.click();
  }
  for (const label of labels) await panel.getByRole('checkbox', { name: label, exact: true }).click();
  await page.keyboard.press('Escape');
}

interface Gesture {
  readonly name: string;
  readonly prepare: () => Promise<void>;
  readonly keys: string;
  /** Waits until the window says that it is done. */
  readonly done: () => Promise<void>;
}

function gestures(app: ElectronApplication, page: Page): readonly Gesture[] {
  const grid = new Grid(page);
  const dialog = page.getByRole('dialog', { name: 'Edit many contract assignments' });
  const press = (keys: string): Promise<void> => page.keyboard.press(keys);
  const typeFirst = async (text: string): Promise<void> => {
    await grid.focusFirst();
    await grid.goToColumn(labels[0] ?? '');
    await page.keyboard.type(text);
    await press('Enter');
    // So that what the line above the sheet says is not what the last gesture left there.
    await untilSaved(page, 1);
    await press('ArrowUp');
  };
  return [
    {
      name: 'fill',
      keys: 'Control+d',
      done: () => untilSaved(page, assignments - 1),
      async prepare() {
        await typeFirst('filled');
        await press('Control+Shift+ArrowDown');
      },
    },
    {
      name: 'clear',
      keys: 'Delete',
      done: () => untilSaved(page, assignments),
      prepare: () => press('Control+Shift+ArrowDown'),
    },
    {
      name: 'paste',
      keys: 'Control+v',
      done: () => untilSaved(page, pasted.rows * pasted.columns),
      async prepare() {
        const line = (row: number): string =>
          Array.from({ length: pasted.columns }, (_, column) => `r${row} c${column}`).join('\t');
        const text = Array.from({ length: pasted.rows }, (_, row) => line(row)).join('\n');
        await app.evaluate(({ clipboard }, held) => clipboard.writeText(held), text);
        await typeFirst('pasted over');
      },
    },
    {
      name: 'bulk preview',
      keys: 'Enter',
      done: () =>
        dialog.getByText(`${formatted(assignments)} records will change.`).waitFor({ timeout: 120_000 }),
      async prepare() {
        await press('Control+Shift+E');
        await dialog.getByRole('radio', { name: /^All / }).check();
        await dialog.getByRole('combobox', { name: 'Field' }).click();
        await page.getByRole('option', { name: 'User defined 1', exact: true }).click();
        await dialog.getByRole('textbox', { name: 'Value' }).fill('in bulk');
      },
    },
    {
      name: 'bulk edit',
      keys: 'Enter',
      done: () =>
        page
          .getByTestId('announcer')
          .getByText(`${formatted(assignments)} values saved on this computer`)
          .waitFor({ state: 'attached', timeout: 120_000 }),
      prepare: () => dialog.getByRole('button', { name: /^Change / }).focus(),
    },
  ];
}

function formatted(count: number): string {
  return new Intl.NumberFormat('en-US').format(count);
}

/** Waits until the sheet says that so many cells are on this computer's disk. */
async function untilSaved(page: Page, cells: number): Promise<void> {
  const words = `${formatted(cells)} ${cells === 1 ? 'cell' : 'cells'} staged`;
  // Screen readers are told the same from another place, and a narrow window leaves no room for the line.
  const line = page.locator('.upl-gesture-words').getByText(words);
  await line.and(page.getByText('Saved on this computer.')).waitFor({ state: 'attached', timeout: 120_000 });
}

/** Judged by the processor time of the window's own thread: what else the machine does is not its doing. */
function figure(name: string, stretch: Stretch, note: string): Measured {
  const clock = `longest task ${stretch.task.toFixed(0)} ms on the clock`;
  const told = `longtask ${stretch.longTask.toFixed(0)} ms`;
  return measured({
    name,
    ours: stretch.taskCpu,
    limit: budgetMs,
    unit: 'ms',
    better: 'lower',
    expected: 1,
    note: `${note}; ${clock}, ${told}, between frames ${stretch.frameGap.toFixed(0)} ms; limit: what is not felt`,
  });
}

/** Lets the program read the practice data to the end. */
async function syncOnce(profile: string): Promise<void> {
  const { app, page, kill } = await startElectron(ourProgram, [
    `--profile=${profile}`,
    '--practice',
    '--practice-size=agency',
  ]);
  await untilRows(page, assignments);
  await app.close().catch(kill);
}
