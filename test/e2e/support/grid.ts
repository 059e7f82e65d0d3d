import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

/** The sheet as a keyboard user and a screen reader have it: through Glide's table inside the canvas. */
export class Grid {
  readonly #page: Page;
  readonly #sheet: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#sheet = page.getByTestId('record-grid');
  }

  /** The table for assistive technology. */
  get table(): Locator {
    return this.#sheet.locator('table[role=grid]');
  }

  /** Rows in the view. */
  async rowCount(): Promise<number> {
    // The header is a row too.
    return Number(await this.table.getAttribute('aria-rowcount')) - 1;
  }

  async waitForRows(): Promise<void> {
    // Until then the rows may be those of the list before.
    await expect(this.#sheet).not.toHaveAttribute('aria-busy', 'true');
    // Fallback content of a canvas is not drawn, so Playwright's own roles do not see it.
    await expect(this.table.locator('[role=gridcell]').first()).toHaveText(/./);
  }

  /** Focuses the first cell of the sheet. */
  async focusFirst(): Promise<void> {
    // What is selected in rows that are about to be others is not selected in those.
    await expect(this.#sheet).not.toHaveAttribute('aria-busy', 'true');
    const box = await this.#sheet.boundingBox();
    if (box === null) throw new Error('The sheet is not on screen');
    // Right of the row numbers, below the headings.
    await this.#page.mouse.click(box.x + 110, box.y + 44);
    await this.#page.keyboard.press('Control+Home');
    await this.#arrived({ column: 1, row: 0 });
  }

  /** Moves to a column, by its title, within the row in focus. */
  async goToColumn(title: string): Promise<void> {
    await this.#page.keyboard.press('Home');
    const columns = Number(await this.table.getAttribute('aria-colcount'));
    for (let column = 1; column <= columns; column += 1) {
      // Glide describes itself a moment after it has drawn itself.
      await expect(this.#selected()).toHaveAttribute('aria-colindex', String(column));
      if ((await this.#focusedTitle()) === title) return;
      await this.#page.keyboard.press('ArrowRight');
    }
    throw new Error(`No column “${title}”`);
  }

  /** Moves down `rows` rows. */
  async down(rows: number): Promise<void> {
    const before = Number(/\d+$/.exec((await this.#selected().getAttribute('id')) ?? '')?.[0]);
    for (let row = 0; row < rows; row += 1) await this.#page.keyboard.press('ArrowDown');
    await this.#arrived({ row: before + rows });
  }

  /**
   * Clicks on the numbers of rows on screen (counted from 0), all but the first with Ctrl: as fast as a machine can,
   * one straight after the other.
   */
  async clickMarks(rows: readonly number[]): Promise<void> {
    const box = await this.#sheet.boundingBox();
    if (box === null) throw new Error('The sheet is not on screen');
    const marks = rows.map((row, index) => ({
      clientX: box.x + 34,
      clientY: box.y + 30 + row * 28 + 14,
      ctrlKey: index > 0,
    }));
    await this.#sheet.getByTestId('data-grid-canvas').evaluate(async (canvas, places) => {
      for (const place of places) {
        for (const type of ['pointerdown', 'pointerup', 'click'])
          canvas.dispatchEvent(
            new PointerEvent(type, { ...place, pointerType: 'mouse', bubbles: true, cancelable: true }),
          );
        // What the click changed is drawn before the next one, as with a real mouse.
        await new Promise((resolve) => setTimeout(resolve));
      }
    }, marks);
  }

  /** What is read out for a cell of the rows on screen; rows count from 0. */
  cell(row: number, column: number): Locator {
    return this.table.locator(`[role=gridcell][aria-colindex="${column}"][id$="-${row}"]`);
  }

  /**
   * Waits until what is read out is there. Glide describes itself a moment after the last of several moves: until
   * then the cell in focus is read out as one that the cursor has left already.
   */
  async #arrived({ column, row }: { readonly column?: number; readonly row: number }): Promise<void> {
    await expect(this.#selected()).toHaveAttribute('id', new RegExp(`-${column ?? '\\d+'}-${row}$`));
  }

  /** What is read out for the cell in focus. */
  focused(): Locator {
    return this.#selected();
  }

  /** Column number (from 1) of the cell in focus. */
  async focusedColumn(): Promise<number> {
    return Number(await this.#selected().getAttribute('aria-colindex'));
  }

  async #focusedTitle(): Promise<string> {
    const column = await this.#selected().getAttribute('aria-colindex');
    return (await this.table.locator(`th[aria-colindex="${column}"]`).textContent()) ?? '';
  }

  #selected(): Locator {
    return this.table.locator('[role=gridcell][aria-selected=true]').first();
  }
}
