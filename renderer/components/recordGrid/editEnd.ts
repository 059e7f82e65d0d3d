import type { Press } from './keysAhead.ts';

type Step = -1 | 0 | 1;

/** How an edit ends. */
export interface EditEnd {
  /** Where the cursor goes: columns to the right, rows down. */
  readonly movement: readonly [right: Step, down: Step];
  /** Whether the value is for all that is selected, not for the one cell. */
  readonly everywhere: boolean;
}

/** The cursor stays, as when a value is picked with the mouse or the cell is left as it was. */
export const stays: EditEnd = { movement: [0, 0], everywhere: false };

/** How a key ends an edit: Enter, Tab, with Shift the other way, Ctrl+Enter everywhere; null when it does not end it. */
export function editEnd({ key, shiftKey, ctrlKey, metaKey }: Omit<Press, 'altKey'>): EditEnd | null {
  if (key === 'Enter' && (ctrlKey || metaKey)) return { movement: [0, 0], everywhere: true };
  if (key === 'Enter') return { movement: [0, shiftKey ? -1 : 1], everywhere: false };
  if (key === 'Tab') return { movement: [shiftKey ? -1 : 1, 0], everywhere: false };
  return null;
}
