import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { violations } from './support/accessibility.ts';
import { Grid } from './support/grid.ts';
import { expectAllSynced, expectUnsent, goTo, openPractice, paste, workOffline } from './support/person.ts';
import { Practice } from './support/practice.ts';
import { expect, test } from './support/upline.ts';
import type { Running } from './support/upline.ts';

const pageBytes = 8_192;
const folderOf = (profile: string): string => path.join(profile, 'connections', 'practice');
const fileOf = (profile: string): string => path.join(folderOf(profile), 'upline.db');

/** Changes eight bytes in the middle of these pages; the first page is number 1. */
function damage(profile: string, pages: (count: number) => readonly number[]): void {
  const file = fileOf(profile);
  const bytes = readFileSync(file);
  for (const page of pages(bytes.length / pageBytes))
    for (let offset = 0; offset < 8; offset += 1) {
      const at = (page - 1) * pageBytes + pageBytes / 2 + offset;
      bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at);
    }
  writeFileSync(file, bytes);
}

/** Twelve writing numbers, typed offline, and an orderly end. */
async function leaveUnsentWork(running: Running, words: string): Promise<void> {
  const { page } = running;
  await openPractice(page);
  await expectAllSynced(page);
  await workOffline(page, true);
  await goTo(page, 'Assignments');
  const grid = new Grid(page);
  await grid.waitForRows();
  await grid.focusFirst();
  await grid.goToColumn('Writing number');
  await paste(running, Array.from({ length: 12 }, (_, index) => `${words}${index}`).join('\n'));
  await expectUnsent(page, 12);
  await running.quit();
}

/** Native dialogs choose this file. */
async function choosing({ app }: Running, file: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
}

async function written(profile: string, words: string): Promise<readonly string[]> {
  const journal = await new Practice(profile).journal();
  return journal
    .flatMap(({ changes }) =>
      Object.values(changes).flatMap(({ to }) => (typeof to === 'string' ? [to] : [])),
    )
    .filter((to) => to.startsWith(words))
    .toSorted();
}

test('a database whose head is destroyed: unsent work is saved, comes along, and is sent once', async ({
  launch,
  profile,
}) => {
  await leaveUnsentWork(await launch({ arguments: ['--practice-size=small'] }), 'HEAD');
  damage(profile, () => [1]);
  const damaged = readFileSync(fileOf(profile));

  const running = await launch();
  const { page } = running;
  await expect(page.getByRole('heading', { name: 'The file with your data is damaged' })).toBeVisible();
  await expect(page.getByTestId('rescue-report')).toHaveText(
    '12 unsent changes can be read. The damage may have taken others without a trace.',
  );
  expect(await violations(page, { everyRule: true })).toEqual([]);
  expect(readFileSync(fileOf(profile)).equals(damaged)).toBe(true);

  const saved = path.join(profile, 'saved.uplineunsent');
  await choosing(running, saved);
  await page.getByRole('button', { name: 'Save unsent work…' }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill('correct horse battery');
  await page.getByLabel('Passphrase again').fill('correct horse battery');
  await page.getByRole('button', { name: 'Save file…' }).click();
  await expect(page.getByText('Saved as an encrypted file.', { exact: true })).toBeVisible();
  expect(statSync(saved).size).toBeGreaterThan(100);
  expect(readFileSync(saved).includes('HEAD')).toBe(false);

  await page.getByRole('button', { name: 'Start with a fresh copy…' }).click();
  const go = page.getByRole('button', { name: 'Start with a fresh copy', exact: true });
  await expect(go).toBeDisabled();
  await page.getByLabel(/type the name of the connection/).fill('Practice');
  await go.click();

  const banner = page.getByText(/^12 unsent changes of the damaged file wait here and are not sent/);
  await expect(banner).toBeVisible();
  const aside = readdirSync(folderOf(profile)).filter((name) => name.startsWith('damaged-'));
  expect(aside).toHaveLength(1);
  expect(readFileSync(path.join(folderOf(profile), aside[0] ?? '', 'upline.db')).equals(damaged)).toBe(true);
  const bringIn = page.getByRole('button', { name: 'Bring in…' });
  await workOffline(page, false);
  await expect(bringIn).toBeEnabled({ timeout: 180_000 });
  expect(await written(profile, 'HEAD')).toEqual([]);
  await bringIn.click();
  await page.getByRole('button', { name: 'Bring in', exact: true }).click();
  await expect(page.getByText(/^12 values saved on this computer/)).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
  await expect(banner).toHaveCount(0);
  // With the head of the file went the knowledge whether changes are to be reviewed first.
  await goTo(page, 'Unsent changes');
  await page.getByRole('button', { name: 'Send all clean' }).click();
  await expectUnsent(page, 0);
  expect(await written(profile, 'HEAD')).toEqual(
    Array.from({ length: 12 }, (_, index) => `HEAD${index}`).toSorted(),
  );
  expect(existsSync(saved)).toBe(true);
});

test('damage met while working leads to the same page and not to a restart', async ({ launch, profile }) => {
  await leaveUnsentWork(await launch({ arguments: ['--practice-size=small'] }), 'USE');
  // Records and lists in the middle of the file; the head and the newest pages are whole.
  damage(profile, (count) =>
    Array.from({ length: Math.floor(count * 0.3) }, (_, index) => Math.floor(count * 0.4) + index),
  );
  const { page } = await launch();
  const heading = page.getByRole('heading', { name: 'The file with your data is damaged' });
  const assignments = page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: /^Assign/ });
  await expect(async () => {
    // The damage may be met before this is pressed, and then there is nothing left to press.
    if (!(await heading.isVisible())) await assignments.click({ timeout: 5_000 });
    await expect(heading).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 180_000 });
  await expect(page.getByTestId('rescue-report')).toHaveText(/unsent changes? can be read/);
  const log = readdirSync(path.join(profile, 'logs'))
    .map((name) => readFileSync(path.join(profile, 'logs', name), 'utf8'))
    .join('');
  expect(log).not.toContain('The engine ended by itself');
  await page.getByRole('button', { name: 'Open another connection' }).click();
  await expect(page.getByRole('button', { name: 'Explore with practice data' })).toBeVisible();
});
