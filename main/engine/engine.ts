import type { EngineEvent, EngineStatus, Environment } from '../../preload/contract.ts';
import { isOfTurris } from '../../domain/collections.ts';
import type { Result } from '../../domain/result.ts';
import { createActor } from './actor.ts';
import { createAssignmentHistories } from './assignmentHistory.ts';
import { createAuditReader } from './audit/reader.ts';
import { createHandlers } from './calls/handlers.ts';
import { createChangesHub } from './changesHub.ts';
import type { Changes } from './changes.ts';
import { createCohorts } from './cohort/cohorts.ts';
import { createCohortInvitations } from './cohort/invitations.ts';
import { createRecipes } from './cohort/recipes.ts';
import { createCommissionGrids } from './commissionGrid/grids.ts';
import type { ContractingConnector } from './connectors/api.ts';
import type { TurrisConnector } from './connectors/turris/connector.ts';
import { dispatch, waitsForGestures } from './dispatch.ts';
import type { Answer, AsideCallName, SlowCallName } from './dispatch.ts';
import { createExports } from './export/exports.ts';
import { createGestureLine } from './gestureLine.ts';
import { createImports } from './import/imports.ts';
import type { StartReading } from './import/readerThread.ts';
import type { Network } from './network.ts';
import { createBulkEdits } from './bulk/bulk.ts';
import { createOpenViews } from './openViews.ts';
import { createWarmUp } from './warmUp.ts';
import type { Outbox } from './outbox/api.ts';
import { createOutbox } from './outbox/index.ts';
import type { ProfileOverrides } from './profileSettings.ts';
import type { Clock, Log, Random } from './ports.ts';
import type { Store } from './store/api.ts';
import type { Sync } from './sync/api.ts';
import { createSlowly } from './slowly.ts';
import { createSync } from './sync/agentSync.ts';
import { together } from './sync/together.ts';
import { createTurrisSync } from './sync/turris/sync.ts';
import { createRescuedWork } from './transfer/rescued.ts';
import { createReceiptImport } from './transfer/receiptImport.ts';
import { createTransfer } from './transfer/transfer.ts';

export interface EngineParts {
  readonly store: Store;
  readonly connector: ContractingConnector;
  readonly network: Network;
  /** The second vendor, over a network of its own; null where the connection has none. */
  readonly turris: { readonly connector: TurrisConnector; readonly network: Network } | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly connection: {
    readonly id: string;
    readonly name: string;
    readonly environment: Environment;
    /** Host without the `/contracting` prefix. */
    readonly baseUrl: string;
  };
  /** The system's user, for batches and the audit. */
  readonly actor: string;
  /** See OutboxParts. */
  readonly lateMs?: number | undefined;
  readonly profileOverrides: ProfileOverrides;
  /** Reads a file beside the engine. */
  readonly startReading: StartReading;
}

/** The engine of one connection: an ordinary program behind `call` and `onEvent`. */
export interface Engine {
  call(name: SlowCallName, request: unknown): Promise<Result<unknown>>;
  call(name: AsideCallName, request: unknown): Result<unknown>;
  /** Only slow calls are answered later, long gestures, and what waits behind those. */
  call(name: string, request: unknown): Answer;
  onEvent(listener: (event: EngineEvent) => void): () => void;
  /** Records with a change that the server does not have yet. */
  unsent(): number;
  credentialsChanged(): void;
  /** Wakes sync and outbox after sleep: timers may be hours late. */
  resumed(): void;
  /** Runs sync and outbox. */
  start(): void;
  /** Writes nothing any more: the file was found to be damaged. */
  halt(): void;
  /** Ends after what is in hand, then closes the store. */
  close(): Promise<void>;
}

/** Composes store, connector, sync and outbox. The caller owns none of them afterwards. */
export function createEngine(parts: EngineParts): Engine {
  const { store, connector, network, turris, clock, random, log } = parts;
  const { id, name, environment } = parts.connection;
  const actor = createActor(store, parts.actor);
  const built: { sync?: Sync; outbox?: Outbox } = {};
  const status = (): EngineStatus => {
    const { sync, outbox } = built;
    if (sync === undefined || outbox === undefined)
      throw new Error('status read before the engine was composed');
    return {
      connection: { id, name, environment },
      network: network.status(),
      sync: sync.states(),
      turris: turris === null ? null : { network: turris.network.status() },
      sending: outbox.sending(),
      pause: outbox.pause(),
      outbox: outbox.counts(),
      setAside: store.setAside.count(),
      authorization: outbox.authorization(),
      ...outbox.undoable(),
      sendMode: outbox.mode(),
      actorName: actor.name,
      organizationId: outbox.organization(),
      rescued: rescued.waiting(),
    };
  };
  const hub = createChangesHub(status);
  const changes: Changes = hub;
  const agentSync = createSync({ store, connector, clock, random, log, network, changes });
  const sync =
    turris === null
      ? agentSync
      : together(agentSync, createTurrisSync({ store, ...turris, clock, random, log, changes }));
  const outbox = createOutbox({
    store,
    connector,
    clock,
    random,
    log,
    network,
    changes,
    get actor() {
      return actor.words;
    },
    environment,
    lateMs: parts.lateMs,
  });
  built.sync = sync;
  built.outbox = outbox;
  const stopListening = [
    network.onChange((now) => {
      // Who works offline means both vendors; whether each answers is its own affair.
      turris?.network.choose(now.state === 'offline' && now.chosen);
      changes.status();
    }),
    ...(turris === null ? [] : [turris.network.onChange(() => changes.status())]),
  ];
  const rescued = createRescuedWork(store, outbox, () => changes.status());
  const histories = createAssignmentHistories({ store, connector, network, clock, log, changes });
  const imports = createImports({ store, outbox, clock, random, log, startReading: parts.startReading });
  const warmUp = createWarmUp(store.views, log);
  const views = createOpenViews({ views: store.views, mirror: store.mirror, random, clock, warmUp });
  const exports = createExports({
    store,
    views,
    clock,
    random,
    connection: parts.connection,
    actor: () => actor.words,
  });
  let closed = false;
  const slowly = createSlowly(() => closed);
  const gestures = createGestureLine();
  const handlers = createHandlers({
    slowly,
    gestures,
    imports,
    store,
    connector,
    sourceOf: (collection) =>
      isOfTurris(collection)
        ? (turris?.connector.sourceOf(collection) ?? null)
        : connector.sourceOf(collection),
    histories,
    views,
    exports,
    bulk: createBulkEdits({ store, views, outbox, random }),
    outbox,
    sync,
    network,
    profileOverrides: parts.profileOverrides,
    desk: {
      outbox,
      audit: createAuditReader(store),
      receiptImport: createReceiptImport(store, outbox),
      transfer: createTransfer({
        store,
        outbox,
        clock,
        slowly,
        connection: parts.connection,
        actor: () => actor.words,
      }),
      rescued,
      actor,
      changes,
      clock,
      slowly,
    },
    cohort: {
      cohorts: createCohorts(store, outbox),
      invitations: createCohortInvitations(store, outbox),
      recipes: createRecipes({ store, clock, random }),
      store,
      views,
    },
    commissionGrids: createCommissionGrids(store, outbox),
    status,
  });

  function call(name: SlowCallName, request: unknown): Promise<Result<unknown>>;
  function call(name: AsideCallName, request: unknown): Result<unknown>;
  function call(name: string, request: unknown): Answer;
  function call(name: string, request: unknown): Answer {
    const answer = (): Answer => dispatch(handlers, log, name, request);
    return gestures.busy && waitsForGestures(name) ? gestures.after(answer) : answer();
  }

  return {
    call,
    onEvent: (listener) => hub.onEvent(listener),
    unsent() {
      // Whoever leaves is told of what was done, not only of what is written already.
      gestures.finish();
      return outbox.counts().unsent;
    },
    credentialsChanged() {
      outbox.credentialsChanged();
      sync.refresh();
    },
    resumed() {
      sync.refresh();
      outbox.wake();
    },
    start() {
      outbox.start();
      sync.start();
    },
    halt: () => store.halt(),
    async close() {
      gestures.finish();
      closed = true;
      for (const stop of stopListening) stop();
      histories.stop();
      imports.stop();
      warmUp.stop();
      views.stop();
      hub.stop();
      await Promise.all([sync.stop(), outbox.stop()]);
      store.close();
    },
  };
}
