import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { Grid } from './support/grid.ts';
import { expectStatus, expectUnsent, goTo, openPractice, paste, workOffline } from './support/person.ts';
import { expectShown } from './support/shown.ts';
import { expect, test } from './support/upline.ts';

const journalLine = z.object({
  batch: z
    .array(
      z.object({
        collection: z.string(),
        id: z.string(),
        changes: z.record(z.string(), z.object({ to: z.unknown().optional() })),
      }),
    )
    .optional(),
});

/** Every effect the practice vendor recorded on its disk, in order. */
function effectsIn(profile: string): { id: string; field: string; to: unknown }[] {
  const text = readFileSync(path.join(profile, 'practice', 'journal.jsonl'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => journalLine.parse(JSON.parse(line)).batch ?? [])
    .filter(({ collection }) => collection === 'contractAssignments')
    .flatMap(({ id, changes }) => Object.entries(changes).map(([field, { to }]) => ({ id, field, to })))
    .filter(({ field }) => field !== 'modifiedDate');
}

test('fifty assignments edited offline survive kill -9 and reach the vendor once each', async ({
  launch,
  profile,
}) => {
  let upline = await launch({ arguments: ['--practice-size=small'] });
  let { page } = upline;

  await test.step('practice is one click away, and the first sync is visible', async () => {
    await openPractice(page);
    await expectStatus(page, /Online/);
    await expectShown(page, /Syncing \d+\/\d+/);
    await goTo(page, 'Assignments');
    const grid = new Grid(page);
    await grid.waitForRows();
    await expect.poll(() => grid.rowCount()).toBe(2_000);
  });

  await test.step('one cell typed, one picked, forty-eight pasted, all offline', async () => {
    await workOffline(page, true);
    const grid = new Grid(page);
    await grid.focusFirst();
    await grid.goToColumn('Writing number');
    await page.keyboard.type('00417E1');
    await page.keyboard.press('Enter');
    await expectUnsent(page, 1);

    await grid.focusFirst();
    await grid.down(1);
    await grid.goToColumn('Status');
    await page.keyboard.press('Enter');
    const picker = page.getByRole('combobox', { name: 'Status', expanded: true });
    // An end, so that no rule asks for a reason, and no termination, so that it goes out by itself.
    await picker.fill('Declined by Carrier');
    await page
      .getByRole('option', { name: /^Declined by Carrier/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await expectUnsent(page, 2);

    const pasted = Array.from({ length: 48 }, (_, index) => `Pasted ${index + 1}`).join('\r\n');
    await grid.focusFirst();
    await grid.down(2);
    await grid.goToColumn('User defined 1');
    await paste(upline, pasted);
    await expectUnsent(page, 50);
    await expect(grid.focused()).toHaveText('Pasted 1, staged');
  });

  await test.step('kill -9 of every process; the edits are still staged after the start', async () => {
    await upline.kill();
    upline = await launch();
    ({ page } = upline);
    await expectStatus(page, /Working offline/);
    await expectUnsent(page, 50);
    expect(effectsIn(profile)).toEqual([]);
    await goTo(page, 'Unsent changes');
    await expect(
      page
        .getByText('Pasted 48', { exact: true })
        .or(page.getByText('Pasted 1', { exact: true }))
        .first(),
    ).toBeVisible();
    await goTo(page, 'Assignments');
    const grid = new Grid(page);
    await grid.waitForRows();
    await grid.focusFirst();
    await grid.goToColumn('Writing number');
    await expect(grid.focused()).toHaveText('00417E1, staged');
  });

  await test.step('online again, everything is replayed once and the tray is empty', async () => {
    await workOffline(page, false);
    await expectUnsent(page, 0);
    await expectStatus(page, /Online|Syncing/);
    await goTo(page, 'Unsent changes');
    await expect(page.getByText('Everything is sent to AgentSync.')).toBeVisible();

    const effects = effectsIn(profile);
    expect(effects).toHaveLength(50);
    expect(new Set(effects.map(({ id, field }) => `${id} ${field}`)).size).toBe(50);
    expect(effects.filter(({ field, to }) => field === 'writingNumber' && to === '00417E1')).toHaveLength(1);
    expect(effects.filter(({ field }) => field === 'assignmentStatusId')).toHaveLength(1);
    expect(new Set(effects.filter(({ field }) => field === 'userDefined1').map(({ to }) => to)).size).toBe(
      48,
    );
  });

  await test.step('each gesture has a receipt', async () => {
    await goTo(page, 'Receipts');
    const receipts = page.getByRole('navigation', { name: 'Receipts' }).getByRole('button');
    await expect(receipts).toHaveCount(3);
    await receipts.filter({ hasText: 'Paste' }).click();
    await expect(page.getByRole('region', { name: 'Receipt' })).toContainText('48');
  });
});
