import type { Page } from '@playwright/test';

/** Turns of the wheel while frames are watched, and how far each goes. */
const turns = 150;
const step = 620;

declare global {
  interface Window {
    uplineFrames?: number[];
  }
}

/**
 * The times between frames while a person scrolls with the wheel, in milliseconds, sorted. `fast` moves by
 * about twenty rows a turn, some three thousand in all.
 */
export async function framesWhileScrolling(
  page: Page,
  at: { readonly x: number; readonly y: number },
): Promise<readonly number[]> {
  await page.mouse.move(at.x, at.y);
  await page.evaluate(() => {
    const gaps: number[] = [];
    window.uplineFrames = gaps;
    let last = performance.now();
    const frame = (): void => {
      const now = performance.now();
      gaps.push(now - last);
      last = now;
      if (window.uplineFrames === gaps) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  for (let turn = 0; turn < turns; turn += 1) await page.mouse.wheel(0, step);
  const gaps = await page.evaluate(() => {
    const seen = window.uplineFrames ?? [];
    delete window.uplineFrames;
    return seen;
  });
  return gaps.slice(1).sort((a, b) => a - b);
}
