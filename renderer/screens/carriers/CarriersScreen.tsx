import type { ReactNode } from 'react';

/** Carriers, their products, and the levels of a product. */
export function CarriersScreen(_props: {
  readonly carrierId?: string;
  readonly productId?: string;
}): ReactNode {
  return null;
}
