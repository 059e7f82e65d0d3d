import { Grid } from './support/grid.ts';
import { expectStatus, expectUnsent, goTo, openPractice, workOffline } from './support/person.ts';
import { Practice } from './support/practice.ts';
import { expect, test } from './support/upline.ts';

const small = { arguments: ['--practice-size=small'] };

test('a producer is invited offline, confirmed by number, mailed once, and the link is shown only when asked', async ({
  launch,
  profile,
}) => {
  const { app, page } = await launch(small);
  const practice = new Practice(profile);
  const dialog = page.getByRole('dialog');
  const mails = async (): Promise<number> =>
    (await practice.journal()).filter(({ collection }) => collection === 'invitations').length;

  await test.step('from an assignment, offline', async () => {
    await openPractice(page);
    await expectStatus(page, /Online/);
    await goTo(page, 'Assignments');
    const grid = new Grid(page);
    await grid.waitForRows();
    await workOffline(page, true);
    await grid.focusFirst();
    await page.getByRole('button', { name: 'Invite producer…' }).click();
    await expect(dialog.getByRole('checkbox').first()).toBeChecked();
    await dialog.getByRole('textbox', { name: 'Email', exact: true }).fill('jane.example.com');
    await dialog.getByRole('textbox', { name: 'First name', exact: true }).fill('Jane');
    await dialog.getByRole('textbox', { name: 'Last name', exact: true }).fill('Smith');
    await dialog.getByRole('textbox', { name: 'Inviter’s first name', exact: true }).fill('Ada');
    await dialog.getByRole('textbox', { name: 'Inviter’s last name', exact: true }).fill('Office');
    await dialog.getByRole('textbox', { name: 'Inviter’s email', exact: true }).fill('ada@agency.example');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByText('An email address such as')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Email', exact: true }).fill('jane@example.com');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toHaveCount(0);
    await expectUnsent(page, 1);
  });

  await test.step('online again it still waits for a person', async () => {
    await workOffline(page, false);
    await expectStatus(page, /Online/);
    await goTo(page, 'Unsent changes');
    await expect(page.getByText('Held until you confirm it').first()).toBeVisible();
    expect(await mails()).toBe(0);
    await page.getByRole('button', { name: 'Send all clean' }).click();
    await expect(dialog.getByText('1 invitation: mail goes out and cannot be taken back.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Send with 1 invitation' }).click();
    await expectUnsent(page, 0);
    expect(await mails()).toBe(1);
  });

  await test.step('the ledger tells it, with its link masked', async () => {
    await goTo(page, 'Invitations');
    const row = page.getByRole('grid', { name: 'Invitations' }).getByRole('row', { name: /Smith/ });
    await expect(row).toContainText('Sent');
    await expect(row).toContainText('jane@example.com');
    await row.getByRole('button', { name: 'Smith' }).click();
    const link = dialog.getByText(/\/tokens\//);
    await expect(link).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Reveal' }).click();
    await expect(link).toBeVisible();
    const shown = await link.textContent();
    await dialog.getByRole('button', { name: 'Copy' }).click();
    await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(shown);
    await dialog.getByRole('button', { name: 'Hide' }).click();
    await expect(link).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Mark as accepted' }).click();
    await expect(row).toContainText('Accepted');
    await page.keyboard.press('Escape');
  });

  await test.step('from a selection: one invitation to each producer, with the selected assignments', async () => {
    await goTo(page, 'Assignments');
    const grid = new Grid(page);
    await grid.waitForRows();
    await grid.focusFirst();
    // At the end stand people; the firms at the beginning have many rows each.
    await page.keyboard.press('Control+End');
    for (let row = 0; row < 39; row += 1) await page.keyboard.press('Shift+ArrowUp');
    await expect(page.getByRole('region', { name: 'Selection' })).toContainText(/^40 of/);
    await page.getByRole('button', { name: 'Invite selected producers…' }).click();
    const many = page.getByRole('dialog', { name: /^Invite \d+ producers$/ });
    await expect(many).toContainText('40 selected assignments of');
    // Names and addresses that Producer Profile knows are there, and so is who invited last.
    await expect(many.getByRole('textbox', { name: /^Email of/ }).first()).toHaveValue(/@/);
    await expect(many.getByRole('textbox', { name: 'Inviter’s email' })).toHaveValue('ada@agency.example');
    for (const name of await many.getByRole('textbox', { name: /^(First|Last) name of/ }).all())
      if ((await name.inputValue()) === '') await name.fill('Agency');
    const save = many.getByRole('button', { name: /^Save \d+ invitations?$/ });
    const count = Number(/\d+/.exec((await save.textContent()) ?? '')?.[0]);
    await save.click();
    await expect(many).toBeHidden();
    await expectUnsent(page, count);
    expect(await mails()).toBe(1);
  });
});

test('an invitation without an answer waits for a person; neither Upline nor Chromium sends it again', async ({
  launch,
  profile,
}) => {
  const { page } = await launch(small);
  const practice = new Practice(profile);
  const dialog = page.getByRole('dialog');
  await openPractice(page);
  await expectStatus(page, /Online/);
  await goTo(page, 'Assignments');
  const grid = new Grid(page);
  await grid.waitForRows();
  await practice.addFault({
    match: { operation: 'invite' },
    action: { kind: 'drop', phase: 'after' },
    times: 1,
  });
  await grid.focusFirst();
  await page.getByRole('button', { name: 'Invite producer…' }).click();
  for (const [label, text] of [
    ['Email', 'jane@example.com'],
    ['First name', 'Jane'],
    ['Last name', 'Smith'],
    ['Inviter’s first name', 'Ada'],
    ['Inviter’s last name', 'Office'],
    ['Inviter’s email', 'ada@agency.example'],
  ] as const)
    await dialog.getByRole('textbox', { name: label, exact: true }).fill(text);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await goTo(page, 'Unsent changes');
  await page.getByRole('button', { name: 'Send all clean' }).click();
  await dialog.getByRole('button', { name: 'Send with 1 invitation' }).click();
  await expect(page.getByText('Uncertain').first()).toBeVisible();
  await page.locator('[data-row-main]').first().click();
  await page.getByRole('button', { name: 'Decide…' }).click();
  await expect(dialog.getByText('Did this invitation go out?')).toBeVisible();
  await dialog.getByRole('button', { name: 'It went out' }).click();
  await expectUnsent(page, 0);
  const { invite } = await practice.counters();
  expect(invite).toBe(1);
});
