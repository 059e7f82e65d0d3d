import { z } from 'zod';
import { keptViews } from '../../domain/gridView.ts';
import type { KeptViews } from '../../domain/gridView.ts';
import { answers } from './definition.ts';
import { collection } from './vocabulary.ts';

/** How lists are arranged on this connection, kept with its data. */
export const gridViewCalls = {
  /** Fails with `views-unreadable` when what is kept was written by a newer version. */
  'grid-views.read': answers<KeptViews>()(z.object({ collection })),
  /** Replaces what is kept of a collection. */
  'grid-views.write': answers<null>()(z.object({ collection, kept: keptViews })),
} as const;
