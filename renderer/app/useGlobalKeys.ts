import { useEffect } from 'react';
import { focusSearch } from '../components/topBar/searchSlot.ts';
import { run } from '../state/crash.ts';
import { useEngine } from '../state/engineContext.ts';
import { screenNames, useNavigation } from '../state/navigation.ts';
import { redo, reassure, runMenuCommand, syncNow, undo } from './commands.ts';

/** Text fields have their own undo; the list of staged gestures starts outside them. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
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
        if (event.event === 'menu') runMenuCommand(engine, event.command);
      }),
    [engine],
  );

  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const act = actionOf(event);
      if (event.defaultPrevented || act === null) return;
      event.preventDefault();
      act();
    };
    const actionOf = (event: KeyboardEvent): (() => void) | null => {
      const { go, back } = useNavigation.getState();
      const key = event.key.toLowerCase();
      if (event.altKey) return key === 'arrowleft' ? back : null;
      if (key === 'f5') return () => run(syncNow(engine));
      if (!event.ctrlKey && !event.metaKey) return null;
      if (key === 's' && !event.shiftKey) return reassure;
      if (key === 'f' && !event.shiftKey) return focusSearch;
      if (key === 'z' || key === 'y') {
        if (isTyping(event.target)) return null;
        return () => run(key === 'y' || event.shiftKey ? redo(engine) : undo(engine));
      }
      const name = screenNames[Number(key) - 1];
      return name === undefined || event.shiftKey ? null : () => go({ name });
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [engine]);
}
