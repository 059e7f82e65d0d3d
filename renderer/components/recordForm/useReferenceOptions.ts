import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { MirroredName } from '../../../domain/fields.ts';
import type { EngineClient } from '../../../preload/contract/bridge.ts';
import type { ViewRequest } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { offerFor } from './referenceOptions.ts';
import type { ReferenceAnswer, ReferenceOffer, ReferenceOption } from './referenceOptions.ts';

/** Records listed at most; who wants another one types more. */
const shown = 50;
/** A pause in typing, after which the engine is asked. */
const pauseMs = 150;

/** What an option says: the name, then what tells records of one name apart. */
const columnsOf: Readonly<Record<MirroredName, readonly string[]>> = {
  carrier: ['name', 'naic'],
  product: ['name', 'carrierId'],
  commissionLevel: ['name', 'level'],
  contractAssignment: ['npn', 'commissionLevelId', 'assignmentStatusId'],
  producer: ['displayName', 'npn'],
  address: ['addressLine1', 'city'],
  phone: ['number', 'type'],
  bankAccount: ['bankName', 'number'],
  insurancePolicy: ['carrier', 'policyNumber'],
  downstreamEntity: ['legalName', 'npn'],
  agent: ['displayName', 'npn'],
  licence: ['holderName', 'stateCode', 'licenceNumber'],
  fileDocument: ['category', 'updatedAt'],
};

/**
 * Records one may refer to, by search; those made here and not sent yet are among them. What is offered follows the
 * search, not the filters: whoever changes those starts afresh.
 */
export function useReferenceOptions(
  collection: MirroredName,
  filters: ViewRequest['filters'],
  search: string,
): ReferenceOffer {
  const engine = useEngine();
  const [answer, setAnswer] = useState<ReferenceAnswer | null>(null);
  const [asked] = useDebouncedValue(search, pauseMs);
  const key = JSON.stringify(filters);

  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      const wanted: ViewRequest['filters'] = JSON.parse(key);
      const options = await readOptions(engine, collection, wanted, asked);
      if (current) setAnswer({ search: asked, options });
    };
    run(read());
    return () => {
      current = false;
    };
  }, [engine, collection, key, asked]);

  return offerFor(answer, search);
}

async function readOptions(
  engine: EngineClient,
  collection: MirroredName,
  filters: ViewRequest['filters'],
  search: string,
): Promise<readonly ReferenceOption[] | null> {
  const columns = columnsOf[collection];
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
      label: cells.filter((cell, place) => place === 0 || cell !== '').join(' · '),
    }));
}
