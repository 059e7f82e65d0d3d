import { expect, it } from 'vitest';
import { testConnection } from '../../../main/credentials/testConnection.ts';
import { sendJson, startTokenServer } from './tokenServer.ts';

it('tells which scope is missing and whether reading works', async () => {
  const server = await startTokenServer((request, response) => {
    if (request.path.startsWith('/contracting')) {
      expect(request.headers.authorization).toBe('Bearer read-token');
      sendJson(response, 200, { page: {} });
    } else if (request.body.includes('scope=rino_api_agency_read')) {
      sendJson(response, 200, { access_token: 'read-token', expires_in: 3600 });
    } else {
      sendJson(response, 400, { error: 'access_denied', error_description: 'Policy evaluation failed' });
    }
  });
  try {
    const result = await testConnection(
      globalThis.fetch,
      {
        baseUrl: server.url,
        tokenUrl: `${server.url}/oauth2/token`,
        scopes: ['rino_api_agency_read', 'rino_api_agency_write'],
      },
      { clientId: 'a', clientSecret: 'b' },
    );
    expect(result.steps.map((step) => step.result)).toEqual(['works', 'not-offered', 'works']);
    expect(result.usable).toBe(false);
    expect(server.seen.at(-1)?.path).toBe('/contracting/v1/customers/carriers?page=0&size=1');
  } finally {
    await server.close();
  }
});

it('stops at wrong credentials', async () => {
  const server = await startTokenServer((_request, response) =>
    sendJson(response, 401, { error: 'invalid_client' }),
  );
  try {
    const target = { baseUrl: server.url, tokenUrl: server.url, scopes: ['a', 'b'] };
    const result = await testConnection(globalThis.fetch, target, { clientId: 'a', clientSecret: 'b' });
    expect(result).toMatchObject({ usable: false, steps: [{ result: 'refused' }] });
  } finally {
    await server.close();
  }
});
