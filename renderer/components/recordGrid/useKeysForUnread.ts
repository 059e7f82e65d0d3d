import type { GridCell, GridKeyEventArgs, Item } from '@glideapps/glide-data-grid';
import { GridCellKind } from '@glideapps/glide-data-grid';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { RefObject } from 'react';
import { isCharacter } from './keysAhead.ts';
import type { KeysAhead } from './keysAhead.ts';
import { enterKey, isEditable } from './sheetKeys.ts';

interface UnreadOf {
  readonly keysAhead: KeysAhead;
  readonly contentOf: (item: Item) => GridCell;
  /** The cell of the cursor. */
  readonly cell: Item | undefined;
}

const forEditor = new Set(['Backspace', 'Enter', 'Tab', 'Escape', 'Shift']);

/**
 * Keeps what is typed on a cell whose row is not read yet, as right after a jump to the end of a long list, and opens
 * the editor with it when the row is there. Where the cell turns out to be one that nobody changes, it is given up.
 * Answers whether a key press was kept.
 */
export function useKeysForUnread(
  frame: RefObject<HTMLElement | null>,
  { keysAhead, contentOf, cell }: UnreadOf,
): (event: GridKeyEventArgs) => boolean {
  const waiting = useRef<Item | null>(null);
  const arrived = useEffectEvent((): void => {
    const at = waiting.current;
    if (at === null) return;
    const content = contentOf(at);
    const stays = cell !== undefined && cell[0] === at[0] && cell[1] === at[1];
    if (stays && content.kind === GridCellKind.Loading) return;
    waiting.current = null;
    const ahead = keysAhead.taken();
    if (!stays || !isEditable(content)) return;
    frame.current?.querySelector('canvas')?.dispatchEvent(enterKey());
    keysAhead.kept(ahead);
  });
  // Whatever is drawn anew may be the row that was waited for.
  useEffect(() => arrived());

  return (event) => {
    const at = event.location;
    if (waiting.current === null) {
      if (at === undefined || !isCharacter(event) || event.key === ' ') return false;
      if (contentOf(at).kind !== GridCellKind.Loading) return false;
      waiting.current = at;
      keysAhead.opening();
    } else if (event.key.length > 1 && !forEditor.has(event.key)) {
      // Whoever moves on does not wait for it.
      waiting.current = null;
      keysAhead.givenUp();
      return false;
    }
    return keysAhead.keep(event);
  };
}
