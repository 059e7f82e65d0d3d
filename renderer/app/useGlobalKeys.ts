import { useEffect } from 'react';
import { commandOf } from '../../preload/contract/shortcuts.ts';
import type { PageCommand } from '../../preload/contract/shortcuts.ts';
import { useEngine } from '../state/engineContext.ts';
import { isAsked } from '../state/isAsked.ts';
import { useScreenCommands } from '../state/screenCommands.ts';
import { runCommand } from './commands.ts';

const findCommands: ReadonlySet<PageCommand> = new Set(['find-text', 'find-next', 'find-previous']);

/** Text fields have their own undo; the list of staged gestures starts outside them, and in those that say that nothing was typed. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || 'nothingTyped' in target.dataset) return false;
  if (target instanceof HTMLInputElement) {
    return ['text', 'search', 'password', 'url', 'email'].includes(target.type) && !target.readOnly;
  }
  return target instanceof HTMLTextAreaElement || target.isContentEditable;
}

/** Shortcuts and menu commands that act wherever the person is, while the frame is shown. */
export function useGlobalKeys(): void {
  const engine = useEngine();

  useEffect(
    () =>
      window.upline.on((event) => {
        if (event.event === 'menu' && !isAsked()) runCommand(engine, event.command);
      }),
    [engine],
  );

  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const command = commandOf(event);
      if (command === null || event.defaultPrevented || isAsked()) return;
      if ((command === 'undo' || command === 'redo') && isTyping(event.target)) return;
      const screen = useScreenCommands.getState();
      if (command === 'send' && screen.send === null) return;
      if (command === 'edit-many' && screen.editMany === null) return;
      if ((command === 'edit-record' || command === 'cell-history') && screen.details === null) return;
      if (command === 'open-record' && screen.openRecord === null) return;
      if (command === 'replace' && screen.findText === null) return;
      if (findCommands.has(command) && screen.findText === null) return;
      event.preventDefault();
      runCommand(engine, command);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [engine]);
}
