import type { Page } from '@playwright/test';
import { violations } from './support/accessibility.ts';
import { expectOpened } from './support/opened.ts';
import { Grid } from './support/grid.ts';
import {
  expectAllSynced,
  expectStatus,
  expectUnsent,
  goTo,
  openPractice,
  paste,
  workOffline,
} from './support/person.ts';
import { expect, test } from './support/upline.ts';

/** Looks at the screen as it stands in both schemes: one way there serves both. */
async function expectNone(page: Page, name: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
    expect.soft(await violations(page), `${name}, ${scheme}`).toEqual([]);
  }
}

/** Opens a menu and looks at it; a person at the keys is on its first entry, or on the one in use, and then leaves it. */
async function expectMenu(page: Page, name: string, open: () => Promise<void>): Promise<void> {
  await open();
  const menu = page.getByRole('menu');
  await expect(menu.locator('[role^=menuitem]:focus')).toHaveCount(1);
  expect.soft(await violations(page, { within: '[role=menu]', everyRule: true }), name).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
}

test('the ways in break no accessibility rule', async ({ launch }) => {
  const first = await launch();
  const { page } = first;
  await expect(page.getByRole('heading', { name: 'Welcome to Upline' })).toBeVisible();
  await expectNone(page, 'start');
  await page.getByRole('button', { name: 'Connect to AgentSync' }).click();
  await expect(page.getByRole('heading', { name: 'Connect to AgentSync' })).toBeVisible();
  await page.getByRole('radio', { name: 'Production' }).check();
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByText('Enter the client id you received from AgentSync.')).toBeVisible();
  await expectNone(page, 'connect with mistakes');
  await first.quit();

  const locked = await launch({ environment: { DBUS_SESSION_BUS_ADDRESS: 'disabled:' } });
  await expect(locked.page.getByRole('heading', { name: 'Choose a passphrase' })).toBeVisible();
  await expectNone(locked.page, 'unlock');
});

test('no screen of an open connection breaks an accessibility rule', async ({ launch }) => {
  // Each look takes a second or two, and there are many.
  test.slow();
  const { page } = await launch({ arguments: ['--practice-size=small'] });
  await openPractice(page);
  await expectAllSynced(page);
  await expectNone(page, 'sync');
  await goTo(page, 'Settings');
  await expect(page.getByRole('heading', { name: 'About' })).toBeVisible();
  await expectNone(page, 'settings');
  await page.getByRole('button', { name: 'Remove connection…' }).click();
  await expect(page.getByRole('dialog', { name: 'Remove Practice?' })).toBeVisible();
  await expectNone(page, 'removing a connection');
  await page.keyboard.press('Escape');

  await goTo(page, 'Unsent changes');
  await expect(page.getByText('Everything is sent to AgentSync.')).toBeVisible();
  await expectNone(page, 'empty tray');
  await goTo(page, 'Receipts');
  await expect(page.getByText('No receipts yet')).toBeVisible();
  await expectNone(page, 'no receipts');

  await goTo(page, 'Producers');
  const producers = new Grid(page);
  for (const tab of ['E&O policies', 'Producers']) {
    await page.getByRole('tab', { name: tab, exact: true }).click();
    await producers.waitForRows();
    await expectNone(page, `the sheet of ${tab}`);
  }
  await producers.focusFirst();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Bank accounts' })).toBeVisible();
  await expectNone(page, 'a producer');
  await goTo(page, 'Invitations');
  await expect(page.getByRole('heading', { name: 'No invitations yet' })).toBeVisible();
  await expectNone(page, 'no invitations');
  await page.getByRole('button', { name: 'Invite producer…' }).click();
  await expect(page.getByRole('dialog', { name: 'Invite producer' })).toBeVisible();
  await expectNone(page, 'inviting a producer');
  await page.keyboard.press('Escape');
  await goTo(page, 'Onboarding');
  await expect(page.getByRole('button', { name: 'Next: Producers' })).toBeVisible();
  await expectNone(page, 'onboarding');

  await workOffline(page, true);
  await goTo(page, 'Assignments');
  const grid = new Grid(page);
  await grid.waitForRows();
  await grid.focusFirst();
  await grid.goToColumn('Writing number');
  await page.keyboard.press('Enter');
  const editor = page.getByRole('textbox', { name: 'Writing number' });
  await editor.fill('AXE-1');
  await expectNone(page, 'assignments while a cell is edited');
  await editor.press('Enter');
  await expectUnsent(page, 1);
  const details = page.getByRole('complementary', { name: 'Record details' });
  const open = page.getByRole('button', { name: 'Details', exact: true });
  await expectOpened(details, open);
  await grid.focusFirst();
  await expect(details).toContainText('AXE-1');
  await expectNone(page, 'assignments with details');
  await expectMenu(page, 'the menu of views', () => page.getByRole('button', { name: /^View: / }).click());
  await expectMenu(page, 'the menu of a cell', async () => {
    const sheet = await page.getByTestId('record-grid').boundingBox();
    if (sheet === null) throw new Error('The sheet is not on screen');
    await page.mouse.click(sheet.x + 110, sheet.y + 44, { button: 'right' });
  });

  await goTo(page, 'Unsent changes');
  await expect(page.getByRole('complementary', { name: 'Change details' })).toContainText('AXE-1');
  await expectNone(page, 'tray');
  const file = page.getByRole('button', { name: 'File' });
  await expectMenu(page, 'the menu of files', () => file.click());
  await file.click();
  await page.getByRole('menuitem', { name: 'Import unsent changes…' }).click();
  await expect(page.getByLabel('Passphrase of the file')).toBeVisible();
  await expectNone(page, 'bringing in unsent changes');
  await page.keyboard.press('Escape');
  await goTo(page, 'Receipts');
  await expect(page.getByRole('region', { name: 'Receipt', exact: true })).toBeVisible();
  await expectNone(page, 'receipts');
  await expectMenu(page, 'the menu of a receipt', () =>
    page.getByRole('button', { name: 'Save as CSV' }).click(),
  );
  await goTo(page, 'History');
  await expect(page.getByRole('complementary', { name: 'Entry' })).toContainText('Saved on this computer');
  await expectNone(page, 'history');
  await page.keyboard.press('Control+/');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await expectNone(page, 'keyboard shortcuts');
  await page.keyboard.press('Escape');
  await page.getByTestId('status-chip').click();
  await expect(page.getByRole('table', { name: 'Sync by collection' })).toBeVisible();
  await expectNone(page, 'status details');
  await page.keyboard.press('Escape');

  await goTo(page, 'Carriers');
  for (const tab of ['All carriers', 'All products', 'All commission levels']) {
    await page.getByRole('tab', { name: tab, exact: true }).click();
    await new Grid(page).waitForRows();
    await expectNone(page, tab);
  }
  await page.getByRole('tab', { name: 'Browse', exact: true }).click();
  const rows = page.getByRole('main').getByRole('row');
  await expect(rows.nth(1)).toBeVisible();
  await expectNone(page, 'carriers');
  await rows.nth(1).dblclick();
  await expect(page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('listitem')).toHaveCount(2);
  await expect(rows.nth(1)).toBeVisible();
  await expectNone(page, 'products');
  await page.getByRole('button', { name: 'Commission grid' }).click();
  await expect(page.getByRole('grid', { name: /^Commission grid/ })).toBeVisible();
  await expectNone(page, 'commission grid');
  await page.getByRole('button', { name: 'Add levels…' }).click();
  await expect(page.getByRole('textbox', { name: 'Level name, line 1' })).toBeVisible();
  await expectNone(page, 'adding levels');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('listitem')).toHaveCount(2);
  await expect(rows.nth(1)).toBeVisible();
  await rows.nth(1).dblclick();
  await expect(page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('listitem')).toHaveCount(3);
  await expect(rows.nth(1)).toBeVisible();
  await expectNone(page, 'levels');
});

test('no dialog over a sheet breaks an accessibility rule', async ({ launch }) => {
  const { page } = await launch({ arguments: ['--practice-size=small'] });
  await openPractice(page);
  await expectStatus(page, /Online/);
  await goTo(page, 'Assignments');
  const grid = new Grid(page);
  await grid.waitForRows();
  await grid.focusFirst();
  await page.keyboard.press('Control+Shift+E');
  const many = page.getByRole('dialog', { name: 'Edit many contract assignments' });
  await expect(many.getByRole('combobox', { name: 'Field', exact: true })).toBeFocused();
  await expectNone(page, 'edit many');
  await page.keyboard.press('Escape');
  await expect(many).toHaveCount(0);
  await page.keyboard.press('Control+h');
  const find = page.getByRole('search', { name: 'Find in the sheet' });
  await expect(find.getByRole('textbox', { name: 'Replace with' })).toBeVisible();
  await expectNone(page, 'find and replace');
  await find.getByRole('textbox', { name: 'Find in the sheet' }).fill('7');
  await find.getByRole('textbox', { name: 'Replace with' }).fill('8');
  await find.getByRole('button', { name: 'All…' }).click();
  const replacing = page.getByRole('dialog', { name: 'Find and replace in contract assignments' });
  await expect(replacing.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await expectNone(page, 'replace all');
  await replacing.getByRole('button', { name: 'Cancel' }).click();
  await expect(replacing).toHaveCount(0);
  await page.getByRole('button', { name: 'Export the list…' }).click();
  await expect(page.getByRole('dialog', { name: 'Export the list' })).toBeVisible();
  await expectNone(page, 'export');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('no step of the import breaks an accessibility rule', async ({ launch }) => {
  const running = await launch({ arguments: ['--practice-size=small'] });
  const { page } = running;
  await openPractice(page);
  await expectAllSynced(page);
  await workOffline(page, true);
  await goTo(page, 'Import');
  await expect(page.getByLabel('Paste a table')).toBeVisible();
  await expectNone(page, 'a table to import');
  await page.getByLabel('Paste a table').click();
  const rows = ['15645555\tNobody Life\tTerm\tsoon', '15645556\tNobody Life\tTerm\t2026-03-01'];
  await paste(running, ['NPN\tCarrier\tProduct\tStart', ...rows].join('\n'));
  await expect(page.getByText('Pasted table: 2 rows')).toBeVisible();
  await expectNone(page, 'columns');
  await page.locator('.upl-import').getByRole('button', { name: 'Next', exact: true }).click();
  await expect(page.getByRole('table', { name: 'What names stand for' })).toBeVisible();
  await expectNone(page, 'names');
  await page.getByRole('button', { name: 'Check the table' }).click();
  await expect(page.getByRole('region', { name: 'What stands in the way' })).toBeVisible();
  await expectNone(page, 'check');
});

/** Name and look of what has the keyboard. */
async function focused(page: Page): Promise<{ name: string; visible: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return { name: '', visible: false };
    const name =
      element.getAttribute('aria-label') ??
      (element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element.textContent) ??
      element.tagName;
    /** A ring may be drawn by the element itself, its box, or what stands in for a hidden input. */
    const marked = (one: Element | null): boolean => {
      if (one === null) return false;
      const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(one);
      const ring = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
      // A text field says it with its edge, which has another colour while nobody is in it.
      const edge = one instanceof HTMLInputElement && borderColor !== one.dataset['restingEdge'];
      return ring || edge || boxShadow !== 'none';
    };
    const around = [
      element,
      element.parentElement,
      element.nextElementSibling,
      ...(element.parentElement?.children ?? []),
    ];
    // The sheet draws its own cursor on the canvas, also for the cells of its table, which are within it.
    return { name: name.trim(), visible: element.closest('canvas') !== null || around.some(marked) };
  });
}

test('Tab leads through navigation, search, status and sheet, and always shows where it is', async ({
  launch,
}) => {
  const { page } = await launch({ arguments: ['--practice-size=small'] });
  await openPractice(page);
  await expectStatus(page, /Online/);
  await page.keyboard.press('Control+2');
  await new Grid(page).waitForRows();
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    for (const field of document.querySelectorAll('input')) {
      field.dataset['restingEdge'] = getComputedStyle(field).borderColor;
    }
  });
  const seen: string[] = [];
  // In the sheet Tab goes from column to column, so the way round is as long as the sheet is wide.
  for (let step = 0; step < 120; step += 1) {
    await page.keyboard.press('Tab');
    const { name, visible } = await focused(page);
    if (seen.includes(name) && name === seen[0]) break;
    expect.soft(visible, `“${name}” shows that it has the keyboard`).toBe(true);
    seen.push(name);
  }
  const order = ['Skip to the content', 'Carriers', 'Assignments', 'Search assignments', 'Work offline'];
  expect(seen.filter((name) => order.includes(name))).toEqual(order);
  expect(seen.findIndex((name) => name.startsWith('Status: '))).toBeGreaterThan(seen.indexOf('Work offline'));
  await expect(page.getByTestId('record-grid').locator('canvas').first()).toBeAttached();
  expect(seen.length).toBeGreaterThan(order.length);

  // With the keyboard alone: past the frame into the sheet, and to the first cell.
  await page.keyboard.press('Control+f');
  await expect(page.getByRole('searchbox', { name: 'Search assignments' })).toBeFocused();
  for (let step = 0; step < 25; step += 1) {
    await page.keyboard.press('Tab');
    const inSheet = await page.evaluate(
      () => document.activeElement?.closest('[data-testid=record-grid]') !== null,
    );
    if (inSheet) break;
  }
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await expect(new Grid(page).focused()).toHaveAttribute('id', /-1$/);
});
