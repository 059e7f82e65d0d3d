import { ok } from '../../../domain/result.ts';
import type { BulkEdits } from '../bulk/bulk.ts';
import type { Slowly } from '../slowly.ts';
import type { EngineHandlers } from '../dispatch.ts';

type BulkCall = 'bulk.preview' | 'bulk.recount' | 'bulk.rows' | 'bulk.stage' | 'bulk.forget';

/** One change over many records, by the contract's names. */
export function bulkHandlers(bulk: BulkEdits, slowly: Slowly): Pick<EngineHandlers, BulkCall> {
  return {
    'bulk.preview': (request) => slowly(bulk.preview(request)),
    'bulk.recount': (request) => slowly(bulk.recount(request)),
    'bulk.rows': (request) => bulk.rows(request),
    'bulk.stage': (request) => slowly(bulk.stage(request)),
    'bulk.forget': ({ planId }) => {
      bulk.forget(planId);
      return ok(null);
    },
  };
}
