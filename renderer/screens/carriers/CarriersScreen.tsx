import './carriers.css';
import type { ReactNode } from 'react';
import { CarrierList } from './CarrierList.tsx';
import { LevelList } from './LevelList.tsx';
import { ProductList } from './ProductList.tsx';

interface CarriersScreenProps {
  readonly carrierId?: string;
  readonly productId?: string;
}

/** Carriers, the products of one, and the commission levels of one product. */
export function CarriersScreen({ carrierId, productId }: CarriersScreenProps): ReactNode {
  if (carrierId === undefined) return <CarrierList />;
  // Keyed: a search typed for one carrier's products means nothing for another's.
  if (productId === undefined) return <ProductList key={carrierId} carrierId={carrierId} />;
  return <LevelList key={productId} carrierId={carrierId} productId={productId} />;
}
