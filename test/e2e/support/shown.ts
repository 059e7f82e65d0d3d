import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';

/**
 * Notices, banners and the status chip say things that pass by themselves, sooner than a slow machine may
 * look. From here on everything they say is kept, so that it can be asked for afterwards.
 */
export async function keepWhatIsShown(page: Page): Promise<void> {
  await page.evaluate(() => {
    const kept: string[] = [];
    Reflect.set(globalThis, 'kept', kept);
    const keep = (): void => {
      for (const said of document.querySelectorAll(
        '[role=status], [role=alert], output, .mantine-Notification-root, [data-testid=status-chip]',
      ))
        for (const words of [said.textContent, said.getAttribute('aria-label')])
          if (words !== null && words !== '' && kept.at(-1) !== words) kept.push(words);
    };
    keep();
    new MutationObserver(keep).observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: ['aria-label'],
    });
  });
}

/** Waits until these words have been shown, be it for a moment. */
export async function expectShown(page: Page, words: RegExp): Promise<void> {
  await expect
    .poll(() => page.evaluate((): unknown => Reflect.get(globalThis, 'kept')))
    .toEqual(expect.arrayContaining([expect.stringMatching(words)]));
}

/** Forgets what was shown until now, before the same words are waited for again. */
export async function forgetWhatWasShown(page: Page): Promise<void> {
  await page.evaluate(() => {
    const kept: unknown = Reflect.get(globalThis, 'kept');
    if (Array.isArray(kept)) kept.length = 0;
  });
}
