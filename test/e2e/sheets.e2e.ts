import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { violations } from './support/accessibility.ts';
import { saveTo } from './support/dialogs.ts';
import { Grid } from './support/grid.ts';
import { expectAllSynced, expectUnsent, goTo, openPractice, paste, workOffline } from './support/person.ts';
import { expectShown } from './support/shown.ts';
import { expect, test } from './support/upline.ts';

const small = { arguments: ['--practice-size=small'] };

async function showTab(page: Page, name: string): Promise<void> {
  const tab = page.getByRole('tab', { name, exact: true });
  await tab.click();
  await expect(tab).toHaveAttribute('aria-selected', 'true');
}

test('producers, policies and products are worked on as sheets, and are as they were after a restart', async ({
  launch,
  profile,
}) => {
  const first = await launch(small);
  const { page } = first;
  const grid = new Grid(page);
  const count = (noun: string) => page.getByTestId(`${noun}-count`);
  const columnMenu = async (title: string): Promise<void> => {
    await grid.focusFirst();
    await grid.goToColumn(title);
    await page.keyboard.press('Alt+ArrowDown');
    await expect(page.getByRole('dialog', { name: `Column ${title}` })).toBeVisible();
  };
  /** What a cell of the first row reads, by the title of its column. */
  const read = async (title: string): Promise<Locator> => {
    await grid.focusFirst();
    await grid.goToColumn(title);
    return grid.focused();
  };
  await openPractice(page);
  await expectAllSynced(page);
  await workOffline(page, true);
  let opened = '';

  await test.step('producers are shown by a view that comes with the list, and one is opened and left again', async () => {
    await goTo(page, 'Producers');
    await grid.waitForRows();
    await page.getByRole('button', { name: 'View: All producers', exact: true }).click();
    const individuals = page.getByRole('menuitemradio', { name: 'Individuals' });
    await expect(individuals).toHaveAttribute('aria-checked', 'false');
    const chosen = page.getByRole('menuitemradio', { checked: true });
    await expect(chosen).toHaveText('All producers');
    await expect(chosen).toBeFocused();
    expect(await violations(page, { within: '[role=menu]', everyRule: true })).toEqual([]);
    await individuals.click();
    await expect(page.getByRole('button', { name: 'Remove the filter Type: Individual' })).toBeVisible();
    await expect(count('producer')).toContainText(' of ');
    const before = (await grid.cell(0, 2).textContent()) ?? '';
    await columnMenu('NPN');
    await page.getByRole('button', { name: 'Sort descending' }).click();
    await expect(grid.table.locator('th[aria-sort=descending]')).toHaveText('NPN');
    // A list that is opened again lets go of the cursor.
    await expect(grid.cell(0, 2)).not.toHaveText(before);
    await grid.focusFirst();
    await grid.down(2);
    await expect(grid.focused()).toHaveAttribute('id', /-2$/);
    opened = (await grid.focused().textContent()) ?? '';
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Bank accounts' })).toBeVisible();
    await expect(page.getByRole('region', { name: opened, exact: true })).toBeVisible();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(grid.focused()).toHaveText(opened);
    await expect(page.getByRole('button', { name: 'Remove the filter Type: Individual' })).toBeVisible();
  });

  await test.step('a cell is typed, a block is pasted, and each is one gesture to undo', async () => {
    await grid.focusFirst();
    await grid.goToColumn('Middle name');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Middle name' }).fill('Quentin');
    await page.keyboard.press('Enter');
    await expectUnsent(page, 1);
    await grid.focusFirst();
    await grid.goToColumn('Suffix');
    await paste(first, 'Jr.\nSr.\nIII\n');
    await expectUnsent(page, 3);
    await expect(await read('Middle name')).toHaveText('Quentin, staged');
    await page.keyboard.press('Control+z');
    await expectUnsent(page, 1);
    await expect(await read('Suffix')).not.toContainText('staged');
  });

  await test.step('the names of producers are in their policies, which lead to them', async () => {
    await showTab(page, 'E&O policies');
    await grid.waitForRows();
    const number = (await grid.cell(0, 3).textContent()) ?? '';
    await page.getByRole('button', { name: 'View: All policies', exact: true }).click();
    await page.getByRole('menuitemradio', { name: 'Expired' }).click();
    await expect(page.getByRole('button', { name: 'Remove the filter Expires: before today' })).toBeVisible();
    await expect(grid.cell(0, 3)).not.toHaveText(number);
    await grid.focusFirst();
    await grid.goToColumn('Insurer');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Insurer' }).fill('Corrected Specialty');
    await page.keyboard.press('Enter');
    await expectUnsent(page, 2);
    const owner = (await (await read('Producer')).textContent()) ?? '';
    await page.keyboard.press('Control+o');
    await expect(page.getByRole('region', { name: owner, exact: true })).toContainText('Corrected Specialty');
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(page.getByRole('tab', { name: 'E&O policies', exact: true })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await expect(grid.focused()).toHaveText(owner);
  });

  await test.step('all products are filtered, changed together, exported and kept as a view', async () => {
    await goTo(page, 'Carriers');
    await showTab(page, 'All products');
    await grid.waitForRows();
    await page.getByRole('searchbox', { name: 'Search products' }).fill('term');
    await expect(count('product')).toContainText(' of ');
    await grid.focusFirst();
    await page.keyboard.press('Control+a');
    const found = Number(/^\d+/.exec((await count('product').textContent()) ?? '')?.[0]);
    await expect.poll(() => grid.rowCount()).toBe(found);
    const selection = page.getByRole('region', { name: 'Selection' });
    await expect(selection).toContainText(`${found} selected of ${found} matching;`);
    await page.getByRole('button', { name: `Edit ${found} selected…` }).click();
    const editing = page.getByRole('dialog', { name: 'Edit many products' });
    await expect(
      editing.getByRole('radio', { name: `The ${found} selected of ${found} shown` }),
    ).toBeChecked();
    const field = editing.getByRole('combobox', { name: 'Field' });
    await field.fill('User defined 1');
    await page.getByRole('option', { name: 'User defined 1', exact: true }).click();
    await editing.getByRole('textbox', { name: 'Value' }).fill('Term shelf');
    await editing.getByRole('button', { name: 'Preview' }).click();
    await editing.getByRole('button', { name: `Change ${found} records` }).click();
    await expect(editing).toBeHidden();
    await expectUnsent(page, 2 + found);
    // A click into the cell of the cursor would follow its link.
    await selection.getByRole('button', { name: 'Clear the selection' }).click();
    await expect(selection).toBeHidden();
    await expect(await read('User defined 1')).toHaveText('Term shelf, staged');
    await page.keyboard.press('Control+z');
    await expectUnsent(page, 2);
    await expect(await read('User defined 1')).not.toContainText('Term shelf');
    const file = path.join(profile, 'products.csv');
    await saveTo(first, file);
    await grid.focusFirst();
    await page.keyboard.press('Control+a');
    await expect(page.getByRole('button', { name: `Edit ${found} selected…` })).toBeVisible();
    await page.getByRole('button', { name: 'Export the list…' }).click();
    const exporting = page.getByRole('dialog', { name: 'Export the list' });
    await expect(exporting.getByRole('radio', { name: `The ${found} selected`, exact: true })).toBeChecked();
    await exporting.getByRole('radio', { name: 'CSV' }).check();
    await exporting.getByRole('button', { name: 'Save file…' }).click();
    await expectShown(page, /rows saved as CSV\./);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + found);
    expect(lines.slice(1).every((line) => /term/i.test(line))).toBe(true);
    await selection.getByRole('button', { name: 'Clear the selection' }).click();
    await expect(selection).toBeHidden();
    await columnMenu('Product');
    await page.getByRole('button', { name: 'Sort descending' }).click();
    await page.getByRole('button', { name: 'View: All products, changed' }).click();
    await page.getByRole('menuitem', { name: 'Save as…' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Products from Z');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'View: Products from Z', exact: true })).toBeVisible();
  });
  await test.step('all carriers and all levels are sheets of their own, which lead back', async () => {
    for (const [name, noun] of [
      ['All carriers', 'carrier'],
      ['All commission levels', 'level'],
    ] as const) {
      await showTab(page, name);
      await grid.waitForRows();
      await expect(count(noun)).toHaveText(/^[\d,]+ [a-z]+/);
      await grid.focusFirst();
      const title = (await grid.focused().textContent()) ?? '';
      await page.keyboard.press('Control+o');
      await expect(page.getByTestId('record-grid')).toHaveCount(0);
      await page.keyboard.press('Alt+ArrowLeft');
      await expect(grid.focused()).toHaveText(title);
    }
  });

  await goTo(page, 'Receipts');
  await first.quit();

  const second = await launch(small);
  await expectUnsent(second.page, 2);
  await goTo(second.page, 'Carriers');
  await showTab(second.page, 'All products');
  await new Grid(second.page).waitForRows();
  await expect(second.page.getByRole('button', { name: 'View: Products from Z', exact: true })).toBeVisible();
  await goTo(second.page, 'Producers');
  await showTab(second.page, 'E&O policies');
  await expect(second.page.getByRole('button', { name: 'View: Expired', exact: true })).toBeVisible();
  await showTab(second.page, 'Producers');
  await expect(second.page.getByRole('button', { name: 'View: Individuals, changed' })).toBeVisible();
});
