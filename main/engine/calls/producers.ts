import { ok } from '../../../domain/result.ts';
import type { Changes } from '../changes.ts';
import type { ContractingConnector } from '../connectors/api.ts';
import type { EngineHandlers } from '../dispatch.ts';
import { readProducerPage } from '../producerPage.ts';
import type { ProfileOverrides } from '../profileSettings.ts';
import type { Store } from '../store/api.ts';
import type { Sync } from '../sync/api.ts';

export interface ProducerParts {
  readonly store: Store;
  readonly connector: ContractingConnector;
  readonly overrides: ProfileOverrides;
  readonly sync: Pick<Sync, 'now'>;
  readonly changes: Pick<Changes, 'status'>;
}

/** Producers and the settings of their part of AgentSync, by the contract's names. */
export function producerHandlers({
  store,
  connector,
  overrides,
  sync,
  changes,
}: ProducerParts): Pick<EngineHandlers, 'producer.read' | 'profile.read' | 'profile.override'> {
  return {
    'producer.read': (asked) => readProducerPage({ store, connector }, asked),
    'profile.read': () => ok(overrides.shown()),
    'profile.override': (typed) => {
      const changed = overrides.change(typed);
      if (changed.ok) {
        changes.status();
        // What has become askable is asked for now; a path that is wrong shows at once.
        sync.now();
      }
      return changed;
    },
  };
}
