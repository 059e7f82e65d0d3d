import type { Page } from '@playwright/test';

/**
 * Waits until the window has stood still for some frames in a row: nothing is added, changed or fading, and nothing
 * says that it is being read. What a screen shows in the end is for the test to wait for before.
 */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const framesInARow = 5;
        let still = 0;
        const observer = new MutationObserver(() => {
          still = 0;
        });
        observer.observe(document, {
          subtree: true,
          childList: true,
          characterData: true,
          attributes: true,
        });
        const look = (): void => {
          const moving = document.getAnimations().some(({ effect, playState }) => {
            return playState === 'running' && effect?.getComputedTiming().endTime !== Infinity;
          });
          const reading = document.querySelector('.mantine-Loader-root, [aria-busy=true]') !== null;
          still = moving || reading ? 0 : still + 1;
          if (still < framesInARow) {
            requestAnimationFrame(look);
            return;
          }
          observer.disconnect();
          resolve();
        };
        requestAnimationFrame(look);
      }),
  );
}
