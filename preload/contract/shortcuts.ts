import type { MenuCommand } from './shell.ts';

/** What keys ask of the page: the menu's commands, one that only a reflex asks for, and those of a screen. */
export type PageCommand =
  | MenuCommand
  | 'reassure'
  | 'edit-many'
  | 'edit-record'
  | 'cell-history'
  | 'open-record'
  | 'replace'
  | 'find-text'
  | 'find-next'
  | 'find-previous';

/**
 * Keys of a command. `Mod` is Ctrl, and Command on a Mac. The first is the one menus and tooltips show.
 * The last part is the key as `KeyboardEvent.key` names it, letters as capitals.
 */
export interface Shortcut {
  readonly command: PageCommand;
  readonly words: string;
  readonly keys: readonly [string, ...string[]];
}

/** Keys that act wherever one is, or on the screen that offers the command. The one list of them. */
export const shortcuts = [
  { command: 'show-carriers', words: 'Carriers', keys: ['Mod+1'] },
  { command: 'show-assignments', words: 'Assignments', keys: ['Mod+2'] },
  { command: 'show-tray', words: 'Unsent changes', keys: ['Mod+3', 'Mod+Shift+S'] },
  { command: 'show-receipts', words: 'Receipts', keys: ['Mod+4'] },
  { command: 'show-sync', words: 'Sync', keys: ['Mod+5'] },
  { command: 'show-settings', words: 'Settings', keys: ['Mod+6', 'Mod+,'] },
  { command: 'show-history', words: 'History', keys: ['Mod+7'] },
  { command: 'show-conflicts', words: 'Conflicts', keys: ['Mod+8'] },
  { command: 'show-producers', words: 'Producers', keys: ['Mod+Shift+P'] },
  { command: 'show-licensing', words: 'Licensing', keys: ['Mod+Shift+L'] },
  { command: 'show-onboarding', words: 'Onboarding', keys: ['Mod+9'] },
  { command: 'show-invitations', words: 'Invitations', keys: ['Mod+0'] },
  { command: 'show-import', words: 'Import', keys: ['Mod+I'] },
  { command: 'back', words: 'Back to where you were', keys: ['Alt+ArrowLeft'] },
  { command: 'find', words: 'Search this screen', keys: ['Mod+F'] },
  { command: 'undo', words: 'Undo the newest change that is not sent', keys: ['Mod+Z'] },
  { command: 'redo', words: 'Redo', keys: ['Mod+Shift+Z', 'Mod+Y'] },
  { command: 'send', words: 'Send: what is selected, else all clean', keys: ['Mod+Enter'] },
  {
    command: 'edit-many',
    words: 'Edit many: the selected rows, all shown, or a list',
    keys: ['Mod+Shift+E'],
  },
  {
    command: 'edit-record',
    words: 'Change the record of the cursor in a form beside the sheet',
    keys: ['Mod+E'],
  },
  {
    command: 'cell-history',
    words: 'The cell: what AgentSync holds, where it comes from, its history',
    keys: ['Mod+Shift+H'],
  },
  { command: 'open-record', words: 'Open the record of the row', keys: ['Mod+O'] },
  {
    command: 'replace',
    words: 'Find and replace text in the cells of the sheet',
    keys: ['Mod+H'],
  },
  { command: 'find-text', words: 'Find text in the cells of the sheet', keys: ['Mod+Shift+F'] },
  { command: 'find-next', words: 'Next cell that holds the text', keys: ['F3'] },
  { command: 'find-previous', words: 'Previous cell that holds the text', keys: ['Shift+F3'] },
  { command: 'sync-now', words: 'Sync now', keys: ['F5'] },
  { command: 'reassure', words: 'Say what is saved and what is not sent', keys: ['Mod+S'] },
  { command: 'show-keys', words: 'Show these keys', keys: ['Mod+/'] },
] as const satisfies readonly Shortcut[];

/** Keys that belong to the part of a screen one is in, told in the same place. */
export const placeKeys: readonly {
  readonly place: string;
  readonly keys: readonly { readonly words: string; readonly keys: readonly string[] }[];
}[] = [
  {
    place: 'In sheets',
    keys: [
      { words: 'Edit the cell', keys: ['F2', 'Enter'] },
      { words: 'Open what a link names', keys: ['Enter'] },
      { words: 'Keep it, and go down or right', keys: ['Enter', 'Tab'] },
      { words: 'Keep it, and go up or left', keys: ['Shift+Enter', 'Shift+Tab'] },
      { words: 'Keep it in all cells that are selected', keys: ['Mod+Enter'] },
      { words: 'Leave the cell as it was', keys: ['Escape'] },
      { words: 'Copy, cut, paste', keys: ['Mod+C', 'Mod+X', 'Mod+V'] },
      { words: 'Repeat the value above, or at the left', keys: ['Mod+D', 'Mod+R'] },
      { words: 'Empty the cells', keys: ['Delete', 'Backspace'] },
      { words: 'Open the calendar, or the list of states, while editing', keys: ['Alt+ArrowDown'] },
      { words: 'First cell, last cell', keys: ['Mod+Home', 'Mod+End'] },
      { words: 'Menu of the column: sort, filter, freeze, hide', keys: ['Alt+ArrowDown'] },
      { words: 'Select more cells', keys: ['Shift+ArrowDown', 'Shift+ArrowRight', 'Shift+PageDown'] },
      { words: 'Select to the end of the column', keys: ['Mod+Shift+ArrowDown'] },
      { words: 'Select the column, the row', keys: ['Mod+Space', 'Shift+Space'] },
      { words: 'Select everything that matches', keys: ['Mod+A'] },
    ],
  },
  {
    place: 'In the details beside a sheet',
    keys: [{ words: 'Back to the cell', keys: ['Escape'] }],
  },
  {
    place: 'In a commission grid',
    keys: [
      { words: 'Move', keys: ['ArrowLeft', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'] },
      { words: 'First product, last product', keys: ['Mod+Home', 'Mod+End'] },
      { words: 'Open the level, or add one that is missing', keys: ['Enter'] },
    ],
  },
  {
    place: 'In lists',
    keys: [
      { words: 'Move', keys: ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'] },
      { words: 'First, last', keys: ['Home', 'End'] },
      { words: 'Tick the record', keys: ['Space'] },
      { words: 'Take all ticks away', keys: ['Escape'] },
      { words: 'Open the carrier or product, go back', keys: ['Enter', 'Backspace'] },
    ],
  },
  { place: 'In dialogs', keys: [{ words: 'Close without doing anything', keys: ['Escape'] }] },
];

/** The keys of a command that menus and tooltips show; null when it has none. */
export function keysOf(command: PageCommand): string | null {
  return shortcuts.find((shortcut) => shortcut.command === command)?.keys[0] ?? null;
}

/** What of a key press decides which command it is. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** The command a key press asks for; null when it asks for none. */
export function commandOf(press: KeyPress): PageCommand | null {
  return shortcuts.find(({ keys }) => keys.some((combination) => fits(combination, press)))?.command ?? null;
}

function fits(combination: string, press: KeyPress): boolean {
  const parts = combination.split('+');
  const key = parts.at(-1) ?? '';
  const wants = (part: string): boolean => parts.slice(0, -1).includes(part);
  return (
    press.key.toLowerCase() === key.toLowerCase() &&
    (press.ctrlKey || press.metaKey) === wants('Mod') &&
    // Where a sign is typed with Shift, as “/” is on some keyboards, the sign is what counts.
    (press.shiftKey === wants('Shift') || !/^[A-Z0-9]$|..$/i.test(key)) &&
    press.altKey === wants('Alt')
  );
}

const signs: Readonly<Partial<Record<string, string>>> = {
  ArrowLeft: '←',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowRight: '→',
  Escape: 'Esc',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
};
const macSigns: Readonly<Partial<Record<string, string>>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };

/** Keys as they are printed on the keyboard: `Ctrl+Shift+Z`, `⌘⇧Z`. */
export function keyWords(combination: string, mac: boolean): string {
  const parts = combination
    .split('+')
    .map((part) => (mac ? macSigns[part] : undefined) ?? signs[part] ?? (part === 'Mod' ? 'Ctrl' : part));
  return parts.join(mac ? '' : '+');
}
