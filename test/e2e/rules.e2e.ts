import type { Locator, Page } from '@playwright/test';
import { Grid } from './support/grid.ts';
import { expectStatus, goTo, openPractice, workOffline } from './support/person.ts';
import { expect, test } from './support/upline.ts';

const small = { arguments: ['--practice-size=small'] };

/** Puts the cursor on the status of a row. */
async function focusStatus(grid: Grid, row: number): Promise<void> {
  await grid.focusFirst();
  await grid.down(row);
  await grid.goToColumn('Status');
}

async function pickStatus(page: Page, grid: Grid, row: number, label: string): Promise<void> {
  await focusStatus(grid, row);
  await page.keyboard.press('Enter');
  const picker = page.getByRole('combobox', { name: 'Status', expanded: true });
  await picker.fill(label);
  await page.getByRole('option', { name: label }).first().waitFor();
  await page.keyboard.press('Enter');
}

/** Repeats the status of a row over the rows below it. */
async function fillDown(page: Page, grid: Grid, row: number, rows: number): Promise<void> {
  await focusStatus(grid, row);
  for (let below = 0; below < rows; below += 1) await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+d');
}

function question(page: Page): Locator {
  return page.getByRole('dialog', { name: 'This breaks a rule of contracting' });
}

test('a gesture that breaks a rule is asked about once, and goes on with a reason or without those cells', async ({
  launch,
}) => {
  const { page } = await launch(small);
  await openPractice(page);
  await expectStatus(page, /Online/);
  await workOffline(page, true);
  await goTo(page, 'Assignments');
  const grid = new Grid(page);
  await grid.waitForRows();
  const statusIs = async (row: number, words: RegExp): Promise<void> => {
    await focusStatus(grid, row);
    await expect(grid.focused()).toHaveText(words);
  };

  await test.step('three approved rows, and one without a status', async () => {
    await pickStatus(page, grid, 0, 'Approved');
    await statusIs(0, /^Approved/);
    await fillDown(page, grid, 0, 2);
    await statusIs(2, /^Approved/);
    await focusStatus(grid, 3);
    await page.keyboard.press('Delete');
    await expect(grid.focused()).not.toHaveText(/[A-Z]/);
    await expect(question(page)).toHaveCount(0);
  });

  await test.step('cancelled, nothing is changed', async () => {
    await pickStatus(page, grid, 0, 'On Hold');
    await expect(question(page)).toContainText('1 value of 1 breaks a rule');
    await expect(question(page)).toContainText('Leaves Approved for a status that ends nothing (1)');
    await expect(question(page)).toContainText('Approved → On Hold');
    await expect(page.getByRole('button', { name: /^Leave/ })).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(question(page)).toHaveCount(0);
    await statusIs(0, /^Approved/);
  });

  await test.step('with a reason it is staged, and the history tells it', async () => {
    await pickStatus(page, grid, 0, 'On Hold');
    await page.getByRole('button', { name: 'Stage anyway' }).click();
    await expect(question(page)).toContainText('Say in a few words why this is right.');
    await page.getByRole('textbox', { name: 'Reason for going on' }).fill('Carrier pauses new business');
    await page.getByRole('button', { name: 'Stage anyway' }).click();
    await expect(question(page)).toHaveCount(0);
    await statusIs(0, /^On Hold, staged/);
    await goTo(page, 'History');
    await expect(page.getByRole('heading', { name: /Carrier pauses new business/ })).toBeVisible();
  });

  await test.step('without the cells that break it, the others are staged', async () => {
    await goTo(page, 'Assignments');
    await grid.waitForRows();
    await fillDown(page, grid, 0, 3);
    await expect(question(page)).toContainText('2 values of 3 break a rule');
    await page.getByRole('button', { name: 'Leave these out' }).click();
    await expect(question(page)).toHaveCount(0);
    await statusIs(1, /^Approved/);
    await statusIs(3, /^On Hold, staged/);
  });
});
