import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { BrowserWindow } from 'electron';

/** Long enough for the first screen to replace the empty page, short enough to wait for. */
const settleMs = 1_500;

/** Writes a picture of the window, once its first screen has had time to appear. */
export async function takeScreenshot(window: BrowserWindow, file: string): Promise<void> {
  await wait(settleMs);
  const picture = await window.webContents.capturePage();
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, picture.toPNG());
}
