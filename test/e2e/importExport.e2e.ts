import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { violations } from './support/accessibility.ts';
import { holdWrites, openFrom, saveTo } from './support/dialogs.ts';
import { Grid } from './support/grid.ts';
import { expectStatus, expectUnsent, goTo, openPractice, paste, workOffline } from './support/person.ts';
import { Practice } from './support/practice.ts';
import { expectShown, forgetWhatWasShown } from './support/shown.ts';
import { expect, test } from './support/upline.ts';

let elsewhere = '';
test.beforeEach(() => {
  elsewhere = mkdtempSync(path.join(tmpdir(), 'upline-e2e-tables-'));
});
test.afterEach(() => rmSync(elsewhere, { recursive: true, force: true }));

function lines(file: string): readonly string[] {
  const whole = path.join(elsewhere, file);
  return existsSync(whole) ? readFileSync(whole, 'utf8').trimEnd().split('\r\n') : [];
}

/** The words of the part of the check that a person chooses rows by. */
async function expectCounts(page: Page, counts: Readonly<Record<string, number>>): Promise<void> {
  const choice = page.getByRole('radiogroup', { name: 'Which rows to show' });
  for (const [word, count] of Object.entries(counts))
    await expect(choice.getByText(`${word} ${count.toLocaleString('en-US')}`, { exact: true })).toBeVisible();
}

function body(page: Page): Locator {
  return page.locator('.upl-import');
}

test('a list leaves as a file, comes back corrected, and only then is sent', async ({ launch, profile }) => {
  const running = await launch({ arguments: ['--practice-size=small'] });
  const { page } = running;
  const practice = new Practice(profile);
  const next = body(page).getByRole('button', { name: 'Next', exact: true });

  await test.step('exported offline: a workbook, and a text file of every column', async () => {
    await openPractice(page);
    await expectStatus(page, /Online/);
    await goTo(page, 'Assignments');
    await new Grid(page).waitForRows();
    await workOffline(page, true);
    const dialog = page.getByRole('dialog', { name: 'Export the list' });
    const ask = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Export the list…' }).click();
      await dialog.getByRole('radio', { name: /^All \d+$/ }).check();
    };
    const cancelled = await saveTo(running, null);
    await ask();
    await dialog.getByRole('button', { name: 'Save file…' }).click();
    await expect.poll(cancelled).toBe(1);
    // Cancelled in the system's dialog: the form is as it was, and there is no file.
    await expect(dialog.getByRole('button', { name: 'Save file…' })).toBeVisible();
    // Stopped while it is written, by its button or by leaving it: it says so, and there is no file either.
    await saveTo(running, path.join(elsewhere, 'stopped.xlsx'));
    for (const stop of ['Cancel', 'Escape']) {
      const letGo = await holdWrites(running);
      await dialog.getByRole('button', { name: 'Save file…' }).click();
      await expect(dialog.getByText(/^0 of [\d,]+ rows written$/)).toBeVisible();
      await expect(dialog.getByRole('progressbar', { name: 'Rows written' })).toHaveAttribute(
        'aria-valuenow',
        '0',
      );
      expect(await violations(page)).toEqual([]);
      if (stop === 'Escape') await page.keyboard.press('Escape');
      else {
        await dialog.getByRole('button', { name: 'Cancel' }).click();
        await expect(dialog.getByText('Stopping. No file will be there.')).toBeVisible();
      }
      await letGo();
      await expectShown(page, /The export was stopped\. No file was written\./);
      await forgetWhatWasShown(page);
      // The words of the time before may still be on screen and be found again.
      await expect.poll(() => readdirSync(elsewhere)).toEqual([]);
      if (stop === 'Cancel') await expect(dialog.getByRole('button', { name: 'Save file…' })).toBeVisible();
    }
    await ask();
    await saveTo(running, path.join(elsewhere, 'list.xlsx'));
    await dialog.getByRole('button', { name: 'Save file…' }).click();
    await expectShown(page, /rows saved as XLSX\./);
    await saveTo(running, path.join(elsewhere, 'list.csv'));
    await ask();
    await dialog.getByRole('radio', { name: 'CSV' }).check();
    await dialog.getByRole('button', { name: 'Save file…' }).click();
    await expectShown(page, /rows saved as CSV\./);
    expect(lines('list.csv')[0]).toMatch(/^\uFEFFUpline id,NPN,/);
    expect(readdirSync(elsewhere).toSorted()).toEqual(['list.csv', 'list.xlsx']);
  });

  const rows = lines('list.csv').length - 1;
  await test.step('an untouched export brings nothing in', async () => {
    await goTo(page, 'Import');
    await openFrom(running, path.join(elsewhere, 'list.xlsx'));
    await body(page).getByRole('button', { name: 'Choose file…' }).click();
    await expect(body(page).getByText(`list.xlsx: ${rows.toLocaleString('en-US')} rows`)).toBeVisible();
    await next.click();
    await expectCounts(page, { New: 0, Changed: 0, Unchanged: rows, Blocked: 0 });
    await expect(body(page).getByText('There is nothing to stage.')).toBeVisible();
  });

  await test.step('a file that is dropped onto another screen is opened as well', async () => {
    await goTo(page, 'Assignments');
    const text = readFileSync(path.join(elsewhere, 'list.csv'), 'utf8');
    await page.evaluate((content) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], 'dropped.csv', { type: 'text/csv' }));
      for (const type of ['dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }, text);
    await expect(body(page).getByText(`dropped.csv: ${rows.toLocaleString('en-US')} rows`)).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });

  await test.step('a file that is no table says so, and nothing hangs', async () => {
    await body(page)
      .getByRole('list', { name: 'Steps' })
      .getByRole('button', { name: /Table$/ })
      .click();
    writeFileSync(path.join(elsewhere, 'endless.csv'), 'x'.repeat(20_000_000));
    await openFrom(running, path.join(elsewhere, 'endless.csv'));
    await body(page).getByRole('button', { name: 'Choose file…' }).click();
    await expect(body(page).getByRole('alert')).toContainText('more than any spreadsheet lets a cell hold');
    expect(await violations(page)).toEqual([]);
  });

  await test.step('corrected in a spreadsheet: tried out, staged as one step, the rest comes back', async () => {
    const [heading = '', first = '', second = ''] = lines('list.csv');
    const names = heading.replace('\uFEFF', '').split(',');
    const at = (name: string): number => names.indexOf(name);
    const changed = (line: string, name: string, value: string): string => {
      const cells = line.split(',');
      cells[at(name)] = value;
      return cells.join(',');
    };
    const corrected = [heading, changed(first, 'Writing number', '00123'), changed(second, 'Start', 'soon')];
    writeFileSync(path.join(elsewhere, 'corrected.csv'), `${corrected.join('\r\n')}\r\n`);
    await openFrom(running, path.join(elsewhere, 'corrected.csv'));
    await body(page).getByRole('button', { name: 'Choose file…' }).click();
    await expect(page.getByRole('combobox', { name: 'Brought in as: Writing number' })).toHaveValue(
      'Writing number',
    );
    await next.click();
    await expectCounts(page, { New: 0, Changed: 1, Blocked: 1 });
    const issues = page.getByRole('region', { name: 'What stands in the way' });
    await expect(issues).toContainText('Row 3, Start: found “soon”');
    expect(await violations(page)).toEqual([]);
    await saveTo(running, path.join(elsewhere, 'blocked.csv'));
    await body(page).getByRole('button', { name: 'Save blocked rows…' }).click();
    // The file is there before all of it is.
    await expect.poll(() => lines('blocked.csv').length).toBe(2);
    await body(page).getByRole('button', { name: 'Stage 1 changed record' }).click();
    await expect(page.getByText('1 changed record saved on this computer')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await expectUnsent(page, 1);
    expect(await practice.journal()).toEqual([]);
  });

  await test.step('the blocked row, corrected and pasted, is one more change', async () => {
    await body(page).getByRole('button', { name: 'Next table' }).click();
    const repaired = lines('blocked.csv').map((line) =>
      line.replace(',soon,', ',2026-04-01,').split(',').join('\t'),
    );
    await page.getByLabel('Paste a table').evaluate((box) => {
      box.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: new DataTransfer(), bubbles: true, cancelable: true }),
      );
    });
    await expect(body(page).getByRole('alert')).toContainText('The clipboard holds no text.');
    await page.getByLabel('Paste a table').click();
    await paste(running, repaired.map((line) => line.replace('\uFEFF', '').replaceAll('"', '')).join('\n'));
    await expect(body(page).getByText('Pasted table: 1 row')).toBeVisible();
    await next.click();
    await expectCounts(page, { Changed: 1, Blocked: 0 });
    await body(page).getByRole('button', { name: 'Stage 1 changed record' }).click();
    await expectUnsent(page, 2);
    // One undo takes one table back.
    await page.keyboard.press('Control+z');
    await expectUnsent(page, 1);
  });

  await test.step('a carrier’s list of writing numbers', async () => {
    await page.keyboard.press('Control+i');
    await body(page).getByRole('button', { name: 'Next table' }).click();
    await body(page).getByRole('radio', { name: 'Reconcile writing numbers' }).check();
    const carrier = body(page).getByRole('combobox', { name: 'Carrier' });
    await carrier.click();
    await page.getByRole('option').first().click();
    // The name arrives from the engine, and with it the box is drawn anew.
    await expect(carrier).not.toHaveValue('');
    await expect(page.getByRole('option')).toHaveCount(0);
    writeFileSync(path.join(elsewhere, 'numbers.tsv'), 'NPN\tAgent code\n999999999999999\t00042\n');
    await openFrom(running, path.join(elsewhere, 'numbers.tsv'));
    await body(page).getByRole('button', { name: 'Choose file…' }).click();
    await next.click();
    await expectCounts(page, { 'Missing or different': 0, 'The same': 0, Blocked: 1 });
    await expect(page.getByRole('region', { name: 'What stands in the way' })).toContainText(
      'Not in the list',
    );
  });

  await test.step('a list of E&O policies: a new one, a changed one, and one of nobody', async () => {
    await body(page)
      .getByRole('list', { name: 'Steps' })
      .getByRole('button', { name: /Table$/ })
      .click();
    await body(page).getByRole('radio', { name: 'New and changed records' }).check();
    const [policy] = await practice.records('insurancePolicies');
    const producers = await practice.records('producers');
    const owner = producers.find(({ id }) => id === policy?.['producerId']);
    const told = [owner?.['npn'], 'Ironquay', policy?.['policyNumber'], 'INDIVIDUAL', '2,000,000'];
    const table = [
      'NPN\tE&O carrier\tPolicy number\tPolicy type\tTotal limit\tEffective\tExpires',
      [...told, policy?.['effectiveDate'], policy?.['expiry']].join('\t'),
      [...told.with(2, 'EO-NEW-1'), '2026-06-01', '2027-06-01'].join('\t'),
      [...told.with(0, '999999999999999'), '2026-06-01', '2027-06-01'].join('\t'),
    ];
    await page.getByLabel('Paste a table').click();
    await paste(running, table.join('\n'));
    await expect(body(page).getByText('Pasted table: 3 rows')).toBeVisible();
    await expect(body(page).getByRole('combobox', { name: 'Each row is a' })).toHaveValue('E&O policy');
    await next.click();
    await expectCounts(page, { New: 1, Changed: 1, Blocked: 1 });
    await expect(page.getByRole('region', { name: 'What stands in the way' })).toContainText(
      'Row 4, NPN: found “999999999999999”',
    );
    await body(page).getByRole('button', { name: 'Stage 1 new and 1 changed records' }).click();
    await expectUnsent(page, 3);
  });

  await test.step('commission levels of a product: a new one, and one whose percentage is no number', async () => {
    await body(page).getByRole('button', { name: 'Next table' }).click();
    const products = await practice.records('products');
    const named = (name: unknown): number => products.filter((product) => product['name'] === name).length;
    const product = products.find(({ name }) => named(name) === 1)?.['name'];
    const table = [
      'Product\tLevel name\tType\tLevel\tFirst year value',
      [product, 'Brought in 1', 'Percent', '71', '95.5%'].join('\t'),
      [product, 'Brought in 2', 'Percent', '72', '95,5'].join('\t'),
    ];
    await page.getByLabel('Paste a table').click();
    await paste(running, table.join('\n'));
    await expect(body(page).getByText('Pasted table: 2 rows')).toBeVisible();
    await expect(body(page).getByRole('combobox', { name: 'Each row is a' })).toHaveValue('Commission level');
    await next.click();
    await expectCounts(page, { New: 1, Changed: 0, Blocked: 1 });
    await expect(page.getByRole('region', { name: 'What stands in the way' })).toContainText(
      'Row 3, First year value: found “95,5”',
    );
    await body(page).getByRole('button', { name: 'Stage 1 new record' }).click();
    await expectUnsent(page, 4);
  });

  await test.step('online again it is sent, with its zeros', async () => {
    await workOffline(page, false);
    await expectUnsent(page, 0);
    const effects = await practice.journal();
    const numbers = effects.filter(({ collection }) => collection === 'contractAssignments');
    expect(numbers.map(({ changes }) => changes['writingNumber']?.to)).toEqual(['00123']);
    const policies = effects.filter(({ collection }) => collection === 'insurancePolicies');
    expect(policies.map(({ operation }) => operation).toSorted()).toEqual([
      'createInsurancePolicy',
      'updateInsurancePolicy',
    ]);
    const levels = effects.filter(({ collection }) => collection === 'commissionLevels');
    expect(levels.map(({ changes }) => changes['name']?.to)).toEqual(['Brought in 1']);
    await goTo(page, 'History');
    await expect(page.getByText(/were exported as CSV, without personal values/).first()).toBeVisible();
  });
});
