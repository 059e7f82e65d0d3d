import { violations } from './support/accessibility.ts';
import { Grid } from './support/grid.ts';
import { goTo, openPractice } from './support/person.ts';
import { expect, test } from './support/upline.ts';

test('a list is sorted, filtered, summed and saved by keys, and is as it was after a restart', async ({
  launch,
}) => {
  const first = await launch({ arguments: ['--practice-size=small'] });
  const { page } = first;
  const grid = new Grid(page);
  const count = page.getByTestId('assignment-count');
  const menu = (title: string) => page.getByRole('dialog', { name: `Column ${title}` });
  const openMenu = async (title: string): Promise<void> => {
    await grid.focusFirst();
    await grid.goToColumn(title);
    await page.keyboard.press('Alt+ArrowDown');
    await expect(menu(title)).toBeVisible();
  };
  let found = '';

  await openPractice(page);
  await goTo(page, 'Assignments');
  await grid.waitForRows();
  await expect(count).toHaveText(/^[\d,]+ assignments$/);

  await test.step('a value of a column is ticked: the count, the chip and the rows say so', async () => {
    await openMenu('Status');
    const approved = menu('Status').getByRole('checkbox', { name: /^Approved/ });
    const told = (await approved.locator('xpath=ancestor::*[2]').textContent()) ?? '';
    await approved.check();
    found = /([\d,]+)$/.exec(told.trim())?.[1] ?? '';
    await expect(count).toContainText(`${found} of `);
    await page.keyboard.press('Escape');
    await expect(menu('Status')).toBeHidden();
    await expect(page.getByRole('button', { name: 'Remove the filter Status: Approved' })).toBeVisible();
  });

  await test.step('two keys, the first descending', async () => {
    await openMenu('Product');
    await page.getByRole('button', { name: 'Sort descending' }).click();
    await openMenu('NPN');
    await page.getByRole('button', { name: 'Sort by this as well' }).click();
    await expect(grid.table.locator('th[aria-sort=descending]')).toHaveText('Product');
    await expect(grid.table.locator('th[aria-sort=ascending]')).toHaveText('NPN');
  });

  await test.step('everything that matches is selected, and what is hidden is told', async () => {
    await grid.focusFirst();
    await page.keyboard.press('Control+a');
    const bar = page.getByRole('region', { name: 'Selection' });
    await expect(bar).toContainText(`${found} selected of ${found} matching;`);
    await expect(bar).toContainText('hidden by search and filters');
    await expect(bar).toContainText(`Approved ${found}`);
    await bar.getByRole('button', { name: 'Clear the selection' }).click();
    await expect(bar).toBeHidden();
  });

  await test.step('the arrangement is saved by name and changed again', async () => {
    await page.getByRole('button', { name: 'View: All assignments, changed' }).click();
    await page.getByRole('menuitem', { name: 'Save as…' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Approved by product');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'View: Approved by product', exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Annualization' }).uncheck();
    expect(await violations(page, { everyRule: true })).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'View: Approved by product, changed' })).toBeVisible();
    await expect(grid.table.locator('th', { hasText: 'Annualization' })).toHaveCount(0);
  });
  await goTo(page, 'Carriers');
  await first.quit();

  const second = await launch({ arguments: ['--practice-size=small'] });
  const again = new Grid(second.page);
  await goTo(second.page, 'Assignments');
  await again.waitForRows();
  await expect(second.page.getByTestId('assignment-count')).toContainText(`${found} of `);
  const view = second.page.getByRole('button', { name: 'View: Approved by product, changed' });
  await view.click();
  await second.page.getByRole('menuitem', { name: 'Reset to how it was' }).click();
  await expect(again.table.locator('th', { hasText: 'Annualization' })).toHaveCount(1);
});
