import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { MirroredName } from '../../../domain/fields.ts';
import type { EngineClient } from '../../../preload/contract/bridge.ts';
import type { ViewRequest } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { offerFor, optionLabel } from './referenceOptions.ts';
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

/** Which records are offered. */
export interface ReferenceSource {
  readonly collection: MirroredName;
  readonly filters: ViewRequest['filters'];
  /** Only those that can be the upline of this assignment, or of one of this product that is not there yet. */
  readonly uplinesOf?: string | undefined;
}

/**
 * Records one may refer to, by search; those made here and not sent yet are among them. What is offered follows the
 * search, not its source: whoever changes that starts afresh.
 */
export function useReferenceOptions(source: ReferenceSource, search: string): ReferenceOffer {
  const engine = useEngine();
  const [answer, setAnswer] = useState<ReferenceAnswer | null>(null);
  const [asked] = useDebouncedValue(search, pauseMs);
  const key = JSON.stringify(source);

  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      const wanted: ReferenceSource = JSON.parse(key);
      const options = await readOptions(engine, wanted, asked);
      if (current) setAnswer({ search: asked, options });
    };
    run(read());
    return () => {
      current = false;
    };
  }, [engine, key, asked]);

  return offerFor(answer, search);
}

async function readOptions(
  engine: EngineClient,
  { collection, filters, uplinesOf }: ReferenceSource,
  search: string,
): Promise<readonly ReferenceOption[] | null> {
  if (uplinesOf !== undefined) return readUplines(engine, uplinesOf, search);
  const columns = columnsOf[collection];
  // Levels as they stand above each other; everything else by its name.
  const [first] = collection === 'commissionLevel' ? ['level'] : columns;
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
      label: optionLabel(collection, cells),
    }));
}

/** Nobody stands below themselves: the engine leaves out the assignment and whoever is below it. */
async function readUplines(
  engine: EngineClient,
  of: string,
  search: string,
): Promise<readonly ReferenceOption[] | null> {
  const found = await engine.call('field.options', {
    collection: 'contractAssignment',
    field: 'uplineContractAssignmentId',
    recordId: of,
    search: search.slice(0, 200),
  });
  if (!found.ok) return null;
  return found.value
    .slice(0, shown)
    .map(({ value, label, detail }) => ({ value, label: detail === '' ? label : `${label} · ${detail}` }));
}
