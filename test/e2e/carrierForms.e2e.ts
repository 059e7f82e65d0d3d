import { expectShown } from './support/shown.ts';
import { expect, test } from './support/upline.ts';
import { expectUnsent, goTo, openPractice, pressAtOnce, workOffline } from './support/person.ts';
import { Practice } from './support/practice.ts';

test('a carrier is edited and a product made without a network, and both go out afterwards', async ({
  launch,
  profile,
}) => {
  const { page } = await launch({ arguments: ['--practice-size=small'] });
  await openPractice(page);
  const vendor = new Practice(profile);
  const carriers = page.getByRole('grid', { name: 'Carriers' });
  await expect(carriers.getByRole('row').nth(2)).toBeVisible();
  await expect(page.getByTestId('status-chip')).toHaveAttribute('aria-label', /Online/);
  await workOffline(page, true);
  const known = await vendor.records('carriers');
  const [first, second] = known.map(({ name }) => (typeof name === 'string' ? name : '')).toSorted();

  // Keys that come faster than the window draws act on the row they lead to.
  const below = carriers.getByRole('row').nth(2).getByRole('button');
  const name = (await below.textContent()) ?? '';
  await carriers.getByRole('row').nth(1).focus();
  await pressAtOnce(page, ['ArrowDown', 'Enter']);
  await expect(page.getByRole('navigation', { name: 'Breadcrumb' })).toContainText(name);
  await page.keyboard.press('Alt+ArrowLeft');

  await carriers.getByRole('button', { name: first ?? '', exact: true }).click();
  await page.getByRole('button', { name: 'Edit carrier…' }).click();
  const form = page.getByRole('dialog');
  // Limits and taken names are told while typing, and nothing is cut off.
  await form.getByRole('textbox', { name: 'NAIC code' }).fill('1234567');
  await expect(form.getByText('At most 6 characters; this is 7.')).toBeVisible();
  await form.getByRole('textbox', { name: 'NAIC code' }).fill('012345');
  await form.getByRole('textbox', { name: 'Carrier' }).fill((second ?? '').toUpperCase());
  await expect(form.getByText(/A name that no other carrier has/)).toBeVisible();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeVisible();
  await form.getByRole('textbox', { name: 'Carrier' }).fill('Acme Life of Texas');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  await expectShown(page, /Saved on this computer, not sent yet\./);
  await expectUnsent(page, 1);
  await expect(page.locator('.upl-facts').getByTitle('012345')).toContainText(
    'Saved on this computer, not sent yet',
  );

  await page.getByRole('button', { name: 'New product…' }).click();
  await form.getByRole('textbox', { name: 'Product' }).fill('Term Life 99');
  await form.getByRole('combobox', { name: 'Line of business' }).click();
  await page.getByRole('option', { name: 'Life', exact: true }).click();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  await expectUnsent(page, 2);
  expect(await vendor.journal()).toHaveLength(0);

  await goTo(page, 'Carriers');
  await expect(carriers.getByRole('row', { name: /Acme Life of Texas/ })).toContainText('not sent yet');
  await workOffline(page, false);
  await expectUnsent(page, 0);
  const effects = await vendor.journal();
  expect(effects.map(({ operation }) => operation).toSorted()).toEqual(['createProduct', 'updateCarrier']);
  const changed = effects.find(({ operation }) => operation === 'updateCarrier');
  expect(changed?.changes).toMatchObject({ naic: { to: '012345' }, name: { to: 'Acme Life of Texas' } });
});
