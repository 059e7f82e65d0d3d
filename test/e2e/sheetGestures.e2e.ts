import { Grid } from './support/grid.ts';
import { expectStatus, goTo, openPractice, workOffline } from './support/person.ts';
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
    await expect(page.getByRole('region', { name: 'Selection' })).toContainText(
      /^([\d,]+) (of|selected of) \1/,
    );
    expect(await sheet.box()).toEqual(before);
    expect(await sheet.toolbarBox()).toEqual(bar);
    expect(await sheet.toolbarOverflow()).toBe(0);
  };

  await test.step('nothing moves when rows get selected, in any window', async () => {
    for (const size of sizes) await nothingMoves(size);
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
});
