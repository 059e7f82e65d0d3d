import './carriers.css';
import type { ReactNode } from 'react';
import { CommissionGridScreen } from '../commissionGrid/CommissionGridScreen.tsx';
import type { GridLens } from '../commissionGrid/GridToolbar.tsx';
import { CarrierList } from './CarrierList.tsx';
import { LevelList } from './LevelList.tsx';
import { ProductList } from './ProductList.tsx';

interface CarriersScreenProps {
  readonly carrierId?: string;
  readonly productId?: string;
  readonly grid?: GridLens;
}

/** Carriers, the products of one, its commission grid, and the commission levels of one product. */
export function CarriersScreen({ carrierId, productId, grid }: CarriersScreenProps): ReactNode {
  if (carrierId === undefined) return <CarrierList />;
  if (grid !== undefined) return <CommissionGridScreen key={carrierId} carrierId={carrierId} lens={grid} />;
  // Keyed: a search typed for one carrier's products means nothing for another's.
  if (productId === undefined) return <ProductList key={carrierId} carrierId={carrierId} />;
  return <LevelList key={productId} carrierId={carrierId} productId={productId} />;
}
