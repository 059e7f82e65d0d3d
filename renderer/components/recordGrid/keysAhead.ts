import { createContext, useContext } from 'react';

const modifiers: ReadonlySet<string> = new Set(['Control', 'Meta', 'Alt', 'AltGraph']);

/** What is known of a key press. */
export type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Keys that were pressed before the editor could take them. */
export interface Ahead {
  readonly text: string;
  /** The key that already ended the edit. */
  readonly end: Omit<Press, 'altKey'> | null;
}

/**
 * Keys pressed between the one that opens a cell's editor and the moment the editor is there, however long that
 * takes. People who type numbers all day are faster than a window draws; without this their second key is lost.
 */
export class KeysAhead {
  #opening = false;
  #text = '';
  #end: Ahead['end'] = null;

  /** An editor is about to appear. */
  opening(): void {
    this.#opening = true;
    this.#text = '';
    this.#end = null;
  }

  /** Whether a key was kept for the editor; then nobody else may act on it. */
  keep(press: Press): boolean {
    if (!this.#opening) return false;
    const withMod = press.ctrlKey || press.metaKey;
    if ((withMod && press.key !== 'Enter') || press.altKey) {
      if (!modifiers.has(press.key)) this.givenUp();
      return false;
    }
    if (this.#end !== null) return true;
    if (press.key.length === 1) this.#text += press.key;
    else if (press.key === 'Backspace') this.#text = this.#text.slice(0, -1);
    else if (['Enter', 'Tab', 'Escape'].includes(press.key)) {
      const { key, ctrlKey, metaKey, shiftKey } = press;
      this.#end = { key, ctrlKey, metaKey, shiftKey };
    }
    return true;
  }

  /**
   * The sheet is asked for something else, such as another cell: the keys that follow are its own again. Should the
   * editor appear all the same, it still has what was pressed before.
   */
  givenUp(): void {
    this.#opening = false;
  }

  /** The editor that is about to appear is to have this as well. */
  kept({ text, end }: Ahead): void {
    this.#text = text;
    this.#end = end;
  }

  /** What was kept until now. It stays kept: an editor that is being drawn may be given up and drawn anew. */
  soFar(): Ahead {
    return { text: this.#text, end: this.#end };
  }

  /** The editor is there and takes over. Never while it is only being drawn: what it took would be lost with it. */
  taken(): Ahead {
    const ahead = this.soFar();
    this.#opening = false;
    this.#text = '';
    this.#end = null;
    return ahead;
  }
}

/** Whether a key press alone puts a character into a cell. */
export function isCharacter(press: Press): boolean {
  return press.key.length === 1 && !press.ctrlKey && !press.metaKey && !press.altKey;
}

/** Filled by the grid around its editors, which Glide creates out of our reach. */
export const KeysAheadContext = createContext(new KeysAhead());

/** The keys the sheet kept for its editor. */
export function useKeysAhead(): KeysAhead {
  return useContext(KeysAheadContext);
}
