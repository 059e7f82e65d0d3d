import { z } from 'zod';
import type { BudgetMemory } from './connectors/budget.ts';
import type { Log } from './ports.ts';
import type { Store } from './store/api.ts';
import { readStored } from './storedJson.ts';

/** Under which setting each host's budget is kept. */
const settings = { agentSync: 'host-budget', turris: 'turris-budget' } as const;

const stored = z.object({
  at: z.number(),
  tokens: z.number(),
  paused: z.object({ from: z.number(), until: z.number() }).nullable(),
});

/**
 * Keeps a host's budget in the store. Losing it costs a few requests too many, so a save that fails is
 * logged and forgotten, and an entry that cannot be read counts as none.
 */
export function createBudgetMemory(
  store: Pick<Store, 'settings' | 'transaction'>,
  log: Log,
  host: keyof typeof settings = 'agentSync',
): BudgetMemory {
  const setting = settings[host];
  return {
    load: () => readStored(store.settings.get(setting), stored),
    save(state) {
      try {
        store.transaction('mirror', () => store.settings.set(setting, JSON.stringify(state)));
      } catch (error) {
        log.write('warn', 'The budget of the host could not be remembered', { error: String(error) });
      }
    },
  };
}
