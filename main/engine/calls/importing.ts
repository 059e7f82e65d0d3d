import type { EngineHandlers } from '../dispatch.ts';
import type { Imports } from '../import/imports.ts';
import type { Slowly } from '../slowly.ts';

type ImportCall = Extract<keyof EngineHandlers, `import.${string}`>;

/** Tables on their way in, by the contract's names. */
export function importHandlers(imports: Imports, slowly: Slowly): Pick<EngineHandlers, ImportCall> {
  return {
    'import.open': ({ name, data }) => imports.open(name, data),
    'import.read-again': ({ importId, options }) => imports.readAgain(importId, options),
    'import.state': ({ importId }) => imports.state(importId),
    'import.arrange': ({ importId, heading, collection }) => imports.arrange(importId, heading, collection),
    'import.names': ({ importId, plan }) => slowly(imports.names(importId, plan)),
    'import.check': ({ importId, plan }) => imports.check(importId, plan),
    'import.check-on': ({ importId }) => imports.checkOn(importId),
    'import.rows': ({ importId, verdict, offset, limit }) => imports.rows(importId, verdict, offset, limit),
    'import.stage': ({ importId, label, warned }) => slowly(imports.stage(importId, label, warned)),
    'import.staging': ({ importId }) => imports.staging(importId),
    'import.stop-staging': ({ importId }) => imports.stopStaging(importId),
    'import.blocked-rows': ({ importId }) => slowly(imports.blocked(importId)),
    'import.close': ({ importId }) => imports.close(importId),
  };
}
