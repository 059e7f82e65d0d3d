import { createHash } from 'node:crypto';
import { violations } from './support/accessibility.ts';
import { Grid } from './support/grid.ts';
import { expectStatus, expectUnsent, goTo, openPractice, workOffline } from './support/person.ts';
import { Practice } from './support/practice.ts';
import { wordsInClear } from './support/rawFiles.ts';
import { expect, test } from './support/upline.ts';

/** The producer the vendor documents for its sandbox, whom the practice data has as well. */
const npn = '15645555';
const account = '918273645546';

test('one producer from the list to AgentSync: an account added offline, an address corrected, both sent', async ({
  launch,
  profile,
}) => {
  const { page } = await launch({ arguments: ['--practice-size=small'] });
  const practice = new Practice(profile);
  const panel = (name: string) => page.getByRole('region', { name, exact: true });

  await test.step('found by NPN', async () => {
    await openPractice(page);
    await expectStatus(page, /Online/);
    await goTo(page, 'Producers');
    await page.getByRole('searchbox', { name: 'Search producers' }).fill(npn);
    await expect(page.getByTestId('producer-count')).toContainText('1 of ');
    const list = new Grid(page);
    await list.waitForRows();
    await list.focusFirst();
    await page.keyboard.press('Enter');
    await expect(panel('Identity and contact')).toContainText(npn);
    await expect(panel('Identity and contact')).toContainText(/Read from AgentSync (just now|\d)/);
    await expect(panel('Contract assignments').getByRole('row').first()).toBeVisible();
  });

  await workOffline(page, true);

  await test.step('a masked number is refused while typing, a whole one is saved on this computer', async () => {
    await panel('Bank accounts').getByRole('button', { name: 'Add…' }).click();
    const form = page.getByRole('dialog', { name: 'New bank account' });
    await form.getByRole('textbox', { name: 'Bank', exact: true }).fill('First Practice Bank');
    await form.getByRole('combobox', { name: 'Account type' }).click();
    await page.getByRole('option', { name: 'Checking' }).click();
    await form.getByRole('textbox', { name: 'Routing number' }).fill('021000021');
    const number = form.getByRole('textbox', { name: 'Account number' });
    await number.fill('****5546');
    await expect(form.getByText('What is shown with stars is not a number to send')).toBeVisible();
    await number.fill(account);
    await form.getByRole('combobox', { name: 'Primary' }).click();
    await page.getByRole('option', { name: 'Yes' }).click();
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form).toBeHidden();
    await expect(panel('Bank accounts')).toContainText('First Practice Bank Checking ****5546');
    await expect(panel('Bank accounts')).toContainText('Not sent to AgentSync yet.');
    // The account that was primary before gave the flag up in the same gesture.
    await expectUnsent(page, 2);
  });

  await test.step('an address is corrected', async () => {
    await panel('Addresses')
      .getByRole('button', { name: /^Edit Address Mailing/ })
      .click();
    const form = page.getByRole('dialog');
    await form.getByRole('textbox', { name: 'City' }).fill('Corrected City');
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form).toBeHidden();
    await expect(panel('Addresses')).toContainText('Corrected City');
    await expectUnsent(page, 3);
    await expect(panel('Timeline')).toContainText('3 not sent');
  });

  await test.step('nothing on the screen or the disk shows the number', async () => {
    await expect(page.getByText(account)).toHaveCount(0);
    expect(wordsInClear(profile, [account])).toEqual([]);
    expect(await violations(page, { everyRule: true })).toEqual([]);
  });

  await test.step('online it goes out, once, with the very number that was typed', async () => {
    await workOffline(page, false);
    await expectUnsent(page, 0);
    const accounts = await practice.records('bankAccounts');
    const sent = accounts.filter(({ number }) => number === '****5546');
    expect(sent).toHaveLength(1);
    expect(sent[0]?.['numberDigest']).toBe(createHash('sha256').update(account).digest('hex'));
    const operations = (await practice.journal()).map(({ operation }) => operation).toSorted();
    expect(operations).toEqual(['createBankAccount', 'updateAddress', 'updateBankAccount']);
    await expect(panel('Timeline')).toContainText('Sent to AgentSync');
    expect(wordsInClear(profile, [account])).toEqual([]);
  });
});
