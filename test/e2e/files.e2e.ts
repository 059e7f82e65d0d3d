import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { openFrom, saveTo } from './support/dialogs.ts';
import { Grid } from './support/grid.ts';
import { expectStatus, expectUnsent, goTo, openPractice, typeInto, workOffline } from './support/person.ts';
import { Practice } from './support/practice.ts';
import { wordsInClear } from './support/rawFiles.ts';
import { expectShown, forgetWhatWasShown } from './support/shown.ts';
import { expect, test } from './support/upline.ts';

const passphrase = 'a long walk to the office';

async function openSheet(page: Page): Promise<Grid> {
  await openPractice(page);
  await expectStatus(page, /Online/);
  await goTo(page, 'Assignments');
  const grid = new Grid(page);
  await grid.waitForRows();
  return grid;
}

test('unsent work travels to another computer in a sealed file, is sent there, and its papers are kept', async ({
  launch,
  profile,
}) => {
  const elsewhere = mkdtempSync(path.join(tmpdir(), 'upline-e2e-'));
  const sealed = path.join(elsewhere, 'work.uplineunsent');
  const small = ['--practice-size=small'];

  await test.step('exported: sealed, and still here', async () => {
    const first = await launch({ arguments: small });
    const { page } = first;
    const grid = await openSheet(page);
    await workOffline(page, true);
    await typeInto(page, grid, { row: 0, column: 'Writing number' }, 'TRAVELS-1');
    await typeInto(page, grid, { row: 1, column: 'User defined 1' }, 'x'.repeat(300));
    await expectUnsent(page, 2);
    await goTo(page, 'Unsent changes');
    const dialog = page.getByRole('dialog', { name: 'Export unsent changes' });
    const seal = async (): Promise<void> => {
      await page.getByRole('button', { name: 'File' }).click();
      await page.getByRole('menuitem', { name: 'Export unsent changes…' }).click();
      await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase);
      await expect(dialog.getByRole('button', { name: 'Save file…' })).toBeDisabled();
      await dialog.getByLabel('Passphrase again').fill(passphrase);
      await dialog.getByRole('button', { name: 'Save file…' }).click();
    };
    const cancelled = await saveTo(first, null);
    await seal();
    await expect.poll(cancelled).toBe(1);
    // Cancelled in the system's dialog: nothing is lost, and the form is as it was.
    await expect(dialog.getByLabel('Passphrase again')).toHaveValue(passphrase);
    await saveTo(first, sealed);
    await dialog.getByRole('button', { name: 'Save file…' }).click();
    await expectShown(page, /2 unsent changes saved as an encrypted file\./);
    await expectUnsent(page, 2);
    expect(wordsInClear(elsewhere, ['TRAVELS-1', passphrase])).toEqual([]);
    await first.quit();
  });

  const second = await launch({ arguments: small, profile: path.join(elsewhere, 'laptop') });
  const { page } = second;
  const practice = new Practice(path.join(elsewhere, 'laptop'));

  await test.step('a wrong file, a wrong passphrase and a damaged file are told apart from success', async () => {
    await openSheet(page);
    await workOffline(page, true);
    await goTo(page, 'Unsent changes');
    await page.getByRole('button', { name: 'File' }).click();
    await page.getByRole('menuitem', { name: 'Import unsent changes…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import unsent changes' });
    const bringIn = async (file: string, words: string): Promise<void> => {
      await openFrom(second, file);
      await dialog.getByRole('button', { name: 'Choose file…' }).click();
      await expect(dialog).toContainText(path.basename(file));
      await dialog.getByLabel('Passphrase of the file').fill(words);
      await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    };
    const notes = path.join(elsewhere, 'notes.txt');
    writeFileSync(notes, 'Nothing of ours, although it is long enough to be looked at.\n'.repeat(4));
    await bringIn(notes, passphrase);
    await expect(dialog.getByRole('alert')).toContainText(
      'This is not a file of unsent changes made by Upline',
    );
    await bringIn(sealed, 'not the passphrase');
    await expect(dialog.getByRole('alert')).toContainText('The passphrase is not the one');
    const bytes = readFileSync(sealed);
    bytes.writeUInt8((bytes.at(-40) ?? 0) ^ 1, bytes.length - 40);
    const damaged = path.join(elsewhere, 'damaged.uplineunsent');
    writeFileSync(damaged, bytes);
    await bringIn(damaged, passphrase);
    await expect(dialog.getByRole('alert')).toContainText('or the file is damaged. Nothing was brought in');
    await expectUnsent(page, 0);

    await bringIn(sealed, passphrase);
    await expect(dialog).toContainText('2 values saved on this computer, not sent to AgentSync yet.');
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await expect(dialog).toBeHidden();
    await expectUnsent(page, 2);
    expect(await practice.journal()).toEqual([]);
  });

  await test.step('sent from there; what AgentSync refused stays, in its words', async () => {
    await workOffline(page, false);
    await expectUnsent(page, 1);
    const effects = await practice.journal();
    expect(effects.map(({ changes }) => changes['writingNumber']?.to)).toEqual(['TRAVELS-1']);
    const details = page.getByRole('complementary', { name: 'Change details' });
    await expect(details).toContainText('Refused');
    await expect(details).toContainText('AgentSync says:');
    // An error is no conflict, and does not stand among them.
    await expect(page.getByRole('button', { name: /^Conflicts,/ })).toHaveCount(0);
  });

  await test.step('receipt and history are kept as files that spreadsheets open', async () => {
    await goTo(page, 'Receipts');
    const keep = async (item: string, file: string): Promise<readonly string[]> => {
      await saveTo(second, path.join(elsewhere, file));
      // The notice about an earlier file may still be there.
      await forgetWhatWasShown(page);
      await page.getByRole('button', { name: 'Save as CSV' }).click();
      await page.getByRole('menuitem', { name: item }).click();
      await expect.poll(() => linesOf(path.join(elsewhere, file)).length).toBeGreaterThan(0);
      await expectShown(page, /The file was saved\./);
      return linesOf(path.join(elsewhere, file));
    };
    const all = await keep('All rows…', 'receipt.csv');
    expect(all[0]).toBe('\uFEFFid,record,field,old,new,result,note');
    expect(all).toHaveLength(3);
    expect(all.join('\n')).toContain('TRAVELS-1,sent to AgentSync');
    const failed = await keep('Only rows that were not sent…', 'failed.csv');
    expect(failed).toHaveLength(2);
    expect(failed[1]).toContain('x'.repeat(300));

    // Corrected as a spreadsheet would, and brought back in.
    const corrected = path.join(elsewhere, 'corrected.csv');
    const text = readFileSync(path.join(elsewhere, 'failed.csv'), 'utf8');
    writeFileSync(corrected, text.replace('x'.repeat(300), 'CORRECTED-1'));
    await openFrom(second, corrected);
    await page.getByRole('button', { name: 'Bring in corrected rows…' }).click();
    const bringing = page.getByRole('dialog', { name: 'Bring in corrected rows' });
    await bringing.getByRole('button', { name: 'Choose file…' }).click();
    await expect(bringing).toContainText('1 value saved on this computer, not sent to AgentSync yet.');
    await bringing.getByRole('button', { name: 'Close' }).last().click();
    await expectUnsent(page, 0);
    expect(JSON.stringify((await practice.journal()).map(({ changes }) => changes))).toContain('CORRECTED-1');

    await goTo(page, 'History');
    await page.getByRole('button', { name: 'Verify the chain' }).click();
    await expect(page.getByText(/entries are as they were written: the chain is whole\./)).toBeVisible();
    const entry = page.getByRole('complementary', { name: 'Entry' });
    await page.keyboard.press('Control+f');
    await expect(page.getByRole('searchbox')).toBeFocused();
    await page.keyboard.type('TRAVELS-1');
    await expect(page.getByTestId('history-count')).toHaveText('1 entry found');
    await expect(entry).toContainText('Sent to AgentSync');
    await page.getByRole('searchbox').fill('nobody did this');
    await page.getByRole('button', { name: 'Show all entries' }).click();
    await expect(page.getByTestId('history-count')).toHaveText(/^\d+ entries$/);
    await saveTo(second, path.join(elsewhere, 'history.csv'));
    await page.getByRole('button', { name: 'Save as CSV…' }).click();
    // The file is there before all of it is.
    await expect
      .poll(() => linesOf(path.join(elsewhere, 'history.csv')).join('\n'))
      .toContain('brought in from a file');
  });

  rmSync(elsewhere, { recursive: true, force: true });
  expect(profile).not.toBe(elsewhere);
});

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\r\n');
  } catch {
    return [];
  }
}
