import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { useCrash } from '../state/crash.ts';
import { useShell } from '../state/shell.ts';
import { theme } from '../theme/theme.ts';
import { useResolvedColorScheme } from '../theme/useResolvedColorScheme.ts';
import { CrashScreen } from './ErrorBoundary.tsx';
import { Entry } from './Entry.tsx';

/** The window's content under the theme. */
export function App(): ReactNode {
  const choice = useShell((state) => state.shell?.theme ?? 'system');
  const scheme = useResolvedColorScheme(choice);
  const error = useCrash((state) => state.error);
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={scheme}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {error === null ? <Entry /> : <CrashScreen error={error} />}
      <Notifications position="bottom-right" limit={4} zIndex={1000} />
    </MantineProvider>
  );
}
