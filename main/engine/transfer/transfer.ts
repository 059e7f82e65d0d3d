import type { Operation } from '../../../domain/operation.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Failure, Result } from '../../../domain/result.ts';
import type { Environment, StageOutcome } from '../../../preload/contract.ts';
import type { Travelled } from '../outbox/travelled.ts';
import type { Outbox } from '../outbox/api.ts';
import { sealedFields } from '../outbox/sealing.ts';
import type { Clock } from '../ports.ts';
import type { Store } from '../store/api.ts';
import { readContent, travelling } from './content.ts';
import type { UnsentContent } from './content.ts';
import { seal, unseal } from './seal.ts';

export interface Transfer {
  /** Every unsent change of this connection, sealed. They stay here as well. */
  exportUnsent(passphrase: string): Result<{
    readonly suggestedName: string;
    readonly data: Uint8Array;
    readonly operations: number;
  }>;
  /** Stages what such a file holds, as one gesture. */
  importUnsent(passphrase: string, data: Uint8Array): Result<StageOutcome>;
}

export interface TransferParts {
  readonly store: Store;
  readonly outbox: Pick<Outbox, 'bringIn'>;
  readonly clock: Clock;
  readonly connection: {
    readonly id: string;
    readonly name: string;
    readonly environment: Environment;
    readonly baseUrl: string;
  };
  readonly actor: () => string;
}

/** Takes unsent work to another computer and back in, encrypted with a passphrase. */
export function createTransfer(parts: TransferParts): Transfer {
  const { store, outbox, clock, connection } = parts;
  return {
    exportUnsent(passphrase) {
      const operations = store.operations.live({ offset: 0, limit: -1 });
      const batchIds = [...new Set(operations.map(({ batchId }) => batchId))];
      const content: UnsentContent = {
        format: 'upline-unsent',
        version: 1,
        exportedAt: clock.now(),
        actor: parts.actor(),
        connection: {
          id: connection.id,
          name: connection.name,
          environment: connection.environment,
          baseUrl: connection.baseUrl,
        },
        batches: batchIds.flatMap((batchId) => {
          const batch = store.operations.batch(batchId);
          if (batch === null) return [];
          const { id, label, actor, createdAt } = batch;
          return [{ id, label, actor, createdAt }];
        }),
        operations: operations.map((operation) => {
          const secrets = typedFor(store, operation);
          return { ...travelling(operation), ...(secrets === null ? {} : { secrets }) };
        }),
      };
      return ok({
        suggestedName: unsentFileName(clock.now()),
        data: seal(JSON.stringify(content), passphrase),
        operations: operations.length,
      });
    },
    importUnsent(passphrase, data) {
      const opened = unseal(data, passphrase);
      if (!opened.ok) return opened;
      const read = readContent(opened.value);
      if (!read.ok) return read;
      const stranger = notOfThisConnection(read.value.connection, connection);
      if (stranger !== null) return fail(stranger);
      const day = new Date(read.value.exportedAt).toISOString().slice(0, 10);
      return outbox.bringIn(`Bring in unsent changes of ${day}`, read.value.operations.map(travelled));
    },
  };
}

/** What was typed into sealed fields and would else not travel; null when there is nothing of it. */
export function typedFor(
  { sealed }: Pick<Store, 'sealed'>,
  operation: Pick<Operation, 'id' | 'collection' | 'changes'>,
): Record<string, string> | null {
  const secrets: Record<string, string> = {};
  for (const field of sealedFields(operation)) {
    const text = sealed.open(operation.id, field);
    if (text !== null) secrets[field] = text;
  }
  return Object.keys(secrets).length > 0 ? secrets : null;
}

/** What a file of unsent changes is called when nobody has chosen a name. */
export function unsentFileName(now: number): string {
  return `Upline unsent changes ${new Date(now).toISOString().slice(0, 10)}.uplineunsent`;
}

/** A change of a file as it is brought in here. */
export function travelled(one: UnsentContent['operations'][number]): Travelled {
  const { id, kind, collection, targetId, changes, dependsOn, state, secrets = {} } = one;
  return {
    id,
    kind,
    collection,
    targetId,
    changes,
    dependsOn,
    secrets,
    perhapsSent: state === 'sending' || state === 'unknown',
    held: state === 'held',
  };
}

/**
 * Work belongs to one environment of one host. A connection's id is made anew on every computer, so on
 * another one the address must be the same instead.
 */
function notOfThisConnection(
  from: UnsentContent['connection'],
  here: TransferParts['connection'],
): Failure | null {
  const sameHost = from.id === here.id || addressOf(from.baseUrl) === addressOf(here.baseUrl);
  if (from.environment === here.environment && sameHost) return null;
  return {
    code: 'other-connection',
    message: `These changes belong to “${from.name}” (${from.environment}), and this is “${here.name}” (${here.environment}). Nothing was brought in; open the connection they belong to and try again.`,
  };
}

function addressOf(baseUrl: string): string {
  return baseUrl.replace(/\/+$/, '').toLowerCase();
}
