import type { ReactNode } from 'react';

/** The state of every collection. */
export function SyncScreen(): ReactNode {
  return null;
}
