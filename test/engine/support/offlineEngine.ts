import endpoints from '../../../resources/endpoints/agentsync.json' with { type: 'json' };
import { composeEngine } from '../../../main/engine/compose.ts';
import type { Engine } from '../../../main/engine/engine.ts';
import { systemClock, systemRandom } from '../../../main/engine/system.ts';

/** The engine as the application composes it, on a computer that works offline and reaches nobody. */
export function openOfflineEngine(databaseFile: string, databaseKey: Uint8Array): Engine {
  const composed = composeEngine({
    databaseFile,
    databaseKey,
    nativeBinding: undefined,
    connection: { id: 'c1', name: 'Test', environment: 'practice', baseUrl: 'http://127.0.0.1:1' },
    endpoints,
    turris: null,
    transport: () => Promise.resolve({ kind: 'not-sent', reason: 'no network in this test' }),
    tokens: { token: () => Promise.resolve({ kind: 'offline', reason: 'no network in this test' }) },
    clock: systemClock,
    random: systemRandom,
    log: { write: () => undefined },
    actor: 'dreyes',
    workOffline: true,
  });
  if (!composed.ok) throw new Error(composed.error.message);
  return composed.value;
}
