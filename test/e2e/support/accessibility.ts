import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

interface Scan {
  /** Only what lies within this, and not the whole window. */
  readonly within?: string;
  /** Not only WCAG at level AA, but also what is merely good practice. */
  readonly everyRule?: boolean;
}

/** Every rule broken on the screen as it stands, with the elements that break it. */
export async function violations(
  page: Page,
  { within, everyRule = false }: Scan = {},
): Promise<readonly string[]> {
  await settled(page);
  // Electron has one window and opens no blank page to finish a run in, which the newer mode needs.
  let scan = new AxeBuilder({ page }).setLegacyMode(true);
  if (!everyRule) scan = scan.withTags(rules);
  if (within !== undefined) scan = scan.include(within);
  const { violations: found } = await scan.analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
  );
}

/**
 * Waits until the window has stood still for some frames in a row: nothing is added, changed or fading, and nothing
 * says that it is being read. What a screen shows in the end is for the test to wait for before.
 */
async function settled(page: Page): Promise<void> {
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
