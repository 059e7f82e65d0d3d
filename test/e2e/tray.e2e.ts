import type { Locator, Page } from '@playwright/test';
import { Grid } from './support/grid.ts';
import {
  expectStatus,
  expectUnsent,
  goTo,
  openPractice,
  paste,
  typeInto,
  workOffline,
} from './support/person.ts';
import { Practice } from './support/practice.ts';
import { expectShown } from './support/shown.ts';
import { expect, test } from './support/upline.ts';

const detail = (page: Page): Locator => page.getByRole('complementary', { name: 'Change details' });

const rows = (page: Page): Locator => page.locator('.upl-tray-list [data-row-main]');

/** The row of the record whose new value is this. */
const rowOf = (page: Page, value: string): Locator => rows(page).filter({ hasText: value });

async function show(page: Page, group: string): Promise<void> {
  await page.getByRole('radiogroup', { name: 'Show' }).getByText(group, { exact: true }).click();
}

async function expectCount(page: Page, words: string): Promise<void> {
  await expect(page.getByTestId('tray-count')).toHaveText(words);
}

test('what can be done with unsent changes before they are sent, and with one that was refused', async ({
  launch,
  profile,
}) => {
  const running = await launch({ arguments: ['--practice-size=small'] });
  const { page } = running;
  const practice = new Practice(profile);
  await openPractice(page);
  await expectStatus(page, /Online/);
  await goTo(page, 'Assignments');
  const grid = new Grid(page);
  await grid.waitForRows();
  await workOffline(page, true);
  await grid.focusFirst();
  await grid.goToColumn('Writing number');
  await paste(running, 'TRAY0\r\nTRAY1\r\nTRAY2');
  await expectUnsent(page, 3);
  await typeInto(page, grid, { row: 4, column: 'Writing number' }, 'TRAY4');
  await expectUnsent(page, 4);
  await goTo(page, 'Unsent changes');

  await test.step('listed by record and by gesture, each of which is ticked as one', async () => {
    await expectCount(page, '4 records with unsent changes');
    await expect(rows(page)).toHaveCount(4);
    await page.getByRole('radiogroup', { name: 'Group' }).getByText('By gesture').click();
    const gesture = page.getByRole('checkbox', { name: /Paste 3 × 1 into Writing number/ });
    await gesture.click();
    await expectCount(page, '4 records with unsent changes · 3 selected');
    await expect(page.getByTestId('tray-plan')).toContainText('Selected: 3 records');
    await page.keyboard.press('Escape');
    await expectCount(page, '4 records with unsent changes');
    await page.getByRole('radiogroup', { name: 'Group' }).getByText('By record').click();
  });

  await test.step('the exact request is shown without its token', async () => {
    await rowOf(page, 'TRAY0').click();
    await detail(page).getByRole('button', { name: 'Exact request…' }).click();
    const dialog = page.getByRole('dialog', { name: 'The exact request' });
    await expect(dialog.locator('pre')).toContainText('PUT http');
    await expect(dialog.locator('pre')).toContainText('authorization: Bearer (not shown)');
    await expect(dialog.locator('pre')).toContainText('"writingNumber": "TRAY0"');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await test.step('held by hand it is found under its state, and nothing sends it', async () => {
    await rowOf(page, 'TRAY1').click();
    await detail(page).getByRole('button', { name: 'Hold' }).click();
    await expect(detail(page)).toContainText('Held by hand');
    await show(page, 'Held');
    await expectCount(page, '1 record');
    await expect(rowOf(page, 'TRAY1')).toBeVisible();
    await show(page, 'Ready');
    await expectCount(page, '3 records');
    await show(page, 'Conflicts');
    await expect(rows(page)).toHaveCount(0);
    await show(page, 'All');
  });

  await test.step('edited where it stands: the same record, with another value', async () => {
    await rowOf(page, 'TRAY2').click();
    await detail(page).getByRole('button', { name: 'Edit…' }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('textbox', { name: 'Writing number' }).fill('TRAY2-NEW');
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form).toBeHidden();
    await expect(rowOf(page, 'TRAY2-NEW')).toBeVisible();
    await expectCount(page, '4 records with unsent changes');
  });

  await test.step('discarded, and brought back by one press', async () => {
    await rowOf(page, 'TRAY4').click();
    await detail(page).getByRole('button', { name: 'Discard' }).click();
    await expectCount(page, '3 records with unsent changes');
    await expectShown(page, /1 change discarded\./);
    // The notice has a button for it, but leaves by itself; this one is there for good.
    await page.keyboard.press('Control+z');
    await expectCount(page, '4 records with unsent changes');
    await expect(rowOf(page, 'TRAY4')).toBeVisible();
  });

  await test.step('with everything held by hand there is nothing to send, and it says so', async () => {
    await page.getByRole('checkbox', { name: 'Select all' }).click();
    await page.getByRole('button', { name: 'Hold', exact: true }).first().click();
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('tray-plan')).toHaveText('Nothing can be sent now.');
    await expect(page.getByRole('button', { name: 'Send all clean' })).toBeDisabled();
  });

  await test.step('what is selected is sent, and is selected no more', async () => {
    await workOffline(page, false);
    for (const value of ['TRAY0', 'TRAY2-NEW'])
      await page.locator('.upl-tray-row', { hasText: value }).getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Send selected (2)' }).click();
    await expectUnsent(page, 2);
    await expectCount(page, '2 records with unsent changes');
    await expect(page.getByRole('button', { name: 'Send selected' })).toBeDisabled();
    const sent = (await practice.records('contractAssignments')).map((one) => one['writingNumber']);
    expect(sent).toEqual(expect.arrayContaining(['TRAY0', 'TRAY2-NEW']));
    expect(sent).not.toContain('TRAY1');
  });

  await test.step('refused, its words stand at the field; corrected it is sent', async () => {
    await practice.addFault({
      match: { method: 'PUT' },
      action: { kind: 'status', status: 422, message: 'This number belongs to somebody else' },
      times: 1,
    });
    await rowOf(page, 'TRAY1').click();
    await detail(page).getByRole('button', { name: 'Send now' }).click();
    await expect(detail(page)).toContainText('Refused');
    await expect(detail(page)).toContainText('AgentSync says: This number belongs to somebody else');
    await detail(page).getByRole('button', { name: 'Retry' }).click();
    await expectUnsent(page, 1);
    await expect(rowOf(page, 'TRAY4')).toBeVisible();
  });
});
