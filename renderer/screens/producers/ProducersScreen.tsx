import './producers.css';
import type { ReactNode } from 'react';
import { ProducerList } from './ProducerList.tsx';
import { ProducerPage } from './ProducerPage.tsx';

interface ProducersScreenProps {
  readonly producerId?: string;
  readonly npn?: string;
}

/** Producers, and everything known of one: by its record, or by an NPN that only assignments name. */
export function ProducersScreen({ producerId, npn }: ProducersScreenProps): ReactNode {
  if (producerId !== undefined) return <ProducerPage key={producerId} asked={{ id: producerId }} />;
  return npn === undefined ? <ProducerList /> : <ProducerPage key={npn} asked={{ npn }} />;
}
