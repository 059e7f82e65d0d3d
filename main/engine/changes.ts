import type { ReceiptSummary } from '../../preload/contract.ts';
import type { CollectionName } from '../../domain/fields.ts';

/** Where parts of the engine announce what changed. Cheap to call often: delivery is coalesced. */
export interface Changes {
  /** Visible values of these rows changed. */
  rows(collection: CollectionName, rowids: readonly number[]): void;
  /** Records came or went. */
  membership(collection: CollectionName): void;
  /** An operation was added, settled or moved to another state. */
  outbox(): void;
  /** Anything `EngineStatus` reports may have changed. */
  status(): void;
  receipt(receipt: ReceiptSummary): void;
}
