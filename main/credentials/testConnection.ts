import { endpointWords } from './endpoints.ts';
import type { TestEndpoint } from './endpoints.ts';
import { testEndpoints } from './testEndpoints.ts';
import { exchangeToken } from './tokenExchange.ts';
import type { Exchange } from './signIn.ts';
import type { ClientCredentials } from './clientCredentials.ts';
import type { Fetch } from './ports.ts';

/** One thing that was tried, and how it went in words for the person. */
export interface TestStep {
  readonly name: string;
  /** `permissions`: what a token is granted for. The others: calls of the API. */
  readonly group: 'permissions' | 'reading' | 'writing';
  readonly result: 'works' | 'refused' | 'not-offered' | 'not-reached' | 'not-tried';
  readonly words: string;
}

/** What a connection is tried against before it is kept. */
export interface TestTarget {
  readonly baseUrl: string;
  readonly tokenUrl: string;
  readonly scopes: readonly string[];
  /** The calls of the endpoint profile in this environment. */
  readonly endpoints: readonly TestEndpoint[];
}

const scopeWords: Readonly<Record<string, string>> = {
  rino_api_agency_read: 'Reading carriers, products, levels and assignments',
  rino_api_agency_write: 'Creating and changing them',
  rino_api_agency_delete: 'Deleting products, levels and assignments',
};

function tokenStep(name: string, exchange: Exchange): TestStep {
  const group = 'permissions';
  if (exchange.kind === 'granted')
    return { name, group, result: 'works', words: 'The credentials are accepted.' };
  if (exchange.kind === 'refused') {
    const result = exchange.code === 'scope-not-granted' ? 'not-offered' : 'refused';
    return { name, group, result, words: exchange.message };
  }
  return { name, group, result: 'not-reached', words: exchange.reason };
}

/**
 * Tries what a connection will need and says in words how far it gets. Each scope is asked for alone:
 * a refusal of all together does not name the missing one. Then every call that reads, with one record.
 * Changes nothing on the server.
 */
export async function testConnection(
  fetch: Fetch,
  target: TestTarget,
  credentials: ClientCredentials,
): Promise<{ readonly steps: readonly TestStep[]; readonly usable: boolean }> {
  const steps: TestStep[] = [];
  let readToken: string | null = null;
  let mayWrite = false;
  for (const scope of target.scopes) {
    const exchange = await exchangeToken(fetch, { tokenUrl: target.tokenUrl, scopes: [scope] }, credentials);
    const step = tokenStep(scopeWords[scope] ?? scope, exchange);
    steps.push(step);
    if (exchange.kind === 'granted' && scope === 'rino_api_agency_read') readToken = exchange.accessToken;
    if (exchange.kind === 'granted' && scope === 'rino_api_agency_write') mayWrite = true;
    // With wrong credentials, or nobody there, the other scopes would only say the same again.
    if (step.result === 'refused' || step.result === 'not-reached') return { steps, usable: false };
  }
  const permitted = steps.every((step) => step.result === 'works');
  if (readToken === null) return { steps, usable: false };
  const calls = await testEndpoints(fetch, target, { accessToken: readToken, mayWrite });
  // Carriers are where everything begins; any other call that is missing only limits what can be done.
  const reads = calls.find(({ name }) => name === endpointWords('listCarriers'))?.result === 'works';
  return { steps: [...steps, ...calls], usable: permitted && reads };
}
