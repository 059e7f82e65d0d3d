import profile from '../../resources/endpoints/agentsync.json' with { type: 'json' };
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { ConnectionDraft, ConnectionTest } from '../../preload/contract.ts';
import type { CredentialKeeper } from '../credentials/clientCredentials.ts';
import { endpointsOf } from '../credentials/endpoints.ts';
import type { Fetch } from '../credentials/ports.ts';
import { testConnection } from '../credentials/testConnection.ts';
import type { Connections } from './connections.ts';

/** Tries connections against their servers; changes nothing there or here. */
export interface ConnectionTests {
  draft(draft: ConnectionDraft): Promise<Result<ConnectionTest>>;
  /** A connection of the list, with the credentials of this computer. */
  kept(connectionId: string): Promise<Result<ConnectionTest>>;
}

/** Tries a connection before it is kept, or one that is, with the secret that is kept. */
export function createConnectionTests(parts: {
  readonly fetch: Fetch;
  readonly connections: Pick<Connections, 'find'>;
  readonly credentials: Pick<CredentialKeeper, 'read'>;
}): ConnectionTests {
  return {
    async draft({ baseUrl, tokenUrl, scopes, environment, clientId, clientSecret }) {
      const target = { baseUrl, tokenUrl, scopes, endpoints: endpointsOf(profile, environment) };
      return ok(await testConnection(parts.fetch, target, { clientId, clientSecret }));
    },
    async kept(connectionId) {
      const connection = parts.connections.find(connectionId);
      const credentials = connection === null ? null : await parts.credentials.read(connectionId);
      if (connection === null || credentials === null) {
        return fail({
          code: 'credentials-missing',
          message:
            'The client id and secret of this connection are not known on this computer, so nothing could be tried. Enter them first.',
          remedy: 'sign-in',
        });
      }
      const { baseUrl, tokenUrl, scopes, environment } = connection;
      const target = { baseUrl, tokenUrl, scopes, endpoints: endpointsOf(profile, environment) };
      return ok(await testConnection(parts.fetch, target, credentials));
    },
  };
}
