import type { ViewStore } from './api.ts';
import type { Connection } from './sqlite.ts';

/** Lists as the screen asks for them. */
export function createViewStore(_connection: Connection): ViewStore {
  return {
    order: () => new Uint32Array(),
    rows: () => [],
    options: () => [],
    label: (_collection, _field, value) => String(value ?? ''),
  };
}
