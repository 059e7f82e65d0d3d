import { exchangeToken } from './tokenExchange.ts';
import type { Exchange } from './tokenExchange.ts';
import type { ClientCredentials } from './clientCredentials.ts';
import type { Fetch } from './ports.ts';

export interface TestStep {
  readonly name: string;
  readonly result: 'works' | 'refused' | 'not-offered' | 'not-reached';
  readonly words: string;
}

export interface TestTarget {
  readonly baseUrl: string;
  readonly tokenUrl: string;
  readonly scopes: readonly string[];
}

const scopeWords: Readonly<Record<string, string>> = {
  rino_api_agency_read: 'Reading carriers, products, levels and assignments',
  rino_api_agency_write: 'Creating and changing them',
  rino_api_agency_delete: 'Deleting products, levels and assignments',
};

function tokenStep(name: string, exchange: Exchange): TestStep {
  if (exchange.kind === 'granted') return { name, result: 'works', words: 'The credentials are accepted.' };
  if (exchange.kind === 'refused') {
    const result = exchange.code === 'scope-not-granted' ? 'not-offered' : 'refused';
    return { name, result, words: exchange.message };
  }
  return { name, result: 'not-reached', words: exchange.reason };
}

async function readStep(fetch: Fetch, baseUrl: string, accessToken: string): Promise<TestStep> {
  const name = 'Reading one carrier';
  try {
    const response = await fetch(
      `${baseUrl.replace(/\/+$/, '')}/contracting/v1/customers/carriers?page=0&size=1`,
      {
        method: 'GET',
        headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
        redirect: 'error',
        credentials: 'omit',
        cache: 'no-store',
        signal: AbortSignal.timeout(20_000),
      },
    );
    await response.body?.cancel();
    const { status } = response;
    if (status < 300) return { name, result: 'works', words: 'The server answered with data.' };
    if (status === 401 || status === 403)
      return {
        name,
        result: 'refused',
        words:
          'The server did not accept the credentials for reading. Sign-in and API addresses may belong to different environments.',
      };
    if (status === 404)
      return {
        name,
        result: 'not-offered',
        words: 'There is no Contracting API at this address. Check it: it ends with the host name.',
      };
    return {
      name,
      result: 'not-reached',
      words: `The server is busy or out of order (status ${String(status)}).`,
    };
  } catch {
    return { name, result: 'not-reached', words: 'The API address could not be reached.' };
  }
}

/**
 * Tries what a connection will need and says in words how far it gets. Each scope is asked for alone:
 * a refusal of all together does not name the missing one. Changes nothing on the server.
 */
export async function testConnection(
  fetch: Fetch,
  target: TestTarget,
  credentials: ClientCredentials,
): Promise<{ readonly steps: readonly TestStep[]; readonly usable: boolean }> {
  const steps: TestStep[] = [];
  let readToken: string | null = null;
  for (const scope of target.scopes) {
    const exchange = await exchangeToken(fetch, { tokenUrl: target.tokenUrl, scopes: [scope] }, credentials);
    const step = tokenStep(scopeWords[scope] ?? scope, exchange);
    steps.push(step);
    if (exchange.kind === 'granted' && scope === 'rino_api_agency_read') readToken = exchange.accessToken;
    // With wrong credentials, or nobody there, the other scopes would only say the same again.
    if (step.result === 'refused' || step.result === 'not-reached') return { steps, usable: false };
  }
  if (readToken !== null) steps.push(await readStep(fetch, target.baseUrl, readToken));
  return { steps, usable: steps.every((step) => step.result === 'works') };
}
