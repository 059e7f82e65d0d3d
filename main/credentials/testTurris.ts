import type { ClientCredentials } from './clientCredentials.ts';
import type { Fetch, Now } from './ports.ts';
import type { TestStep } from './testConnection.ts';
import { exchangeTurrisToken } from './turrisExchange.ts';

interface Try {
  readonly name: string;
  /** Below the host. Nobody has the NPN 0: the answer is empty, and nobody's data is asked for. */
  readonly path: string;
}

const tokenCheck: Try = { name: 'Use of the token', path: '/v1/auth/test-oauth' };
const entities: Try = {
  name: 'Downstream entities',
  path: '/v1/downstream-entity-associations?downstreamEntityNpn=0',
};
const agents: Try = { name: 'Agents', path: '/v1/agents?npn=0' };
const documents: Try = { name: 'Documents', path: '/v1/file-documents?category=W9' };

/** One call that hangs must not keep the others from being tried. */
const callLimitMs = 10_000;

async function ask(
  fetch: Fetch,
  baseUrl: string,
  accessToken: string,
  { name, path }: Try,
): Promise<TestStep> {
  const step = (result: TestStep['result'], words: string): TestStep => ({
    name,
    group: 'reading',
    result,
    words,
  });
  try {
    const response = await fetch(`${baseUrl}${path}`, {
      method: 'GET',
      headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(callLimitMs),
    });
    // Whether it is answered is all that is asked; a whole list would be read only to be thrown away.
    await response.body?.cancel();
    const { status } = response;
    if (status < 300) return step('works', 'Turris answered.');
    if (status === 401 || status === 403)
      return step('refused', 'Turris does not permit it with these credentials.');
    if ([400, 404, 405, 410, 422, 501].includes(status))
      return step('not-offered', 'Turris does not know this call at this address.');
    return step('not-reached', `Turris is busy or out of order (status ${String(status)}).`);
  } catch {
    return step('not-reached', 'No answer came in time, or the address could not be reached.');
  }
}

/**
 * Signs in and tries what the mirror of Turris reads, in words. Entities and agents are what everything
 * begins with; documents that are not offered only limit what is seen. Changes nothing at Turris.
 */
export async function testTurris(
  parts: { readonly fetch: Fetch; readonly clock: Now },
  baseUrl: string,
  credentials: ClientCredentials,
): Promise<{ readonly steps: readonly TestStep[]; readonly usable: boolean }> {
  const exchange = await exchangeTurrisToken(parts, baseUrl, credentials);
  const signIn = (result: TestStep['result'], words: string): TestStep => ({
    name: 'Sign-in',
    group: 'permissions',
    result,
    words,
  });
  if (exchange.kind === 'refused') return { steps: [signIn('refused', exchange.message)], usable: false };
  if (exchange.kind === 'not-reached')
    return { steps: [signIn('not-reached', exchange.reason)], usable: false };
  const tried = await Promise.all(
    [tokenCheck, entities, agents, documents].map((one) =>
      ask(parts.fetch, baseUrl, exchange.accessToken, one),
    ),
  );
  const works = (one: Try): boolean =>
    tried.some(({ name, result }) => name === one.name && result === 'works');
  const licences: TestStep = {
    name: 'Licences',
    group: 'reading',
    result: 'not-tried',
    words:
      'They are asked for with each agent and each entity; the first sync shows whether they are offered.',
  };
  return {
    steps: [signIn('works', 'The credentials are accepted.'), ...tried, licences],
    usable: works(entities) && works(agents),
  };
}
