import { Grid } from './support/grid.ts';
import { expectStatus, expectUnsent, goTo, openPractice, paste, workOffline } from './support/person.ts';
import { expect, test } from './support/upline.ts';
import type { Running } from './support/upline.ts';

/** What a spreadsheet leaves on the clipboard: the cells as text, and as they looked. */
interface Copied {
  readonly text: string;
  readonly html: string;
}

/**
 * A block of Excel: rows end with CR LF, also the last; a cell with a tab or a line break is wrapped in quotes; the
 * HTML holds what was displayed, here with numbers that were rounded (see test/unit/domain/spreadsheetClipboard.ts).
 */
const excel: Copied = {
  text: '"two\nlines"\t"tab\there"\r\n"say ""hi""\nagain"\t00012345\r\n',
  html: '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><!--StartFragment--><table><tr><td>two<br>lines</td><td>tab here</td></tr><tr><td>say "hi"<br>again</td><td>1.2E+04</td></tr></table><!--EndFragment--></body></html>',
};

/** A block of Google Sheets: rows are separated by LF, and its HTML names itself. */
const sheets: Copied = {
  text: '123456789012345\t"one\ntwo"\n1E5\t=1+1',
  html: '<meta charset="utf-8"><google-sheets-html-origin><table data-sheets-root="1"><tr><td>1.23457E+14</td><td>one<br>two</td></tr><tr><td>100000</td><td>2</td></tr></table>',
};

test('what the clipboard brings into a sheet and takes out of it', async ({ launch }) => {
  const running = await launch({ arguments: ['--practice-size=small'] });
  const { page } = running;
  const grid = new Grid(page);
  let unsent = 0;

  /** Puts the cursor on a cell; rows count from 0. */
  const goToCell = async (row: number, column: string): Promise<void> => {
    await grid.focusFirst();
    await grid.down(row);
    await grid.goToColumn(column);
  };
  const select = async (down: number, right: number): Promise<void> => {
    for (let step = 0; step < down; step += 1) await page.keyboard.press('Shift+ArrowDown');
    for (let step = 0; step < right; step += 1) await page.keyboard.press('Shift+ArrowRight');
  };
  /** Presses the keys for copying or cutting, and answers what is on the system's clipboard then. */
  const take = async ({ app }: Running, keys: 'Control+c' | 'Control+x'): Promise<string> => {
    await app.evaluate(({ clipboard }) => clipboard.writeText('nothing was copied'));
    await page.keyboard.press(keys);
    const read = (): Promise<string> => app.evaluate(({ clipboard }) => clipboard.readText());
    // While it passes from one owner to the next it may be empty.
    await expect.poll(read).not.toMatch(/^(?:nothing was copied)?$/);
    return read();
  };
  /** Pastes what another program copied: the clipboard holds both of its kinds. */
  const pasteFrom = async ({ app }: Running, copied: Copied): Promise<void> => {
    await app.evaluate(async (electron, { text, html }) => {
      // Newer versions take a list of items, older ones an object.
      const item: unknown = Reflect.get(electron, 'ClipboardItem');
      const kinds = { 'text/plain': text, 'text/html': html };
      const data: unknown = typeof item === 'function' ? [Reflect.construct(item, [kinds])] : { text, html };
      const { clipboard, screen } = electron;
      const write: unknown = Reflect.get(clipboard, 'write');
      if (typeof write === 'function') await Reflect.apply(write, clipboard, [data]);
      // As in `paste`: the answer comes after the display has told everybody of the new owner.
      screen.getCursorScreenPoint();
    }, copied);
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(copied.text);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.paste());
  };
  const expectMore = async (records: number): Promise<void> => {
    unsent += records;
    await expectUnsent(page, unsent);
  };
  await openPractice(page);
  await expectStatus(page, /Online/);
  // Nothing of this needs a network, and nothing is sent while it is looked at.
  await workOffline(page, true);
  await goTo(page, 'Assignments');
  await grid.waitForRows();

  await test.step('a block of Excel comes cell by cell, as text and not as it looked', async () => {
    await goToCell(0, 'User defined 1');
    await pasteFrom(running, excel);
    await expectMore(2);
    // What was pasted is what is selected then.
    expect(await take(running, 'Control+c')).toBe(
      '"two\nlines"\t"tab\there"\r\n"say ""hi""\nagain"\t00012345',
    );
  });

  await test.step('what was copied here is pasted here as it was', async () => {
    const copied = await take(running, 'Control+c');
    await goToCell(3, 'User defined 1');
    await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.paste());
    await expectMore(2);
    await goToCell(3, 'User defined 1');
    await select(1, 1);
    expect(await take(running, 'Control+c')).toBe(copied);
  });

  await test.step('a block of Google Sheets comes the same way: fifteen digits, 1E5 and a formula stay text', async () => {
    await goToCell(6, 'User defined 1');
    await pasteFrom(running, sheets);
    await expectMore(2);
    await goToCell(6, 'User defined 1');
    await select(1, 1);
    expect(await take(running, 'Control+c')).toBe('123456789012345\t"one\ntwo"\r\n1E5\t=1+1');
    await goToCell(7, 'Writing number');
    await paste(running, '00417E1');
    await expect(grid.focused()).toHaveText('00417E1, staged');
  });

  await test.step('one value fills a range, and one row fills many', async () => {
    await goToCell(9, 'User defined 1');
    await select(2, 1);
    await paste(running, 'same');
    await expectMore(3);
    expect(await take(running, 'Control+c')).toBe('same\tsame\r\nsame\tsame\r\nsame\tsame');
    await paste(running, 'left\tright');
    await expect(grid.focused()).toHaveText('left, staged');
    expect(await take(running, 'Control+c')).toBe('left\tright\r\nleft\tright\r\nleft\tright');
  });

  await test.step('what is cut is on the clipboard, and its cells are empty', async () => {
    await goToCell(9, 'User defined 2');
    await select(2, 0);
    expect(await take(running, 'Control+x')).toBe('right\r\nright\r\nright');
    await expect(grid.focused()).not.toHaveText(/right/);
    expect(await take(running, 'Control+c')).not.toContain('right');
    await page.keyboard.press('Control+z');
    await expect(grid.focused()).toHaveText('right, staged');
  });

  await test.step('a refused cell keeps what was pasted and says why; the others are taken', async () => {
    await goToCell(12, 'Start');
    await paste(running, '31 Feb 2027\n2027-03-01');
    await expectMore(1);
    await expect(grid.focused()).toHaveText(/^31 Feb 2027, refused: .*A date such as/);
    await expect(page.getByRole('region', { name: 'Refused cells' })).toContainText('“31 Feb 2027”');
    await page.getByRole('button', { name: 'Dismiss' }).click();
  });

  await test.step('a column that cannot be changed keeps its value, and that is said', async () => {
    await goToCell(13, 'NPN');
    const npn = (await grid.focused().textContent()) ?? '';
    expect(npn).toMatch(/^\d+$/);
    await paste(running, '999');
    await expect(page.getByRole('region', { name: 'Refused cells' })).toContainText('“999”');
    await expect(grid.focused()).toHaveText(npn);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expectMore(0);
  });

  await test.step('rows apart from each other are copied together', async () => {
    await goToCell(0, 'User defined 1');
    await page.keyboard.press('Escape');
    await grid.clickMarks([0, 6]);
    const copied = await take(running, 'Control+c');
    expect(copied).toContain('"two\nlines"\t"tab\there"');
    expect(copied).toContain('123456789012345\t"one\ntwo"');
    expect(copied).not.toContain('say ""hi""');
  });

  await test.step('after another order the keys go on: to the end, a row up, and what is typed goes there', async () => {
    const box = await page.getByTestId('record-grid').boundingBox();
    if (box === null) throw new Error('The sheet is not on screen');
    // A heading; the new order lets go of the cursor, and nobody clicks into the sheet again.
    await page.mouse.click(box.x + 110, box.y + 15);
    await expect(grid.table.locator('th[aria-sort=ascending]')).toHaveCount(1);
    await expect(page.getByTestId('record-grid')).not.toHaveAttribute('aria-busy', 'true');
    await expect(grid.focused()).toHaveCount(0);
    await page.keyboard.press('ArrowDown');
    await expect(grid.focused()).toHaveAttribute('id', /-1-0$/);
    await page.keyboard.press('Escape');
    await expect(grid.focused()).toHaveCount(0);
    await page.keyboard.press('Control+End');
    await page.keyboard.press('ArrowUp');
    await expect(grid.focused()).toHaveAttribute('id', /-1998$/);
    await grid.goToColumn('User defined 1');
    await page.keyboard.type('near the end');
    await page.keyboard.press('Enter');
    await expect(grid.cell(1_998, await grid.focusedColumn())).toHaveText('near the end, staged');
    await expectMore(1);
  });
});
