import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { BrowserWindow } from 'electron';

/** Long enough for the first screen to replace the empty page, short enough to wait for. */
const settleMs = 1_500;

/** A busy machine may have nothing painted yet; it gets this many more chances. */
const tries = 20;

/** Writes a picture of the window, once its first screen has had time to appear. */
export async function takeScreenshot(window: BrowserWindow, file: string): Promise<void> {
  await wait(settleMs);
  let picture = await window.webContents.capturePage();
  for (let again = 0; again < tries && picture.isEmpty(); again += 1) {
    await wait(settleMs / 3);
    picture = await window.webContents.capturePage();
  }
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, picture.toPNG());
}
