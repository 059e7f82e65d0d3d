import type { EngineHandlers } from '../dispatch.ts';
import type { Exports } from '../export/exports.ts';

type ExportCall = Extract<keyof EngineHandlers, `export.${string}`>;

/** Lists on their way out, by the contract's names. */
export function exportHandlers(exports: Exports): Pick<EngineHandlers, ExportCall> {
  return {
    'export.open': (request) => exports.open(request),
    'export.read': ({ exportId }) => exports.read(exportId),
    'export.close': ({ exportId }) => exports.close(exportId),
  };
}
