import type { Page } from '@playwright/test';
import { Grid } from './support/grid.ts';
import {
  expectAllSynced,
  expectUnsent,
  openPractice,
  paste,
  typeInto,
  workOffline,
} from './support/person.ts';
import { expectOpened } from './support/opened.ts';
import { Practice } from './support/practice.ts';
import type { PracticeRecord } from './support/practice.ts';
import { expect, test } from './support/upline.ts';

const fresh = ['New Street', 'New GA', 'New MGA'] as const;
const block = [
  'Level name\tType\tFirst-year value\tLevel\tStates\tUser defined 3',
  'New Street\tPercent\t70%\t101\t\tMarch grid',
  'New GA\tPERCENT\t80.50\t102\tTX, OK\tMarch grid',
  'New MGA\tDollar\t$250\t103\t\t',
].join('\n');

const textOf = (record: PracticeRecord | undefined, field: string): string => {
  const value = record?.[field];
  return typeof value === 'string' ? value : '';
};

/** The levels of a product as the vendor holds them, by name, how often each. */
async function heldLevels(vendor: Practice, productId: string): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const level of await vendor.records('commissionLevels')) {
    if (level['productId'] !== productId) continue;
    const name = textOf(level, 'name');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

async function tick(page: Page, products: readonly string[]): Promise<void> {
  const dialog = page.getByRole('dialog');
  for (const name of products) {
    const find = dialog.getByRole('searchbox', { name: 'Find products' });
    await find.fill(name);
    const box = dialog.getByRole('checkbox', { name: new RegExp(`^${name} `) });
    await box.focus();
    await page.keyboard.press('Space');
    await expect(box).toBeChecked();
    await find.fill('');
  }
}

test('a carrier’s commission grid is edited, added to, copied and checked without a network, and reaches the vendor once', async ({
  launch,
  profile,
}) => {
  const running = await launch({ arguments: ['--practice-size=small'] });
  const { page } = running;
  await openPractice(page);
  const vendor = new Practice(profile);
  const carriers = page.getByRole('grid', { name: 'Carriers' });
  await expect(carriers.getByRole('row').nth(2)).toBeVisible();
  await expectAllSynced(page);
  await workOffline(page, true);

  const [carrier] = (await vendor.records('carriers')).toSorted((a, b) =>
    textOf(a, 'name').localeCompare(textOf(b, 'name')),
  );
  const levels = await vendor.records('commissionLevels');
  const products = (await vendor.records('products'))
    .filter((product) => product['carrierId'] === carrier?.id)
    .toSorted((a, b) => textOf(a, 'name').toLowerCase().localeCompare(textOf(b, 'name').toLowerCase()));
  const [first, second] = products;
  const [firstName, secondName] = [textOf(first, 'name'), textOf(second, 'name')];
  const ofFirst = levels.filter((level) => level['productId'] === first?.id);
  expect(ofFirst.length).toBeGreaterThan(1);

  await page.keyboard.press('Control+1');
  await carriers.getByRole('button', { name: textOf(carrier, 'name'), exact: true }).click();
  // A product without levels is a gap, which is named and leads to adding some.
  await page.getByRole('button', { name: 'New product…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Product' }).fill('Zenith Whole Life');
  await dialog.getByRole('combobox', { name: 'Line of business' }).click();
  await page.getByRole('option', { name: 'Life', exact: true }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expectUnsent(page, 1);
  await page.getByRole('button', { name: 'Commission grid' }).focus();
  await page.keyboard.press('Enter');

  const matrix = page.getByRole('grid', { name: /^Commission grid/ });
  await expect(matrix.getByRole('row')).toHaveCount(products.length + 2);
  const findings = page.getByRole('complementary', { name: 'Gaps and overlaps' });
  const counts = page.getByRole('toolbar', { name: 'Commission grid' }).getByRole('button').first();
  await expectOpened(findings, counts);
  const gap = findings.getByRole('button', { name: /^Zenith Whole Life has no commission level/ });
  await expect(gap).toBeVisible();

  await test.step('a value is edited where the layout leads to', async () => {
    await matrix.getByRole('rowheader', { name: firstName }).getByRole('button').focus();
    await page.keyboard.press('Control+Home');
    // The first level of the first product, wherever its column is.
    const cell = matrix
      .getByRole('row')
      .nth(1)
      .getByRole('button', { name: /: .*level/ })
      .first();
    await cell.focus();
    await page.keyboard.press('Enter');
    const grid = new Grid(page);
    await grid.waitForRows();
    await expect(grid.focused()).toHaveAttribute('aria-colindex', '2');
    await typeInto(page, grid, { row: 0, column: 'First-year value' }, '12.34');
    await expectUnsent(page, 2);
  });
  const sheet = new Grid(page);
  const edited = (await sheet.cell(0, 2).textContent()) ?? '';

  await test.step('three levels for two products are one gesture, told before it is made', async () => {
    await page.getByRole('button', { name: 'Add levels…' }).click();
    // A click waits until the dialog stands still, as a hand does.
    await dialog.getByRole('textbox', { name: 'Level name, line 1' }).click();
    await expect(dialog.getByRole('textbox', { name: 'Level name, line 1' })).toBeFocused();
    await paste(running, block);
    await expect(dialog.getByRole('textbox', { name: 'User defined 3, line 2' })).toHaveValue('March grid');
    await tick(page, [firstName, secondName]);
    await dialog.getByRole('button', { name: 'Check', exact: true }).click();
    await expect(dialog.getByText('Will be made 6')).toBeVisible();
    await dialog.getByRole('button', { name: 'Stage 6 levels' }).press('Enter');
    await expect(dialog).toBeHidden();
    await expectUnsent(page, 8);
    await expect(page.getByRole('button', { name: 'Undo: Add 6 levels to 2 products' })).toBeVisible();
    // The same again finds all of them there.
    await page.getByRole('button', { name: 'Add levels…' }).click();
    // A click waits until the dialog stands still, as a hand does.
    await dialog.getByRole('textbox', { name: 'Level name, line 1' }).click();
    await expect(dialog.getByRole('textbox', { name: 'Level name, line 1' })).toBeFocused();
    await paste(running, `${block}\nNo number\tPercent\tplenty`);
    await expect(dialog.getByRole('textbox', { name: 'Level name, line 4' })).toHaveValue('No number');
    await tick(page, [firstName]);
    await dialog.getByRole('button', { name: 'Check', exact: true }).click();
    await expect(dialog.getByText('Already there 3')).toBeVisible();
    await expect(dialog.getByText('First-year value: Found “plenty”', { exact: false })).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Nothing to stage' })).toBeDisabled();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await test.step('an overlap is named, and undone', async () => {
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect
      .poll(() => sheet.rowCount())
      .toBe(levels.filter(({ productId }) => products.some(({ id }) => id === productId)).length + 6);
    // The three new levels stand highest in the first product.
    await typeInto(page, sheet, { row: 1, column: 'Level name' }, 'New MGA');
    const overlap = findings.getByRole('button', { name: / twice: / });
    await expect(overlap).toHaveText(/: level “New MGA” pays .* twice: \$250 and 80\.5%\.$/);
    // It leads to the level, whatever the sheet was narrowed to.
    const search = page.getByRole('searchbox', { name: 'Search levels' });
    await search.fill('New Street');
    await expect.poll(() => sheet.rowCount()).toBe(2);
    await overlap.focus();
    await page.keyboard.press('Enter');
    await expect(sheet.focused()).toHaveText('New MGA, staged, new record');
    await expect(search).toHaveValue('');
    await page.keyboard.press('Control+z');
    await expect(overlap).toHaveCount(0);
  });

  await test.step('rows pasted past the last level become new ones, and what is refused keeps its text', async () => {
    const boxes = (name: string) => dialog.getByRole('textbox', { name });
    const strip = page.getByRole('textbox', { name: 'New levels' });
    await strip.focus();
    const rows = [`${secondName}\tPasted A\tPercent\t61`, 'No such product\tPasted B\tPercent\t62'];
    await paste(running, rows.join('\n'));
    await expect(boxes('Product, line 2')).toHaveValue('No such product');
    await dialog.getByRole('button', { name: 'Check', exact: true }).click();
    await expect(dialog.getByText('Refused 1')).toBeVisible();
    await dialog.getByRole('button', { name: 'Stage 1 level' }).press('Enter');
    await expect(boxes('Level name, line 1')).toHaveValue('Pasted B');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    // In the row for new levels, undo takes back what it made; once something is typed there, that alone.
    await strip.focus();
    await page.keyboard.press('Control+z');
    await expectUnsent(page, 8);
    await strip.pressSequentially('Half typed');
    await page.keyboard.press('Control+z');
    await expect(strip).not.toHaveValue('Half typed');
    await strip.fill('');
    await page.keyboard.press('Control+z');
    await expectUnsent(page, 8);

    // From the last row on: one level is renamed, the other row has no level left.
    await sheet.focusFirst();
    await page.keyboard.press('Control+End');
    await sheet.goToColumn('Level name');
    await paste(running, 'Renamed by paste\nBelow the last');
    await expect(boxes('Level name, line 1')).toHaveValue('Below the last');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(sheet.table).toContainText('Renamed by paste');
    await page.keyboard.press('Control+z');
    await expect(sheet.table).not.toContainText('Renamed by paste');
  });

  await test.step('the grid of one product is copied to one made offline', async () => {
    await page.getByRole('button', { name: 'Copy a grid…' }).click();
    await dialog.getByRole('combobox', { name: 'Copy the levels of' }).fill(firstName);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await tick(page, ['Zenith Whole Life']);
    await dialog.getByRole('button', { name: 'Check', exact: true }).click();
    await dialog.getByRole('button', { name: `Stage ${ofFirst.length + 3} levels` }).press('Enter');
    await expect(dialog).toBeHidden();
    await expectUnsent(page, 8 + ofFirst.length + 3);
    await expect(gap).toHaveCount(0);
  });
  expect(await vendor.journal()).toHaveLength(0);

  await workOffline(page, false);
  await expectUnsent(page, 0);
  const zenith = (await vendor.records('products')).find(({ name }) => name === 'Zenith Whole Life');
  const namesOf = (productId: unknown): readonly string[] =>
    levels.filter((level) => level['productId'] === productId).map((level) => textOf(level, 'name'));
  for (const [productId, own] of [
    [first?.id, namesOf(first?.id)],
    [second?.id, namesOf(second?.id)],
    [zenith?.id, namesOf(first?.id)],
  ] as const) {
    const held = await heldLevels(vendor, productId ?? '');
    expect([...held.keys()].toSorted()).toEqual([...own, ...fresh].toSorted());
    expect([...held.values()].every((count) => count === 1)).toBe(true);
  }
  const now = await vendor.records('commissionLevels');
  const changed = now.find((level) => level['productId'] === first?.id && level['name'] === edited);
  expect(Number(changed?.['firstYearValue'])).toBe(12.34);
  const copied = now.find((level) => level['productId'] === zenith?.id && level['name'] === 'New GA');
  expect(copied).toMatchObject({
    type: 'Percent',
    administrativeDivisions: ['TX', 'OK'],
    userDefined3: 'March grid',
  });
  const effects = await vendor.journal();
  expect(
    effects.filter(({ collection, action }) => collection === 'commissionLevels' && action === 'create'),
  ).toHaveLength(6 + ofFirst.length + 3);
  // The rename that was undone never left.
  expect(
    effects.filter(({ collection, action }) => collection === 'commissionLevels' && action === 'update'),
  ).toHaveLength(1);
});
