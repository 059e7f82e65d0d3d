import type { ReactNode } from 'react';

/** Contract assignments, of one product when it is named. */
export function AssignmentsScreen(_props: { readonly productId?: string }): ReactNode {
  return null;
}
