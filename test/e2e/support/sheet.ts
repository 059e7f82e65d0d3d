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
    // The page learns a new size first; the navigation follows, and moves what is beside it.
    const narrow = size.width / size.zoom < 1100;
    await page
      .getByRole('button', { name: narrow ? 'Widen the navigation' : 'Narrow the navigation' })
      .waitFor();
    // What depends on them is drawn anew in the frames that follow.
    await settled(page);
  }

  async box(): Promise<Box> {
    return this.#boxOf('[data-testid=record-grid]');
  }

  async toolbarBox(): Promise<Box> {
    return this.#boxOf('[role=toolbar]');
  }

  /** Where the cell of the cursor begins: where its editor opens. The cursor stays on it. */
  async cursorCorner(): Promise<{ readonly x: number; readonly y: number }> {
    const { page } = this.#running;
    await page.keyboard.press('F2');
    const editor = page.locator('.upl-cell-input');
    await expect(editor).toBeFocused();
    const box = await editor.boundingBox();
    if (box === null) throw new Error('The editor is not on screen');
    await page.keyboard.press('Escape');
    await expect(editor).toHaveCount(0);
    return box;
  }

  /** Moves the pointer onto the fill handle, and waits until the sheet shows that it is there. */
  async pointAtHandle(x: number, y: number): Promise<void> {
    const { page } = this.#running;
    let wiggle = 0;
    await expect(async () => {
      wiggle = 1 - wiggle;
      await page.mouse.move(x - wiggle, y);
      const cursor = await page.evaluate(
        ([left, top]) => {
          const element = document.elementFromPoint(left, top);
          return element === null ? '' : getComputedStyle(element).cursor;
        },
        [x, y] as const,
      );
      expect(cursor).toBe('crosshair');
    }).toPass();
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
