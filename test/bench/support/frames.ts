import type { Page } from '@playwright/test';
import { median } from './rounds.ts';

/** Turns of the wheel while frames are watched, and how far each goes. */
const turns = 150;
const step = 620;

/** One frame that a page drew. Milliseconds. */
export interface DrawnFrame {
  /** When the display asked for it, by the display's own clock. */
  readonly due: number;
  /** When the page got to it. */
  readonly began: number;
  /** When the page had drawn it and could turn to something else. */
  readonly ended: number;
}

declare global {
  interface Window {
    uplineFrames?: DrawnFrame[];
  }
}

/** The frames while a person scrolls with the wheel, about twenty rows a turn, some three thousand in all. */
export async function framesWhileScrolling(
  page: Page,
  at: { readonly x: number; readonly y: number },
): Promise<readonly DrawnFrame[]> {
  await page.mouse.move(at.x, at.y);
  await page.evaluate(() => {
    const frames: DrawnFrame[] = [];
    window.uplineFrames = frames;
    // A message that is sent while a frame is drawn comes after all of its drawing.
    const { port1, port2 } = new MessageChannel();
    let now = { due: 0, began: 0 };
    port1.addEventListener('message', () => {
      frames.push({ ...now, ended: performance.now() });
    });
    port1.start();
    const frame = (due: number): void => {
      now = { due, began: performance.now() };
      port2.postMessage(null);
      if (window.uplineFrames === frames) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  for (let turn = 0; turn < turns; turn += 1) await page.mouse.wheel(0, step);
  return page.evaluate(() => {
    const seen = window.uplineFrames ?? [];
    delete window.uplineFrames;
    return seen;
  });
}

/** The display's period, as a page shows it that has nothing to draw. Milliseconds. */
export function periodOf(empty: readonly DrawnFrame[]): number {
  return median(gapsOf(empty.map(({ due }) => due)));
}

/** What a person saw of the frames of a display. */
export interface SeenFrames {
  /** Between two pictures that differ, sorted. Milliseconds. */
  readonly gaps: readonly number[];
  /** How many pictures the display could have shown, and how often it showed the one of before again. */
  readonly due: number;
  readonly missed: number;
}

/**
 * A frame is seen when the display comes round after it was drawn: one period after it was due, or two where
 * it took longer, and then not at all if the one after it is ready by then.
 */
export function seenFrames(frames: readonly DrawnFrame[], periodMs: number): SeenFrames {
  /** In periods of the display since the first of them was due. */
  const seen: number[] = [];
  let due = 0;
  frames.forEach((frame, index) => {
    const before = frames[index - 1] ?? frame;
    due += Math.round((frame.due - before.due) / periodMs);
    const at = due + Math.max(1, Math.ceil((frame.ended - frame.due) / periodMs));
    if (at > (seen.at(-1) ?? 0)) seen.push(at);
  });
  const periods = gapsOf(seen);
  const all = periods.reduce((sum, gap) => sum + gap, 0);
  return { gaps: periods.map((gap) => gap * periodMs), due: all, missed: all - periods.length };
}

/** Between the moments at which the page got to its frames, sorted. Milliseconds. */
export function betweenCallbacks(frames: readonly DrawnFrame[]): readonly number[] {
  return gapsOf(frames.map(({ began }) => began));
}

function gapsOf(moments: readonly number[]): readonly number[] {
  return moments
    .slice(1)
    .map((moment, index) => moment - (moments[index] ?? moment))
    .sort((a, b) => a - b);
}
