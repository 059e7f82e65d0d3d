import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { ConnectionSummary } from '../../preload/contract.ts';
import type { Fetch } from '../credentials/ports.ts';
import type { Protection } from '../credentials/protection.ts';
import { createScopedTokens } from '../credentials/scopedTokens.ts';
import type { HeldTokens } from '../credentials/heldTokens.ts';
import { createTurrisTokens } from '../credentials/turrisExchange.ts';
import type { Clock, LogLevel, TokenSource } from '../engine/ports.ts';
import type { Vendor } from '../engine/protocol.ts';
import type { AppState } from './appState.ts';
import type { Connections } from './connections.ts';
import type { EngineStart } from './engineRun.ts';
import type { ProfilePlaces } from './profile.ts';
import type { SandboxHost } from './sandboxHost.ts';

/** The connection to the practice server, which is always there. */
export const practiceId = 'practice';

/** Of every call that names a connection which was removed meanwhile. */
export const notKnown = {
  code: 'connection-not-known',
  message: 'This connection is no longer in the list. Choose another one, or add it again.',
};

/** What a start is made of, and what it leaves a mark in. */
export interface EngineStartParts {
  readonly state: AppState;
  readonly connections: Connections;
  readonly protection: Protection;
  readonly sandbox: SandboxHost;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly places: ProfilePlaces;
  readonly actor: string;
  readonly logLevel: LogLevel;
  readonly workOffline: boolean;
  readonly nativeBinding: string | null;
}

/** What an engine is given to open a connection: where its file lies, the key of that, and its tokens. */
export interface EngineStarts {
  /** For the engine of the page. The practice server is started, and the connection noted as opened. */
  open(connectionId: string, options?: { readonly forgetTurris: boolean }): Promise<Result<EngineStart>>;
  /** As `open`, for a look aside: nothing is noted, and the network is left alone. */
  aside(connection: ConnectionSummary): Promise<Result<EngineStart>>;
  /** The credentials of a connection are others at one vendor: tokens of those before are used no more. */
  forgetTokens(connectionId: string, vendor: Vendor): void;
}

const onlyCounting: TokenSource = {
  token: () => Promise.resolve({ kind: 'offline', reason: 'Only counting.' }),
};

/** For an engine that asks for tokens of a vendor it was not told of. */
const noTurris: TokenSource = {
  token: () =>
    Promise.resolve({
      kind: 'refused',
      code: 'credentials-missing',
      message: 'Turris is not connected. Connect it in Settings to read from it.',
    }),
};

/** Gathers what the engine is started with: the connection, its database key, its tokens. */
export function createEngineStarts(parts: EngineStartParts): EngineStarts {
  const { state, connections, protection, sandbox, clock, places } = parts;
  /** Those of the engine that was started last. */
  let inUse: { readonly connectionId: string; readonly tokens: Record<Vendor, HeldTokens | null> } | null =
    null;

  /** The practice server has a new address at each start; the rest is as it was kept. */
  async function practiceConnection(): Promise<Result<ConnectionSummary>> {
    const started = await sandbox.start();
    if (!started.ok) return started;
    const { url, tokenUrl, clientId, clientSecret, turrisUrl } = started.value;
    const connection: ConnectionSummary = {
      id: practiceId,
      name: 'Practice',
      environment: 'practice',
      baseUrl: url,
      tokenUrl,
      scopes: ['rino_api_agency_read', 'rino_api_agency_write', 'rino_api_agency_delete'],
      lastOpenedAt: connections.find(practiceId)?.lastOpenedAt ?? null,
      turris: { environment: 'practice', baseUrl: turrisUrl },
    };
    connections.add(connection);
    await protection.credentials.keep(practiceId, { clientId, clientSecret });
    await protection.turris.keep(practiceId, turrisUrl, {
      clientId: started.value.turrisClientId,
      clientSecret: started.value.turrisClientSecret,
    });
    return ok(connection);
  }

  const opening = (
    { id, name, environment, baseUrl, turris }: ConnectionSummary,
    databaseKey: Uint8Array,
    workOffline: boolean,
  ): EngineStart['open'] => ({
    connection: {
      id,
      name,
      environment,
      baseUrl,
      turris: turris === null ? null : { baseUrl: turris.baseUrl },
    },
    databaseFile: places.database(id),
    databaseKey,
    ...(parts.nativeBinding === null ? {} : { nativeBinding: parts.nativeBinding }),
    profileFolder: places.folder,
    actor: parts.actor,
    logLevel: parts.logLevel,
    workOffline,
  });

  async function open(
    connectionId: string,
    options?: { readonly forgetTurris: boolean },
  ): Promise<Result<EngineStart>> {
    // The key first: behind a locked profile not even the practice server has to start.
    const key = await protection.keys.key(connectionId, places.database(connectionId));
    if (!key.ok) return key;
    let connection = connections.find(connectionId);
    if (connectionId === practiceId) {
      const practice = await practiceConnection();
      if (!practice.ok) return practice;
      connection = practice.value;
    }
    if (connection === null) return fail(notKnown);
    const { id, tokenUrl, scopes, turris } = connection;
    connections.opened(id, clock.now());
    state.update({ connections: connections.list() });
    const agentsync = createScopedTokens({
      fetch: parts.fetch,
      clock,
      endpoint: { tokenUrl, scopes },
      credentials: () => protection.credentials.read(id),
    });
    const second =
      turris === null
        ? null
        : createTurrisTokens({
            fetch: parts.fetch,
            clock,
            baseUrl: turris.baseUrl,
            credentials: () => protection.turris.read(id, turris.baseUrl),
          });
    inUse = { connectionId: id, tokens: { agentsync, turris: second } };
    return ok({
      open: {
        ...opening(connection, key.value, parts.workOffline),
        ...(options?.forgetTurris === true && turris === null ? { forgetTurris: true } : {}),
      },
      tokens: { agentsync, turris: second ?? noTurris },
    });
  }

  async function aside(connection: ConnectionSummary): Promise<Result<EngineStart>> {
    const key = await protection.keys.key(connection.id, places.database(connection.id));
    if (!key.ok) return key;
    return ok({
      open: opening(connection, key.value, true),
      tokens: { agentsync: onlyCounting, turris: onlyCounting },
    });
  }

  return {
    open,
    aside,
    forgetTokens(connectionId, vendor) {
      if (inUse?.connectionId === connectionId) inUse.tokens[vendor]?.forget();
    },
  };
}
