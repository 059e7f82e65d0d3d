import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { violations } from './support/accessibility.ts';
import { openFrom, saveTo } from './support/dialogs.ts';
import { Grid } from './support/grid.ts';
import {
  expectAllSynced,
  expectUnsent,
  goTo,
  openPractice,
  pressAtOnce,
  workOffline,
} from './support/person.ts';
import { settled } from './support/settled.ts';
import { Sheet } from './support/sheet.ts';
import { expect, test } from './support/upline.ts';

const small = { arguments: ['--practice-size=small'] };
const number = 'Writing number';
/** In the middle of a heading, from the top of the sheet. */
const heading = 15;

test('a sheet is edited by keys, laid out by the mouse, narrowed by what its columns hold, and shared', async ({
  launch,
  profile,
}) => {
  const first = await launch(small);
  const { page } = first;
  const grid = new Grid(page);
  const sheet = new Sheet(first);
  const count = (noun: string): Locator => page.getByTestId(`${noun}-count`);
  const at = async (row: number, column: string): Promise<Locator> => {
    await grid.focusFirst();
    await grid.goToColumn(column);
    if (row > 0) await grid.down(row);
    return grid.focused();
  };
  const menuOf = async (title: string): Promise<Locator> => {
    await at(0, title);
    await page.keyboard.press('Alt+ArrowDown');
    const menu = page.getByRole('dialog', { name: `Column ${title}` });
    await expect(menu).toBeVisible();
    return menu;
  };
  const titles = (): Promise<readonly string[]> => grid.table.locator('th').allTextContents();
  /** Where the cell of a row begins, once it is drawn as it was asked to be. */
  const leftOf = async (title: string): Promise<number> => {
    await at(0, title);
    return (await sheet.cursorCorner()).x;
  };

  await openPractice(page);
  await expectAllSynced(page);
  await workOffline(page, true);
  await goTo(page, 'Assignments');
  await grid.waitForRows();
  await sheet.resize({ width: 1360, height: 800, zoom: 1 });

  await test.step('the first list to pick from takes all that is typed while it is drawn', async () => {
    await at(4, 'Annualization');
    const cell = grid.cell(4, await grid.focusedColumn());
    const before = (await cell.textContent()) ?? '';
    const other = before === 'Monthly' ? 'As Earned' : 'Monthly';
    await page.keyboard.type(other);
    await page.keyboard.press('Enter');
    await expect(cell).toHaveText(`${other}, staged`);
    await page.keyboard.press('Control+z');
    await expect(cell).toHaveText(before);
  });

  await test.step('keys type, finish, leave, add to and empty a cell, and repeat it below', async () => {
    const cell = await at(1, number);
    const column = await grid.focusedColumn();
    const above = (await grid.cell(0, column).textContent()) ?? '';
    await page.keyboard.type('0012');
    await page.keyboard.press('Tab');
    await expect(grid.focused()).toHaveAttribute('aria-colindex', String(column + 1));
    await page.keyboard.press('ArrowLeft');
    await expect(cell).toHaveText('0012, staged');
    await page.keyboard.press('F2');
    await page.keyboard.type('given up');
    await page.keyboard.press('Escape');
    await expect(cell).toHaveText('0012, staged');
    // F2 goes on behind what is there.
    await page.keyboard.press('F2');
    await page.keyboard.type('E5');
    await page.keyboard.press('Shift+Enter');
    await expect(grid.focused()).toHaveText(above);
    await page.keyboard.press('ArrowDown');
    await expect(cell).toHaveText('0012E5, staged');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Control+d');
    for (const row of [1, 2, 3]) await expect(grid.cell(row, column)).toHaveText('0012E5, staged');
    await expectUnsent(page, 3);
    await at(2, number);
    await page.keyboard.press('Backspace');
    await expect(cell).toHaveText('staged');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Delete');
    await expect(cell).toHaveText('staged');
    // What the last gesture did stands below the sheet until the cursor goes on.
    await expect(
      page.getByText('1 cell staged. Saved on this computer.', { exact: true }).last(),
    ).toBeVisible();
  });

  await test.step('what is typed on a row that is not read yet is kept for it', async () => {
    await grid.focusFirst();
    await pressAtOnce(page, ['Control+End', 'ArrowLeft', '0', '7', 'Enter']);
    await expect(grid.focused()).toHaveAttribute('id', /-1999$/);
    await expect(grid.focused()).toHaveText('07, staged');
    await page.keyboard.press('Control+z');
    await expect(grid.focused()).toHaveText('');
    await expectUnsent(page, 3);
  });

  await test.step('what was undone is done again by keys, step by step', async () => {
    const cell = await at(3, number);
    await expect(page.getByRole('button', { name: `Undo: Clear ${number}` })).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(cell).toHaveText('0012E5, staged');
    await page.keyboard.press('Control+z');
    await expect(grid.cell(2, await grid.focusedColumn())).toHaveText('0012E5, staged');
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('button', { name: `Redo: Fill ${number} down over 2 rows` })).toBeVisible();
    await expectUnsent(page, 1);
    await page.keyboard.press('Control+y');
    await expect(cell).toHaveText('0012E5, staged');
    await page.keyboard.press('Control+Shift+z');
    await expect(grid.cell(2, await grid.focusedColumn())).toHaveText('staged');
    await expectUnsent(page, 3);
  });

  await test.step('a refused cell is led to from its line, and leaves no word behind', async () => {
    const cell = await at(4, 'Start');
    await page.keyboard.type('31 Feb 2027');
    await page.keyboard.press('Enter');
    const refused = page.getByRole('region', { name: 'Refused cells' });
    await expect(refused).toContainText('“31 Feb 2027”');
    await page.keyboard.press('Control+Home');
    await refused.getByRole('button', { name: /31 Feb 2027/ }).press('Enter');
    await expect(cell).toHaveText(/^31 Feb 2027, refused/);
    await refused.getByRole('button', { name: 'Dismiss' }).press('Enter');
    await expect(refused).toHaveCount(0);
    // The keys are with the sheet again.
    await page.keyboard.press('ArrowUp');
    await expect(grid.focused()).toHaveAttribute('id', /-3$/);
  });

  await test.step('columns are drawn narrower, moved, fitted, frozen, hidden and chosen, rows made compact', async () => {
    const before = await leftOf('Commission level');
    await at(0, 'NPN');
    const box = await sheet.box();
    const edge = before - 220;
    // Between Carrier and Product, whose widths are 190 and 220.
    await page.mouse.move(edge, box.y + heading);
    await page.mouse.down();
    for (const narrower of [10, 20, 30]) {
      await page.mouse.move(edge - narrower, box.y + heading);
      await settled(page);
    }
    await page.mouse.up();
    await expect.poll(() => leftOf('Commission level')).toBeLessThan(before - 5);
    await expect(page.getByRole('button', { name: 'View: All assignments, changed' })).toBeVisible();
    await (await menuOf('Carrier')).getByRole('button', { name: 'Size to fit' }).click();
    // The names of carriers are longer than their column is wide at first.
    await expect.poll(() => leftOf('Commission level')).toBeGreaterThan(before);

    await at(0, 'NPN');
    const order = await titles();
    expect(order.indexOf('Producer')).toBeLessThan(order.indexOf('Carrier'));
    const [producer, carrier] = [box.x + 68 + 112 + 40, box.x + 68 + 112 + 140 + 40];
    await page.mouse.move(carrier, box.y + heading);
    await page.mouse.down();
    await page.mouse.move(carrier - 60, box.y + heading, { steps: 4 });
    await page.mouse.move(producer, box.y + heading, { steps: 4 });
    await page.mouse.up();
    await expect(async () => {
      const now = await titles();
      expect(now.indexOf('Carrier')).toBe(now.indexOf('Producer') - 1);
    }).toPass();

    // At the end of the sheet only what is frozen is there of its beginning.
    await at(0, 'Carrier');
    await page.keyboard.press('End');
    await expect(grid.table.locator('th', { hasText: /^Carrier$/ })).toHaveCount(0);
    await (await menuOf('Carrier')).getByRole('button', { name: 'Freeze up to here' }).click();
    await page.keyboard.press('End');
    await expect(grid.focused()).toHaveAttribute('id', /-0$/);
    await expect(grid.table.locator('th', { hasText: /^Producer$/ })).toHaveCount(0);
    await expect(grid.table.locator('th', { hasText: /^Carrier$/ })).toHaveCount(1);
    await (await menuOf('Carrier')).getByRole('button', { name: 'Unfreeze columns' }).click();

    await (await menuOf('Annualization')).getByRole('button', { name: 'Hide this column' }).click();
    await expect(grid.table.locator('th', { hasText: 'Annualization' })).toHaveCount(0);
    await (await menuOf('Status')).getByRole('button', { name: 'Select this column' }).click();
    await expect(page.getByRole('region', { name: 'Selection' })).toContainText('2,000 of 2,000 selected');

    await at(10, number);
    const normal = (await sheet.cursorCorner()).y;
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByText('Compact rows').click();
    await page.keyboard.press('Escape');
    await at(10, number);
    await expect.poll(async () => (await sheet.cursorCorner()).y).toBe(normal - 10 * 6);
  });

  const shared = path.join(profile, 'view.json');
  await test.step('text, dates and spans of days narrow the list, each as its chip says', async () => {
    const filters = page.getByRole('region', { name: 'Filters' });
    const text = await menuOf(number);
    await text.getByRole('textbox', { name: 'Text to look for' }).fill('0012e5');
    await expect(
      filters.getByRole('button', { name: `Remove the filter ${number} contains “0012e5”` }),
    ).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(count('assignment')).toHaveText('2 of 2,000 assignments');
    await filters.getByRole('button', { name: 'Clear all' }).click();

    const dates = await menuOf('Start');
    await dates.getByRole('textbox', { name: 'From' }).fill('1/1/2024');
    await dates.getByRole('textbox', { name: 'To' }).fill('2024-12-31');
    expect(await violations(page, { within: '[role=dialog]' })).toEqual([]);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await expect(count('assignment')).toContainText(' of 2,000 assignments');
    const start = await at(0, 'Start');
    for (const step of ['Home', 'Control+End']) {
      await page.keyboard.press(step);
      await grid.goToColumn('Start');
      await expect(start).toHaveText(/^2024-\d\d-\d\d$/);
    }

    await saveTo(first, shared);
    await page.getByRole('button', { name: 'View: All assignments, changed' }).click();
    await page.getByRole('menuitem', { name: 'Save as a file to share…' }).click();
    await expect
      .poll(() => existsSync(shared) && readFileSync(shared, 'utf8').includes('2024-12-31'))
      .toBe(true);
    const inYear = (await count('assignment').textContent()) ?? '';
    const span = await menuOf('Start');
    await span.getByRole('combobox', { name: 'Span of days' }).click();
    await page.getByRole('option', { name: 'Is not empty' }).click();
    await page.keyboard.press('Escape');
    await expect(count('assignment')).not.toHaveText(inYear);
    await filters.getByRole('button', { name: 'Clear all' }).click();
    await expect(count('assignment')).toHaveText('2,000 assignments');

    await openFrom(first, shared);
    await page.getByRole('button', { name: /^View: / }).click();
    await page.getByRole('menuitem', { name: 'Add a view from a file…' }).click();
    await expect(page.getByRole('button', { name: /^View: All assignments/ })).toBeVisible();
    await expect(count('assignment')).toHaveText(inYear);
    await expect(grid.table.locator('th', { hasText: 'Annualization' })).toHaveCount(0);
  });

  await test.step('numbers and states narrow the levels; states are ticked in a cell', async () => {
    await goTo(page, 'Carriers');
    await page.getByRole('tab', { name: 'All commission levels', exact: true }).click();
    await grid.waitForRows();
    const all = (await count('level').textContent()) ?? '';
    const values = await menuOf('First-year value');
    await values.getByRole('textbox', { name: 'At least' }).fill('90');
    await values.getByRole('textbox', { name: 'At most' }).fill('95.5');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await expect(count('level')).toContainText(' of ');
    await expect(await at(0, 'First-year value')).toHaveText(/^9[0-5](\.\d+)?$/);
    await page.getByRole('button', { name: /^Remove the filter First-year value/ }).click();
    await expect(count('level')).toHaveText(all);

    const states = await at(0, 'States');
    await page.keyboard.type('or');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowUp');
    await expect(states).toHaveText('OR, staged');
    await page.keyboard.press('F2');
    await page.keyboard.press('Alt+ArrowDown');
    const list = page.getByRole('listbox', { name: 'States: States' });
    await expect(list).toBeFocused();
    expect(await violations(page, { within: '.upl-grid-portal' })).toEqual([]);
    await page.keyboard.press('w');
    await page.keyboard.press('Space');
    await page.keyboard.press('Home');
    await page.keyboard.press('Space');
    await expect(list.getByRole('option', { selected: true })).toHaveCount(3);
    await page.keyboard.press('Enter');
    await expect(list).toHaveCount(0);
    await page.keyboard.press('ArrowUp');
    await expect(states).toHaveText('OR, WA, AL, staged');
    const held = await menuOf('States');
    await held.getByText('All of').click();
    for (const code of ['WA', 'AL']) {
      await held.getByRole('searchbox', { name: 'Search values' }).fill(code);
      await held.getByRole('checkbox', { name: new RegExp(`^${code}`) }).check();
    }
    await page.keyboard.press('Escape');
    await expect(
      page.getByRole('button', { name: /^Remove the filter States has (AL and WA|WA and AL)/ }),
    ).toBeVisible();
    await expect(count('level')).toContainText(' of ');
    await expect(await at(0, 'States')).toHaveText(/AL/);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expectUnsent(page, 3);
  });

  await goTo(page, 'Settings');
  await first.quit();

  const second = await launch(small);
  const again = new Grid(second.page);
  await test.step('undo and redo go on after a restart, under their names', async () => {
    await goTo(second.page, 'Assignments');
    await again.waitForRows();
    await expectUnsent(second.page, 3);
    await again.focusFirst();
    await expect(second.page.getByRole('button', { name: `Undo: Clear ${number}` })).toBeVisible();
    await second.page.keyboard.press('Control+z');
    await second.page.keyboard.press('Control+z');
    await expectUnsent(second.page, 1);
    await expect(
      second.page.getByRole('button', { name: `Redo: Fill ${number} down over 2 rows` }),
    ).toBeVisible();
    await second.page.keyboard.press('Control+Shift+z');
    await expectUnsent(second.page, 3);
  });
});
