import { z } from 'zod';
import { answers } from './definition.ts';
import type { StageOutcome } from './staging.ts';

/** Unsent work as a sealed file, and what was read from a damaged database. */

export const transferCalls = {
  /** Every unsent change, sealed with a passphrase (scrypt, AES-256-GCM): for another laptop, or before something is discarded. */
  'transfer.export': answers<{
    readonly suggestedName: string;
    readonly data: Uint8Array;
    readonly operations: number;
  }>()(z.object({ passphrase: z.string().min(10).max(500) }), 60_000),
  /** Stages what such a file holds, as one gesture; what cannot be staged comes back with reasons. */
  'transfer.import': answers<StageOutcome>()(
    z.object({ passphrase: z.string().min(10).max(500), data: z.instanceof(Uint8Array) }),
    60_000,
  ),
  /** Stages the work that was read from a damaged file, as one gesture; what cannot be staged goes on waiting. */
  'transfer.bring-rescued': answers<StageOutcome>()(z.object({}), 60_000),
  /** Stops offering what is left of it. The damaged file is kept. */
  'transfer.leave-rescued': answers<null>()(z.object({})),
} as const;
