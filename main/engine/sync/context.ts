import type { Changes } from '../changes.ts';
import type { ConnectorFailure, ContractingConnector, ListReader } from '../connectors/api.ts';
import type { MirroredName } from '../../../domain/fields.ts';
import type { Clock, Log } from '../ports.ts';
import type { Failure } from '../../../domain/result.ts';
import type { Store, SyncTarget } from '../store/api.ts';

/** What every pass works with, whichever vendor it reads. */
export interface PassContext {
  readonly store: Store;
  readonly changes: Changes;
  readonly clock: Clock;
  readonly log: Log;
  /** Aborted when sync stops or the person chooses to work offline. */
  readonly signal: AbortSignal;
  /** How many pages or parents are asked for ahead of the one being applied. */
  readonly ahead: number;
  /** Lets waiting reads run between two pages. */
  readonly breathe: () => Promise<void>;
  readonly progress: (
    target: SyncTarget,
    at: { readonly page: number; readonly pages: number | null; readonly records: number },
  ) => void;
}

/** What a pass over lists works with. */
export interface ListContext<C extends MirroredName> extends PassContext {
  readonly connector: ListReader<C>;
}

/** What passes over AgentSync work with. */
export interface AgentSyncContext extends PassContext {
  readonly connector: ContractingConnector;
}

/** How a pass ended. */
export type PassEnd =
  | { readonly kind: 'complete' }
  /** Interrupted: the next pass goes on where this one stood. */
  | { readonly kind: 'interrupted'; readonly failure: ConnectorFailure }
  /** Everything readable was applied, but the pass does not count as complete. */
  | { readonly kind: 'incomplete'; readonly failure: Failure }
  /** This connection has no call for it, so nothing was asked. */
  | { readonly kind: 'not-offered' }
  /** Complete except that the vendor does not list this collection. */
  | { readonly kind: 'by-id' };
