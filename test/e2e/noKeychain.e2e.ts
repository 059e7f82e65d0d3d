import type { Page } from '@playwright/test';
import { banner, connect, enterCredentials, fillInConnection, threePages } from './support/connect.ts';
import { expectAllSynced, expectStatus, expectUnsent, openPractice } from './support/person.ts';
import { wordsInClear } from './support/rawFiles.ts';
import { expect, test } from './support/upline.ts';
import { expectWritingNumber, typeWritingNumber } from './support/writingNumbers.ts';

// No message bus, so no Secret Service behind it.
const noKeychain = { environment: { DBUS_SESSION_BUS_ADDRESS: 'disabled:' } };

const passphrase = 'correct horse battery staple';

async function choosePassphrase(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Choose a passphrase' })).toBeVisible();
  await expect(page.getByText('This computer offers no keychain')).toBeVisible();
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByLabel('The same passphrase again').fill(passphrase);
  await page.getByRole('button', { name: 'Use this passphrase' }).click();
}

async function enterPassphrase(page: Page, words: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Enter your passphrase' })).toBeVisible();
  await page.getByLabel('Passphrase', { exact: true }).fill(words);
  await page.getByRole('button', { name: 'Unlock' }).click();
}

test('a passphrase opens practice data and staged edits again, and another one does not', async ({
  launch,
}) => {
  let upline = await launch({ ...noKeychain, arguments: ['--practice-size=small'] });
  let { page } = upline;
  await choosePassphrase(page);
  await openPractice(page);
  await expectAllSynced(page);
  await page.getByRole('switch', { name: 'Work offline' }).click({ force: true });
  await expectStatus(page, /Working offline/);
  await typeWritingNumber(page, 'NO-KEYCHAIN-1');
  await expectUnsent(page, 1);
  await upline.quit();

  upline = await launch(noKeychain);
  ({ page } = upline);
  await enterPassphrase(page, 'incorrect horse battery staple');
  await expect(page.getByText('This is not the passphrase this profile was set up with.')).toBeVisible();
  await enterPassphrase(page, passphrase);
  await expectUnsent(page, 1);
  await expectWritingNumber(page, 'NO-KEYCHAIN-1, staged');
});

test('a secret lives for the session only, and nothing of it or of a producer is on disk', async ({
  launch,
  vendor,
  profile,
}) => {
  const secret = 'Zx81-Quartz-Lantern-0417';
  const scopes = ['rino_api_agency_read', 'rino_api_agency_write'];
  const agentSync = await vendor({ ...threePages, clients: [{ id: 'agency-7', secret, scopes }] });
  let upline = await launch(noKeychain);
  let { page } = upline;
  await choosePassphrase(page);
  await fillInConnection(page, agentSync, { id: 'agency-7', secret });
  await connect(page);
  await expectAllSynced(page);
  await typeWritingNumber(page, 'QUIET-NUMBER-1');
  await expectUnsent(page, 1);

  const npns = agentSync.control
    .records('contractAssignments', 0, 50)
    .flatMap(({ npn }) => (typeof npn === 'string' ? [npn] : []));
  expect(npns.length).toBeGreaterThan(10);
  const dear = [secret, passphrase, 'QUIET-NUMBER-1', ...npns];
  // While it runs, the write-ahead log and Chromium's folders are there too.
  expect(wordsInClear(profile, dear)).toEqual([]);
  await upline.quit();
  expect(wordsInClear(profile, dear)).toEqual([]);
  // What may be read is found, so the search does search.
  expect(wordsInClear(profile, ['Gateway'])).toContain('Gateway in connections.json');

  upline = await launch(noKeychain);
  ({ page } = upline);
  await enterPassphrase(page, passphrase);
  await expectStatus(page, /Sign-in needed/);
  await expectWritingNumber(page, 'QUIET-NUMBER-1, staged');
  await banner(page, /credentials/)
    .getByRole('button', { name: 'Update credentials…' })
    .click();
  await enterCredentials(page, { id: 'agency-7', secret });
  await expectAllSynced(page);
  await expectStatus(page, /Online/);
});
