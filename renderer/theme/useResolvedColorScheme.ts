import { useMediaQuery } from '@mantine/hooks';
import type { ThemeChoice } from '../../preload/contract/shell.ts';

/** The scheme to paint: the person's choice, else the system's. */
export function useResolvedColorScheme(choice: ThemeChoice): 'light' | 'dark' {
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)', undefined, {
    getInitialValueInEffect: false,
  });
  if (choice !== 'system') return choice;
  return systemIsDark ? 'dark' : 'light';
}
