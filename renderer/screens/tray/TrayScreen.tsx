import type { ReactNode } from 'react';

/** Every change that is not sent yet. */
export function TrayScreen(): ReactNode {
  return null;
}
