import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { collections } from '../../../domain/collections.ts';
import { allCollections, createRig, differences } from './rig.ts';
import type { Rig, RigOptions } from './rig.ts';

let rig: Rig | undefined;
afterEach(async () => {
  await rig?.close();
  rig = undefined;
});

async function make(options: RigOptions = {}): Promise<Rig> {
  rig = await createRig(options);
  return rig;
}

function everythingArrived(made: Rig): void {
  for (const collection of allCollections) {
    expect(differences(made, collection), collections[collection].plural).toEqual([]);
    expect(made.state(collection)).toMatchObject({ state: 'idle', failure: null });
  }
}

describe('tokens and permissions', () => {
  it('renews an expired token once, silently, in the middle of a pass', async () => {
    const made = await make({
      transport: (transport) => {
        let calls = 0;
        return (request) => {
          calls += 1;
          if (calls === 12) rig?.sandbox.control.revokeTokens();
          return transport(request);
        };
      },
    });
    await made.pass();
    everythingArrived(made);
    expect(made.tokens.renewals()).toBe(1);
    expect([...made.seen.states].filter((state) => state.endsWith('needs-auth'))).toEqual([]);
  });

  it('asks for a sign-in when the renewed token is refused too, and goes on after it', async () => {
    const made = await make();
    const fault = made.sandbox.control.addFault({
      match: { operation: 'listAssignments', path: 'page=2' },
      action: { kind: 'status', status: 401 },
    });
    await made.pass();
    expect(made.state('contractAssignment')).toMatchObject({
      state: 'needs-auth',
      failure: { code: 'unauthorized', remedy: 'sign-in' },
    });
    made.sandbox.control.clearFaults(fault);
    await made.pass();
    everythingArrived(made);
  });

  it('says whom to ask when the scope to read is missing', async () => {
    const made = await make();
    made.tokens.scope = 'rino_api_agency_write';
    await made.pass();
    for (const collection of ['carrier', 'contractAssignment'] as const) {
      const { state, failure } = made.state(collection);
      expect(state).toBe('failed');
      expect(failure).toMatchObject({ code: 'forbidden', remedy: 'ask-vendor' });
      expect(failure?.message).toContain('rino_api_agency_read');
    }
  });

  it('sends its token nowhere else when redirected to another port', async () => {
    const requests: string[] = [];
    const other = createServer((request, response) => {
      requests.push(request.url ?? '');
      response.end('{}');
    });
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const made = await make();
    made.sandbox.control.addFault({
      match: { operation: 'listCarriers' },
      action: { kind: 'status', status: 302, headers: { Location: `http://127.0.0.1:${port}/steal` } },
    });
    await made.pass();
    expect(made.state('carrier').failure?.message).toContain(
      `redirect to another address (127.0.0.1:${port})`,
    );
    expect(requests).toEqual([]);
    other.close();
  });
});

describe('limits', () => {
  const forms: readonly (readonly [string, Record<string, string>])[] = [
    ['Retry-After in seconds', { 'Retry-After': '30' }],
    ['Retry-After as a date', {}],
    ['ratelimit-reset', { 'ratelimit-limit': '300', 'ratelimit-remaining': '0', 'ratelimit-reset': '30' }],
    ['X-RateLimit-Reset as a unix time', {}],
  ];

  it.each(forms)('waits as asked by %s, then goes on', async (name, headers) => {
    const made = await make();
    const at = made.clock.now() + 30_000;
    const given = name.includes('date')
      ? { 'Retry-After': new Date(at).toUTCString() }
      : name.includes('unix')
        ? { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': String(Math.ceil(at / 1000)) }
        : headers;
    made.sandbox.control.addFault({
      match: { operation: 'listAssignments', path: 'page=1' },
      action: { kind: 'status', status: 429, headers: given },
      times: 1,
    });
    const began = made.clock.now();
    await made.pass();
    everythingArrived(made);
    expect(made.seen.states).toContain('contractAssignment waiting');
    expect(made.clock.now() - began).toBeGreaterThanOrEqual(28_000);
    expect(made.clock.now() - began).toBeLessThan(120_000);
  });

  it.each(['seconds', 'http-date', 'none'] as const)(
    'gets through a tight limit announced with retry-after %s',
    async (retryAfter) => {
      const made = await make({
        sandboxProfile: { readsPerMinute: 20, retryAfter, rateHeaders: 'x-ratelimit' },
      });
      await made.pass();
      everythingArrived(made);
    },
  );

  it('is not held for a day by a header that says so', async () => {
    const made = await make();
    made.sandbox.control.addFault({
      match: { operation: 'listAssignments' },
      action: { kind: 'status', status: 429, retryAfter: 86_400 },
      times: 1,
    });
    const began = made.clock.now();
    await made.pass();
    everythingArrived(made);
    expect(made.clock.now() - began).toBeLessThan(600_000);
  });
});

describe('faults on the way', () => {
  it('tries reads again after internal errors', async () => {
    const made = await make();
    made.sandbox.control.addFault({
      match: { operation: 'listAssignments' },
      action: { kind: 'status', status: 500 },
      every: 2,
    });
    await made.pass();
    everythingArrived(made);
  });

  it('keeps trying by itself, less and less often, when errors go on, and says so', async () => {
    const made = await make({ tries: 2 });
    const fault = made.sandbox.control.addFault({
      match: { operation: 'listAssignments' },
      action: { kind: 'status', status: 500 },
    });
    made.start();
    await made.until(() => made.state('contractAssignment').state === 'failed', 'failed');
    expect(made.state('contractAssignment').failure).toMatchObject({ code: 'server-error', remedy: 'retry' });
    made.sandbox.control.clearFaults(fault);
    await made.until(() => made.state('contractAssignment').state === 'idle', 'idle');
    await made.settled();
    everythingArrived(made);
  });

  it.each(['drop', 'cut'] as const)('resumes where it stood when answers are lost (%s)', async (kind) => {
    const made = await make();
    made.sandbox.control.addFault({
      match: { operation: 'listAssignments' },
      action: kind === 'drop' ? { kind: 'drop' } : { kind: 'cut', at: 0.5 },
      every: 3,
    });
    await made.pass();
    everythingArrived(made);
  });

  it('waits while the vendor is away and goes on by itself at the same page', async () => {
    const made = await make({
      ahead: 1,
      transport: (transport) => {
        let cut = false;
        return (request) => {
          if (!cut && request.url.includes('contractAssignments?page=3')) {
            cut = true;
            rig?.sandbox.control.setOffline(true);
          }
          return transport(request);
        };
      },
    });
    made.start();
    await made.until(() => made.state('contractAssignment').state === 'offline', 'offline');
    expect(made.network.status().state).toBe('offline');
    made.sandbox.control.clearCounters();
    made.sandbox.control.setOffline(false);
    await made.settled();
    everythingArrived(made);
    // Pages 3 and 4 of 0 … 4 only.
    expect(made.sandbox.control.counters()['listAssignments']).toBe(2);
    expect(made.network.status().state).toBe('online');
  });

  it('calls nothing while a person works offline, and aborts what is under way', async () => {
    const made = await make();
    made.sandbox.control.addFault({
      match: { operation: 'listAssignments', path: 'page=2' },
      action: { kind: 'hang' },
      times: 1,
    });
    made.start();
    await made.until(() => made.state('contractAssignment').page === 2, 'page 2');
    made.network.choose(true);
    await made.until((states) => states.every(({ state }) => state === 'offline'), 'offline');
    made.sandbox.control.clearCounters();
    made.sync.now();
    await made.settled();
    expect(made.sandbox.control.counters()).toEqual({});
    made.network.choose(false);
    await made.until(() => made.state('contractAssignment').state === 'idle', 'idle');
    everythingArrived(made);
  });
});

describe('being killed', () => {
  it('goes on at the page where it stood, whatever page that was', async () => {
    for (let page = 0; page <= 5; page += 1) {
      let requests = 0;
      const made = await make({
        ahead: 1,
        transport: (transport) => (request) => {
          if (request.url.includes('contractAssignments?')) requests += 1;
          return transport(request);
        },
      });
      made.sandbox.control.addFault({
        match: { operation: 'listAssignments', path: `[?&]page=${page}(&|$)` },
        action: { kind: 'hang' },
        times: 1,
      });
      made.start();
      const cut = (): boolean => made.sandbox.control.faults().some(({ fired }) => fired > 0);
      await made.until(() => cut() || made.state('contractAssignment').state === 'idle', 'the page');
      const before = requests;
      await made.restart();
      await made.settled();
      everythingArrived(made);
      // The page that was cut, and those after it; none before.
      if (page < 5) expect(requests - before).toBe(5 - page);
      await made.close();
      rig = undefined;
    }
  });

  it('goes on at the parent where it stood', async () => {
    const made = await make({ size: { assignments: 60, carriers: 12 } });
    const total = made.sandbox.control.count('products');
    expect(total).toBeGreaterThan(45);
    made.start();
    await made.until(() => made.state('commissionLevel').page >= 41, 'the 41st product');
    made.sandbox.control.clearCounters();
    await made.restart();
    await made.settled();
    everythingArrived(made);
    expect(made.sandbox.control.counters()['listLevels']).toBeLessThan(total - 15);
  });
});

describe('a change confirmed while an older page is on its way', () => {
  it('is not put back by that page', async () => {
    let changed = '';
    const made = await make({
      transport: (transport) => async (request) => {
        const outcome = await transport(request);
        if (changed === '' && request.url.includes('contractAssignments?page=1&') && rig !== undefined) {
          const { connector, store, sandbox } = rig;
          changed = sandbox.control.records('contractAssignments', 60, 1)[0]?.id ?? '';
          const items = [{ id: changed, values: { writingNumber: 'OURS' } }];
          const echo = await connector.updateMany('contractAssignment', items);
          if (!echo.ok) throw new Error(JSON.stringify(echo));
          const { pass } = store.syncState.read('contractAssignment');
          store.mirror.applyPage('contractAssignment', echo.value, { pass, now: rig.clock.now() });
        }
        return outcome;
      },
    });
    await made.pass();
    expect(made.store.mirror.get('contractAssignment', changed)?.effective['writingNumber']).toBe('OURS');
    everythingArrived(made);
  });
});

describe('what the vendor does not offer', () => {
  it('reads levels by the assignments that name them', async () => {
    const made = await make({ sandboxProfile: { disabled: ['listLevels'] } });
    await made.pass();
    const named = new Set(
      made.sandbox.control.records('contractAssignments', 0, 1000).map((row) => row['commissionLevelId']),
    );
    expect(made.store.mirror.count('commissionLevel')).toBe(named.size);
    expect(made.state('commissionLevel')).toMatchObject({ state: 'idle', failure: null });
    for (const id of made.store.mirror.ids('commissionLevel', null, 1000)) {
      expect(made.store.mirror.get('commissionLevel', id)?.effective['productId']).toEqual(
        expect.any(String),
      );
    }
  });

  it('leaves out lookups that do not exist', async () => {
    const made = await make({
      sandboxProfile: { disabled: ['listTaskTypes', 'listAdministrativeDivisions'] },
    });
    await made.pass();
    expect(made.state('lookups').state).toBe('idle');
    expect(made.store.lookups.list('taskType')).toEqual([]);
  });

  it.each(['status', 'malformed'] as const)(
    'bears a lookup of our guess that is broken (%s)',
    async (kind) => {
      const made = await make({ tries: 1 });
      made.sandbox.control.addFault({
        match: { operation: 'listAdministrativeDivisions' },
        action: kind === 'status' ? { kind, status: 500 } : { kind },
      });
      await made.pass();
      expect(made.state('lookups')).toMatchObject({ state: 'idle', failure: null });
      expect(made.store.lookups.list('administrativeDivision')).toEqual([]);
      expect(made.store.lookups.list('taskType').length).toBeGreaterThan(0);
    },
  );
});
