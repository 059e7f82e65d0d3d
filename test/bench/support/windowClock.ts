import { mkdtempSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { z } from 'zod';

/** What a stretch of time was like for somebody who looks at the window. Milliseconds. */
export interface Stretch {
  /** The longest task on the window's own thread, on the clock. */
  readonly task: number;
  /** The same in processor time of that thread: what others do on the machine does not count. */
  readonly taskCpu: number;
  /** The longest `longtask` the page was told of; 0 when none was over 50. */
  readonly longTask: number;
  /** The longest time between two frames; a machine with too few processors lengthens it. */
  readonly frameGap: number;
}

declare global {
  interface Window {
    uplineClock?: { stop(): { readonly longTask: number; readonly frameGap: number } };
  }
}

const trace = z.object({
  traceEvents: z.array(
    z.object({
      ph: z.string(),
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      ts: z.number(),
      dur: z.number().optional(),
      tdur: z.number().optional(),
      args: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

/** Does `work` while everything that the window's thread does is written down. */
export async function watched(
  app: ElectronApplication,
  page: Page,
  folder: string,
  work: () => Promise<void>,
): Promise<Stretch> {
  const file = path.join(mkdtempSync(path.join(folder, 'trace-')), 'trace.json');
  await app.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({ included_categories: ['toplevel', '__metadata'] }),
  );
  await page.evaluate(watchFrames);
  await work();
  const seen = await page.evaluate(() => window.uplineClock?.stop());
  if (seen === undefined) throw new Error('The page forgot its clock');
  await app.evaluate(({ contentTracing }, target) => contentTracing.stopRecording(target), file);
  return { ...seen, ...longestTask(readFileSync(file, 'utf8')) };
}

/** Runs in the page. */
function watchFrames(): void {
  let longTask = 0;
  let frameGap = 0;
  let last = performance.now();
  let running = true;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longTask = Math.max(longTask, entry.duration);
  });
  observer.observe({ type: 'longtask' });
  const frame = (): void => {
    const now = performance.now();
    frameGap = Math.max(frameGap, now - last);
    last = now;
    if (running) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  window.uplineClock = {
    stop() {
      running = false;
      for (const entry of observer.takeRecords()) longTask = Math.max(longTask, entry.duration);
      observer.disconnect();
      return { longTask, frameGap };
    },
  };
}

/** The longest task of the thread that runs the page, out of what Chromium wrote down. */
function longestTask(text: string): Pick<Stretch, 'task' | 'taskCpu'> {
  const { traceEvents } = trace.parse(JSON.parse(text));
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.['name'] === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(
    ({ ph, name, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && threads.has(`${pid} ${tid}`),
  );
  if (tasks.length === 0) throw new Error('Chromium wrote down no task of the window');
  return {
    task: Math.max(...tasks.map(({ dur }) => dur ?? 0)) / 1000,
    taskCpu: Math.max(...tasks.map(({ tdur }) => tdur ?? 0)) / 1000,
  };
}
