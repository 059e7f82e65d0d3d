import type { Locator, Page } from '@playwright/test';
import { violations } from './support/accessibility.ts';
import { Grid } from './support/grid.ts';
import { expectStatus, expectUnsent, goTo, openPractice, workOffline } from './support/person.ts';
import { expect, test } from './support/upline.ts';

const small = { arguments: ['--practice-size=small'] };

function dialog(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Edit many contract assignments' });
}

/** Chooses from a select of the dialog by keys alone. */
async function choose(page: Page, label: string, option: string, nth = 0): Promise<void> {
  const select = dialog(page).getByRole('combobox', { name: label }).nth(nth);
  await select.focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: option, exact: true }).waitFor();
  await page.getByRole('option', { name: option, exact: true }).click();
}

async function selectRows(page: Page, grid: Grid, rows: number): Promise<void> {
  await grid.focusFirst();
  for (let row = 1; row < rows; row += 1) await page.keyboard.press('Shift+ArrowDown');
}

/** Rests the pointer on cells of the sheet until one says the whole of a text that it shows in part. */
async function restOnCutText(page: Page): Promise<void> {
  const box = await page.getByTestId('record-grid').boundingBox();
  if (box === null) throw new Error('The sheet is not on screen');
  let row = 0;
  let patience = 500;
  await expect(async () => {
    row = (row + 1) % 12;
    // The slower the machine, the longer it has to rest: what is drawn late still comes.
    patience += 500;
    await page.mouse.move(box.x + 420, box.y + 44 + row * 28);
    await expect(page.locator('.upl-cell-tip')).toBeVisible({ timeout: patience });
  }).toPass();
}

test('many assignments are changed in one gesture, after a look at each, and taken back in one', async ({
  launch,
}) => {
  const { page } = await launch(small);
  await openPractice(page);
  await expectStatus(page, /Online/);
  // Nothing of this needs a network.
  await workOffline(page, true);
  await goTo(page, 'Assignments');
  const grid = new Grid(page);
  await grid.waitForRows();
  const whole = (await page.getByTestId('assignment-count').textContent()) ?? '';

  await test.step('one Escape leaves it as it was opened', async () => {
    await selectRows(page, grid, 2);
    await page.keyboard.press('Control+Shift+E');
    await expect(dialog(page).getByRole('combobox', { name: 'Field' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toHaveCount(0);
  });

  await test.step('keys open it for the selected rows, and it says what it does not reach', async () => {
    await selectRows(page, grid, 5);
    // What a resting pointer had said of a cell does not stand over the dialog.
    await restOnCutText(page);
    await page.keyboard.press('Control+Shift+E');
    await expect(dialog(page).getByRole('radio', { name: /^The 5 selected of/ })).toBeChecked();
    await expect(page.locator('.upl-cell-tip')).toHaveCount(0);
    expect(await violations(page, { within: '[role=dialog]' })).toEqual([]);
    await dialog(page).getByRole('button', { name: 'Preview' }).click();
    await expect(dialog(page).getByText('Choose a field.')).toBeVisible();
  });

  await test.step('every old and new value is shown, and rows and carriers can be left out', async () => {
    await choose(page, 'Field', 'User defined 3');
    await dialog(page).getByRole('textbox', { name: 'Value' }).fill('Renewal 2026');
    await page.keyboard.press('Enter');
    await expect(dialog(page).getByText('5 records will change.')).toBeVisible();
    const list = dialog(page).getByRole('list', { name: 'Will change' });
    await expect(list.getByText('Renewal 2026')).toHaveCount(5);
    expect(await violations(page, { within: '[role=dialog]' })).toEqual([]);
    await list.getByRole('checkbox').first().press('Space');
    await expect(dialog(page).getByText('4 records will change. 1 is left out.')).toBeVisible();
    const carriers = dialog(page).getByRole('group', { name: 'Carriers' });
    await carriers.getByRole('checkbox').first().press('Space');
    await expect(dialog(page).getByText('4 records will change. 1 is left out.')).toHaveCount(0);
    await carriers.getByRole('checkbox').first().press('Space');
    await expect(dialog(page).getByText('4 records will change. 1 is left out.')).toBeVisible();
  });

  await test.step('it is saved on this computer as one gesture', async () => {
    await dialog(page).getByRole('button', { name: 'Change 4 records' }).press('Enter');
    await expect(page.getByTestId('announcer')).toHaveText(
      '4 values saved on this computer, not sent to AgentSync yet. Undo takes all of it back.',
    );
    await expect(dialog(page)).toHaveCount(0);
    await expectUnsent(page, 4);
  });

  await test.step('one undo takes all of it back', async () => {
    await page.keyboard.press('Control+z');
    await expectUnsent(page, 0);
    const redo = page.getByRole('button', { name: 'Redo: Set User defined 3 to Renewal 2026 for 4 records' });
    await expect(redo).toBeVisible();
  });

  await test.step('a list of numbers names records, also those a search hides', async () => {
    await grid.focusFirst();
    const npn = (await grid.focused().textContent()) ?? '';
    await page.getByRole('searchbox', { name: 'Search assignments' }).fill('nothing is called this');
    await expect(page.getByTestId('assignment-count')).toContainText('0 of');
    await page.getByRole('button', { name: 'Edit many…' }).click();
    await dialog(page).getByRole('radio', { name: 'Those in a list of numbers' }).check();
    await dialog(page).getByRole('textbox', { name: 'Numbers' }).fill(`NPN\n${npn}\n999999999`);
    await choose(page, 'Field', 'End');
    await choose(page, 'What to do', 'Set to');
    await dialog(page).getByRole('textbox', { name: 'Value' }).fill('30 Feb 2027');
    await page.keyboard.press('Enter');
    await expect(dialog(page).getByText(/^2 numbers read, .* hidden by search and filters\.$/)).toBeVisible();
    await expect(dialog(page).getByText('No assignment here has 999999999.')).toBeVisible();
    await expect(dialog(page).getByRole('list', { name: 'Why they are refused' })).toContainText(
      'A date such as',
    );
    await dialog(page).getByRole('button', { name: 'Back' }).click();
    await expect(dialog(page).getByRole('textbox', { name: 'Value' })).toHaveValue('30 Feb 2027');
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toHaveCount(0);
    await expectUnsent(page, 0);
    await page.getByRole('searchbox', { name: 'Search assignments' }).fill('');
    await expect(page.getByTestId('assignment-count')).toHaveText(whole);
  });
});
