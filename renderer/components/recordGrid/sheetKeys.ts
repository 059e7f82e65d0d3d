import { GridCellKind } from '@glideapps/glide-data-grid';
import type { GridCell, GridKeyEventArgs, GridSelection, Item } from '@glideapps/glide-data-grid';
import { run } from '../../state/crash.ts';
import { fillDown, fillRight } from './fillGestures.ts';
import type { GestureContext } from './gestureStaging.ts';
import { isCharacter } from './keysAhead.ts';
import type { KeysAhead, Press } from './keysAhead.ts';
import { rangeAfter } from './rangeKeys.ts';
import { fillRanges } from './rangesGestures.ts';
import { areasOf, isSeveral } from './selection.ts';
import { cellAt } from './showRecord.ts';
import type { TabRun } from './tabRun.ts';

interface SheetKeys {
  readonly selection: GridSelection;
  readonly setSelection: (selection: GridSelection) => void;
  readonly columns: number;
  readonly rows: number;
  /** First row on screen. */
  readonly top: number;
  /** How many rows are on screen. */
  readonly page: number;
  readonly scrollTo: (column: number, row: number) => void;
  readonly gestures: GestureContext;
  readonly keysAhead: KeysAhead;
  readonly tabRun: TabRun;
  readonly contentOf: (item: Item) => GridCell;
  /** Keeps a key for a cell that is not read yet. */
  readonly keepForUnread: (event: GridKeyEventArgs) => boolean;
  readonly openMenu: (column: number) => void;
  /** Says why nothing can be typed into a cell. */
  readonly tellFixed: (item: Item) => void;
}

const moving = new Set([
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
]);

/** What the sheet does with a key before Glide does anything with it. */
export function pressedInSheet(of: SheetKeys, event: GridKeyEventArgs): void {
  const { selection, setSelection, keysAhead } = of;
  const kept = (): boolean => of.keepForUnread(event) || keysAhead.keep(event);
  if (ownKey(of, event) || startCursor(of, event) || kept() || selectRange(of, event)) {
    event.cancel();
    event.preventDefault();
    return;
  }
  if (event.key === 'Tab' && selection.current !== undefined)
    of.tabRun.tab(selection.current.cell, event.shiftKey ? -1 : 1, of.columns);
  // Glide leaves the selection as it is where the cursor cannot move further; a sheet lets go of it.
  if (moving.has(event.key) && !event.shiftKey && selection.current !== undefined && isSeveral(selection)) {
    setSelection(cellAt(...selection.current.cell));
  }
  if (!isCharacter(event) || event.key === ' ' || event.location === undefined) return;
  const content = of.contentOf(event.location);
  if (!isEditable(content)) {
    if (content.kind !== GridCellKind.Loading) of.tellFixed(event.location);
    return;
  }
  // Glide drops a character while its cell is not in sight: in a frozen column of a sheet that is scrolled, and
  // until the scrolling to a cell that was just gone to has been drawn. Enter opens the editor everywhere.
  event.cancel();
  event.preventDefault();
  openEditor(event);
  keysAhead.keep(event);
}

/** Whether a cell has an editor. */
export function isEditable(content: GridCell): boolean {
  return content.allowOverlay && content.kind === GridCellKind.Custom && content.readonly !== true;
}

/** Opens the editor of the cell in focus as the key for it does, in this very turn. */
function openEditor({ rawEvent }: GridKeyEventArgs): void {
  rawEvent?.target.dispatchEvent(enterKey());
}

/** The key that opens the editor of the cell of the cursor. */
export function enterKey(): KeyboardEvent {
  const enter = { key: 'Enter', code: 'Enter', keyCode: 13, bubbles: true, cancelable: true };
  return new KeyboardEvent('keydown', enter);
}

function selectRange(of: SheetKeys, event: GridKeyEventArgs): boolean {
  const next = rangeAfter(of, event);
  if (next === null) return false;
  of.setSelection(next.selection);
  if (next.show !== null) of.scrollTo(of.selection.current?.cell[0] ?? 0, next.show);
  return true;
}

function startCursor(of: SheetKeys, event: GridKeyEventArgs): boolean {
  const start = firstCursor(of, event);
  if (start === null) return false;
  of.setSelection(cellAt(...start));
  of.scrollTo(...start);
  return true;
}

/**
 * Where a key that moves brings the cursor while there is none. A list in a new order has none although it has the
 * keys, and Glide moves one only where it is: to an end of the list where the key says so, otherwise to the first
 * selected or first shown row.
 */
export function firstCursor(
  { selection, columns, rows, top }: Pick<SheetKeys, 'selection' | 'columns' | 'rows' | 'top'>,
  { key, ctrlKey, metaKey, shiftKey, altKey }: Press,
): readonly [column: number, row: number] | null {
  if (selection.current !== undefined || rows === 0 || shiftKey || altKey || !moving.has(key)) return null;
  const withMod = ctrlKey || metaKey;
  if (withMod && key === 'Home') return [0, 0];
  if (withMod && key === 'End') return [columns - 1, rows - 1];
  return [0, Math.min(selection.rows.first() ?? top, rows - 1)];
}

/** Does what is ours; answers whether it was. */
function ownKey({ selection, columns, gestures, openMenu }: SheetKeys, event: GridKeyEventArgs): boolean {
  const { current } = selection;
  const withMod = event.ctrlKey || event.metaKey;
  if (event.altKey && event.key === 'ArrowDown' && current !== undefined) {
    openMenu(current.cell[0]);
    return true;
  }
  if (withMod && !event.shiftKey && ['d', 'r'].includes(event.key.toLowerCase())) {
    const [area, ...others] = areasOf(selection, columns);
    const way = event.key.toLowerCase() === 'd' ? 'down' : 'right';
    if (area === undefined) return true;
    if (others.length > 0) run(fillRanges(gestures, [area, ...others], way));
    else run(way === 'down' ? fillDown(gestures, area) : fillRight(gestures, area));
    return true;
  }
  return false;
}
