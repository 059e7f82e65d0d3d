import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { RateLimiter } from './agentsync/limits.ts';
import {
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  DEFAULT_CLIENTS,
  TokenService,
} from './agentsync/token.ts';
import type { ClientCredentials } from './agentsync/token.ts';
import { SandboxClock } from './clock.ts';
import { SandboxControl } from './control/control.ts';
import type { ProfileHolder } from './control/control.ts';
import { CONTROL_PREFIX } from './control/router.ts';
import { seedNumber } from './data/random.ts';
import { resolveSize } from './data/sizes.ts';
import type { SizeOption } from './data/sizes.ts';
import { FaultEngine } from './faults/engine.ts';
import { Spoiler } from './faults/spoil.ts';
import { DEFAULT_PROFILE, patchProfile } from './profile.ts';
import type { ProfilePatch } from './profile.ts';
import { directExchange } from './direct.ts';
import type { DirectOutcome, DirectRequest } from './direct.ts';
import { makeServer } from './server.ts';
import type { ServerState } from './server.ts';
import { TURRIS_PREFIX } from './turris/router.ts';
import { DEFAULT_TURRIS_CLIENT, TurrisTokens } from './turris/token.ts';
import { World } from './world.ts';

export type { ClientCredentials } from './agentsync/token.ts';
export type { DirectOutcome, DirectRequest } from './direct.ts';
export type { SandboxControl } from './control/control.ts';
export type { SizeOption } from './data/sizes.ts';
export type { Action, RuleInput } from './faults/rule.ts';
export type { JournalEntry } from './journal/entry.ts';
export type { Row } from './json.ts';
export type { ProfilePatch } from './profile.ts';

/** What a stand-in is started with; everything has a default. */
export interface SandboxOptions {
  /** The same seed and size give the same data. */
  readonly seed?: string | number | undefined;
  readonly size?: SizeOption | undefined;
  /** 0 takes any free port. */
  readonly port?: number | undefined;
  /** Loopback only: 127.0.0.1, ::1 or localhost. */
  readonly host?: string | undefined;
  /** Keeps every effect in this folder; a stand-in started there again has them all. */
  readonly stateFolder?: string | undefined;
  /** Source of time, milliseconds since 1970. */
  readonly clock?: (() => number) | undefined;
  /** How latencies are waited for; a test with a clock of its own passes that clock's. */
  readonly pause?: ((milliseconds: number) => Promise<unknown>) | undefined;
  readonly profile?: ProfilePatch | undefined;
  readonly clients?: readonly ClientCredentials[] | undefined;
  readonly controlToken?: string | undefined;
}

/** A running stand-in. */
export interface Sandbox {
  /** Scheme, host and port, without /contracting. */
  readonly url: string;
  readonly tokenUrl: string;
  readonly contractingUrl: string;
  readonly controlUrl: string;
  readonly controlToken: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The base address of Turris, without /v1, and the API client it knows. */
  readonly turrisUrl: string;
  readonly turrisClientId: string;
  readonly turrisClientSecret: string;
  /** The control functions without HTTP, for tests in the same process. */
  readonly control: SandboxControl;
  /** The same request without a socket: same faults, same effects. For tests by the thousand. */
  readonly exchange: (request: DirectRequest) => Promise<DirectOutcome>;
  readonly close: () => Promise<void>;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Starts a loopback stand-in for AgentSync (S0, S1, A-AUTH, A-PAG, A-RATE, A-STAT, A-CBP) and Turris (S4, T). */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1';
  if (!LOOPBACK.has(host)) throw new Error(`the sandbox listens on loopback only, not on ${host}`);
  const seed = seedNumber(options.seed ?? 1);
  const clock = new SandboxClock(options.clock);
  const world = new World(seed, resolveSize(options.size ?? 'small'), clock, options.stateFolder);
  const initial = patchProfile(DEFAULT_PROFILE, options.profile ?? {});
  const profile: ProfileHolder = { initial, current: initial };
  const clients = options.clients ?? DEFAULT_CLIENTS;
  const tokens = new TokenService(clients, clock, seed);
  const limiter = new RateLimiter(clock);
  const faults = new FaultEngine(seed);
  const spoiler = new Spoiler();
  const state: ServerState = {
    offline: false,
    counters: new Map(),
    inFlight: new Set(),
    underWay: new Set(),
    keptWaiting: new Set(),
  };
  const turrisTokens = new TurrisTokens(DEFAULT_TURRIS_CLIENT, clock, seed);
  const vendors = { world, clock, limiter, tokens, turrisTokens };
  const control = new SandboxControl({ ...vendors, faults, spoiler, profile, state });
  const controlToken = options.controlToken ?? randomBytes(24).toString('base64url');
  const side = { ...vendors, profile: () => profile.current };

  let url = '';
  const parts = {
    side,
    clock,
    faults,
    spoiler,
    state,
    control,
    controlToken,
    pause: options.pause ?? ((milliseconds: number) => wait(milliseconds)),
  };
  const server = makeServer(parts, () => url);
  server.listen(options.port ?? 0, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the sandbox has no port');
  url = `http://${host === '::1' ? '[::1]' : host}:${address.port}`;

  return {
    url,
    tokenUrl: `${url}/oauth2/token`,
    contractingUrl: `${url}/contracting`,
    controlUrl: `${url}${CONTROL_PREFIX}`,
    controlToken,
    clientId: clients[0]?.id ?? DEFAULT_CLIENT_ID,
    clientSecret: clients[0]?.secret ?? DEFAULT_CLIENT_SECRET,
    turrisUrl: `${url}${TURRIS_PREFIX}`,
    turrisClientId: DEFAULT_TURRIS_CLIENT.id,
    turrisClientSecret: DEFAULT_TURRIS_CLIENT.secret,
    control,
    exchange: (request) => directExchange(parts, request),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      world.close();
    },
  };
}
