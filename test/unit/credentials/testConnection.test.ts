import { afterEach, describe, expect, it } from 'vitest';
import profile from '../../../resources/endpoints/agentsync.json' with { type: 'json' };
import { endpointsOf, endpointWords } from '../../../main/credentials/endpoints.ts';
import { testConnection } from '../../../main/credentials/testConnection.ts';
import type { TestStep } from '../../../main/credentials/testConnection.ts';
import { startSandbox } from '../../../sandbox/index.ts';
import type { ProfilePatch, Sandbox } from '../../../sandbox/index.ts';
import { sendJson, startTokenServer } from './tokenServer.ts';

let sandbox: Sandbox | null = null;
afterEach(async () => {
  await sandbox?.close();
  sandbox = null;
});

const read = 'rino_api_agency_read';
const write = 'rino_api_agency_write';
const remove = 'rino_api_agency_delete';

interface Tried {
  readonly usable: boolean;
  readonly results: Readonly<Record<string, TestStep['result']>>;
  readonly words: (name: string) => string;
  readonly writes: number;
}

/** Tests a connection to the stand-in with one of its clients. */
async function tryOut(
  client: 'practice' | 'writer' | 'reader',
  scopes: readonly string[],
  options: {
    readonly environment?: string;
    readonly profile?: ProfilePatch;
  } = {},
): Promise<Tried> {
  sandbox = await startSandbox({
    size: { assignments: 20, carriers: 2 },
    ...(options.profile === undefined ? {} : { profile: options.profile }),
  });
  const target = {
    baseUrl: sandbox.url,
    tokenUrl: sandbox.tokenUrl,
    scopes,
    endpoints: endpointsOf(profile, options.environment ?? 'practice'),
  };
  const { steps, usable } = await testConnection(globalThis.fetch, target, {
    clientId: client,
    clientSecret: client,
  });
  return {
    usable,
    results: Object.fromEntries(steps.map(({ name, result }) => [name, result])),
    words: (name) => steps.find((step) => step.name === name)?.words ?? '',
    writes: sandbox.control.journal().length,
  };
}

describe('testing a connection', () => {
  it('tries every call that reads with one record, and no call that writes', async () => {
    const { usable, results, writes } = await tryOut('practice', [read, write, remove]);
    expect(usable).toBe(true);
    const contracting = endpointsOf(profile, 'practice').filter(({ path }) => path.startsWith('/v1/'));
    const expected = contracting.map(({ name, method }) => [
      endpointWords(name),
      // Hierarchies hang on the own organization, which nobody has chosen yet.
      method === 'GET' && !/ierarch/.test(name) ? 'works' : 'not-tried',
    ]);
    expect(results).toMatchObject(Object.fromEntries(expected));
    expect(writes).toBe(0);
    const counters = sandbox?.control.counters() ?? {};
    expect(Object.values(counters).every((count) => count <= 3)).toBe(true);
  });

  it('names the writes that a connection without the write scope cannot do', async () => {
    const { usable, results, words } = await tryOut('reader', [read]);
    expect(usable).toBe(true);
    expect(results).toMatchObject({ 'List carriers': 'works', 'Create carrier': 'refused' });
    expect(words('Create carrier')).toContain('permission to write');
  });

  it('says which of the scopes asked for is not granted', async () => {
    const { usable, results } = await tryOut('writer', [read, write, remove]);
    expect(usable).toBe(false);
    expect(results).toMatchObject({
      'Reading carriers, products, levels and assignments': 'works',
      'Creating and changing them': 'works',
      'Deleting products, levels and assignments': 'not-offered',
    });
  });

  it('needs no delete scope for anything Upline does', async () => {
    const { usable, results } = await tryOut('writer', [read, write]);
    expect(usable).toBe(true);
    expect(Object.values(results)).not.toContain('refused');
  });

  it('tells calls that AgentSync has not published from those it does not know', async () => {
    const { usable, results, words } = await tryOut('practice', [read, write], {
      environment: 'production',
      profile: { disabled: ['listTaskTypes', 'listLevels'] },
    });
    expect(usable).toBe(true);
    expect(results).toMatchObject({
      'List task types': 'not-offered',
      'List commission levels': 'not-offered',
      'Read commission level': 'not-tried',
      'List assignment changes': 'not-offered',
      'Update contract assignments': 'not-offered',
      'Create commission levels': 'not-tried',
    });
    expect(words('List task types')).toContain('does not know this call');
    expect(words('List assignment changes')).toContain('has not published');
    expect(words('Update contract assignments')).toContain('stay on this computer');
  });
});

/** A server of which only carriers are of interest. */
const carriersOnly = [{ name: 'listCarriers', method: 'GET', path: '/v1/customers/carriers', used: true }];

describe('a connection that cannot be used', () => {
  it('asks for one carrier with the token of the read scope', async () => {
    const server = await startTokenServer((request, response) => {
      if (request.path.startsWith('/contracting')) {
        expect(request.headers.authorization).toBe('Bearer read-token');
        sendJson(response, 500, {});
      } else sendJson(response, 200, { access_token: 'read-token', expires_in: 3600 });
    });
    try {
      const target = { baseUrl: server.url, tokenUrl: server.url, scopes: [read], endpoints: carriersOnly };
      const result = await testConnection(globalThis.fetch, target, { clientId: 'a', clientSecret: 'b' });
      expect(result.steps.map((step) => step.result)).toEqual(['works', 'not-reached']);
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
      const target = {
        baseUrl: server.url,
        tokenUrl: server.url,
        scopes: ['a', 'b'],
        endpoints: carriersOnly,
      };
      const result = await testConnection(globalThis.fetch, target, { clientId: 'a', clientSecret: 'b' });
      expect(result).toMatchObject({ usable: false, steps: [{ result: 'refused' }] });
    } finally {
      await server.close();
    }
  });
});
