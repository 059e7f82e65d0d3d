import { violations } from './support/accessibility.ts';
import { expectStatus, expectUnsent, goTo, openPractice, workOffline } from './support/person.ts';
import { Practice } from './support/practice.ts';
import { expect, test } from './support/upline.ts';

const mail = `Hi Dana, please contract these:
 - Ada Lovelace, NPN 90000001, ada@example.com, tel. 512 555 0100
 - Bob Byron, 90000002, Austin TX 78701
 - and 123456789, I am not sure about that one`;

test('a cohort pasted from an e-mail is checked and staged without a network, and reaches AgentSync once', async ({
  launch,
  profile,
}) => {
  const { page } = await launch({ arguments: ['--practice-size=small'] });
  await openPractice(page);
  await expectStatus(page, /Online/);
  const practice = new Practice(profile);
  await workOffline(page, true);
  await goTo(page, 'Onboarding');

  const pick = async (label: string, search = ''): Promise<void> => {
    await page.getByRole('combobox', { name: label }).click();
    if (search !== '') await page.keyboard.type(search);
    // What is offered may still be what was offered before the last letter.
    const options = page.getByRole('option');
    await (search === '' ? options : options.filter({ hasText: search })).first().click();
  };

  await test.step('the terms: a level, a status, kept as a recipe', async () => {
    await expect(page.getByRole('button', { name: 'Next: Producers' })).toBeDisabled();
    await pick('Carrier');
    await pick('Product');
    await pick('Commission level');
    await page.getByRole('button', { name: 'Add level' }).click();
    await expect(page.getByRole('list', { name: 'Chosen levels' }).getByRole('listitem')).toHaveCount(1);
    await pick('Status', 'Pending');
    await page.getByRole('textbox', { name: 'Name of the recipe' }).fill('New class');
    await page.getByRole('button', { name: 'Save recipe' }).click();
    await page.getByRole('button', { name: 'Use a recipe' }).click();
    const recipe = page.getByRole('menuitem', { name: 'New class', exact: true });
    await expect(recipe).toBeFocused();
    expect(await violations(page, { within: '[role=menu]', everyRule: true })).toEqual([]);
    await recipe.click();
    await page.getByRole('button', { name: 'Next: Producers' }).click();
  });

  await test.step('the producers: found in the text, the doubtful one asked about', async () => {
    await page.getByRole('textbox', { name: /Paste an e-mail/ }).fill(mail);
    await expect(page.getByRole('heading', { name: '2 producers' })).toBeVisible();
    await expect(page.getByText('Nine digits may be')).toBeVisible();
    await page.getByRole('checkbox', { name: '123456789' }).check();
    await expect(page.getByRole('heading', { name: '3 producers' })).toBeVisible();
    await page.getByRole('checkbox', { name: '123456789' }).uncheck();
    await goTo(page, 'Carriers');
    await goTo(page, 'Onboarding');
    await page.getByRole('button', { name: 'Next: Check' }).click();
  });

  await test.step('the check says what would happen, then one step stages it', async () => {
    await expect(page.getByText('2 producers are new to this computer')).toBeVisible();
    await expect(page.getByRole('list', { name: 'What would happen to each producer' })).toContainText(
      '90000001',
    );
    await page.getByRole('button', { name: 'Stage 2 assignments' }).click();
    await expectUnsent(page, 2);
  });

  await test.step('whoever has an address is invited, after a wrong one is named', async () => {
    await expect(page.getByRole('textbox', { name: 'First name of 90000001' })).toHaveValue('Ada');
    await page.getByRole('textbox', { name: 'Your first name' }).fill('Dana');
    await page.getByRole('textbox', { name: 'Your last name' }).fill('Reyes');
    await page.getByRole('textbox', { name: 'Your email' }).fill('dana@example.com');
    await page.getByRole('textbox', { name: 'Email of 90000002' }).fill('nowhere');
    await page.getByRole('button', { name: 'Stage 2 invitations' }).click();
    await expect(page.getByRole('alert')).toContainText('NPN 90000002');
    await page.getByRole('checkbox', { name: '90000002' }).uncheck();
    await page.getByRole('button', { name: 'Stage 1 invitation' }).click();
    await expect(page.getByRole('heading', { name: '2 assignments saved on this computer' })).toBeVisible();
    await expect(
      page.getByText('1 invitation waits among the unsent changes until you confirm it'),
    ).toBeVisible();
    await expectUnsent(page, 3);
  });

  await test.step('online, both are made once', async () => {
    const made = async (): Promise<number> =>
      (await practice.records('contractAssignments')).filter(
        ({ npn }) => npn === '90000001' || npn === '90000002',
      ).length;
    expect(await made()).toBe(0);
    await workOffline(page, false);
    // The invitation stays until a person confirms it.
    await expectUnsent(page, 1);
    expect(await made()).toBe(2);
    expect((await practice.journal()).filter(({ collection }) => collection === 'invitations')).toEqual([]);
  });

  await test.step('the next cohort on the same terms finds them there already', async () => {
    await page.getByRole('button', { name: 'Next cohort on the same terms' }).click();
    await page.getByRole('textbox', { name: /Paste an e-mail/ }).fill('NPN\n90000001\n90000003\n15645555');
    await page.getByRole('button', { name: 'Next: Check' }).click();
    await expect(page.getByText('Already there', { exact: true })).toBeVisible();
    // Producer Profile knows who one of them is.
    const known = page.getByRole('button', { name: /^15645555 \S+ \S+/ });
    await expect(known).toBeVisible();
    await expect(page.getByRole('button', { name: 'Stage 2 assignments' })).toBeEnabled();
  });
});
