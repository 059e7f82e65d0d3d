import { z } from 'zod';
import { typeCasings } from '../../domain/commissionLevel.ts';
import type { CasingMemory } from './connectors/agentsync/typeSpelling.ts';
import type { Log } from './ports.ts';
import type { Store } from './store/api.ts';
import { readStored } from './storedJson.ts';

const setting = 'commission-type-casing';

const stored = z.object({ casing: z.enum(typeCasings), by: z.enum(['accepted', 'shown']) });

/**
 * Keeps a connection's spelling of commission types in its store. A save that fails is logged: the next
 * record read, or the next write accepted, says it again.
 */
export function createCasingMemory(store: Pick<Store, 'settings' | 'transaction'>, log: Log): CasingMemory {
  return {
    load: () => readStored(store.settings.get(setting), stored),
    save(known) {
      try {
        store.transaction('mirror', () => store.settings.set(setting, JSON.stringify(known)));
      } catch (error) {
        log.write('warn', 'The spelling of commission types could not be remembered', {
          error: String(error),
        });
      }
    },
  };
}
