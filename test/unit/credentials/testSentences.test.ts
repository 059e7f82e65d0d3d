import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it, test } from 'vitest';
import type { TestEndpoint } from '../../../main/credentials/endpoints.ts';
import { testConnection } from '../../../main/credentials/testConnection.ts';
import type { TestStep } from '../../../main/credentials/testConnection.ts';
import { sendJson, startTokenServer } from './tokenServer.ts';
import type { SeenRequest, TokenServer } from './tokenServer.ts';

/** Every sentence that *Test connection* can say, as a person reads it. */

const read = 'rino_api_agency_read';
const write = 'rino_api_agency_write';
const remove = 'rino_api_agency_delete';
const carriers: TestEndpoint = { name: 'listCarriers', method: 'GET', path: '/v1/carriers', used: true };

let server: TokenServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

type Answer = (request: SeenRequest, response: ServerResponse) => void;

const token: Answer = (_request, response) =>
  sendJson(response, 200, { access_token: 'token', expires_in: 3600 });
const status =
  (code: number, body: unknown = {}): Answer =>
  (_request, response) =>
    sendJson(response, code, body);

interface Asked {
  readonly scopes?: readonly string[];
  readonly endpoints?: readonly TestEndpoint[];
  /** What the sign-in service answers. */
  readonly signIn?: Answer;
  /** What the API answers. */
  readonly api?: Answer;
}

async function steps({
  scopes = [read],
  endpoints = [carriers],
  signIn = token,
  api = status(200, { _embedded: { carriers: [] } }),
}: Asked): Promise<readonly TestStep[]> {
  server = await startTokenServer((request, response) =>
    (request.path.startsWith('/contracting') ? api : signIn)(request, response),
  );
  const target = { baseUrl: server.url, tokenUrl: `${server.url}/token`, scopes, endpoints };
  return (await testConnection(globalThis.fetch, target, { clientId: 'a', clientSecret: 'b' })).steps;
}

const said = (all: readonly TestStep[]): readonly string[] =>
  all.map(({ name, result, words }) => `${name}, ${result}: ${words}`);

const reading = 'Reading carriers, products, levels and assignments';

describe('the sign-in', () => {
  test.each<readonly [string, Answer, string]>([
    ['works', token, `${reading}, works: The credentials are accepted.`],
    [
      'does not know the client',
      status(401, { error: 'invalid_client' }),
      `${reading}, refused: The client id or the client secret is not accepted. Check both, including the environment they belong to; AgentSync support can issue new ones.`,
    ],
    [
      'does not grant the scope',
      status(400, { error: 'invalid_scope' }),
      `${reading}, not-offered: These credentials are valid but may not do everything that was asked for. Ask for fewer scopes, or ask AgentSync support to grant the missing one.`,
    ],
    [
      'refuses for a reason of its own',
      status(400, { error: 'unsupported_grant_type' }),
      `${reading}, refused: The sign-in service refused the request (unsupported_grant_type). Check the sign-in address, or ask AgentSync support.`,
    ],
    [
      'is busy',
      status(503),
      `${reading}, not-reached: The sign-in service is busy or out of order (status 503).`,
    ],
    [
      'is a page of the hotel',
      (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
      `${reading}, not-reached: The sign-in address answered, but not with a token. A network sign-in page may be in the way.`,
    ],
    [
      'leads elsewhere',
      (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      `${reading}, not-reached: The sign-in service sent us to another address, which is never followed with a secret. A network sign-in page may be in the way.`,
    ],
    [
      'does not answer',
      (_request, response) => void response.destroy(),
      `${reading}, not-reached: The sign-in service could not be reached.`,
    ],
  ])('%s', async (_name, signIn, words) => {
    expect(said(await steps({ signIn, endpoints: [] }))).toEqual([words]);
  });

  it('names each scope by what it is for, and goes on after one that is not granted', async () => {
    const granting: Answer = (request, response) =>
      request.body.includes(remove)
        ? sendJson(response, 400, { error: 'access_denied' })
        : token(request, response);
    const all = await steps({ scopes: [read, write, remove, 'of_its_own'], endpoints: [], signIn: granting });
    expect(all.map(({ name, result }) => `${name}: ${result}`)).toEqual([
      `${reading}: works`,
      'Creating and changing them: works',
      'Deleting products, levels and assignments: not-offered',
      'of_its_own: works',
    ]);
  });
});

describe('a call that reads', () => {
  const refused =
    'List carriers, refused: AgentSync does not permit it with these credentials. Ask for the permission, or work without it.';
  const unknown = 'List carriers, not-offered: AgentSync does not know this call at this address.';
  test.each<readonly [number, string]>([
    [200, 'List carriers, works: AgentSync answered with data.'],
    [401, refused],
    [403, refused],
    ...[400, 404, 405, 410, 501].map((code) => [code, unknown] as const),
    [429, 'List carriers, not-reached: AgentSync is busy or out of order (status 429).'],
    [500, 'List carriers, not-reached: AgentSync is busy or out of order (status 500).'],
  ])('that is answered with status %i', async (code, words) => {
    expect(said(await steps({ api: status(code) })).slice(1)).toEqual([words]);
  });

  it('that is not answered', async () => {
    const api: Answer = (_request, response) => void response.destroy();
    expect(said(await steps({ api })).slice(1)).toEqual([
      'List carriers, not-reached: No answer came in time, or the API address could not be reached.',
    ]);
  });

  it('that is not tried, and why', async () => {
    const endpoints: readonly TestEndpoint[] = [
      carriers,
      { name: 'readCarrier', method: 'GET', path: '/v1/carriers/{id}', used: true },
      { name: 'listProductHierarchies', method: 'GET', path: '/v1/hierarchies/{id}', used: true },
      { name: 'listProducers', method: 'GET', path: '/v1/producers', used: false },
    ];
    expect(said(await steps({ endpoints })).slice(2)).toEqual([
      'Read carrier, not-tried: There was no record to ask for.',
      'List product hierarchies, not-tried: It needs the id of your own organization, which is chosen in Settings.',
      'List producers, not-offered: AgentSync has not published this call, so this connection does not use it.',
    ]);
  });
});

describe('a call that writes is named and never tried', () => {
  const create = { name: 'createCarrier', method: 'POST', path: '/v1/carriers' };
  test.each<readonly [string, readonly string[], boolean, string]>([
    ['offered', [read, write], true, 'not-tried: It is offered, and trying it would change data.'],
    [
      'without the permission',
      [read],
      true,
      'refused: It needs the permission to write, which these credentials do not have.',
    ],
    [
      'not published',
      [read, write],
      false,
      'not-offered: AgentSync has not published how it is sent. Changes of this kind stay on this computer.',
    ],
  ])('%s', async (_name, scopes, used, words) => {
    const all = await steps({ scopes, endpoints: [{ ...create, used }] });
    expect(said(all).at(-1)).toBe(`Create carrier, ${words}`);
    expect(server?.seen.some(({ path }) => path.startsWith('/contracting'))).toBe(false);
  });
});
