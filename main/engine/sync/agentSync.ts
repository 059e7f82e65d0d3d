import { isOfAgentSync } from '../../../domain/collections.ts';
import type { ContractingConnector } from '../connectors/api.ts';
import type { SyncTarget } from '../store/api.ts';
import type { Sync } from './api.ts';
import { createCatalogue } from './catalogue.ts';
import { runPass, targets } from './passes.ts';
import { createScheduler } from './scheduler.ts';
import type { SchedulerOptions } from './scheduler.ts';

/** What reading AgentSync needs, and how often what changes seldom is read. */
export interface SyncOptions extends SchedulerOptions {
  readonly connector: ContractingConnector;
  /** How often products and levels are read (see catalogue.ts). */
  readonly catalogueMs?: number;
  /** Between passes over the lookups. */
  readonly lookupsMs?: number;
}

const defaultCatalogueMs = 60 * 60_000;
const defaultLookupsMs = 24 * 60 * 60_000;

/** Keeps the mirror of AgentSync fresh. */
export function createSync(options: SyncOptions): Sync {
  const { store, clock, connector } = options;
  const offered = (target: SyncTarget): boolean =>
    target === 'lookups' || (isOfAgentSync(target) && connector.lists(target).offered);
  const every = {
    catalogueMs: options.catalogueMs ?? defaultCatalogueMs,
    lookupsMs: options.lookupsMs ?? defaultLookupsMs,
  };
  return createScheduler(options, {
    targets,
    offered,
    catalogue: createCatalogue(store, clock, every, offered),
    runPass: (context, target) => runPass({ ...context, connector }, target),
    ask: (signal) => connector.listLookup('annualization', signal),
  });
}
