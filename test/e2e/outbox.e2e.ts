import type { Locator, Page } from '@playwright/test';
import { Grid } from './support/grid.ts';
import { expectStatus, expectUnsent, goTo, openPractice, typeInto, workOffline } from './support/person.ts';
import { Practice } from './support/practice.ts';
import type { PracticeRecord } from './support/practice.ts';
import { expectShown } from './support/shown.ts';
import { expect, test } from './support/upline.ts';

const small = { arguments: ['--practice-size=small'] };

async function openSmall(page: Page): Promise<Grid> {
  await openPractice(page);
  await expectStatus(page, /Online/);
  await goTo(page, 'Assignments');
  const grid = new Grid(page);
  await grid.waitForRows();
  return grid;
}

/** Writes a writing number into one row of the sheet. */
const writeNumber = (page: Page, grid: Grid, row: number, text: string): Promise<void> =>
  typeInto(page, grid, { row, column: 'Writing number' }, text);

/** The records whose writing number is one of these, in their order. */
function holding(records: readonly PracticeRecord[], numbers: readonly string[]): PracticeRecord[] {
  return numbers.flatMap((wanted) => records.filter(({ writingNumber }) => writingNumber === wanted));
}

function conflicts(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: /^Conflicts/ });
}

function row(page: Page, index: number): Locator {
  return page.getByRole('navigation', { name: 'Records in conflict' }).locator('[data-row-main]').nth(index);
}

test('three records changed on both sides are decided one by one: mine, theirs, and a third value', async ({
  launch,
  profile,
}) => {
  const { page } = await launch(small);
  const grid = await openSmall(page);
  const practice = new Practice(profile);

  const known = async (): Promise<readonly PracticeRecord[]> =>
    holding(await practice.records('contractAssignments'), ['BASE0', 'BASE1', 'BASE2']);

  await test.step('three rows get a known number, which reaches the vendor', async () => {
    for (const index of [0, 1, 2]) await writeNumber(page, grid, index, `BASE${index}`);
    await expect.poll(async () => (await known()).length).toBe(3);
    await expectUnsent(page, 0);
  });

  const theirs = await known();

  await test.step('both sides change them', async () => {
    await workOffline(page, true);
    for (const index of [0, 1, 2]) await writeNumber(page, grid, index, `MINE${index}`);
    await expectUnsent(page, 3);
    for (const { id } of theirs) await practice.edit('contractAssignments', id, { writingNumber: 'THEIRS' });
    await workOffline(page, false);
    await expect(conflicts(page)).toHaveAccessibleName('Conflicts, 3 to decide');
  });

  await test.step('nothing is chosen beforehand, and choices outlive leaving the screen', async () => {
    await conflicts(page).click();
    await expect(
      page.getByText(
        'Who it was is not known. Choose your organization in Settings to see who changed a position.',
      ),
    ).toBeVisible();
    await expect(page.getByRole('radio')).toHaveCount(3);
    await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Apply', exact: true })).toBeDisabled();
    await page.getByRole('radio', { name: /keep mine/ }).check();
    await goTo(page, 'Carriers');
    await conflicts(page).click();
    await row(page, 0).click();
    await expect(page.getByRole('radio', { name: /keep mine/ })).toBeChecked();
  });

  await test.step('theirs for all alike, but mine for the first and a third value for the third', async () => {
    await row(page, 1).click();
    await expect(page.getByText('Writing number is also in conflict in 2 other records.')).toBeVisible();
    await page.getByRole('button', { name: 'Use theirs for all 3' }).click();
    await expect(page.getByRole('radio', { name: /take theirs/ })).toBeChecked();
    await row(page, 0).click();
    await expect(page.getByRole('radio', { name: /take theirs/ })).toBeChecked();
    await page.getByRole('radio', { name: /keep mine/ }).check();
    await row(page, 2).click();
    await page.getByRole('textbox', { name: /the other value/ }).fill('THIRD');
    await page.getByRole('button', { name: 'Apply all decided (3)' }).click();
    await expectUnsent(page, 0);
    await expect(page.getByRole('heading', { name: 'No conflicts' })).toBeVisible();
  });

  const now = await practice.records('contractAssignments');
  const found = theirs.map(({ id }) => now.find((record) => record.id === id)?.['writingNumber']);
  expect(found).toEqual(['MINE0', 'THEIRS', 'THIRD']);

  await test.step('who set a value is named where the changelog of the own organization tells', async () => {
    const [own] = await practice.records('carriers');
    await goTo(page, 'Settings');
    const organization = page.getByRole('textbox', { name: 'Organization id' });
    await organization.fill(own?.id ?? '');
    await organization.press('Enter');
    await expectShown(page, /Your organization was saved on this computer\./);
    await goTo(page, 'Assignments');
    await grid.waitForRows();
    await workOffline(page, true);
    await typeInto(page, grid, { row: 0, column: 'Start' }, '2026-02-02');
    await expectUnsent(page, 1);
    await practice.edit('contractAssignments', theirs[0]?.id ?? '', { startDate: '2026-03-03' });
    await workOffline(page, false);
    await expect(conflicts(page)).toHaveAccessibleName('Conflicts, 1 to decide');
    await conflicts(page).click();
    await expect(page.getByText(/^by Dana Whitfield, /)).toBeVisible();
  });
});

test('under review nothing leaves by itself; sent by hand, and then taken back', async ({
  launch,
  profile,
}) => {
  const { page } = await launch(small);
  const grid = await openSmall(page);
  const practice = new Practice(profile);

  await test.step('a change under review stays on this computer', async () => {
    await goTo(page, 'Settings');
    // Not `check`: the engine's answer is what moves the mark.
    await page.getByRole('radio', { name: 'Review first' }).click();
    await expect(page.getByRole('radio', { name: 'Review first' })).toBeChecked();
    await goTo(page, 'Assignments');
    await grid.waitForRows();
    await writeNumber(page, grid, 0, 'REVIEWED');
    await expectUnsent(page, 1);
    await goTo(page, 'Unsent changes');
    await expect(page.getByText('Review first is on')).toBeVisible();
    await expect(page.getByRole('complementary', { name: 'Change details' })).toContainText('Held');
    expect(holding(await practice.records('contractAssignments'), ['REVIEWED'])).toHaveLength(0);
  });

  await test.step('sent by hand it reaches the vendor', async () => {
    await page.getByRole('checkbox', { name: 'Select all' }).click();
    await expect(page.getByTestId('tray-plan')).toContainText('1 record');
    await page.getByRole('button', { name: 'Send selected (1)' }).click();
    await expectUnsent(page, 0);
    expect(holding(await practice.records('contractAssignments'), ['REVIEWED'])).toHaveLength(1);
  });

  await test.step('reversed, the old value is staged and waits for review again', async () => {
    await goTo(page, 'Receipts');
    await page.getByRole('button', { name: 'Reverse…' }).click();
    await expect(page.getByTestId('reverse-words')).toContainText('1 value can be set back');
    await page.getByRole('button', { name: 'Set 1 value back' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('1 value saved on this computer, not sent to AgentSync yet.');
    await dialog.getByRole('button', { name: 'Show unsent changes' }).click();
    await expectUnsent(page, 1);
    await page.getByRole('button', { name: 'Send now' }).click();
    await expectUnsent(page, 0);
    expect(holding(await practice.records('contractAssignments'), ['REVIEWED'])).toHaveLength(0);
  });
});

test('a carrier, its product, a level and an assignment made offline reach the vendor in order', async ({
  launch,
  profile,
}) => {
  const { page } = await launch(small);
  await openPractice(page);
  await expectStatus(page, /Online/);
  await goTo(page, 'Carriers');
  await workOffline(page, true);
  const dialog = page.getByRole('dialog');

  await test.step('a carrier', async () => {
    await page.getByRole('button', { name: 'New carrier…' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByText('Carrier is needed.')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Carrier' }).fill('Acme Offline Life');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expectShown(
      page,
      /Saved on this computer, not sent yet\. It is sent to AgentSync when you are online\./,
    );
    await expectUnsent(page, 1);
  });

  await test.step('a product of it', async () => {
    await page.getByRole('button', { name: 'Acme Offline Life' }).click();
    await page.getByRole('button', { name: 'New product…' }).click();
    await dialog.getByRole('textbox', { name: 'Product' }).fill('Term Offline 10');
    await dialog.getByRole('combobox', { name: 'Line of business' }).click();
    await page.getByRole('option').first().click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expectUnsent(page, 2);
  });

  await test.step('a level of that', async () => {
    await page.getByRole('button', { name: 'Term Offline 10' }).click();
    await page.getByRole('button', { name: 'New level…' }).click();
    await dialog.getByRole('textbox', { name: 'Level name' }).fill('Street 80%');
    await dialog.getByRole('combobox', { name: 'Type' }).click();
    await page.getByRole('option', { name: 'Percent' }).click();
    await dialog.getByRole('textbox', { name: 'First-year value' }).fill('80');
    await dialog.getByRole('textbox', { name: 'Level', exact: true }).fill('80');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expectUnsent(page, 3);
    await goTo(page, 'Unsent changes');
    await expect(page.getByText(/Waits for .*Acme Offline Life/).first()).toBeVisible();
  });

  const grid = new Grid(page);
  await test.step('an assignment at that level, which the sheet shows at once', async () => {
    await goTo(page, 'Assignments');
    await page.getByRole('button', { name: 'New assignment…' }).click();
    const choose = async (field: string, words: string): Promise<void> => {
      await dialog.getByRole('combobox', { name: field }).fill(words);
      await page.getByRole('option', { name: words }).first().click();
    };
    await choose('Product', 'Term Offline 10');
    await choose('Commission level', 'Street 80%');
    await choose('Status', 'Approved');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByText('NPN is needed.')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'NPN' }).fill('00417001');
    await dialog.getByRole('textbox', { name: 'Writing number' }).fill('007E1');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expectUnsent(page, 4);
    await page.getByRole('searchbox', { name: 'Search assignments' }).fill('00417001');
    await expect(grid.table).toContainText('Term Offline 10');
    await goTo(page, 'Unsent changes');
    const item = page.getByRole('button', { name: /NPN 00417001/ });
    await expect(item).toContainText('New');
    await item.click();
    const details = page.getByRole('complementary', { name: 'Change details' });
    await expect(details).toContainText('Waits until AgentSync has:');
    await expect(details).toContainText('Term Offline 10');
    await expect(details).toContainText('Street 80%');
  });

  await test.step('online again the chain is sent, parents first', async () => {
    await workOffline(page, false);
    await expectUnsent(page, 0);
    const practice = new Practice(profile);
    const carrier = (await practice.records('carriers')).find(({ name }) => name === 'Acme Offline Life');
    const product = (await practice.records('products')).find(({ name }) => name === 'Term Offline 10');
    const level = (await practice.records('commissionLevels')).find(({ name }) => name === 'Street 80%');
    expect(product?.['carrierId']).toBe(carrier?.id);
    expect(level?.['productId']).toBe(product?.id);
    const made = (await practice.records('contractAssignments')).filter(({ npn }) => npn === '00417001');
    expect(made).toHaveLength(1);
    expect(made[0]).toMatchObject({ productId: product?.id, commissionLevelId: level?.id });
    expect(made[0]).toMatchObject({ writingNumber: '007E1' });
    // The sheet shows the same one record, no longer staged.
    await goTo(page, 'Assignments');
    await expect(grid.table).toContainText('Term Offline 10');
    await expect.poll(() => grid.rowCount()).toBe(1);
    await expect(grid.table).not.toContainText('staged');
  });
});
