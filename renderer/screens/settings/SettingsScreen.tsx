import type { ReactNode } from 'react';

/** Connection, protection and appearance. */
export function SettingsScreen(): ReactNode {
  return null;
}
