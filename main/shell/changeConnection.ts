import { isLiveAddress } from '../../domain/liveHosts.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Failure, Result } from '../../domain/result.ts';
import type { ConnectionChange, ConnectionSummary } from '../../preload/contract.ts';
import type { CredentialKeeper } from '../credentials/clientCredentials.ts';
import type { Connections } from './connections.ts';

export interface ChangeParts {
  readonly connections: Pick<Connections, 'add'>;
  readonly credentials: Pick<CredentialKeeper, 'keep'>;
  /** Unsent changes of a connection; null when nobody can tell. */
  readonly unsent: (connectionId: string) => Promise<number | null>;
  /** Ends the engine if it has this connection open: it would go on with addresses and secret mixed. */
  readonly release: (connectionId: string) => Promise<void>;
}

/**
 * Changes the name, the permissions and, of a custom connection, the addresses. Local data is kept. Another
 * address needs the credentials typed again, because a secret given for one address is never sent to
 * another; the number of unsent changes, because they would go there; and for AgentSync's production a
 * second confirmation. Errors: `address-fixed`, `credentials-needed`, `live-unconfirmed`, `unsent-work`.
 */
export async function changeConnection(
  { connections, credentials, unsent, release }: ChangeParts,
  before: ConnectionSummary,
  { name, scopes, baseUrl, tokenUrl, credentials: typed, live, unsent: agreed }: ConnectionChange,
): Promise<Result<null>> {
  const moved = before.baseUrl !== baseUrl || before.tokenUrl !== tokenUrl;
  if (moved) {
    if (before.environment !== 'custom') return fail(addressFixed);
    if ([baseUrl, tokenUrl].some(isLiveAddress) && live !== true) return fail(liveUnconfirmed);
    if (typed === undefined) return fail(credentialsNeeded);
    const count = await unsent(before.id);
    if (count !== 0 && (count === null || agreed !== count))
      return fail(unsentWork(before.name, count, baseUrl));
    await release(before.id);
    // The secret first: with the old one the new address must never be asked.
    await credentials.keep(before.id, typed);
  }
  connections.add({ ...before, name, scopes, baseUrl, tokenUrl });
  return ok(null);
}

const addressFixed: Failure = {
  code: 'address-fixed',
  message:
    'The addresses of AgentSync’s sandbox and production are fixed, and what is on this computer belongs to one of them. For another address add another connection. Nothing was changed.',
};

const liveUnconfirmed: Failure = {
  code: 'live-unconfirmed',
  message:
    'This is the address of AgentSync’s production: what you send takes effect for real producers. Nothing was changed; confirm that you want to work with live data.',
  remedy: 'fix-fields',
  fields: { live: 'Tick this to go on, or keep the address.' },
};

const credentialsNeeded: Failure = {
  code: 'credentials-needed',
  message:
    'A client secret given for one address is never sent to another. Nothing was changed; type the client id and secret for the new address.',
  remedy: 'fix-fields',
  fields: { clientId: 'The client id for the new address.', clientSecret: 'The secret for the new address.' },
};

function unsentWork(name: string, count: number | null, baseUrl: string): Failure {
  const what =
    count === null
      ? `The local data of “${name}” could not be opened, so there may be changes in it that were never sent.`
      : `${count.toLocaleString('en-US')} ${count === 1 ? 'change of' : 'changes of'} “${name}” ${count === 1 ? 'is' : 'are'} saved on this computer and not sent to AgentSync.`;
  return {
    code: 'unsent-work',
    message:
      count === null
        ? `${what} Nothing was changed; open the connection first.`
        : `${what} They would go to ${new URL(baseUrl).host} from now on. Nothing was changed yet.`,
  };
}
