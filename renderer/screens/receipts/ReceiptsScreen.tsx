import type { ReactNode } from 'react';

/** What became of each gesture. */
export function ReceiptsScreen(_props: { readonly batchId?: string }): ReactNode {
  return null;
}
