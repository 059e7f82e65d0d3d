import { banner, connect, enterCredentials, fillInConnection, threePages } from './support/connect.ts';
import { Grid } from './support/grid.ts';
import { expectAllSynced, expectStatus, expectUnsent, goTo, openPractice } from './support/person.ts';
import { Practice } from './support/practice.ts';
import { expect, test } from './support/upline.ts';
import { expectWritingNumber, typeWritingNumber } from './support/writingNumbers.ts';

const writer = { id: 'writer', secret: 'writer' };

const reader = { id: 'reader', secret: 'reader' };

const wholeSync = { timeout: 180_000 };

test('a connection is tested permission by permission; a wrong secret is told in words, and the right one mends it', async ({
  launch,
  vendor,
}) => {
  const agentSync = await vendor(threePages);
  const { page } = await launch();

  await fillInConnection(page, agentSync, { id: 'writer', secret: 'not the secret' });
  await page.getByRole('button', { name: 'Test connection' }).click();
  const result = page.getByLabel('Result of the test');
  await expect(result).toContainText('This connection cannot be used as it is.');
  await expect(result).toContainText('The client id or the client secret is not accepted.');

  await fillInConnection(page, agentSync, reader);
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(result).toContainText('Reading carriers, products, levels and assignments: Works.');
  await expect(result).toContainText('Creating and changing them: Not offered.');
  await expect(result).toContainText('This connection cannot be used as it is.');
  await fillInConnection(page, agentSync, writer);
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(result).toContainText('This connection can be used.');

  // The tests have asked each list for one record; a connection that is not let in asks nothing more.
  const asked = agentSync.control.counters()['listAssignments'];
  await fillInConnection(page, agentSync, { id: 'writer', secret: 'not the secret' });
  await connect(page);
  await expectStatus(page, /Sign-in needed/);
  await expect(banner(page, /does not accept the credentials/)).toBeVisible();
  expect(agentSync.control.counters()['listAssignments']).toBe(asked);

  await banner(page, /does not accept the credentials/)
    .getByRole('button', { name: 'Update credentials…' })
    .click();
  await enterCredentials(page, writer);
  await expectAllSynced(page);
  await expectStatus(page, /Online/);
  await expect(banner(page, /credentials/)).toHaveCount(0);
  await goTo(page, 'Assignments');
  const grid = new Grid(page);
  await grid.waitForRows();
  await expect.poll(() => grid.rowCount()).toBe(600);
});

test('a token that ends while pages are read is renewed once, and nobody is asked anything', async ({
  launch,
  vendor,
}) => {
  // The vendor answers no page before the token has ended.
  const ended = Promise.withResolvers<void>();
  const agentSync = await vendor({ ...threePages, pause: () => ended.promise });
  agentSync.control.addFault({ match: { operation: 'listAssignments' }, action: { kind: 'latency', ms: 1 } });
  const { page } = await launch();
  await fillInConnection(page, agentSync, writer);
  await connect(page);
  await expect.poll(() => agentSync.control.counters()['listAssignments'] ?? 0, wholeSync).toBeGreaterThan(0);
  expect(agentSync.control.counters()['token']).toBe(1);
  agentSync.control.revokeTokens();
  ended.resolve();

  await expectAllSynced(page);
  expect(agentSync.control.counters()['token']).toBe(2);
  await expect(banner(page, /credentials/)).toHaveCount(0);
  await goTo(page, 'Assignments');
  const grid = new Grid(page);
  await grid.waitForRows();
  await expect.poll(() => grid.rowCount()).toBe(600);
});

test('a server that goes away in the middle of a page is waited for, and the work goes on meanwhile', async ({
  launch,
  vendor,
}) => {
  const agentSync = await vendor(threePages);
  agentSync.control.addFault({
    match: { operation: 'listAssignments', path: 'page=1' },
    action: { kind: 'hang' },
  });
  const { page } = await launch();
  await fillInConnection(page, agentSync, writer);
  await connect(page);
  await expect.poll(() => agentSync.control.faults().some(({ fired }) => fired > 0), wholeSync).toBe(true);
  await agentSync.close();

  await expectStatus(page, /Offline since \d\d:\d\d/);
  await typeWritingNumber(page, '00417E1');
  await expectUnsent(page, 1);
  await expectWritingNumber(page, '00417E1, staged');
  await goTo(page, 'Sync');
  await expect(page.getByText('Not everything has been read from AgentSync yet.')).toBeVisible();

  const back = await vendor({ ...threePages, port: Number(new URL(agentSync.url).port) });
  await expectAllSynced(page);
  await expectStatus(page, /Online/);
  expect(back.control.counters()['listAssignments']).toBeGreaterThan(0);
  await goTo(page, 'Assignments');
  const grid = new Grid(page);
  await grid.waitForRows();
  await expect.poll(() => grid.rowCount()).toBe(600);
  await expectWritingNumber(page, '00417E1, staged');
});

test('credentials that may only read sync, keep changes, and send them once they may write', async ({
  launch,
  profile,
}) => {
  const { page } = await launch({ arguments: ['--practice-size=small'] });
  await openPractice(page);
  await expectAllSynced(page);
  const practice = new Practice(profile);
  await practice.addFault({
    match: { operation: 'updateAssignmentsBulk' },
    action: { kind: 'status', status: 403, message: 'Forbidden' },
  });

  await typeWritingNumber(page, 'READ-ONLY-1');
  await expectStatus(page, /1 needs you/);
  await expect(banner(page, /may read but not change records/)).toBeVisible();
  await goTo(page, 'Unsent changes');
  const details = page.getByRole('complementary', { name: 'Change details' });
  await expect(details).toContainText('No permission');
  await expect(details).toContainText('the write scope is missing');
  await expect(page.getByText('AgentSync refused our write permission.')).toBeVisible();
  await page.getByText('Refused', { exact: true }).click();
  await expect(details).toContainText('READ-ONLY-1');
  expect(await practice.journal()).toEqual([]);

  const tokensBefore = (await practice.counters())['token'] ?? 0;
  await practice.clearFaults();
  await details.getByRole('button', { name: 'Update credentials…' }).click();
  await enterCredentials(page, { id: 'practice', secret: 'practice' });
  await expectUnsent(page, 0);
  await expect(banner(page, /may read but not change/)).toHaveCount(0);
  // The token of the credentials before may not write, and would not for as long as it lives.
  expect((await practice.counters())['token']).toBe(tokensBefore + 1);
  const effects = await practice.journal();
  expect(effects.map(({ changes }) => changes['writingNumber']?.to)).toEqual(['READ-ONLY-1']);
});

test('a connection that offers no way to change records keeps the changes, and says why', async ({
  launch,
  vendor,
}) => {
  const agentSync = await vendor(threePages);
  const { page } = await launch();
  await fillInConnection(page, agentSync, reader, ['Read']);
  await connect(page);
  await expectAllSynced(page);

  await typeWritingNumber(page, 'HELD-1');
  await expectUnsent(page, 1);
  await goTo(page, 'Unsent changes');
  const details = page.getByRole('complementary', { name: 'Change details' });
  await expect(details).toContainText('Held');
  await expect(details).toContainText(
    'AgentSync has not published how changes to contract assignments must be sent',
  );
  await details.getByRole('button', { name: 'Send now' }).click();
  // A whole pass later it would have been sent if anything had.
  const reads = agentSync.control.counters()['listAssignments'] ?? 0;
  await goTo(page, 'Sync');
  await page.getByRole('button', { name: 'Sync now' }).click();
  await expect
    .poll(() => agentSync.control.counters()['listAssignments'] ?? 0, wholeSync)
    .toBeGreaterThan(reads);
  await expectUnsent(page, 1);
  const sent = Object.keys(agentSync.control.counters()).filter((name) => !/^(list|get|token)/.test(name));
  expect(sent).toEqual([]);
  expect(agentSync.control.journal()).toEqual([]);

  await test.step('it gets another name and address: credentials are typed anew, unsent work is named, data stays', async () => {
    await goTo(page, 'Settings');
    await page.getByRole('button', { name: 'Change connection…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change Gateway' });
    await dialog.getByLabel('Name', { exact: true }).fill('Office gateway');
    await expect(dialog.getByLabel('Client id')).toBeHidden();
    await dialog.getByLabel('Base URL').fill(agentSync.url.replace('127.0.0.1', 'localhost'));
    await dialog.getByRole('button', { name: 'Save and test' }).click();
    await expect(dialog).toContainText('The secret for the new address.');
    await dialog.getByLabel('Client id').fill(reader.id);
    await dialog.getByLabel('Client secret', { exact: true }).fill(reader.secret);
    await dialog.getByRole('checkbox', { name: /1 unsent change stays on this computer/ }).check();
    await dialog.getByRole('button', { name: 'Save and test' }).click();
    await expect(page.getByText('This connection can be used.')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Connection' })).toContainText('Office gateway');
    await expectUnsent(page, 1);
    await expectAllSynced(page);
    await expectWritingNumber(page, 'HELD-1, staged');
  });
});
