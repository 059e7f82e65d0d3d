import { fail, ok } from '../../domain/result.ts';
import type { Failure, Result } from '../../domain/result.ts';
import { turrisHosts } from '../../domain/turrisHosts.ts';
import type { ConnectionSummary, ConnectionTest, TurrisDraft } from '../../preload/contract.ts';
import type { Fetch, Now } from '../credentials/ports.ts';
import { testTurris } from '../credentials/testTurris.ts';
import type { TurrisKeeper } from '../credentials/turrisCredentials.ts';
import type { Connections } from './connections.ts';
import { notKnown } from './engineStarts.ts';

/** Turris beside AgentSync: another company with a client and an address of its own, which a connection may have. */
export interface TurrisConnections {
  /**
   * Keeps what could be used when it was tried. For another address than the one that is kept Turris is
   * disconnected first, because what was read belongs to that one. Errors: `turris-fixed`, `turris-elsewhere`.
   */
  connect(
    connectionId: string,
    draft: TurrisDraft,
  ): Promise<Result<{ readonly saved: boolean; readonly test: ConnectionTest }>>;
  test(connectionId: string): Promise<Result<ConnectionTest>>;
  /** Forgets the credentials and the address, and with `forget` what was read; otherwise that stays in the store. */
  disconnect(connectionId: string, forget: boolean): Promise<Result<null>>;
}

export interface TurrisParts {
  readonly connections: Pick<Connections, 'find' | 'add'>;
  readonly keeper: TurrisKeeper;
  readonly fetch: Fetch;
  readonly clock: Now;
  /** The list of connections is another: tell the page. */
  readonly listed: () => void;
  /** Opens the connection again if it is open: the engine learns at its start whether there is Turris. */
  readonly reopen: (
    connectionId: string,
    options?: { readonly forgetTurris: boolean },
  ) => Promise<Result<null>>;
  /** Other credentials for the same address: tokens of those before are used no more. */
  readonly replaced: (connectionId: string) => void;
}

/** Connects Turris to a connection, changes and removes it; the practice one's cannot be changed. */
export function createTurrisConnections(parts: TurrisParts): TurrisConnections {
  const { connections, keeper } = parts;

  /** A connection whose Turris a person may change: the practice one's comes with it. */
  const changeable = (connectionId: string): Result<ConnectionSummary> => {
    const connection = connections.find(connectionId);
    if (connection === null) return fail(notKnown);
    return connection.environment === 'practice' ? fail(fixed) : ok(connection);
  };

  return {
    async connect(connectionId, draft) {
      const asked = changeable(connectionId);
      if (!asked.ok) return asked;
      const baseUrl = addressOf(draft);
      const elsewhere = ({ turris }: ConnectionSummary): boolean =>
        turris !== null && turris.baseUrl !== baseUrl;
      if (elsewhere(asked.value)) return fail(otherAddress);
      const { clientId, clientSecret } = draft;
      const test = await testTurris(parts, baseUrl, { clientId, clientSecret });
      if (!test.usable) return ok({ saved: false, test });
      // Trying took its time: the connection may be another by now, or none.
      const now = changeable(connectionId);
      if (!now.ok) return now;
      if (elsewhere(now.value)) return fail(otherAddress);
      // The secret first: a connection with Turris but without its secret would look usable and not be.
      await keeper.keep(connectionId, baseUrl, { clientId, clientSecret });
      if (now.value.turris !== null) {
        parts.replaced(connectionId);
        return ok({ saved: true, test });
      }
      connections.add({ ...now.value, turris: { environment: draft.environment, baseUrl } });
      parts.listed();
      const opened = await parts.reopen(connectionId);
      return opened.ok ? ok({ saved: true, test }) : opened;
    },
    async test(connectionId) {
      const { turris } = connections.find(connectionId) ?? { turris: null };
      const credentials = turris === null ? null : await keeper.read(connectionId, turris.baseUrl);
      if (turris === null || credentials === null) {
        return fail({
          code: 'credentials-missing',
          message:
            'The client id and secret of Turris are not known on this computer, so nothing could be tried. Enter them first.',
          remedy: 'sign-in-turris',
        });
      }
      return ok(await testTurris(parts, turris.baseUrl, credentials));
    },
    async disconnect(connectionId, forget) {
      const asked = changeable(connectionId);
      if (!asked.ok) return asked;
      // The secret first: should the rest fail, it is gone all the same.
      await keeper.forget(connectionId);
      connections.add({ ...asked.value, turris: null });
      parts.listed();
      return parts.reopen(connectionId, { forgetTurris: forget });
    },
  };
}

function addressOf(draft: TurrisDraft): string {
  return draft.environment === 'custom' ? draft.baseUrl.replace(/\/+$/, '') : turrisHosts[draft.environment];
}

const fixed: Failure = {
  code: 'turris-fixed',
  message:
    'Turris of the practice data comes with it and cannot be changed. Nothing was changed; connect to AgentSync to use your own.',
};

const otherAddress: Failure = {
  code: 'turris-elsewhere',
  message:
    'Turris is connected at another address, and what was read from it belongs to that one. Nothing was changed; disconnect Turris first.',
};
