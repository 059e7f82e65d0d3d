import { expect } from '@playwright/test';
import type { Locator } from '@playwright/test';

/** Opens what a button opens and closes, unless it is open: it may be, and be drawn only a moment later. */
export async function expectOpened(what: Locator, button: Locator): Promise<void> {
  await expect(async () => {
    if (!(await what.isVisible())) await button.click();
    await expect(what).toBeVisible({ timeout: 5_000 });
  }).toPass();
}
