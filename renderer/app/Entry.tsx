import type { ReactNode } from 'react';
import { useNavigation } from '../state/navigation.ts';
import { CurrentScreen } from './routes.tsx';

/** What the window shows: a way in, or the frame with a screen. */
export function Entry(): ReactNode {
  const screen = useNavigation((state) => state.screen);
  return <CurrentScreen screen={screen} />;
}
