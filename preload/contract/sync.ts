import { z } from 'zod';
import { mirroredNames } from '../../domain/fields.ts';
import type { MirroredName } from '../../domain/fields.ts';
import type { Failure } from '../../domain/result.ts';
import { answers } from './definition.ts';
import { page } from './vocabulary.ts';

/** Getting the server copies, and the network they come over. */

export type NetworkStatus =
  | { readonly state: 'online' }
  /** `chosen`: the person asked to work offline. Otherwise the last exchange failed. */
  | { readonly state: 'offline'; readonly since: number; readonly chosen: boolean; readonly reason: string };

/** How the reading of one target stands. */
export interface CollectionSync {
  readonly target: MirroredName | 'lookups';
  /** `not-offered`: this connection has no call for it. Nothing is wrong, and nothing will arrive. */
  readonly state:
    'never' | 'idle' | 'running' | 'waiting' | 'offline' | 'needs-auth' | 'failed' | 'not-offered';
  readonly page: number;
  /** Null while the vendor has not said. */
  readonly pages: number | null;
  readonly records: number;
  readonly completedAt: number | null;
  readonly failure: Failure | null;
}

/** A record that could not be read, with the vendor's own text. */
export interface SetAsideItem {
  readonly target: MirroredName | 'lookups';
  readonly key: string;
  readonly reason: string;
  readonly raw: string;
  readonly at: number;
}

/** Calls about reading from the vendors. */
export const syncCalls = {
  /** Starts a pass over everything now; progress arrives as `status` events. */
  'sync.start': answers<null>()(z.object({})),
  /** Agrees that what the last complete pass did not see is removed here too. */
  'sync.agree-to-remove': answers<{ readonly removed: number }>()(
    z.object({ target: z.enum(mirroredNames) }),
    30_000,
  ),
  'sync.set-aside': answers<{ readonly total: number; readonly items: readonly SetAsideItem[] }>()(page),
  /** The system says that its network is back: sync and outbox look at once instead of when their pause is over. */
  'network.back': answers<null>()(z.object({})),
  'network.work-offline': answers<null>()(z.object({ offline: z.boolean() })),
} as const;
