import type { EngineHandlers } from '../dispatch.ts';
import type { Outbox } from '../outbox/api.ts';

/** New records: made here, or made again because the server lost them. */
export function creatingHandlers(
  outbox: Pick<Outbox, 'create' | 'recreate'>,
): Pick<EngineHandlers, 'record.create' | 'outbox.recreate'> {
  return {
    'record.create': ({ collection, label, values, warned }) =>
      outbox.create(collection, label, values, warned),
    'outbox.recreate': ({ operationIds }) => outbox.recreate(operationIds),
  };
}
