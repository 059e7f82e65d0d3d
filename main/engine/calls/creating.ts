import { ok } from '../../../domain/result.ts';
import type { EngineHandlers } from '../dispatch.ts';
import type { Outbox } from '../outbox/api.ts';
import { twinOf } from '../outbox/unique.ts';
import type { Store } from '../store/api.ts';

/** New records: made here, or made again because the server lost them. */
export function creatingHandlers(
  store: Store,
  outbox: Pick<Outbox, 'create' | 'recreate'>,
): Pick<EngineHandlers, 'record.create' | 'record.alike' | 'outbox.recreate'> {
  return {
    'record.create': ({ collection, label, values, warned }) =>
      outbox.create(collection, label, values, warned),
    'record.alike': ({ collection, id, values }) => ok({ twin: twinOf({ store }, collection, id, values) }),
    'outbox.recreate': ({ operationIds }) => outbox.recreate(operationIds),
  };
}
