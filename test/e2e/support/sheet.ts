import { expect } from '@playwright/test';
import { settled } from './settled.ts';
import type { Running } from './upline.ts';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a sheet and its toolbar stand in the window. */
export class Sheet {
  readonly #running: Running;

  constructor(running: Running) {
    this.#running = running;
  }

  /** Makes the window this large, in pixels of the screen, and everything in it `zoom` times as large. */
  async resize(size: {
    readonly width: number;
    readonly height: number;
    readonly zoom: number;
  }): Promise<void> {
    const { app, page } = this.#running;
    await app.evaluate(({ BrowserWindow }, { width, height, zoom }) => {
      const window = BrowserWindow.getAllWindows()[0];
      window?.setContentSize(width, height);
      window?.webContents.setZoomFactor(zoom);
    }, size);
    await expect.poll(() => page.evaluate(() => globalThis.innerWidth)).toBe(size.width / size.zoom);
    // The page learns a new size first, and what depends on it is drawn anew in the frames that follow.
    await settled(page);
  }

  async box(): Promise<Box> {
    return this.#boxOf('[data-testid=record-grid]');
  }

  async toolbarBox(): Promise<Box> {
    return this.#boxOf('[role=toolbar]');
  }

  /** How many pixels of the toolbar's content have no room in it. */
  async toolbarOverflow(): Promise<number> {
    return this.#running.page
      .locator('[role=toolbar]')
      .evaluate((bar) => Math.max(0, bar.scrollWidth - bar.clientWidth));
  }

  async #boxOf(selector: string): Promise<Box> {
    const box = await this.#running.page.locator(selector).boundingBox();
    if (box === null) throw new Error(`${selector} is not on screen`);
    return box;
  }
}
