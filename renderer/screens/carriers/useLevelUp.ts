import { useCallback, useEffect } from 'react';
import { useNavigation } from '../../state/navigation.ts';
import type { Screen } from '../../state/navigation.ts';

/** Whether a screen is a list of records that one opens from. */
function isSheet(screen: Screen | undefined): boolean {
  if (screen === undefined) return false;
  if (screen.name === 'assignments' || screen.name === 'licensing') return true;
  return (screen.name === 'carriers' || screen.name === 'producers') && screen.list !== undefined;
}

/** Leads one level up: for Backspace in the list, and for Alt+Left anywhere on the screen. */
export function useLevelUp(parentScreen: Extract<Screen, { name: 'carriers' | 'producers' }>): () => void {
  const key = JSON.stringify(parentScreen);
  const up = useCallback(() => {
    const { history, back, go } = useNavigation.getState();
    // Whoever came from a sheet goes back to its row, not to the list above.
    if (isSheet(history.at(-1))) return back();
    const parent: Screen = JSON.parse(key);
    go(parent);
  }, [key]);

  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!event.altKey || event.key !== 'ArrowLeft') return;
      // Up, not back: the frame's own meaning of the key is for the other screens.
      event.preventDefault();
      up();
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, [up]);

  return up;
}
