import type { Page } from '@playwright/test';
import type { RuleInput, SandboxOptions } from '../../sandbox/index.ts';
import { connect, fillInConnection } from './support/connect.ts';
import { Grid } from './support/grid.ts';
import { expectAllSynced, expectStatus, goTo } from './support/person.ts';
import { expect, test } from './support/upline.ts';

const threePages: SandboxOptions = { size: { assignments: 600, carriers: 2 } };
const writer = { id: 'writer', secret: 'writer' };
const firstPage = { operation: 'listAssignments', path: 'page=0' };

async function expectRows(page: Page, count: number): Promise<void> {
  await goTo(page, 'Assignments');
  const grid = new Grid(page);
  await grid.waitForRows();
  await expect.poll(() => grid.rowCount()).toBe(count);
}

test('records that cannot be read are set aside with their reason, and a list that shrinks is asked about', async ({
  launch,
  vendor,
}) => {
  const agentSync = await vendor(threePages);
  const spoiled = agentSync.control.records('contractAssignments', 0, 600);
  const faults: readonly RuleInput['action'][] = [
    { kind: 'wrong-types', item: 3, field: 'npn' },
    { kind: 'overlong', item: 7, field: 'writingNumber' },
    { kind: 'missing-field', item: 11, field: 'id' },
    // Not spoiled, only newer than Upline: shown, and in nobody's way.
    { kind: 'unknown-enum', item: 0, field: 'assignmentStatusId' },
  ];
  for (const action of faults) agentSync.control.addFault({ match: firstPage, action, times: 1 });
  const { page } = await launch();
  await fillInConnection(page, agentSync, writer);
  await connect(page);

  await goTo(page, 'Sync');
  const aside = page.getByRole('region', { name: 'Set aside' });
  await expect(aside).toContainText('3 records that arrived could not be read.', { timeout: 180_000 });
  const entries = aside.locator('details');
  await expect(entries).toHaveCount(3);
  const about = (text: string) => entries.filter({ hasText: text });
  await expect(about(String(spoiled[3]?.id))).toContainText(/npn|NPN/i);
  await expect(about(String(spoiled[7]?.id))).toContainText(/Writing number|writingNumber/);
  await expect(about(String(spoiled[7]?.id))).toContainText(/long|characters/);
  // What AgentSync sent is there to be shown to its support.
  await about(String(spoiled[3]?.id)).locator('summary').click();
  await expect(about(String(spoiled[3]?.id)).locator('pre')).toContainText('"unexpected"');

  await expectStatus(page, /Online/);
  await expectRows(page, 597);
  await expect(new Grid(page).table).toContainText('NEW_VALUE_FROM_THE_FUTURE');

  // Read well the next time, they are no longer aside.
  await goTo(page, 'Sync');
  await page.getByRole('button', { name: 'Sync now' }).click();
  await expect(aside).toContainText('Every record that arrived could be read.', { timeout: 180_000 });
  await expectRows(page, 600);

  // More than a fifth is missing at AgentSync: nothing disappears here before a person has read how much.
  for (const { id } of spoiled.slice(0, 150)) agentSync.control.remoteDelete('contractAssignments', id);
  await goTo(page, 'Sync');
  await page.getByRole('button', { name: 'Sync now' }).click();
  const agree = page.getByRole('button', { name: 'Agree to remove…' });
  await agree.click({ timeout: 180_000 });
  const dialog = page.getByRole('dialog', { name: 'Remove contract assignments from this computer?' });
  await expect(dialog).toContainText('150');
  await dialog.getByRole('button', { name: 'Keep everything' }).click();
  await expectRows(page, 600);
  await goTo(page, 'Sync');
  await agree.click();
  await dialog.getByRole('button', { name: 'Agree', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(agree).toBeHidden();
  await expectRows(page, 450);
});

test('an answer that is no answer stops one page, says so, and is read again', async ({ launch, vendor }) => {
  const agentSync = await vendor(threePages);
  agentSync.control.addFault({
    match: { operation: 'listAssignments', path: 'page=1' },
    action: { kind: 'malformed' },
  });
  const { page } = await launch();
  await fillInConnection(page, agentSync, writer);
  await connect(page);
  await goTo(page, 'Sync');
  const row = page.getByRole('listitem', { name: 'Contract assignments' });
  await expect(row).toContainText('Stopped', { timeout: 180_000 });
  await expect(row.getByRole('alert')).toContainText('AgentSync');
  await expectStatus(page, /Sync stopped/);
  // What did arrive can be worked with.
  await goTo(page, 'Assignments');
  await new Grid(page).waitForRows();

  agentSync.control.clearFaults();
  await goTo(page, 'Sync');
  await page.getByRole('button', { name: 'Sync now' }).click();
  await expectAllSynced(page);
  await expectRows(page, 600);
});
