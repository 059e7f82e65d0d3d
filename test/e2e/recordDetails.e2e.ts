import { violations } from './support/accessibility.ts';
import { Grid } from './support/grid.ts';
import {
  expectStatus,
  expectUnsent,
  goTo,
  openPractice,
  pressAtOnce,
  workOffline,
} from './support/person.ts';
import { expect, test } from './support/upline.ts';

test('a record is changed and its history read with the keys alone, without the canvas', async ({
  launch,
}) => {
  const { page } = await launch({ arguments: ['--practice-size=small'] });
  const grid = new Grid(page);
  const details = page.getByRole('complementary', { name: 'Record details' });
  const writingNumber = details.getByRole('textbox', { name: 'Writing number' });

  await openPractice(page);
  await expectStatus(page, /Online/);
  await workOffline(page, true);
  await goTo(page, 'Assignments');
  await grid.waitForRows();

  await test.step('the sheet says how large it is, and where the cursor stands', async () => {
    await grid.focusFirst();
    await expect(grid.table).toHaveAttribute('aria-label', 'Contract assignments');
    await expect(grid.table).toHaveAttribute('aria-rowcount', '2001');
    expect(Number(await grid.table.getAttribute('aria-colcount'))).toBeGreaterThan(10);
    await grid.goToColumn('Writing number');
  });

  await test.step('a key opens the form at the field of the cursor', async () => {
    await page.keyboard.press('Control+e');
    await expect(writingNumber).toBeFocused();
    expect(await violations(page, { within: '.upl-detail' })).toEqual([]);
  });

  await test.step('what is typed there is staged as in the cell, and the form stays', async () => {
    await page.keyboard.press('Control+a');
    await page.keyboard.type('FORM-1');
    await page.keyboard.press('Enter');
    await expectUnsent(page, 1);
    await expect(writingNumber).toHaveValue('FORM-1');
    await expect(details.getByText(/Saved on this computer, not sent yet\. AgentSync:/)).toBeVisible();
    await expect(details.getByRole('button', { name: 'Save' })).toBeDisabled();
    await page.keyboard.press('Escape');
    await expect(grid.focused()).toHaveText('FORM-1, staged');
  });

  await test.step('a key that comes before the next record is read waits for that one', async () => {
    await pressAtOnce(page, ['ArrowDown', 'Control+e']);
    // Its form is there, not the one of the record before.
    await expect(writingNumber).not.toHaveValue('FORM-1');
    await expect(writingNumber).toBeFocused();
  });

  await test.step('a box for another record stands still, and offers only what its text names', async () => {
    const level = details.getByRole('combobox', { name: 'Commission level' });
    const name = await level.inputValue();
    await level.focus();
    // They say more of each level than the box does; the box goes on saying what it said.
    await expect(page.getByRole('option', { name: / · level \d+$/ }).first()).toBeVisible();
    await expect(page.getByRole('option', { name, exact: true })).toBeVisible();
    await expect(level).toHaveValue(name);
    const offered = await level.evaluate(async (box: HTMLInputElement, text) => {
      // As React notices it: the box itself sets its text in another way.
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(box, text);
      box.dispatchEvent(new InputEvent('input', { bubbles: true }));
      // Drawn, and not yet searched.
      await Promise.resolve();
      const list = document.getElementById(box.getAttribute('aria-controls') ?? '');
      return [...(list?.querySelectorAll('[role=option]') ?? [])].map((option) => option.textContent);
    }, 'no such level');
    expect(offered).toEqual([]);
    await expect(page.getByText('No commission levels found')).toBeVisible();
    await writingNumber.focus();
    await expect(level).toHaveValue(name);
    await page.keyboard.press('Escape');
  });

  await test.step('what would be refused in the cell is refused there in the same words, and nothing is staged', async () => {
    await grid.goToColumn('Start');
    await page.keyboard.press('Control+e');
    const start = details.getByRole('textbox', { name: 'Start' });
    await expect(start).toBeFocused();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('31 Feb 2027');
    await page.keyboard.press('Enter');
    await expect(details.getByText(/A date such as/)).toBeVisible();
    await expectUnsent(page, 1);
    // The cursor may move: what is typed and not saved stays until somebody decides.
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('record-grid').locator(':focus')).toHaveCount(1);
    await page.keyboard.press('ArrowDown');
    await expect(details.getByText(/^The cursor is on another record/)).toBeVisible();
    await expect(start).toHaveValue('31 Feb 2027');
    await details.getByRole('button', { name: 'Cancel' }).press('Enter');
    await expect(start).not.toHaveValue('31 Feb 2027');
    await expect(details.getByText(/^The cursor is on another record/)).toHaveCount(0);
  });

  await test.step('a key tells everything of a cell: both values, who and when, the source, its history', async () => {
    await grid.focusFirst();
    await grid.goToColumn('Writing number');
    await page.keyboard.press('Control+Shift+H');
    const cell = details.getByRole('region', { name: 'Cell', exact: true });
    await expect(cell).toBeFocused();
    await expect(cell).toContainText('FORM-1');
    for (const label of ['Staged value', 'At AgentSync', 'State', 'Staged', 'Part of', 'Read', 'Source'])
      await expect(cell.locator('dt', { hasText: new RegExp(`^${label}$`) })).toHaveCount(1);
    await expect(cell).toContainText(/AgentSync Contracting\s*GET \/v1\//);
    await expect(details.getByRole('region', { name: 'History of Writing number' })).toContainText(
      /→\s*FORM-1/,
    );
    expect(await violations(page, { within: '.upl-detail' })).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(grid.focused()).toHaveText('FORM-1, staged');
    // What AgentSync's record does not carry is not called empty there.
    await grid.goToColumn('Carrier');
    await expect(cell).toContainText('Worked out here: AgentSync’s record does not carry it');
    await expect(cell.locator('dt', { hasText: /^At AgentSync$/ })).toHaveCount(0);
    await grid.goToColumn('Writing number');
  });

  await test.step('the resting pointer says the same beside the cell', async () => {
    const box = await page.getByTestId('record-grid').boundingBox();
    if (box === null) throw new Error('The sheet is not on screen');
    const tip = page.locator('.upl-cell-tip').filter({ hasText: 'AgentSync:' });
    let across = 0;
    let patience = 500;
    await expect(async () => {
      across = (across + 60) % (box.width - 100);
      // The slower the machine, the longer it has to rest: what is drawn late still comes.
      patience += 500;
      await page.mouse.move(box.x + 100 + across, box.y + 44);
      await expect(tip).toBeVisible({ timeout: patience });
    }).toPass();
    await expect(tip).toContainText('Saved on this computer, not sent yet');
    await expect(tip).toContainText(/→ “FORM-1”/);
    await expect(tip).toContainText(/Staged .* by /);
  });

  await test.step('undo is told as well, and the history of the record holds both', async () => {
    await grid.focusFirst();
    await page.keyboard.press('Control+z');
    await expectUnsent(page, 0);
    await details.getByRole('radio', { name: 'History' }).press('Space');
    const own = details.getByRole('region', { name: 'On this computer' });
    await expect(own).toContainText('Taken back before it was sent.');
    await expect(own).toContainText('FORM-1');
    expect(await violations(page, { within: '.upl-detail' })).toEqual([]);
  });

  await test.step('a right click on a cell leads there too', async () => {
    const box = await page.getByTestId('record-grid').boundingBox();
    if (box === null) throw new Error('The sheet is not on screen');
    await page.mouse.click(box.x + 300, box.y + 44 + 28, { button: 'right' });
    await page.getByRole('menuitem', { name: /^History of this cell/ }).press('Enter');
    await expect(details.getByRole('region', { name: 'Cell', exact: true })).toBeFocused();
  });
});
