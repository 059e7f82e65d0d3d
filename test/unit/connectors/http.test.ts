import { describe, expect, it } from 'vitest';
import { createBudget } from '../../../main/engine/connectors/budget.ts';
import { fieldNamedIn, readErrorBody, readTimestamp } from '../../../main/engine/connectors/errorBody.ts';
import { createHttp, isPermittedBaseUrl } from '../../../main/engine/connectors/http.ts';
import type { Http, HttpCall } from '../../../main/engine/connectors/http.ts';
import { askedToWait, usedUp } from '../../../main/engine/connectors/rateHeaders.ts';
import { createNetwork } from '../../../main/engine/network.ts';
import type { Network } from '../../../main/engine/network.ts';
import type { Clock, HttpOutcome, HttpRequest, TokenOutcome } from '../../../main/engine/ports.ts';

function fakeClock(): Clock & { slept: number } {
  let now = 1_700_000_000_000;
  return {
    slept: 0,
    now: () => now,
    async sleep(milliseconds) {
      now += milliseconds;
      this.slept += milliseconds;
      await Promise.resolve();
    },
  };
}

const answer = (status: number, body: unknown = {}, headers: Record<string, string> = {}): HttpOutcome => ({
  kind: 'response',
  status,
  headers,
  body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
});

interface Made {
  readonly http: Http;
  readonly sent: HttpRequest[];
  readonly network: Network;
  readonly clock: ReturnType<typeof fakeClock>;
  readonly renewals: () => number;
}

function make(outcomes: readonly HttpOutcome[], token?: TokenOutcome): Made {
  const clock = fakeClock();
  const network = createNetwork(clock, false);
  const sent: HttpRequest[] = [];
  let renewals = 0;
  const http = createHttp({
    transport: async (request) => {
      sent.push(request);
      await Promise.resolve();
      return outcomes[Math.min(sent.length, outcomes.length) - 1] ?? { kind: 'aborted' };
    },
    tokens: {
      async token({ renew }) {
        if (renew) renewals += 1;
        await Promise.resolve();
        return token ?? { kind: 'token', accessToken: `token-${renewals}`, scopes: [] };
      },
    },
    clock,
    random: { fraction: () => 0.5 },
    log: { write: () => undefined },
    network,
    baseUrl: 'https://api.example.test/contracting/',
    budget: createBudget(clock, { perMinute: 6_000, parallel: 2 }),
  });
  return { http, sent, network, clock, renewals: () => renewals };
}

const get: HttpCall = { method: 'GET', path: '/v1/things', query: { page: '0' }, label: 'listing things' };
const put: HttpCall = {
  method: 'PUT',
  path: '/v1/things/bulk',
  body: { things: [] },
  label: 'changing things',
};

async function failureOf(made: Made, call: HttpCall) {
  const result = await made.http.call(call);
  if (result.ok) throw new Error('expected a failure');
  return result.failure;
}

describe('requests', () => {
  it('carry the token to the configured host, and a content type on every write', async () => {
    const made = make([answer(200, { ok: true })]);
    await made.http.call(get);
    await made.http.call({ method: 'POST', path: '/v1/x', label: 'doing x' });
    expect(made.sent[0]).toMatchObject({
      url: 'https://api.example.test/contracting/v1/things?page=0',
      headers: { authorization: 'Bearer token-0', accept: 'application/hal+json, application/json' },
    });
    expect(made.sent[0]?.headers).not.toHaveProperty('content-type');
    expect(made.sent[1]?.headers).toMatchObject({ 'content-type': 'application/json' });
  });

  it.each([
    ['https://api.agentsync.io/contracting', true],
    ['http://127.0.0.1:4000', true],
    ['http://[::1]:4000/contracting', true],
    ['http://api.agentsync.io', false],
    ['http://127.0.0.1.evil.test', false],
    ['https://user:secret@api.agentsync.io', false],
    ['file:///etc/passwd', false],
    ['nonsense', false],
  ])('may go to %s: %s', (address, permitted) => {
    expect(isPermittedBaseUrl(address)).toBe(permitted);
  });
});

describe('tokens', () => {
  it('are renewed once for several calls refused together', async () => {
    const made = make([answer(401), answer(401), answer(200, { ok: true })]);
    const results = await Promise.all([made.http.call(get), made.http.call(get)]);
    expect(results.map(({ ok }) => ok)).toEqual([true, true]);
    expect(made.renewals()).toBe(1);
    expect(made.sent.at(-1)?.headers['authorization']).toBe('Bearer token-1');
  });

  it('are not renewed twice for one call', async () => {
    const made = make([answer(401)]);
    expect(await failureOf(made, get)).toMatchObject({ kind: 'unauthorized' });
    expect(made.sent).toHaveLength(2);
  });

  it('that cannot be had end the call before it is sent', async () => {
    const refused = make([], { kind: 'refused', code: 'invalid_client', message: 'Unknown client.' });
    expect(await failureOf(refused, get)).toEqual({
      kind: 'credentials-refused',
      code: 'invalid_client',
      message: 'Unknown client.',
    });
    const offline = make([], { kind: 'offline', reason: 'there is no network.' });
    expect(await failureOf(offline, put)).toMatchObject({ kind: 'not-sent' });
    expect(offline.network.status().state).toBe('offline');
    expect(offline.sent).toEqual([]);
  });
});

describe('failures', () => {
  it.each([
    [403, 'forbidden'],
    [404, 'not-found'],
    [400, 'rejected'],
    [422, 'rejected'],
    [429, 'rate-limited'],
    [503, 'rate-limited'],
    [500, 'server-error'],
    [502, 'server-error'],
    [302, 'malformed'],
  ])('of a write with status %i are told as %s and never repeated', async (status, kind) => {
    const made = make([answer(status, { message: 'Words.' })]);
    expect((await failureOf(made, put)).kind).toBe(kind);
    expect(made.sent).toHaveLength(1);
  });

  it.each([
    [{ kind: 'no-answer', reason: 'the connection was cut.' }, 'no-answer'],
    [{ kind: 'not-sent', reason: 'there is no network.' }, 'not-sent'],
  ] as const)('of a write without an answer are told apart', async (outcome, kind) => {
    const made = make([outcome]);
    expect((await failureOf(made, put)).kind).toBe(kind);
    expect(made.sent).toHaveLength(1);
    expect(made.network.status().state).toBe('offline');
  });

  it('of reads are tried again with growing pauses, but not for ever', async () => {
    const made = make([answer(500)]);
    expect((await failureOf(made, get)).kind).toBe('server-error');
    expect(made.sent).toHaveLength(5);
    expect(made.clock.slept).toBe(500 + 1_000 + 2_000 + 4_000);
  });

  it('carry the server’s words by field', async () => {
    const made = make([
      answer(400, {
        messages: [
          "contractAssignments[3].commissionLevelId 'x' was not found.",
          'naic must have a max of 6 characters.',
          'Something else.',
        ],
      }),
    ]);
    expect(await failureOf(made, put)).toMatchObject({
      kind: 'rejected',
      fields: {
        '3.commissionLevelId': "contractAssignments[3].commissionLevelId 'x' was not found.",
        naic: 'naic must have a max of 6 characters.',
      },
    });
  });

  it.each([
    ['{"a":', /not well-formed JSON/],
    ['<html>Sign in</html>', /a web page, not data/],
  ])('tell an unreadable body %s in words', async (body, words) => {
    const failure = await failureOf(make([answer(200, body)]), get);
    expect(failure).toMatchObject({ kind: 'malformed', message: expect.stringMatching(words) });
  });

  it('are no calls at all while a person works offline', async () => {
    const made = make([answer(200)]);
    made.network.choose(true);
    expect(await failureOf(made, get)).toEqual({ kind: 'aborted', unsent: true });
    expect(made.sent).toEqual([]);
  });
});

describe('limits', () => {
  const now = Date.UTC(2026, 0, 1);

  it.each([
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': new Date(now + 9_000).toUTCString() }, 9_000],
    [{ 'ratelimit-reset': '12' }, 12_000],
    [{ 'x-ratelimit-reset': String(now / 1000 + 20) }, 20_000],
    [{ 'x-ratelimit-reset': String(now + 21_000) }, 21_000],
    [{ 'retry-after': '86400' }, 300_000],
    [{ 'retry-after': '0' }, 250],
    [{ 'retry-after': new Date(now - 9_000).toUTCString() }, 250],
  ])('%o means waiting %i ms', (headers: Record<string, string>, wait) => {
    expect(askedToWait(headers, now)).toBe(now + wait);
  });

  it('are unknown when the headers are absent or nonsense', () => {
    expect(askedToWait({}, now)).toBeNull();
    expect(askedToWait({ 'retry-after': 'soon' }, now)).toBeNull();
    // The clock of this computer is wrong by hours: the server's own says how long its moments are away.
    for (const skew of [-7_200_000, 7_200_000]) {
      const there = now + skew;
      const date = new Date(there).toUTCString();
      const soon = { date, 'retry-after': new Date(there + 9_000).toUTCString() };
      expect(askedToWait(soon, now)).toBe(now + 9_000);
      const reset = {
        date,
        'ratelimit-remaining': '0',
        'x-ratelimit-reset': String((there + 20_000) / 1000),
      };
      expect(usedUp(reset, now)).toBe(now + 20_000);
      expect(askedToWait({ date, 'retry-after': '7' }, now)).toBe(now + 7_000);
    }
    expect(usedUp({ 'ratelimit-remaining': '3', 'ratelimit-reset': '9' }, now)).toBeNull();
    expect(usedUp({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9' }, now)).toBe(now + 9_000);
  });

  it('pause the whole host, and tell long pauses instead of sleeping through them', async () => {
    const made = make([answer(429, {}, { 'retry-after': '60' })]);
    const until = made.clock.now() + 60_000;
    expect(await failureOf(made, put)).toMatchObject({ kind: 'rate-limited', until });
    expect(made.http.pausedUntil()).toBe(until);
    expect(await failureOf(made, get)).toMatchObject({ kind: 'rate-limited', until });
    expect(made.sent).toHaveLength(1);
  });

  it('are kept by the budget itself', async () => {
    const clock = fakeClock();
    const budget = createBudget(clock, { perMinute: 120, parallel: 2 });
    const began = clock.now();
    const { signal } = new AbortController();
    for (let call = 0; call < 130; call += 1) {
      const entry = await budget.enter(signal);
      if (entry.kind === 'entered') entry.leave();
    }
    expect(clock.now() - began).toBeGreaterThanOrEqual(59_000);
  });

  it('never let more than the parallel number in, and give up a place on abort', async () => {
    const budget = createBudget(fakeClock(), { perMinute: 60_000, parallel: 1 });
    const first = await budget.enter(new AbortController().signal);
    const giving = new AbortController();
    const second = budget.enter(giving.signal);
    giving.abort();
    expect((await second).kind).toBe('aborted');
    const third = budget.enter(new AbortController().signal);
    if (first.kind === 'entered') first.leave();
    expect((await third).kind).toBe('entered');
  });
});

describe('error bodies', () => {
  it.each([
    [{ messages: ['a', 'b'], message: 'c' }, 'a b'],
    [{ message: 'c', error: 'Bad Request' }, 'c'],
    [{ error: 'rate_limit_exceeded', error_description: 'slow down' }, 'slow down'],
    [{ errorMessage: ['x', 'y'] }, 'x y'],
    [{ error: 'Not Found' }, 'Not Found'],
    [{ messages: 'text' }, ''],
    [['odd'], ''],
  ])('%j says %j', (body, words) => {
    expect(readErrorBody(JSON.parse(JSON.stringify(body))).message).toBe(words);
  });

  it.each([
    ['naic must have a max of 6 characters.', 'naic'],
    ["'type' should be one of …", 'type'],
    ['contractAssignments[12].npn must not be blank', '12.npn'],
    ['writingNumber: too long', 'writingNumber'],
    ['Carrier name must be unique', null],
    ['a bulk request must have a max of 50 items.', null],
  ])('%s is about %s', (message, field) => {
    expect(fieldNamedIn(message)).toBe(field);
  });

  it('give their time in seconds, milliseconds or ISO text', () => {
    const at = Date.UTC(2026, 2, 18, 18, 19, 50);
    expect([at / 1000, at, new Date(at).toISOString(), 'never', null].map(readTimestamp)).toEqual([
      at,
      at,
      at,
      null,
      null,
    ]);
  });
});
