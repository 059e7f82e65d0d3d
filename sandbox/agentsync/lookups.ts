import { LOOKUP_NAMES } from '../data/lookups.ts';
import type { Route } from './call.ts';
import { pageReply, sourceOf, withSelf } from './hal.ts';

/** Lookups: C21–C26 of the specification; they live outside `customers/` (S1, S0). */
export const lookupRoutes: readonly Route[] = LOOKUP_NAMES.map((name) => ({
  operation: `list${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
  method: 'GET',
  pattern: new RegExp(`^/v1/${name}$`),
  scope: 'rino_api_agency_read',
  budget: 'read',
  handle: (call) =>
    pageReply(call, name, sourceOf(call.world.lookups[name]), (row) =>
      withSelf(row, `/v1/${name}/${row.id}`),
    ),
}));
