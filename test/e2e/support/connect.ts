import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import type { Sandbox, SandboxOptions } from '../../../sandbox/index.ts';

interface Client {
  readonly id: string;
  readonly secret: string;
}

/** Permissions are asked for by name; an account that lacks one of them is refused altogether. */
type Permission = 'Read' | 'Write';

/** Three pages of assignments at the page size of a custom connection, and few calls around them. */
export const threePages: SandboxOptions = { size: { assignments: 600, carriers: 2 } };

/** Fills in *Connect* for a stand-in, without pressing anything. */
export async function fillInConnection(
  page: Page,
  vendor: Sandbox,
  client: Client,
  permissions: readonly Permission[] = ['Read', 'Write'],
): Promise<void> {
  const start = page.getByRole('button', { name: 'Connect to AgentSync' });
  const custom = page.getByRole('radio', { name: 'Custom' });
  await expect(start.or(custom)).toBeVisible();
  if (await start.isVisible()) await start.click();
  await custom.check();
  await page.getByLabel('Name', { exact: true }).fill('Gateway');
  await page.getByLabel('Base URL').fill(vendor.url);
  await page.getByLabel('Token URL').fill(vendor.tokenUrl);
  await page.getByLabel('Client id').fill(client.id);
  await page.getByLabel('Client secret', { exact: true }).fill(client.secret);
  for (const each of ['Read', 'Write'] as const) {
    await page.getByRole('checkbox', { name: each, exact: true }).setChecked(permissions.includes(each));
  }
}

/** Presses *Connect* and waits for the window of an open connection. */
export async function connect(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByTestId('status-chip')).toBeVisible();
}

/** Enters new credentials in the dialog, which is open already. */
export async function enterCredentials(page: Page, client: Client): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Update credentials' });
  await dialog.getByLabel('Client id').fill(client.id);
  await dialog.getByLabel('Client secret', { exact: true }).fill(client.secret);
  await dialog.getByRole('button', { name: 'Use these credentials' }).click();
  await expect(dialog).toBeHidden();
}

/** The banner about refused or insufficient credentials. */
export function banner(page: Page, words: RegExp): Locator {
  return page.locator('.upl-banner').filter({ hasText: words });
}
