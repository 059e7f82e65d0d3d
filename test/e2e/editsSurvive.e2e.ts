import { Grid } from './support/grid.ts';
import { expectStatus, expectUnsent, goTo, openPractice, paste, typeInto } from './support/person.ts';
import { Practice } from './support/practice.ts';
import { expect, test } from './support/upline.ts';

const number = 'Writing number';

/** Row after row as a person wrote it, and what the sheet says of it while it is not sent. */
const refusedRow = { text: 'REFUSED-7', says: 'REFUSED-7, needs you' } as const;
const stagedRow = { text: 'STAGED-7', says: 'STAGED-7, staged' } as const;
const newRow = { text: 'NEW-7', says: 'NEW-7, staged, new record' } as const;
const all = [refusedRow, stagedRow, newRow] as const;

test('what is staged, refused or new outlives sorting, filters, scrolling, a sync and a restart', async ({
  launch,
  profile,
}) => {
  let running = await launch({ arguments: ['--practice-size=small'] });
  let { page } = running;
  let grid = new Grid(page);
  const practice = new Practice(profile);
  let level = '';
  let upline = '';

  const sendBySelf = async (mode: 'Review first' | 'Automatic'): Promise<void> => {
    await goTo(page, 'Settings');
    await page.getByRole('radio', { name: mode }).click();
    await expect(page.getByRole('radio', { name: mode })).toBeChecked();
    await goTo(page, 'Assignments');
    await grid.waitForRows();
  };
  const look = async (text: string): Promise<void> => {
    await page.getByRole('searchbox', { name: 'Search assignments' }).fill(text);
    await expect(page.getByTestId('assignment-count')).toContainText(
      text === '' ? /^2,001 / : /^1 of 2,001 /,
    );
  };
  /** Each of the three says the same as when it was written. */
  const expectAllThere = async (): Promise<void> => {
    for (const { text, says } of all) {
      await look(text);
      await grid.focusFirst();
      await grid.goToColumn(number);
      await expect(grid.focused()).toHaveText(says);
    }
    await look('');
    await expectUnsent(page, all.length);
  };

  await openPractice(page);
  await expectStatus(page, /Online/);
  await goTo(page, 'Assignments');
  await grid.waitForRows();

  await test.step('one is refused by AgentSync, one staged, one made', async () => {
    await practice.addFault({
      match: { operation: 'updateAssignmentsBulk' },
      action: { kind: 'status', status: 422, phase: 'before' },
      times: 1,
    });
    await typeInto(page, grid, { row: 0, column: number }, refusedRow.text);
    await expectStatus(page, /1 needs you/);
    // From here on nothing goes out until it is sent by hand, while the network stays there for a sync.
    await sendBySelf('Review first');
    await typeInto(page, grid, { row: 3, column: number }, stagedRow.text);
    await expectUnsent(page, 2);
    await page.getByRole('button', { name: 'New assignment…' }).click();
    const dialog = page.getByRole('dialog');
    for (const field of ['Product', 'Commission level', 'Status']) {
      await dialog.getByRole('combobox', { name: field }).click();
      await page.getByRole('option').first().click();
    }
    const chosen = await dialog.getByRole('combobox', { name: 'Commission level' }).inputValue();
    level = chosen.split(' · ')[0] ?? '';
    await dialog.getByRole('textbox', { name: 'NPN' }).fill('00417001');
    await dialog.getByRole('textbox', { name: number }).fill(newRow.text);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toHaveCount(0);
    await expectUnsent(page, 3);
    await look(newRow.text);
    await look('');
  });

  await test.step('the upline of the one that is made is picked in its cell; where it is fixed, the sheet says why', async () => {
    // The line below the sheet; what is announced beside it says the same.
    const said = page.locator('.upl-gesture-words');
    await look(newRow.text);
    await grid.focusFirst();
    await grid.goToColumn('Upline NPN');
    await page.keyboard.press('Enter');
    const options = page.getByRole('listbox', { name: 'Upline NPN' }).getByRole('option');
    // One at the same level breaks no rule.
    upline =
      (await options.filter({ hasText: level }).first().locator('.upl-picker-label').textContent()) ?? '';
    expect(upline).toMatch(/^\d+$/);
    await page.keyboard.type(upline);
    await expect(options.first()).toContainText(upline);
    await page.keyboard.press('Enter');
    await expect(grid.cell(0, await grid.focusedColumn())).toHaveText(`${upline}, staged, new record`);
    await expect(said).toContainText(/^1 cell staged\./);
    // The form of the record offers the others of its product, and never itself.
    await page.keyboard.press('Control+e');
    const details = page.getByRole('complementary', { name: 'Record details' });
    const above = details.getByRole('combobox', { name: 'Upline NPN' });
    await expect(above).toBeFocused();
    await above.fill(upline);
    await expect(page.getByRole('option', { name: new RegExp(`^${upline}`) })).toBeVisible();
    await above.fill('00417001');
    await expect(page.getByText('No contract assignments found')).toBeVisible();
    await above.fill('');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(grid.focused()).toHaveText(`${upline}, staged, new record`);
    await look(stagedRow.text);
    await grid.focusFirst();
    await grid.goToColumn('Upline NPN');
    await page.keyboard.type('7');
    await expect(said).toContainText(/^The upline is moved in AgentSync\./);
    await look('');
  });

  await test.step('a cell that was refused while typing keeps its text wherever the list goes', async () => {
    await grid.focusFirst();
    await grid.down(3);
    await grid.goToColumn('Start');
    await paste(running, '31 Feb 2027');
    await expect(grid.focused()).toHaveText(/^31 Feb 2027, refused/);
    await page.keyboard.press('Control+End');
    await expect(grid.focused()).toHaveAttribute('id', /-2000$/);
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByRole('button', { name: 'Sort descending' }).click();
    await expect(grid.table.locator('th[aria-sort=descending]')).toHaveCount(1);
    await look(stagedRow.text);
    await grid.focusFirst();
    await grid.goToColumn('Start');
    await expect(grid.focused()).toHaveText(/^31 Feb 2027, refused/);
    await look('');
    await expectAllThere();
  });

  await test.step('a filter for what is not sent holds the three', async () => {
    await page.getByRole('button', { name: /^View: / }).click();
    await page.getByRole('menuitemradio', { name: 'Unsent changes' }).click();
    await expect(page.getByTestId('assignment-count')).toContainText(/^3 of 2,001 /);
    await grid.focusFirst();
    await grid.goToColumn(number);
    for (const { says } of all) await expect(grid.table.getByText(says, { exact: true })).toHaveCount(1);
    await page.getByRole('button', { name: 'View: Unsent changes' }).click();
    await page.getByRole('menuitemradio', { name: 'All assignments' }).click();
  });

  await test.step('a sync brings what others did, and leaves them as they are', async () => {
    const others = (await practice.records('contractAssignments')).at(-1);
    await practice.edit('contractAssignments', others?.id ?? '', { writingNumber: 'THEIRS-7' });
    await page.keyboard.press('F5');
    // The list is asked anew until the sync has brought it.
    await expect(async () => {
      await look('');
      await page.getByRole('searchbox', { name: 'Search assignments' }).fill('THEIRS-7');
      await expect(page.getByTestId('assignment-count')).toContainText(/^1 of 2,001 /, { timeout: 2_000 });
    }).toPass();
    await look('');
    await expectAllThere();
  });

  await test.step('a restart leaves them as they are', async () => {
    await running.quit();
    running = await launch();
    ({ page } = running);
    grid = new Grid(page);
    await expectStatus(page, /Online/);
    await goTo(page, 'Assignments');
    await grid.waitForRows();
    await expectAllThere();
  });

  await test.step('so does a restart with what a cell refused, until it is dismissed', async () => {
    await expect(page.getByRole('region', { name: 'Refused cells' })).toContainText('“31 Feb 2027”');
    await look(stagedRow.text);
    await grid.focusFirst();
    await grid.goToColumn('Start');
    await expect(grid.focused()).toHaveText(/^31 Feb 2027, refused/);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect(grid.table).not.toContainText('31 Feb 2027');
    await look('');
    await expect(page.getByRole('region', { name: 'Refused cells' })).toHaveCount(0);
  });

  await test.step('afterwards each of them goes out once', async () => {
    await sendBySelf('Automatic');
    await expectUnsent(page, 1);
    const held = await practice.records('contractAssignments');
    const made = held.find(({ writingNumber }) => writingNumber === newRow.text);
    const above = held.find(({ npn, productId }) => npn === upline && productId === made?.['productId']);
    expect(made).toMatchObject({ npn: '00417001', uplineContractAssignmentId: above?.id });
    for (const [{ text }, times] of [
      [refusedRow, 0],
      [stagedRow, 1],
      [newRow, 1],
    ] as const)
      expect(held.filter(({ writingNumber }) => writingNumber === text)).toHaveLength(times);
  });
});
