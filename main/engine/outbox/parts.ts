import type { ContractingConnector } from '../connectors/api.ts';
import type { Changes } from '../changes.ts';
import type { Network } from '../network.ts';
import type { Clock, Log, Random } from '../ports.ts';
import type { Store } from '../store/api.ts';

/** What the outbox needs from outside. */
export interface OutboxParts {
  readonly store: Store;
  readonly connector: ContractingConnector;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly network: Network;
  readonly changes: Changes;
  /** Who works at this computer. Read it when it is needed: the name may be set at any time. */
  readonly actor: string;
  readonly environment: string;
  /** How long a write without an answer may still be carried out, in milliseconds; see late.ts. */
  readonly lateMs?: number | undefined;
}
