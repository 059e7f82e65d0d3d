import path from 'node:path';
import { mkdirSync } from 'node:fs';
import type { Environment } from '../../preload/contract.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { createAgentSyncConnector } from './connectors/agentsync/connector.ts';
import { parseProfile, ratesOf } from './connectors/agentsync/profile.ts';
import type { Profile } from './connectors/agentsync/profile.ts';
import { createBudget } from './connectors/budget.ts';
import { createBudgetMemory } from './budgetMemory.ts';
import { createCasingMemory } from './casingMemory.ts';
import { createHttp } from './connectors/http.ts';
import { createEngine } from './engine.ts';
import { createReaderThread } from './import/readerThread.ts';
import type { Engine, EngineParts } from './engine.ts';
import { createNetwork } from './network.ts';
import type { Clock, HttpTransport, Log, Random, TokenSource } from './ports.ts';
import { readAnyServerCopy } from './connectors/serverCopies.ts';
import { createTurrisConnector } from './connectors/turris/connector.ts';
import { parseTurrisProfile } from './connectors/turris/profile.ts';
import type { TurrisProfile } from './connectors/turris/profile.ts';
import type { Store } from './store/api.ts';
import { storeFailureOf } from './store/failures.ts';
import { createProfileOverrides } from './profileSettings.ts';
import type { ProfileOverrides } from './profileSettings.ts';
import { openStore } from './store/store.ts';
import { pickUpRescued } from './transfer/rescued.ts';

export interface ComposeOptions {
  /** Absolute path; its folder is made when it is not there. */
  readonly databaseFile: string;
  /** 32 bytes. */
  readonly databaseKey: Uint8Array;
  readonly nativeBinding: string | undefined;
  readonly connection: {
    readonly id: string;
    readonly name: string;
    readonly environment: Environment;
    /** Host without the `/contracting` prefix. */
    readonly baseUrl: string;
  };
  /** The endpoint profile as read from its file, not yet parsed. */
  readonly endpoints: unknown;
  readonly transport: HttpTransport;
  readonly tokens: TokenSource;
  /** The second vendor, with a host, an endpoint profile and tokens of its own; null where the connection has none. */
  readonly turris: {
    /** Scheme, host and prefix, without `/v1`. */
    readonly baseUrl: string;
    readonly endpoints: unknown;
    readonly tokens: TokenSource;
  } | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly actor: string;
  /** Starts offline whatever was chosen last time. */
  readonly workOffline: boolean;
  /** See OutboxParts. */
  readonly lateMs?: number | undefined;
  /** The script of the thread that reads files, where the engine is built into one file. */
  readonly readerScript?: URL;
}

/** Setting under which the choice to work offline is remembered. */
const workOfflineSetting = 'work-offline';

/**
 * Opens the store of a connection and builds its engine, not yet started. The same composition runs in
 * the application's engine process, in tests and in benchmarks. Errors: those of `openStore`, and
 * `endpoint-profile-unreadable`.
 */
export function composeEngine(options: ComposeOptions): Result<Engine> {
  const profile = parseProfile(options.endpoints);
  if (!profile.ok) return profile;
  const turrisProfile = options.turris === null ? null : parseTurrisProfile(options.turris.endpoints);
  if (turrisProfile !== null && !turrisProfile.ok) return turrisProfile;
  mkdirSync(path.dirname(options.databaseFile), { recursive: true, mode: 0o700 });
  const store = openStore({
    file: options.databaseFile,
    key: options.databaseKey,
    nativeBinding: options.nativeBinding,
    readServerCopy: readAnyServerCopy,
  });
  if (!store.ok) return store;
  try {
    return ok(compose(options, store.value, profile.value, turrisProfile?.value ?? null));
  } catch (error) {
    // What opened may still hold a page that cannot be read, and this is where it is first met.
    const failure = storeFailureOf(error);
    if (failure === null) throw error;
    store.value.halt();
    return fail(failure);
  }
}

function compose(
  options: ComposeOptions,
  store: Store,
  profile: Profile,
  turrisProfile: TurrisProfile | null,
): Engine {
  const { connection, clock, random, log } = options;
  const { id, name, environment, baseUrl } = connection;
  const source = {
    file: options.databaseFile,
    key: options.databaseKey,
    nativeBinding: options.nativeBinding,
  };
  const exportedAt = clock.now();
  pickUpRescued(
    store,
    source,
    { exportedAt, actor: options.actor, connection: { id, name, environment, baseUrl } },
    log,
  );
  const network = createNetwork(clock, startsOffline(options, store));
  const rates = ratesOf(profile, environment);
  const budget = createBudget(clock, rates, createBudgetMemory(store, log));
  const host = baseUrl.replace(/\/+$/, '');
  const line = { transport: options.transport, clock, random, log, network, budget };
  const profileOverrides = createProfileOverrides(store, { environment, host }, profile);
  const connector = createAgentSyncConnector({
    http: createHttp({ ...line, tokens: options.tokens, baseUrl: `${host}/contracting` }),
    producerProfile: {
      // The same host and its one budget; only the scope may be another.
      http: createHttp({ ...line, tokens: scopedTokens(options.tokens, profileOverrides), baseUrl: host }),
      override: () => profileOverrides.current(),
    },
    profile,
    environment: connection.environment,
    casing: createCasingMemory(store, log),
  });
  return createEngine({
    store,
    connector,
    network,
    turris: composeTurris(options, store, turrisProfile),
    clock,
    random,
    log,
    connection,
    actor: options.actor,
    profileOverrides,
    startReading: createReaderThread(
      options.readerScript ?? new URL('./import/worker.ts', import.meta.url),
      clock,
      log,
    ),
    lateMs: options.lateMs,
  });
}

/** Turris over a line of its own: whatever happens there, AgentSync's goes on, and the other way round. */
function composeTurris(
  options: ComposeOptions,
  store: Store,
  profile: TurrisProfile | null,
): EngineParts['turris'] {
  if (options.turris === null || profile === null) return null;
  const { transport, clock, random, log, connection } = options;
  const network = createNetwork(clock, startsOffline(options, store));
  // The practice data comes with a Turris of its own; all others have the same limits.
  const { environment } = connection;
  const budget = createBudget(clock, profile.rates[environment], createBudgetMemory(store, log, 'turris'));
  const http = createHttp({
    transport,
    clock,
    random,
    log,
    network,
    budget,
    tokens: options.turris.tokens,
    baseUrl: options.turris.baseUrl,
    vendor: 'Turris',
    maxBytes: profile.longestAnswerBytes,
  });
  return { connector: createTurrisConnector({ http, profile, environment }), network };
}

function startsOffline(options: ComposeOptions, store: Store): boolean {
  return options.workOffline || store.settings.get(workOfflineSetting) === 'yes';
}

/** Tokens that hold the scope a customer entered for Producer Profile as well. */
function scopedTokens(tokens: TokenSource, overrides: ProfileOverrides): TokenSource {
  return {
    token({ renew }) {
      const { scope } = overrides.current();
      return tokens.token(scope === null ? { renew } : { renew, scope });
    },
  };
}
