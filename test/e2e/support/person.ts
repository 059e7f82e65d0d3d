import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Grid } from './grid.ts';
import type { Running } from './upline.ts';

/** What a person does and sees, in their words. */

export async function openPractice(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Explore with practice data' }).click();
}

export async function goTo(
  page: Page,
  screen:
    | 'Carriers'
    | 'Assignments'
    | 'Producers'
    | 'Licensing'
    | 'Onboarding'
    | 'Invitations'
    | 'Import'
    | 'Unsent changes'
    | 'Conflicts'
    | 'Receipts'
    | 'History'
    | 'Sync'
    | 'Settings',
): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('button', { name: new RegExp(`^${screen}`) })
    .click();
}

/** Waits until the status chip says these words. */
export async function expectStatus(page: Page, words: RegExp | string): Promise<void> {
  await expect(page.getByTestId('status-chip')).toHaveAttribute('aria-label', words);
}

export async function workOffline(page: Page, offline: boolean): Promise<void> {
  const control = page.getByRole('switch', { name: 'Work offline' });
  if ((await control.isChecked()) !== offline) await control.click({ force: true });
  if (offline) await expectStatus(page, /Working offline/);
}

/** Waits on the screen *Sync* until a pass over everything has ended. */
export async function expectAllSynced(page: Page): Promise<void> {
  await goTo(page, 'Sync');
  await expect(page.getByText(/^Everything on this computer is complete as of/)).toBeVisible({
    timeout: 180_000,
  });
}

/** How many records the navigation says are not sent. */
export async function expectUnsent(page: Page, count: number): Promise<void> {
  const name = count === 0 ? 'Unsent changes' : `Unsent changes, ${count} not sent`;
  await expect(
    page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name, exact: true }),
  ).toBeVisible();
}

/** Puts text on the system's clipboard and pastes it as Edit → Paste does, once another reader sees it there. */
export async function paste({ app, page }: Running, text: string): Promise<void> {
  await app.evaluate(({ clipboard, screen }, copied) => {
    void clipboard.writeText(copied);
    // The display tells its clients that the clipboard has a new owner, and Chromium then counts a new state of
    // it. A paste event that began before holds no text any more. The answer to a question asked of the display
    // now comes after that message.
    screen.getCursorScreenPoint();
  }, text);
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(text);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.paste());
}

/**
 * Presses keys as a window gets them that stood still for a moment: one after the other, nothing drawn between.
 * A key with Ctrl held is written `Control+e`.
 */
export async function pressAtOnce(page: Page, keys: readonly string[]): Promise<void> {
  await page.evaluate(async (names) => {
    for (const name of names) {
      const key = name.replace('Control+', '');
      const press = { key, code: key, ctrlKey: key !== name, bubbles: true, cancelable: true };
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', press));
      // What a key changes is there before the next one, drawn or not.
      await Promise.resolve();
    }
  }, keys);
}

/** Types into one cell of a row of the sheet, counted from 0. */
export async function typeInto(
  page: Page,
  grid: Grid,
  cell: { readonly row: number; readonly column: string },
  text: string,
): Promise<void> {
  await grid.focusFirst();
  await grid.down(cell.row);
  await grid.goToColumn(cell.column);
  await page.keyboard.press('Enter');
  const editor = page.getByRole('textbox', { name: cell.column, exact: true });
  await editor.fill(text);
  await editor.press('Enter');
}
