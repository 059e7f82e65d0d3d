import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { ConnectionChange, ConnectionDraft, ThemeChoice } from '../../preload/contract.ts';
import type { ClientCredentials } from '../credentials/clientCredentials.ts';
import { changeConnection } from './changeConnection.ts';
import { createConnectionTests } from './connectionTests.ts';
import type { ConnectionTests } from './connectionTests.ts';
import type { Dialogs } from './dialogs.ts';
import type { EngineHost } from './engineHost.ts';
import type { EngineProcess } from './engineRun.ts';
import { createEngineStarts, notKnown, practiceId } from './engineStarts.ts';
import type { EngineStartParts } from './engineStarts.ts';
import { mayLeave } from './leaving.ts';
import type { LeavingParts } from './leaving.ts';
import { countAside, removeConnection } from './removal.ts';
import type { RemovalParts } from './removal.ts';
import { createRescue } from './rescue.ts';
import type { Rescue } from './rescue.ts';
import { createTurrisConnections } from './turrisConnections.ts';
import type { TurrisConnections } from './turrisConnections.ts';
import { countedNow } from './unsent.ts';
import type { UserFiles } from './userFiles.ts';

type Opened = Result<{ readonly connectionId: string }>;

/** What a person does with connections: the shell's half of the contract, without IPC or windows. */
export interface Workspace {
  openPractice(): Promise<Opened>;
  readonly tests: ConnectionTests;
  add(draft: ConnectionDraft): Promise<Opened>;
  /** Changes what a connection is called and how it is reached; see `changeConnection`. */
  change(change: ConnectionChange): Promise<Result<null>>;
  open(connectionId: string): Promise<Opened>;
  /** Asks first when there is unsent work; answers without closing when the person stays. */
  close(): Promise<Result<null>>;
  /** Forgets a connection; with unsent work only when its name was typed. */
  remove(connectionId: string, typed: string | undefined): Promise<Result<null>>;
  updateCredentials(connectionId: string, credentials: ClientCredentials): Promise<Result<null>>;
  unlock(passphrase: string): Promise<Result<null>>;
  readonly turris: TurrisConnections;
  restartEngine(): Promise<Result<null>>;
  /** Ways out when the database of the open connection is damaged. */
  readonly rescue: Rescue;
  setTheme(theme: ThemeChoice): void;
  /** Opens what was open when the program last ended. */
  resume(): Promise<void>;
}

export interface WorkspaceParts extends EngineStartParts {
  readonly engine: EngineHost;
  readonly chooseTheme: (theme: ThemeChoice) => void;
  readonly dialogs: Pick<Dialogs, 'ask'>;
  /** Shows the way to an encrypted copy of the unsent work. */
  readonly exportFirst: () => void;
  /** An engine apart from the page, to look into a connection that is closed. */
  readonly engineAside: () => EngineHost;
  /** A process of the engine in which nothing is open. */
  readonly forkAside: () => EngineProcess;
  readonly files: Pick<UserFiles, 'save'>;
}

/** Composes what a person does with connections; see `Workspace`. */
export function createWorkspace(parts: WorkspaceParts): Workspace {
  const { state, connections, protection, engine, sandbox, clock, places } = parts;
  const starts = createEngineStarts(parts);
  const leavingParts: LeavingParts = {
    unsent: () => engine.unsent(),
    dialogs: parts.dialogs,
    exportFirst: parts.exportFirst,
  };
  const isOpen = (connectionId: string): boolean => {
    const { engine: now } = state.read();
    return now.state !== 'none' && now.connectionId === connectionId;
  };

  const removalParts: RemovalParts = {
    connections,
    protection,
    databaseFile: (id) => places.database(id),
    async unsent(id) {
      const connection = connections.find(id);
      if (isOpen(id)) return countedNow(await engine.unsent());
      // Never opened: there is no database in which anything could be unsent.
      if (connection === null || !existsSync(places.database(id))) return 0;
      return countAside(parts.engineAside(), id, () => starts.aside(connection));
    },
    async release(id) {
      if (!isOpen(id)) return;
      await engine.close();
      connections.closed();
      if (id === practiceId) sandbox.stop();
    },
  };

  async function open(connectionId: string): Promise<Opened> {
    if (connectionId !== practiceId && connections.find(connectionId) === null) return fail(notKnown);
    if (!isOpen(connectionId) && !(await mayLeave('switch', leavingParts))) {
      return fail({
        code: 'stayed',
        message: 'You stayed with the connection that is open. Nothing was changed.',
      });
    }
    const opened = await engine.open(connectionId, () => starts.open(connectionId));
    return opened.ok ? ok({ connectionId }) : opened;
  }

  const rescue = createRescue({
    fork: parts.forkAside,
    prepare: async (id) => {
      const connection = connections.find(id);
      return connection === null ? fail(notKnown) : starts.aside(connection);
    },
    databaseFile: (id) => places.database(id),
    nameOf: (id) => connections.find(id)?.name ?? null,
    isDamaged(id) {
      const { engine: now } = state.read();
      return now.state === 'failed' && now.connectionId === id && now.failure.code === 'file-corrupt';
    },
    reopen: (id) => engine.open(id, () => starts.open(id)),
    files: parts.files,
    clock,
  });

  async function refreshProtection(): Promise<void> {
    state.update({ protection: await protection.state() });
  }

  const resume = async (): Promise<void> => {
    const last = connections.openAtStart();
    if (last !== null) await open(last);
  };

  return {
    open,
    resume,
    rescue,
    openPractice: () => open(practiceId),
    tests: createConnectionTests({
      fetch: parts.fetch,
      connections,
      credentials: protection.credentials,
    }),
    async add(draft) {
      const { name, environment, baseUrl, tokenUrl, scopes, clientId, clientSecret } = draft;
      const id = randomUUID();
      // The secret first: a connection in the list without one would look usable and not be.
      await protection.credentials.keep(id, { clientId, clientSecret });
      connections.add({ id, name, environment, baseUrl, tokenUrl, scopes, lastOpenedAt: null, turris: null });
      state.update({ connections: connections.list() });
      return open(id);
    },
    async change(change) {
      const { connectionId } = change;
      const connection = connections.find(connectionId);
      if (connection === null || connectionId === practiceId) return fail(notKnown);
      const open = isOpen(connectionId);
      const changed = await changeConnection(
        {
          connections,
          credentials: protection.credentials,
          unsent: removalParts.unsent,
          release: async () => (open ? engine.close() : undefined),
        },
        connection,
        change,
      );
      if (!changed.ok) return changed;
      state.update({ connections: connections.list() });
      // Its name too is known to the engine, which says it in files of unsent changes.
      if (!open) return ok(null);
      const opened = await engine.open(connectionId, () => starts.open(connectionId));
      return opened.ok ? ok(null) : opened;
    },
    async remove(connectionId, typed) {
      const connection = connections.find(connectionId);
      if (connection === null) return fail(notKnown);
      const removed = await removeConnection(removalParts, connection, typed);
      state.update({ connections: connections.list() });
      return removed;
    },
    async close() {
      if (!(await mayLeave('close', leavingParts))) return ok(null);
      await engine.close();
      connections.closed();
      sandbox.stop();
      return ok(null);
    },
    async updateCredentials(connectionId, credentials) {
      if (connections.find(connectionId) === null) return fail(notKnown);
      await protection.credentials.keep(connectionId, credentials);
      // Otherwise a token of the credentials before would be used until it ends, with their permissions.
      starts.forgetTokens(connectionId, 'agentsync');
      engine.credentialsChanged();
      return ok(null);
    },
    turris: createTurrisConnections({
      connections,
      keeper: protection.turris,
      fetch: parts.fetch,
      clock,
      listed: () => state.update({ connections: connections.list() }),
      async reopen(id, options) {
        if (!isOpen(id)) return ok(null);
        const opened = await engine.open(id, () => starts.open(id, options));
        return opened.ok ? ok(null) : opened;
      },
      replaced(id) {
        starts.forgetTokens(id, 'turris');
        if (isOpen(id)) engine.credentialsChanged();
      },
    }),
    async unlock(passphrase) {
      const unlocked = await protection.unlock(passphrase);
      if (!unlocked.ok) return unlocked;
      await refreshProtection();
      const { engine: now } = state.read();
      if (now.state === 'failed' && now.failure.code === 'locked') await open(now.connectionId);
      return ok(null);
    },
    restartEngine: () => engine.restart(),
    setTheme(theme) {
      parts.chooseTheme(theme);
      state.update({ theme });
    },
  };
}
