import { z } from 'zod';
import { answers } from './definition.ts';

/** What was read from Turris once it is no longer connected. */

export const turrisCalls = {
  /** Records read from Turris that are on this computer. */
  'turris.kept': answers<{ readonly records: number }>()(z.object({})),
  /** Deletes them here; Turris keeps its own. Fails with `turris-connected` while they would only be read again. */
  'turris.forget': answers<{ readonly removed: number }>()(z.object({}), 60_000),
} as const;
