import { isOfTurris } from '../../../../domain/collections.ts';
import type { ConnectorFailure } from '../../connectors/api.ts';
import { fileCategories } from '../../connectors/turris/connector.ts';
import type { TurrisConnector } from '../../connectors/turris/connector.ts';
import type { SyncTarget } from '../../store/api.ts';
import type { Sync } from '../api.ts';
import { isDue } from '../catalogue.ts';
import type { Catalogue } from '../catalogue.ts';
import { childPass } from '../childPass.ts';
import type { PassContext, PassEnd } from '../context.ts';
import { flatPass } from '../flatPass.ts';
import { createScheduler } from '../scheduler.ts';
import type { SchedulerOptions } from '../scheduler.ts';
import { createAgentPass } from './agentPass.ts';
import { licencePass } from './licencePass.ts';

export interface TurrisSyncOptions extends SchedulerOptions {
  readonly connector: TurrisConnector;
  /** How often agents and licences are read. */
  readonly slowMs?: number;
}

/** What is read with a few requests first; licences, which may take an hour, last. */
const targets: readonly SyncTarget[] = ['downstreamEntity', 'fileDocument', 'agent', 'licence'];
/** These cost a request for every entity, or for every agent. */
const slow: readonly SyncTarget[] = ['agent', 'licence'];
const defaultSlowMs = 60 * 60_000;

/** Ascending, as passes over parents want it. */
const categories: readonly string[] = [...fileCategories].sort();

/** Keeps the mirror of Turris fresh, apart from AgentSync: its own line, its own pace, its own failures. */
export function createTurrisSync(options: TurrisSyncOptions): Sync {
  const { store, clock, connector } = options;
  const slowMs = options.slowMs ?? defaultSlowMs;
  const catalogue: Catalogue = {
    due: (asked) =>
      asked
        ? targets
        : targets.filter((target) => !slow.includes(target) || isDue(store, clock, target, slowMs)),
    missing: () => [],
    looked: () => undefined,
  };
  const agentPass = createAgentPass();
  const notListed = (failure: ConnectorFailure): Promise<PassEnd> =>
    Promise.resolve({ kind: 'interrupted', failure });

  const runPass = (bare: PassContext, target: SyncTarget): Promise<PassEnd> => {
    const context = { ...bare, connector };
    switch (target) {
      case 'downstreamEntity':
        return flatPass(context, target);
      case 'fileDocument':
        return childPass(context, target, categories, notListed);
      case 'agent':
        return agentPass(context);
      case 'licence':
        return licencePass(context);
      default:
        throw new Error(`${target} is not a list of Turris`);
    }
  };

  return createScheduler(options, {
    targets,
    offered: (target) => target !== 'lookups' && isOfTurris(target),
    catalogue,
    runPass,
    ask: (signal) => connector.check(signal),
  });
}
