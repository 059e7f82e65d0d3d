import type { ProducerDetail } from '../../../../domain/collections.ts';
import type { CollectionName } from '../../../../domain/fields.ts';
import type { Operation } from '../../../../domain/operation.ts';

/** What belongs to a producer, and what is known to have been done about it. */
export interface ProducerStore {
  /** The producer with this NPN, not gone; null when none is known. */
  idOf(npn: string): string | null;
  /** Names of producers by their NPNs; who is not known, or has no name, is left out. */
  namesOf(npns: readonly string[]): ReadonlyMap<string, string>;
  /** Ids of what hangs on a producer, oldest first; what is gone only while it carries unsent work. */
  details(collection: ProducerDetail, producerId: string): readonly string[];
  /** Ids of the contract assignments of an NPN. */
  assignments(npn: string): readonly string[];
  /** Operations on these records, newest first. */
  operationsOn(
    records: readonly { readonly collection: CollectionName; readonly id: string }[],
    limit: number,
  ): readonly Operation[];
}
