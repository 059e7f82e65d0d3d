import type { MirroredName } from '../../../domain/fields.ts';
import type { Result } from '../../../domain/result.ts';
import type { CollectionSync } from '../../../preload/contract.ts';

/**
 * Keeps the mirror fresh. One pass at a time: lookups first, then parents before children; products
 * and levels less often than the rest.
 */
export interface Sync {
  /** Runs until `stop`: a pass now, then one every interval; resumes an interrupted pass; waits while offline. */
  start(): void;
  /** Ends after the page in hand. */
  stop(): Promise<void>;
  /** Asks for a pass over everything, products and levels included, as soon as possible. */
  now(): void;
  /** Asks for whatever is due anyway as soon as possible: after sleep, or with new credentials. */
  refresh(): void;
  states(): readonly CollectionSync[];
  /** Whether a collection's last complete pass may remove what it did not see although it is more than a fifth. */
  agreeToRemove(target: MirroredName): Result<{ readonly removed: number }>;
}
