import { collections } from '../../../domain/collections.ts';
import type { ProducerDetail } from '../../../domain/collections.ts';
import { producerDetailNames } from '../../../domain/collections.ts';
import type { CollectionName, FieldValues } from '../../../domain/fields.ts';
import type { Store } from '../store/api.ts';
import type { CellEdit } from './api.ts';

/** A record as a gesture leaves it. */
export interface Outcome {
  readonly recordId: string;
  readonly values: FieldValues;
  /** The gesture touched the flag, or what decides among whom it must be single. */
  readonly touched: boolean;
}

/** The flag that only one record of a producer and type may have; null where there is none. */
export function singleFlagOf(collection: CollectionName): string | null {
  return collections[collection].fields.find(({ single }) => single === true)?.name ?? null;
}

function isDetail(collection: CollectionName): collection is ProducerDetail {
  return producerDetailNames.some((name) => name === collection);
}

/**
 * The edits that take the flag from every other record of the same producer and type, so that it stays
 * single in the same gesture. Where a gesture gives it to several, the last one keeps it.
 */
export function clearOthers(
  store: Pick<Store, 'mirror' | 'producers'>,
  collection: CollectionName,
  outcomes: readonly Outcome[],
): readonly CellEdit[] {
  const flag = singleFlagOf(collection);
  if (flag === null || !isDetail(collection)) return [];
  const keyOf = ({ producerId, type }: FieldValues): string => `${String(producerId)} ${String(type)}`;
  const after = new Map(outcomes.map((outcome) => [outcome.recordId, outcome.values] as const));
  const winners = new Map<string, Outcome>();
  for (const outcome of outcomes)
    if (outcome.touched && outcome.values[flag] === true) winners.set(keyOf(outcome.values), outcome);
  const edits: CellEdit[] = [];
  for (const [key, winner] of winners) {
    const { producerId } = winner.values;
    if (typeof producerId !== 'string') continue;
    const others = new Set([...store.producers.details(collection, producerId), ...after.keys()]);
    others.delete(winner.recordId);
    for (const id of others) {
      const record = store.mirror.get(collection, id);
      const values = after.get(id) ?? record?.effective;
      if (values === undefined || record === null || record.goneAt !== null) continue;
      if (keyOf(values) === key && values[flag] === true)
        edits.push({ recordId: id, field: flag, input: { value: false } });
    }
  }
  return edits;
}
