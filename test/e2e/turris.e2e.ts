import type { Page } from '@playwright/test';
import type { Sandbox } from '../../sandbox/index.ts';
import { violations } from './support/accessibility.ts';
import { connect, fillInConnection } from './support/connect.ts';
import { goTo } from './support/person.ts';
import { wordsInClear } from './support/rawFiles.ts';
import { expect, test } from './support/upline.ts';

const secret = 'turris-practice';

async function enter(page: Page, of: Sandbox, clientSecret: string, button: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Client id').fill(of.turrisClientId);
  await dialog.getByLabel('Client secret', { exact: true }).fill(clientSecret);
  await dialog.getByRole('button', { name: button }).click();
}

test('Turris is connected beside AgentSync, fails by itself, and is disconnected', async ({
  launch,
  vendor,
  profile,
}) => {
  const small = { size: { assignments: 60, carriers: 1 } };
  const [agentSync, turris] = [await vendor(small), await vendor(small)];
  const { page } = await launch();
  await fillInConnection(page, agentSync, { id: 'practice', secret: 'practice' });
  await connect(page);
  const chip = page.getByTestId('status-chip');

  const card = page.getByRole('region', { name: 'Turris' });
  const dialog = page.getByRole('dialog', { name: 'Connect Turris' });

  await test.step('empty lists say that Turris is not connected, and lead to where it is', async () => {
    await goTo(page, 'Licensing');
    for (const [tab, subject] of [
      ['Documents', 'Documents'],
      ['Licences', 'Licences'],
    ] as const) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      await expect(page.getByText('Turris is not connected', { exact: true })).toBeVisible();
      await expect(
        page.getByText(`${subject} come from Turris, which has credentials of its own`),
      ).toBeVisible();
    }
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Connect Turris…' }).click();
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(card).toContainText('Turris is not connected.');
    await card.getByRole('button', { name: 'Connect Turris…' }).click();
  });

  await test.step('what cannot be used is not kept', async () => {
    await dialog.getByRole('radio', { name: 'Custom' }).check();
    await dialog.getByLabel('Address').fill('http://turris.example.com');
    await enter(page, turris, '', 'Test and connect');
    await expect(dialog).toContainText('An address that starts with https://');
    await expect(dialog).toContainText('Enter the client secret from the Turris dashboard.');
    await dialog.getByLabel('Address').fill(turris.turrisUrl);
    await enter(page, turris, 'a wrong secret', 'Test and connect');
    await expect(dialog).toContainText('Turris cannot be read with these credentials.');
    await expect(dialog).toContainText('Sign-in: Refused.');
    expect(await violations(page)).toEqual([]);
  });

  await test.step('what can be used is kept, and Turris is read', async () => {
    await enter(page, turris, secret, 'Test and connect');
    await expect(card).toContainText('Turris can be read.');
    await expect(dialog).toBeHidden();
    await expect(card).toContainText('Accepted by Turris');
    await expect(card).toContainText(/Read so far\s*[1-9][\d,]* records/);
    expect(await violations(page)).toEqual([]);
    await goTo(page, 'Sync');
    const collections = page.getByRole('region', { name: 'Turris' });
    await expect(collections.getByRole('listitem', { name: 'Agents' })).toContainText('Complete, as of');
    await expect(page.getByText(/^Everything on this computer is complete as of/)).toBeVisible();
    await expect(chip).toContainText('Online');
  });

  await test.step('the secret is in the keychain alone, and each vendor hears only what is its own', async () => {
    const seen = await page.evaluate(async () => ({
      state: await window.upline.call('shell.state', {}),
      local: Object.entries(localStorage),
      session: Object.entries(sessionStorage),
      page: document.documentElement.outerHTML,
    }));
    const shown = JSON.stringify(seen);
    expect(shown).toContain(turris.turrisUrl);
    expect(shown).not.toContain(secret);
    expect(wordsInClear(profile, [secret])).toEqual([]);
    expect(shown).not.toMatch(/Bearer |\beyJ[\w-]{10,}/);
    // Two servers: what one was asked for, the other was not.
    expect(agentSync.control.counters()).not.toHaveProperty('listAgents');
    expect(turris.control.counters()).not.toHaveProperty('listCarriers');
    expect(turris.control.counters()).not.toHaveProperty('token');
  });

  await test.step('a refusal names Turris and leads to its credentials', async () => {
    const refused = turris.control.addFault({
      match: { path: '^/turris/v1/auth/jwt' },
      action: { kind: 'status', status: 401 },
    });
    turris.control.revokeTurrisTokens();
    await page.getByRole('button', { name: 'Sync now' }).click();
    await expect(chip).toContainText('Turris sign-in needed');
    await chip.click();
    const details = page.getByRole('dialog', { name: /^Status: / });
    await expect(details.getByRole('button', { name: 'Turris credentials…' })).toBeVisible();
    await page.keyboard.press('Escape');
    // One cause stops all of them and is told once; AgentSync's collections have none.
    await page.getByRole('main').getByRole('button', { name: 'Turris credentials…' }).click();
    turris.control.clearFaults(refused);
    const replace = page.getByRole('dialog', { name: 'Replace the credentials of Turris' });
    await expect(replace).toContainText(turris.turrisUrl);
    await expect(card).not.toContainText('Turris can be read.');
    await enter(page, turris, secret, 'Test and use');
    await expect(replace).toBeHidden();
    await expect(card).toContainText('Accepted by Turris');
    await expect(chip).toContainText('Online');
  });

  await test.step('an outage is Turris’ own', async () => {
    turris.control.setOffline(true);
    await goTo(page, 'Sync');
    await page.getByRole('button', { name: 'Sync now' }).click();
    await expect(chip).toContainText('Turris not reached since');
    await expect(
      page.getByRole('region', { name: 'AgentSync' }).getByRole('listitem', { name: 'Carriers' }),
    ).toContainText('Complete, as of');
    turris.control.setOffline(false);
    await page.getByRole('button', { name: 'Sync now' }).click();
    await expect(chip).toContainText('Online');
  });

  await test.step('disconnecting asks what becomes of what was read', async () => {
    await goTo(page, 'Settings');
    await card.getByRole('button', { name: 'Disconnect Turris…' }).click();
    const ask = page.getByRole('dialog', { name: 'Disconnect Turris?' });
    await expect(ask.getByRole('radio', { name: 'Keep it on this computer' })).toBeChecked();
    expect(await violations(page)).toEqual([]);
    await ask.getByRole('button', { name: 'Disconnect', exact: true }).click();
    await expect(card).toContainText(/[1-9][\d,]* records read from it earlier are still on this computer/);
    await card.getByRole('button', { name: 'Remove what was read' }).click();
    await expect(card).toContainText('Turris is not connected.');
    await expect(card).not.toContainText('still on this computer');

    const refused = turris.control.addFault({
      match: { operation: 'listAgentLicenses' },
      action: { kind: 'status', status: 401 },
    });
    await card.getByRole('button', { name: 'Connect Turris…' }).click();
    await dialog.getByRole('radio', { name: 'Custom' }).check();
    await dialog.getByLabel('Address').fill(turris.turrisUrl);
    await enter(page, turris, secret, 'Test and connect');
    await expect(card).toContainText(/Read so far\s*[1-9][\d,]* records/);
    // Refused before any was read: the list says so and leads to the credentials.
    await goTo(page, 'Licensing');
    await expect(page.getByText('Nothing could be read from Turris', { exact: true })).toBeVisible();
    await expect(page.getByText('Licences appear here once Turris accepts its credentials.')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    turris.control.clearFaults(refused);
    await page.getByRole('main').getByRole('button', { name: 'Turris credentials…' }).click();
    await expect(page.getByRole('dialog', { name: 'Replace the credentials of Turris' })).toBeVisible();
    await page.keyboard.press('Escape');
    await card.getByRole('button', { name: 'Disconnect Turris…' }).click();
    await ask.getByRole('radio', { name: 'Remove it from this computer' }).check();
    await ask.getByRole('button', { name: 'Disconnect', exact: true }).click();
    await expect(card.getByRole('button', { name: 'Connect Turris…' })).toBeVisible();
    await expect(card).not.toContainText('still on this computer');
  });
});
