import { keysOf, keyWords } from '../../preload/contract/shortcuts.ts';
import type { PageCommand } from '../../preload/contract/shortcuts.ts';

/** Whether keys are to be named as on a Mac. */
export const onMac = globalThis.navigator?.platform.startsWith('Mac') ?? false;

/** The keys of a command for tooltips and titles, e.g. `Ctrl+Enter`; empty when it has none. */
export function keysFor(command: PageCommand): string {
  const keys = keysOf(command);
  return keys === null ? '' : keyWords(keys, onMac);
}
