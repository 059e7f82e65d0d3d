import { turrisCollectionNames } from '../../domain/fields.ts';
import { collections } from '../../domain/collections.ts';
import { violations } from './support/accessibility.ts';
import { Grid } from './support/grid.ts';
import { expectAllSynced, expectUnsent, goTo, openPractice, paste, workOffline } from './support/person.ts';
import { expect, test } from './support/upline.ts';

test('licences, agents and documents of Turris stand in the same sheet, offline too, and nobody changes them', async ({
  launch,
}) => {
  const running = await launch({ arguments: ['--practice-size=small'] });
  const { page } = running;
  const grid = new Grid(page);
  const because = collections.licence.readOnlyBecause ?? '';
  const words = (text: string) => page.getByText(text, { exact: true }).first();
  const count = (noun: string) => page.getByTestId(`${noun}-count`);
  await openPractice(page);
  await expectAllSynced(page);
  for (const collection of turrisCollectionNames)
    await expect(page.getByText(collections[collection].plural, { exact: true })).toBeVisible();
  await workOffline(page, true);

  await test.step('licences are counted, found and narrowed by a view that comes with them', async () => {
    await goTo(page, 'Licensing');
    await grid.waitForRows();
    await expect(count('licence')).toHaveText(/^\d[\d,]* licences$/);
    await page.getByRole('button', { name: 'View: All licences', exact: true }).click();
    await page.getByRole('menuitemradio', { name: 'Expires within 60 days' }).click();
    await expect(page.getByRole('button', { name: 'Remove the filter Expires: next 60 days' })).toBeVisible();
    await expect(count('licence')).toContainText(' of ');
    expect(await violations(page, { everyRule: true })).toEqual([]);
    await page.getByRole('button', { name: 'Remove the filter Expires: next 60 days' }).click();
    await expect(count('licence')).not.toContainText(' of ');
  });

  await test.step('typing, pasting, clearing and editing many are refused in words, and stage nothing', async () => {
    await expect(page.getByRole('button', { name: 'Edit many…' })).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Read only, from Turris' })).toBeVisible();
    await grid.waitForRows();
    await grid.focusFirst();
    await grid.goToColumn('Status');
    const before = (await grid.focused().textContent()) ?? '';
    await page.keyboard.press('Delete');
    await expect(words(because)).toBeVisible();
    await paste(running, 'revoked\n');
    await expect(words(`Nothing was pasted. ${because}`)).toBeVisible();
    await page.keyboard.press('Control+Shift+E');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(grid.focused()).toHaveText(before);
    await expectUnsent(page, 0);
  });

  await test.step('agents, entities and documents are lists of their own, each accessible', async () => {
    for (const [tab, noun] of [
      ['Agents', 'agent'],
      ['Entities', 'entity'],
      ['Documents', 'document'],
    ] as const) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      await grid.waitForRows();
      await expect(count(noun)).toHaveText(/^[1-9]/);
      expect(await violations(page, { within: '.upl-list-tabs', everyRule: true })).toEqual([]);
    }
  });

  await test.step('an agent leads to the producer of the same NPN, with the licences Turris has of it', async () => {
    await page.getByRole('tab', { name: 'Agents', exact: true }).click();
    await page.getByRole('button', { name: 'View: All agents', exact: true }).click();
    await expect(page.getByRole('menuitemradio', { name: 'No producer at AgentSync' })).toBeVisible();
    await page.keyboard.press('Escape');
    await grid.waitForRows();
    await grid.focusFirst();
    await grid.goToColumn('NPN');
    const npn = (await grid.focused().textContent()) ?? '';
    await page.keyboard.press('Control+o');
    const licences = page.getByRole('region', { name: 'Licences', exact: true });
    await expect(licences).toBeVisible();
    await expect(licences).toContainText(/at Turris|Read from Turris/);
    await expect(page.getByRole('region', { name: 'Documents', exact: true })).toContainText(
      'does not tell other programs whose each is',
    );
    await expect(page.getByRole('region', { name: 'Identity and contact', exact: true })).toContainText(npn);
    expect(await violations(page, { everyRule: true })).toEqual([]);
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(grid.focused()).toHaveText(npn);
  });
});
