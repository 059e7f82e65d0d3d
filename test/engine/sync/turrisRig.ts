import { createBudget } from '../../../main/engine/connectors/budget.ts';
import { createHttp } from '../../../main/engine/connectors/http.ts';
import { readAnyServerCopy } from '../../../main/engine/connectors/serverCopies.ts';
import { createTurrisConnector } from '../../../main/engine/connectors/turris/connector.ts';
import type { TurrisConnector } from '../../../main/engine/connectors/turris/connector.ts';
import { parseTurrisProfile } from '../../../main/engine/connectors/turris/profile.ts';
import type { TurrisProfile } from '../../../main/engine/connectors/turris/profile.ts';
import { createTurrisTokens } from '../../../main/credentials/turrisExchange.ts';
import type { TurrisCollection } from '../../../domain/fields.ts';
import { createNetwork } from '../../../main/engine/network.ts';
import type { Network } from '../../../main/engine/network.ts';
import type { Store } from '../../../main/engine/store/api.ts';
import type { Sync } from '../../../main/engine/sync/api.ts';
import { createTurrisSync } from '../../../main/engine/sync/turris/sync.ts';
import type { CollectionSync, Environment } from '../../../preload/contract.ts';
import endpoints from '../../../resources/endpoints/turris.json' with { type: 'json' };
import { startSandbox } from '../../../sandbox/index.ts';
import type { ProfilePatch, Sandbox, SizeOption } from '../../../sandbox/index.ts';
import { openTestStore } from '../support/store.ts';
import { driven, virtualTime } from '../support/time.ts';
import type { Time } from '../support/time.ts';
import { watchedLine } from '../support/watchedLine.ts';
import { restMs, untilSettled } from './settling.ts';

export interface TurrisRigOptions {
  readonly size?: SizeOption;
  readonly sandboxProfile?: ProfilePatch;
  readonly environment?: Environment;
  readonly intervalMs?: number;
  readonly slowMs?: number;
  readonly profile?: (profile: TurrisProfile) => TurrisProfile;
  /** Called before every request. */
  readonly before?: (url: string) => void;
}

export interface TurrisRig {
  readonly sandbox: Sandbox;
  readonly clock: Time;
  readonly network: Network;
  readonly connector: TurrisConnector;
  readonly sync: Sync;
  readonly store: Store;
  /** Every state that any target was ever in. */
  readonly seen: ReadonlySet<string>;
  state(target: TurrisCollection): CollectionSync;
  until(condition: () => boolean, what: string): Promise<void>;
  /** Starts, or asks for another pass, and waits until it is over. */
  pass(): Promise<void>;
  /** Waits until nothing is left to do before the rest between passes. */
  settled(): Promise<void>;
  start(): void;
  /** Ends sync, reopens the store and makes a new sync on it, as a restart of the engine would. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export function turrisProfile(): TurrisProfile {
  const parsed = parseTurrisProfile(endpoints);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

/** Turris alone: real HTTP against the stand-in, a real store, and time that the test moves. */
export async function createTurrisRig(options: TurrisRigOptions = {}): Promise<TurrisRig> {
  let sandboxLater: Sandbox | null = null;
  const line = watchedLine(
    () => sandboxLater,
    () => clock,
  );
  const clock = virtualTime(line);
  const sandbox = await startSandbox({
    size: options.size ?? { assignments: 230, carriers: 3 },
    clock: () => clock.now(),
    pause: (milliseconds) => clock.sleep(milliseconds),
    ...(options.sandboxProfile === undefined ? {} : { profile: options.sandboxProfile }),
  });
  sandboxLater = sandbox;
  const environment = options.environment ?? 'practice';
  const profile = (options.profile ?? ((same) => same))(turrisProfile());
  const testStore = openTestStore({ readServerCopy: readAnyServerCopy });
  const network = createNetwork(clock, false);
  const log = { write: () => undefined };
  const random = { id: () => 'id', fraction: () => 0.5 };
  const connector = createTurrisConnector({
    http: createHttp({
      transport: (request) => {
        options.before?.(request.url);
        return line.transport(request);
      },
      tokens: createTurrisTokens({
        fetch: line.fetch,
        clock,
        baseUrl: sandbox.turrisUrl,
        credentials: () =>
          Promise.resolve({ clientId: sandbox.turrisClientId, clientSecret: sandbox.turrisClientSecret }),
      }),
      clock,
      random,
      log,
      network,
      budget: createBudget(clock, profile.rates[environment]),
      baseUrl: sandbox.turrisUrl,
      vendor: 'Turris',
      maxBytes: profile.longestAnswerBytes,
    }),
    profile,
    environment,
  });
  const seen = new Set<string>();
  let sync: Sync | null = null;
  const changes = {
    rows: () => undefined,
    membership: () => undefined,
    outbox: () => undefined,
    status: () => {
      for (const { target, state } of sync?.states() ?? []) seen.add(`${target} ${state}`);
    },
    receipt: () => undefined,
  };
  const makeSync = (): Sync =>
    createTurrisSync({
      store: testStore.store,
      connector,
      clock,
      random,
      log,
      network,
      changes,
      intervalMs: options.intervalMs ?? 10 * restMs,
      ...(options.slowMs === undefined ? {} : { slowMs: options.slowMs }),
    });
  let current = makeSync();
  sync = current;
  const until = (condition: () => boolean, what: string): Promise<void> =>
    clock.until(condition, () => `${what} ${JSON.stringify(current.states())}`);
  const settled = (): Promise<void> => untilSettled(clock, line, () => current);
  let started = false;
  return {
    sandbox,
    clock,
    network,
    connector: driven(connector, clock),
    seen,
    until,
    settled,
    get sync() {
      return current;
    },
    get store() {
      return testStore.store;
    },
    state(target) {
      const found = current.states().find((state) => state.target === target);
      if (found === undefined) throw new Error(`No state of ${target}`);
      return found;
    },
    start() {
      started = true;
      current.start();
    },
    async pass() {
      if (started) current.now();
      else current.start();
      started = true;
      await settled();
    },
    async restart() {
      await clock.through(current.stop());
      testStore.reopen();
      current = makeSync();
      sync = current;
      current.start();
    },
    async close() {
      await clock.through(current.stop());
      testStore.dispose();
      await sandbox.close();
    },
  };
}
