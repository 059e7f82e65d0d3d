import { addToDate } from '../../domain/dates.ts';
import { Grid } from './support/grid.ts';
import {
  expectStatus,
  goTo,
  openPractice,
  paste,
  pressAtOnce,
  typeInto,
  workOffline,
} from './support/person.ts';
import { Sheet } from './support/sheet.ts';
import { expect, test } from './support/upline.ts';

const sizes = [
  { width: 1360, height: 800, zoom: 1 },
  { width: 1024, height: 640, zoom: 1 },
  { width: 1280, height: 800, zoom: 2 },
] as const;

test('what one does in a sheet', async ({ launch }) => {
  const running = await launch({ arguments: ['--practice-size=small'] });
  const { page } = running;
  const grid = new Grid(page);
  const sheet = new Sheet(running);

  await openPractice(page);
  await expectStatus(page, /Online/);
  // Nothing of this needs a network.
  await workOffline(page, true);
  await goTo(page, 'Assignments');
  await grid.waitForRows();

  const nothingMoves = async (size: (typeof sizes)[number]): Promise<void> => {
    await sheet.resize(size);
    await grid.focusFirst();
    await expect(page.getByRole('region', { name: 'Selection' })).toHaveCount(0);
    const before = await sheet.box();
    const bar = await sheet.toolbarBox();
    expect(bar.height).toBe(44);
    await page.keyboard.press('Shift+ArrowDown');
    await expect(page.getByRole('button', { name: 'Edit 2 selected…' })).toBeVisible();
    expect(await sheet.box()).toEqual(before);
    await page.keyboard.press('Control+a');
    const selection = page.getByRole('region', { name: 'Selection' });
    await expect(selection).toContainText(/^([\d,]+) (of|selected of) \1/);
    // What it adds up to is told a moment later, in more words than there is room for.
    await expect(selection).toContainText(/Approved [\d,]+/);
    expect(await sheet.box()).toEqual(before);
    expect(await sheet.toolbarBox()).toEqual(bar);
    expect(await sheet.toolbarOverflow()).toBe(0);
  };

  await test.step('nothing moves when rows get selected, in any window', async () => {
    for (const size of sizes) await nothingMoves(size);
  });

  await test.step('nor when the first filter is set, or many of them', async () => {
    const filters = page.getByRole('region', { name: 'Filters' });
    const before = await sheet.box();
    await page.getByRole('button', { name: 'View: All assignments' }).click();
    await page.getByRole('menuitemradio', { name: 'Pending over 30 days' }).click();
    await expect(filters.getByRole('button', { name: /^Remove the filter/ })).toHaveCount(2);
    expect(await sheet.box()).toEqual(before);
    await filters.getByRole('button', { name: 'Clear all' }).click();
    await expect(filters.getByRole('button')).toHaveCount(0);
    expect(await sheet.box()).toEqual(before);
    await page.getByRole('button', { name: /^View: Pending/ }).click();
    await page.getByRole('menuitemradio', { name: 'All assignments' }).click();
  });

  await test.step('a click where everything is selected lets go of the rest, and follows no link', async () => {
    await sheet.resize(sizes[0]);
    await grid.focusFirst();
    const box = await sheet.box();
    const firstCell = [box.x + 110, box.y + 44] as const;
    await page.mouse.click(...firstCell);
    await page.keyboard.press('Control+a');
    await expect(page.getByRole('region', { name: 'Selection' })).toBeVisible();
    await page.mouse.click(...firstCell);
    await expect(page.getByRole('region', { name: 'Selection' })).toHaveCount(0);
    await expect(page.getByTestId('assignment-count')).toBeVisible();
  });

  await test.step('nor in a list of one product with a view of a long name', async () => {
    await sheet.resize(sizes[0]);
    await page.getByRole('button', { name: 'View: All assignments' }).click();
    await page.getByRole('menuitem', { name: 'Save as…' }).click();
    await page
      .getByRole('textbox', { name: 'Name' })
      .fill('Renewals of the second quarter that the carriers have not confirmed yet');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: /^View: Renewals/ })).toBeVisible();
    await goTo(page, 'Carriers');
    for (const list of ['Carriers', /^Products of/]) {
      await page.getByRole('grid', { name: list }).getByRole('row').nth(1).focus();
      await page.keyboard.press('Enter');
    }
    await page.getByRole('button', { name: 'Show assignments' }).click();
    await grid.waitForRows();
    for (const size of sizes) await nothingMoves(size);
    await sheet.resize(sizes[0]);
    await page.getByRole('button', { name: /^Show all products/ }).click();
    await expect(page.getByTestId('assignment-count')).toHaveText('2,000 assignments');
  });

  const first = 'User defined 1';
  const second = 'User defined 2';
  const at = async (row: number, column: string): Promise<void> => {
    await grid.focusFirst();
    await grid.goToColumn(column);
    await grid.down(row);
  };
  const columnOf = async (title: string): Promise<number> =>
    Number(await grid.table.locator('th', { hasText: title }).getAttribute('aria-colindex'));
  const shows = async (column: string, texts: readonly (string | RegExp)[]): Promise<void> => {
    const index = await columnOf(column);
    for (const [row, text] of texts.entries()) await expect(grid.cell(row, index)).toHaveText(text);
  };
  const rowHeight = 28;

  await test.step('keys that come faster than the window draws are not lost, wherever they lead', async () => {
    await grid.focusFirst();
    await pressAtOnce(page, ['End', 'ArrowLeft', '4', '2', 'Enter']);
    await shows(second, ['42, staged', '']);
    await page.keyboard.press('Control+z');
    await shows(second, ['', '']);
  });

  await test.step('the handle draws a value down, and a double click to where the column beside ends', async () => {
    await typeInto(page, grid, { row: 0, column: first }, '007');
    // Coming from the last column, the sheet stays where it is and an editor has room where its cell is.
    await grid.focusFirst();
    for (const key of ['End', 'ArrowLeft']) await page.keyboard.press(key);
    const right = await sheet.cursorCorner();
    await page.keyboard.press('ArrowLeft');
    const left = await sheet.cursorCorner();
    // The handle is inside the corner of the cell.
    await sheet.pointAtHandle(right.x - 1, right.y + rowHeight - 1);
    await page.mouse.down();
    await page.mouse.move(right.x - 20, right.y + rowHeight * 2.5, { steps: 4 });
    await page.mouse.move(right.x - 20, right.y + rowHeight * 3.5, { steps: 4 });
    await page.mouse.up();
    await shows(first, ['007, staged', '007, staged', '007, staged', '007, staged', '']);
    await expect(
      page.getByRole('button', { name: 'Undo: Fill User defined 1 down over 3 rows' }),
    ).toBeVisible();

    await typeInto(page, grid, { row: 0, column: second }, 'x');
    await grid.focusFirst();
    for (const key of ['End', 'ArrowLeft']) await page.keyboard.press(key);
    // Both columns are of the same width.
    const corner = { x: right.x + (right.x - left.x) - 1, y: right.y + rowHeight - 1 };
    await sheet.pointAtHandle(corner.x, corner.y);
    await page.mouse.dblclick(corner.x, corner.y);
    await shows(second, ['x, staged', 'x, staged', 'x, staged', 'x, staged', '']);
  });

  await test.step('keys repeat a value to the right, and undo takes it back', async () => {
    await typeInto(page, grid, { row: 5, column: first }, 'left');
    await at(5, first);
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Control+r');
    await expect(grid.cell(5, await columnOf(second))).toHaveText('left, staged');
    await page.keyboard.press('Control+z');
    await expect(grid.cell(5, await columnOf(second))).toHaveText('');
  });

  await test.step('several ranges are filled and pasted into together, each time in one step', async () => {
    const bar = page.getByRole('region', { name: 'Selection' });
    const index = await columnOf(first);
    const says = async (texts: Readonly<Record<number, string | RegExp>>): Promise<void> => {
      for (const [row, text] of Object.entries(texts))
        await expect(grid.cell(Number(row), index)).toHaveText(text);
    };
    await typeInto(page, grid, { row: 8, column: first }, 'up');
    await typeInto(page, grid, { row: 11, column: first }, 'low');
    // From the last column the sheet need not scroll for an editor.
    await grid.focusFirst();
    await grid.down(8);
    for (const key of ['End', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key);
    const corner = await sheet.cursorCorner();
    await page.keyboard.press('Shift+ArrowDown');
    await page.mouse.move(corner.x + 20, corner.y + rowHeight * 3.5);
    await page.keyboard.down('Control');
    await page.mouse.down();
    await page.mouse.move(corner.x + 20, corner.y + rowHeight * 4.5, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up('Control');
    await expect(bar).toContainText('4 of 2,000 selected');
    await page.keyboard.press('Control+d');
    await says({ 8: 'up, staged', 9: 'up, staged', 11: 'low, staged', 12: 'low, staged' });
    await page.keyboard.press('Control+z');
    await says({ 8: 'up, staged', 9: /^(?!up)/, 11: 'low, staged', 12: /^(?!low)/ });
    await expect(bar).toContainText('4 of 2,000 selected');
    await paste(running, 'both');
    await says({ 8: 'both, staged', 9: 'both, staged', 11: 'both, staged', 12: 'both, staged' });
    await page.keyboard.type('typed');
    await page.keyboard.press('Control+Enter');
    await says({ 8: 'typed, staged', 9: 'typed, staged', 11: 'typed, staged', 12: 'typed, staged' });
    await expect(page.getByRole('button', { name: /^Undo: Set 4 cells of User defined 1$/ })).toBeVisible();
    await page.keyboard.press('Control+z');
    await says({ 8: 'both, staged', 9: 'both, staged', 11: 'both, staged', 12: 'both, staged' });
    await page.keyboard.press('Control+z');
    await says({ 8: 'up, staged', 9: /^(?!both)/, 11: 'low, staged', 12: /^(?!both)/ });
  });

  await test.step('a row is typed from left to right with Tab, and Enter begins the next where it began', async () => {
    await at(14, first);
    const index = await columnOf(first);
    await page.keyboard.type('one');
    await page.keyboard.press('Tab');
    await expect(grid.focused()).toHaveAttribute('id', `glide-cell-${index + 1}-14`);
    await page.keyboard.type('two');
    await page.keyboard.press('Enter');
    await expect(grid.focused()).toHaveAttribute('id', `glide-cell-${index}-15`);
    await expect(grid.cell(14, index)).toHaveText('one, staged');
    await expect(grid.cell(14, index + 1)).toHaveText('two, staged');
    for (const at of [index, index + 1]) {
      await page.keyboard.press('Control+z');
      await expect(grid.cell(14, index * 2 + 1 - at)).not.toHaveText(/staged/);
    }
  });

  await test.step('a date is picked from a calendar by keys, and Escape goes back to the text', async () => {
    const start = await columnOf('Start');
    await at(6, 'Start');
    const before = (await grid.cell(6, start).textContent()) ?? '';
    const calendar = page.getByRole('group', { name: 'Calendar: Start' });
    const editor = page.getByRole('textbox', { name: 'Start', exact: true });
    await page.keyboard.press('F2');
    await expect(editor).toBeFocused();
    await page.keyboard.press('Alt+ArrowDown');
    await expect(calendar.locator(`[data-day="${before}"]:not([data-outside])`)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(calendar).toHaveCount(0);
    await expect(editor).toBeFocused();
    await page.keyboard.press('Alt+ArrowDown');
    await expect(calendar.locator(`[data-day="${before}"]:not([data-outside])`)).toBeFocused();
    await page.keyboard.press('PageDown');
    const month = addToDate(before, 1, 'months') ?? '';
    await expect(calendar.locator(`[data-day="${month}"]:not([data-outside])`)).toBeFocused();
    await page.keyboard.press('ArrowRight');
    const day = addToDate(month, 1, 'days') ?? '';
    await expect(calendar.locator(`[data-day="${day}"]:not([data-outside])`)).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(grid.cell(6, start)).toHaveText(`${day}, staged`);
  });

  await test.step('columns, rows, several ranges and what is on screen are selected, and told', async () => {
    const bar = page.getByRole('region', { name: 'Selection' });
    await at(1, first);
    await page.keyboard.press('Control+Space');
    await expect(bar).toContainText('2,000 of 2,000 selected');
    await expect(bar).toContainText('User defined 1:');
    await page.keyboard.press('ArrowDown');
    await expect(bar).toHaveCount(0);
    await page.keyboard.press('Shift+Space');
    await expect(bar).toContainText('1 of 2,000 selected');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(bar).toContainText('2 of 2,000 selected');
    await grid.focusFirst();
    await page.keyboard.press('Shift+ArrowDown');
    await expect(bar).toContainText('2 of 2,000 selected');
    const box = await sheet.box();
    await page.mouse.move(box.x + 110, box.y + 30 + rowHeight * 5.5);
    await page.keyboard.down('Control');
    await page.mouse.down();
    await page.mouse.move(box.x + 110, box.y + 30 + rowHeight * 7.5, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up('Control');
    await expect(bar).toContainText('5 of 2,000 selected');
    await page.mouse.click(box.x + 34, box.y + 30 + rowHeight * 3.5);
    await expect(bar).toContainText('1 of 2,000 selected');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(bar).toContainText('2 of 2,000 selected');
    await bar.getByRole('button', { name: 'Only those on screen' }).click();
    await expect(bar).toContainText(/^[1-4]\d of 2,000 selected/);
    await bar.getByRole('button', { name: 'Select all 2,000 matching' }).click();
    await expect(bar).toContainText('2,000 of 2,000 selected');
  });

  const find = page.getByRole('search', { name: 'Find in the sheet' });
  const text = find.getByRole('textbox', { name: 'Find in the sheet' });
  const words = find.getByRole('status');

  await test.step('text is replaced one match after the other, each a step of its own', async () => {
    await at(0, first);
    await page.keyboard.press('Control+h');
    await expect(text).toBeFocused();
    await find.getByRole('combobox', { name: 'Where' }).selectOption('column');
    await text.fill('007');
    const instead = find.getByRole('textbox', { name: 'Replace with' });
    await instead.fill('009');
    await instead.press('Enter');
    await expect(words).toHaveText('Replaced. Row 2, User defined 1');
    await instead.press('Enter');
    await expect(words).toHaveText('Replaced. Row 3, User defined 1');
    await shows(first, ['009, staged', '009, staged', '007, staged', '007, staged', '']);
    await page
      .getByRole('button', { name: 'Undo: Replace “007” in User defined 1', exact: true })
      .press('Enter');
    await shows(first, ['009, staged', '007, staged', '007, staged', '007, staged', '']);
    await page
      .getByRole('button', { name: 'Undo: Replace “007” in User defined 1', exact: true })
      .press('Enter');
    await shows(first, ['007, staged', '007, staged', '007, staged', '007, staged', '']);
  });

  await test.step('text is replaced in several columns in one step, after a look', async () => {
    await find.getByRole('combobox', { name: 'Where' }).selectOption('all');
    await text.fill('007');
    await find.getByRole('textbox', { name: 'Replace with' }).fill('008');
    // Writing numbers hold it as a part of theirs.
    const whole = find.getByRole('button', { name: 'Whole cell' });
    await whole.press('Enter');
    await grid.focusFirst();
    await find.getByRole('button', { name: 'All…' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Find and replace in contract assignments' });
    for (const field of [first, second]) {
      const line = dialog.getByRole('group', { name: field });
      await expect(line.getByRole('textbox', { name: 'Find' })).toHaveValue('007');
      await expect(line.getByRole('textbox', { name: 'Replace with' })).toHaveValue('008');
    }
    await dialog.getByRole('button', { name: 'Preview' }).press('Enter');
    await expect(dialog.getByText('4 records will change.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Change 4 records' }).press('Enter');
    await expect(dialog).toHaveCount(0);
    await shows(first, ['008, staged', '008, staged', '008, staged', '008, staged', '']);
    await whole.press('Enter');
    await expect(whole).toHaveAttribute('aria-pressed', 'false');
    await find.getByRole('button', { name: 'Close finding' }).press('Enter');
  });

  await test.step('text is found without narrowing the list or moving it', async () => {
    await at(0, first);
    const before = await sheet.box();
    await page.keyboard.press('Control+Shift+F');
    await expect(text).toBeFocused();
    await text.fill('008');
    await find.getByRole('combobox', { name: 'Where' }).selectOption('column');
    await text.press('Enter');
    await expect(words).toHaveText('Row 2, User defined 1');
    await text.press('Shift+Enter');
    await expect(words).toHaveText('Row 1, User defined 1');
    await text.press('Shift+F3');
    await expect(words).toHaveText('Found from the bottom again. Row 4, User defined 1');
    await text.press('F3');
    await expect(words).toHaveText('Found from the top again. Row 1, User defined 1');
    await text.fill('nobody has this');
    await text.press('Enter');
    await expect(words).toHaveText('No cell here holds “nobody has this”.');
    // Every row has a date with a nought in it, the last one too.
    await find.getByRole('combobox', { name: 'Where' }).selectOption('all');
    await grid.focusFirst();
    await text.fill('0');
    await text.press('Shift+Enter');
    await expect(words).toHaveText(/^Found from the bottom again. Row 2,000, /);
    await expect(grid.focused()).toHaveAttribute('id', /-1999$/);
    expect(await sheet.box()).toEqual(before);
    await text.fill('008');
    await find.getByRole('button', { name: 'Match case' }).press('Enter');
    await text.press('Escape');
    await expect(find).toHaveCount(0);
    await page.keyboard.press('F3');
    await expect(words).toHaveText(/Row 1, User defined 1$/);
    await expect(text).not.toBeFocused();
    await expect(page.getByTestId('assignment-count')).toContainText('2,000 assignments');
  });

  await test.step('in a small window at twice the size all of it has room', async () => {
    const { width, zoom } = { width: 1024, zoom: 2 };
    await sheet.resize({ width, height: 640, zoom });
    await page.keyboard.press('Control+h');
    await expect(text).toBeFocused();
    for (const control of await find.getByRole('button').all()) {
      const box = await control.boundingBox();
      expect((box?.x ?? width) + (box?.width ?? 0)).toBeLessThanOrEqual(width / zoom);
    }
  });
});
