import { liveStates } from '../../../domain/operation.ts';
import type { Operation } from '../../../domain/operation.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Failure, Result } from '../../../domain/result.ts';
import type { Environment, StageOutcome } from '../../../preload/contract.ts';
import type { Travelled } from '../outbox/travelled.ts';
import type { Outbox } from '../outbox/api.ts';
import { sealedFields } from '../outbox/sealing.ts';
import { liveInSlices } from '../outbox/chosen.ts';
import type { Clock } from '../ports.ts';
import { inPortions } from '../slices.ts';
import type { Sliced } from '../slices.ts';
import type { Slowly } from '../slowly.ts';
import type { Store } from '../store/api.ts';
import { readContent, travelling } from './content.ts';
import type { UnsentContent } from './content.ts';
import { sealBeside, unseal } from './seal.ts';

export interface Transfer {
  /**
   * Every unsent change of this connection, sealed. They stay here as well. Others have their turn meanwhile. Fails
   * with `engine-stopped`.
   */
  exportUnsent(passphrase: string): Promise<
    Result<{
      readonly suggestedName: string;
      readonly data: Uint8Array;
      readonly operations: number;
    }>
  >;
  /** Stages what such a file holds, as one gesture. */
  importUnsent(passphrase: string, data: Uint8Array): Result<StageOutcome>;
}

export interface TransferParts {
  readonly store: Store;
  readonly outbox: Pick<Outbox, 'bringIn'>;
  readonly clock: Clock;
  readonly slowly: Slowly;
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
  const { outbox, clock, connection } = parts;
  return {
    async exportUnsent(passphrase) {
      const written = await parts.slowly(ok(contentOf(parts)));
      if (!written.ok) return written;
      const { text, operations } = written.value;
      const data = await sealBeside(text, passphrase);
      return ok({ suggestedName: unsentFileName(clock.now()), data, operations });
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

/** What a file of all unsent changes holds, as text. */
function* contentOf(parts: TransferParts): Sliced<{ readonly text: string; readonly operations: number }> {
  const { store, clock, connection } = parts;
  const operations = yield* unsent(store);
  const { id, name, environment, baseUrl } = connection;
  const head: UnsentContent = {
    format: 'upline-unsent',
    version: 1,
    exportedAt: clock.now(),
    actor: parts.actor(),
    connection: { id, name, environment, baseUrl },
    batches: [...new Set(operations.map(({ batchId }) => batchId))].flatMap((batchId) => {
      const batch = store.operations.batch(batchId);
      if (batch === null) return [];
      const { label, actor, createdAt } = batch;
      return [{ id: batchId, label, actor, createdAt }];
    }),
    operations: [],
  };
  const written: string[] = [];
  yield* inPortions(operations, (operation) => {
    written.push(JSON.stringify(operation));
  });
  // Written one by one into the empty list with which the content ends.
  const text = `${JSON.stringify(head).slice(0, -']}'.length)}${written.join(',')}]}`;
  return { text, operations: operations.length };
}

/** Read so often in slices; what is written in between again and again would else put it off for ever. */
const mostReadings = 3;

/** Everything that is unsent at one moment, in the order in which it was staged. */
function* unsent(store: Store): Sliced<UnsentContent['operations']> {
  for (let readings = 0; readings < mostReadings; readings += 1) {
    let moved = false;
    const stop = store.watch(() => {
      moved = true;
    });
    try {
      const live = yield* liveInSlices(store, liveStates);
      const read: UnsentContent['operations'] = [];
      yield* inPortions(
        live.toSorted((a, b) => a.sequence - b.sequence),
        (operation) => read.push(packed(store, operation)),
      );
      if (!moved) return read;
    } finally {
      stop();
    }
  }
  return store.operations.live({ offset: 0, limit: -1 }).map((operation) => packed(store, operation));
}

function packed(store: Store, operation: Operation): UnsentContent['operations'][number] {
  const secrets = typedFor(store, operation);
  return { ...travelling(operation), ...(secrets === null ? {} : { secrets }) };
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
