import { z } from 'zod';
import { endpointWords } from './endpoints.ts';
import type { TestEndpoint } from './endpoints.ts';
import type { Fetch } from './ports.ts';
import type { TestStep } from './testConnection.ts';

/** What calls for one record need: an id that another call has shown. */
const idsFrom: Readonly<Record<string, string>> = {
  readCarrier: 'listCarriers',
  listProducts: 'listCarriers',
  readProduct: 'listProducts',
  listCommissionLevels: 'listProducts',
  readCommissionLevel: 'listCommissionLevels',
  readContractAssignment: 'listContractAssignments',
  listAssignmentChanges: 'listContractAssignments',
  listHierarchyChanges: 'listProductHierarchies',
};

/** Calls under the own organization, which stands in the connection's settings and not here. */
const ofOrganization: ReadonlySet<string> = new Set(['listProductHierarchies']);

/** One call that hangs must not keep the others from being tried. */
const callLimitMs = 10_000;
/** All of them together: a person waits for it. */
const allLimitMs = 40_000;
const bodyLimit = 256 * 1024;

const listed = z.looseObject({
  _embedded: z.record(z.string(), z.array(z.looseObject({ id: z.string().min(1).max(200) }))).optional(),
});

interface Found {
  readonly step: TestStep;
  /** The id of the first record shown. */
  readonly id: string | null;
}

async function textOf(response: Response): Promise<string> {
  const length = Number(response.headers.get('content-length') ?? '0');
  if (length > bodyLimit) {
    await response.body?.cancel();
    return '';
  }
  return response.text();
}

function firstId(text: string): string | null {
  try {
    const parsed = listed.safeParse(JSON.parse(text));
    const [items] = parsed.success ? Object.values(parsed.data['_embedded'] ?? {}) : [];
    return items?.[0]?.id ?? null;
  } catch {
    return null;
  }
}

function addressOf(baseUrl: string, { name, path }: TestEndpoint, id: string): string {
  const place = path.replace(/\{(?:id|parentId)\}/, encodeURIComponent(id));
  const query = new URLSearchParams({ page: '0', size: '1' });
  // Nobody has this number: the answer is empty, and no producer's data is asked for.
  if (name === 'assignmentsOfProducer') query.set('npn', '0');
  const single = path.endsWith('{id}');
  return `${baseUrl.replace(/\/+$/, '')}/contracting${place}${single ? '' : `?${query.toString()}`}`;
}

async function ask(
  fetch: Fetch,
  address: string,
  accessToken: string,
  name: string,
  signal: AbortSignal,
): Promise<Found> {
  const step = (result: TestStep['result'], words: string): Found => ({
    step: { name: endpointWords(name), group: 'reading', result, words },
    id: null,
  });
  try {
    const response = await fetch(address, {
      method: 'GET',
      headers: { authorization: `Bearer ${accessToken}`, accept: 'application/hal+json, application/json' },
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.any([signal, AbortSignal.timeout(callLimitMs)]),
    });
    const { status } = response;
    const text = await textOf(response);
    if (status < 300) return { ...step('works', 'AgentSync answered with data.'), id: firstId(text) };
    if (status === 401 || status === 403)
      return step(
        'refused',
        'AgentSync does not permit it with these credentials. Ask for the permission, or work without it.',
      );
    if ([400, 404, 405, 410, 501].includes(status))
      return step('not-offered', 'AgentSync does not know this call at this address.');
    return step('not-reached', `AgentSync is busy or out of order (status ${String(status)}).`);
  } catch {
    return step('not-reached', 'No answer came in time, or the API address could not be reached.');
  }
}

/**
 * Every call of the profile, each as far as it can be tried without changing anything: lists with one
 * record, single records by an id that a list has shown. Writes are named and never tried.
 */
export async function testEndpoints(
  fetch: Fetch,
  target: { readonly baseUrl: string; readonly endpoints: readonly TestEndpoint[] },
  granted: { readonly accessToken: string; readonly mayWrite: boolean },
): Promise<readonly TestStep[]> {
  const steps: TestStep[] = [];
  const shown = new Map<string, string | null>();
  const together = AbortSignal.timeout(allLimitMs);
  for (const endpoint of target.endpoints) {
    const name = endpointWords(endpoint.name);
    if (endpoint.method !== 'GET') {
      steps.push(writeStep(name, endpoint, granted.mayWrite));
      continue;
    }
    if (!endpoint.used) {
      const words = 'AgentSync has not published this call, so this connection does not use it.';
      steps.push({ name, group: 'reading', result: 'not-offered', words });
      continue;
    }
    if (ofOrganization.has(endpoint.name)) {
      const words = 'It needs the id of your own organization, which is chosen in Settings.';
      steps.push({ name, group: 'reading', result: 'not-tried', words });
      continue;
    }
    const source = idsFrom[endpoint.name];
    const id = source === undefined ? '' : (shown.get(source) ?? null);
    if (id === null || (id === '' && /\{(?:id|parentId)\}/.test(endpoint.path))) {
      const words = 'There was no record to ask for.';
      steps.push({ name, group: 'reading', result: 'not-tried', words });
      continue;
    }
    const address = addressOf(target.baseUrl, endpoint, id);
    const found = await ask(fetch, address, granted.accessToken, endpoint.name, together);
    shown.set(endpoint.name, found.id);
    steps.push(found.step);
  }
  return steps;
}

function writeStep(name: string, { used }: TestEndpoint, mayWrite: boolean): TestStep {
  const step = (result: TestStep['result'], words: string): TestStep => ({
    name,
    group: 'writing',
    result,
    words,
  });
  if (!used)
    return step(
      'not-offered',
      'AgentSync has not published how it is sent. Changes of this kind stay on this computer.',
    );
  if (!mayWrite)
    return step('refused', 'It needs the permission to write, which these credentials do not have.');
  return step('not-tried', 'It is offered, and trying it would change data.');
}
