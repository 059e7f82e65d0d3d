import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { MirroredName } from '../../../domain/fields.ts';
import type { EngineClient } from '../../../preload/contract/bridge.ts';
import type { ViewRequest } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';

const shown = 50;

export interface ReferenceOption {
  readonly value: string;
  readonly label: string;
  readonly detail: string;
}

interface Reading {
  readonly columns: readonly string[];
  /** The columns that make up the label; the rest is detail. */
  readonly named: number;
}

const readings: Readonly<Record<MirroredName, Reading>> = {
  carrier: { columns: ['name', 'naic'], named: 1 },
  product: { columns: ['name', 'carrierId'], named: 1 },
  commissionLevel: { columns: ['name', 'level'], named: 1 },
  contractAssignment: { columns: ['npn', 'commissionLevelId', 'assignmentStatusId'], named: 1 },
  producer: { columns: ['displayName', 'npn'], named: 1 },
  address: { columns: ['addressLine1', 'city'], named: 1 },
  phone: { columns: ['number', 'type'], named: 1 },
  bankAccount: { columns: ['bankName', 'number'], named: 1 },
  insurancePolicy: { columns: ['carrier', 'policyNumber'], named: 1 },
};

/** Records one may refer to, by search; those made here and not sent yet are among them. */
export function useReferenceOptions(
  collection: MirroredName,
  filters: ViewRequest['filters'],
  search: string,
): readonly ReferenceOption[] {
  const engine = useEngine();
  const [options, setOptions] = useState<readonly ReferenceOption[]>([]);
  const [asked] = useDebouncedValue(search, 150);
  const key = JSON.stringify(filters);

  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      const wanted: ViewRequest['filters'] = JSON.parse(key);
      const found = await readOptions(engine, collection, wanted, asked);
      if (current && found !== null) setOptions(found);
    };
    run(read());
    return () => {
      current = false;
    };
  }, [engine, collection, key, asked]);

  return options;
}

async function readOptions(
  engine: EngineClient,
  collection: MirroredName,
  filters: ViewRequest['filters'],
  search: string,
): Promise<readonly ReferenceOption[] | null> {
  const { columns, named } = readings[collection];
  const [first] = columns;
  const view = await engine.call('view.open', {
    collection,
    columns: [...columns],
    sort: first === undefined ? [] : [{ field: first, direction: 'ascending' }],
    filters,
    search,
  });
  if (!view.ok) return null;
  const { viewId } = view.value;
  const read = await engine.call('view.read', { viewId, from: 0, to: shown });
  await engine.call('view.close', { viewId });
  if (!read.ok) return null;
  return read.value.rows
    .filter(({ gone }) => !gone)
    .map(({ id, cells }) => ({
      value: id,
      label: cells.slice(0, named).join(' '),
      detail: cells
        .slice(named)
        .filter((cell) => cell !== '')
        .join(' · '),
    }));
}
