import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { saveTo } from './support/dialogs.ts';
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
import type { PracticeRecord } from './support/practice.ts';
import { expectShown } from './support/shown.ts';
import { expect, test } from './support/upline.ts';

const number = (row: number) => ({ row, column: 'Writing number' });

test('what is sent only after a person says so: terminations, records that are gone, and a vendor that is busy', async ({
  launch,
  profile,
}) => {
  const running = await launch({ arguments: ['--practice-size=small'] });
  const { page } = running;
  const practice = new Practice(profile);
  const elsewhere = mkdtempSync(path.join(tmpdir(), 'upline-e2e-'));
  await openPractice(page);
  await expectStatus(page, /Online/);
  await goTo(page, 'Assignments');
  const grid = new Grid(page);
  await grid.waitForRows();

  await test.step('the keys are told where they are asked for, and do nothing behind a dialog', async () => {
    await page.keyboard.press('Control+/');
    const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect(keys).toContainText('Ctrl+Enter');
    await page.keyboard.press('Control+3');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Assignments');
    await page.keyboard.press('Escape');
    await expect(keys).toBeHidden();
  });

  await test.step('online, two terminations are held until they are confirmed by their number', async () => {
    await grid.focusFirst();
    await grid.goToColumn('Status');
    await paste(running, 'Terminated with Cause\r\nTerminated with Cause');
    await expectUnsent(page, 2);
    await expectStatus(page, /2 need you/);
    await page.keyboard.press('Control+Shift+S');
    await expectShown(page, /2 terminations saved on this computer wait for you/);
    await page.keyboard.press('Control+Enter');
    const dialog = page.getByRole('dialog', { name: 'Send 2 terminations to AgentSync?' });
    await dialog.getByRole('button', { name: 'Do not send' }).click();
    await expectUnsent(page, 2);
    expect(await practice.journal()).toEqual([]);
    await page.getByRole('button', { name: 'Confirm and send…' }).click();
    await dialog.getByRole('button', { name: 'Send with 2 terminations' }).click();
    await expectUnsent(page, 0);
    const ended = await practice.journal();
    expect(ended.map(({ changes }) => Object.keys(changes))).toEqual([
      expect.arrayContaining(['assignmentStatusId']),
      expect.arrayContaining(['assignmentStatusId']),
    ]);
    await expectStatus(page, /Online(?!.*need)/);
  });

  await test.step('records that are gone: a copy is kept, one is made again, one is let go', async () => {
    await goTo(page, 'Assignments');
    await grid.waitForRows();
    for (const row of [3, 4, 5]) await typeInto(page, grid, number(row), `BEFORE${row}`);
    const known = async (): Promise<readonly PracticeRecord[]> =>
      (await practice.records('contractAssignments'))
        .filter((one) => String(one['writingNumber']).startsWith('BEFORE'))
        .toSorted((a, b) => String(a['writingNumber']).localeCompare(String(b['writingNumber'])));
    await expect.poll(async () => (await known()).length).toBe(3);
    await expectUnsent(page, 0);
    const gone = await known();
    await workOffline(page, true);
    for (const row of [3, 4, 5]) await typeInto(page, grid, number(row), `AFTER${row}`);
    await expectUnsent(page, 3);
    for (const one of gone) await practice.remove('contractAssignments', one.id);
    await workOffline(page, false);
    await expect(
      page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: /^Conflicts/ }),
    ).toHaveAccessibleName('Conflicts, 3 to decide');
    await goTo(page, 'Conflicts');

    const copy = path.join(elsewhere, 'copy.csv');
    const cancelled = await saveTo(running, null);
    await page.getByRole('button', { name: 'Keep a copy…' }).click();
    await expect.poll(cancelled).toBe(1);
    await expectUnsent(page, 3);
    await saveTo(running, copy);
    await page.getByRole('button', { name: 'Keep a copy…' }).click();
    await expectUnsent(page, 2);
    expect(readFileSync(copy, 'utf8')).toContain('Writing number,AFTER3,BEFORE3');

    await page.getByRole('button', { name: 'Make it again' }).click();
    await expectUnsent(page, 1);
    await page.getByRole('button', { name: 'Drop the change' }).click();
    await expectUnsent(page, 0);
    await expect(page.getByRole('heading', { name: 'No conflicts' })).toBeVisible();
    const now = await practice.records('contractAssignments');
    const held = (text: string) => now.filter((one) => one['writingNumber'] === text);
    expect(held('AFTER4')).toHaveLength(1);
    expect(held('AFTER4')[0]).toMatchObject({ npn: gone[1]?.['npn'], productId: gone[1]?.['productId'] });
    expect([...held('AFTER3'), ...held('AFTER5')]).toEqual([]);
  });

  await test.step('asked to slow down, it says until when, and work goes on meanwhile', async () => {
    await practice.addFault({
      match: { operation: 'updateAssignmentsBulk' },
      action: { kind: 'status', status: 429, retryAfter: 300 },
      times: 1,
    });
    await goTo(page, 'Assignments');
    await grid.waitForRows();
    await typeInto(page, grid, number(7), 'LATER1');
    await expectStatus(page, /Sending paused until \d\d:\d\d/);
    await typeInto(page, grid, number(8), 'LATER2');
    await expectUnsent(page, 2);
    await goTo(page, 'Unsent changes');
    await expect(page.getByText(/Sending is paused until \d\d:\d\d and goes on by itself\./)).toBeVisible();
    await page.getByTestId('status-chip').click();
    await expect(page.getByTestId('time-to-send')).toContainText('Sending takes: 2 records');
  });

  rmSync(elsewhere, { recursive: true, force: true });
});
