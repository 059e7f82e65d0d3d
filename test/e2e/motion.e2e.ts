import type { Page } from '@playwright/test';
import { expectStatus, goTo, openPractice } from './support/person.ts';
import { expect, test } from './support/upline.ts';

/** From here on keeps where the newest dialog stood in each frame. */
async function watchDialogs(page: Page): Promise<void> {
  await page.evaluate(() => {
    const places: string[] = [];
    Reflect.set(globalThis, 'places', places);
    const look = (): void => {
      const dialog = document.querySelector('[role=dialog]');
      if (dialog !== null) {
        const { x, y, width, height } = dialog.getBoundingClientRect();
        places.push([x, y, width, height].join(' '));
      }
      requestAnimationFrame(look);
    };
    look();
  });
}

/** Every place a dialog had, once it has come in full. */
async function placesOf(page: Page): Promise<readonly string[]> {
  await page.waitForFunction(() => {
    const dialog = document.querySelector('[role=dialog]');
    return dialog !== null && getComputedStyle(dialog).opacity === '1';
  });
  const places: unknown = await page.evaluate(() => {
    const kept: unknown = Reflect.get(globalThis, 'places');
    return Array.isArray(kept) ? kept.splice(0) : [];
  });
  return Array.isArray(places) ? [...new Set(places.map(String))] : [];
}

test('where motion is allowed, dialogs fade in where they stay, and are gone as soon as they are closed', async ({
  launch,
}) => {
  const { page } = await launch({ motion: true, arguments: ['--practice-size=small'] });
  expect(await page.evaluate(() => matchMedia('(prefers-reduced-motion: reduce)').matches)).toBe(false);
  await openPractice(page);
  await expectStatus(page, /Online/);
  await watchDialogs(page);

  await test.step('a dialog does not move under a pointer that aims at it', async () => {
    await page.keyboard.press('Control+/');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    expect(await placesOf(page)).toHaveLength(1);
  });

  await test.step('the keys work again as soon as it is closed', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+7');
    await expect(page.getByRole('heading', { name: 'History', exact: true })).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  await test.step('a menu that was answered covers nothing any more', async () => {
    await goTo(page, 'Assignments');
    await page.getByRole('button', { name: 'View: All assignments' }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    await page.keyboard.press('Escape');
    expect(await page.locator('.mantine-Menu-dropdown').count()).toBe(0);
  });
});
