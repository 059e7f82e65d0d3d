import type { Json } from '../../../domain/json.ts';
import type { Network } from '../network.ts';
import type { Clock, HttpOutcome, HttpTransport, Log, Random, TokenSource } from '../ports.ts';
import { readAnswer } from './answer.ts';
import type { Body } from './answer.ts';
import type { ConnectorFailure, ConnectorResult } from './api.ts';
import type { Budget } from './budget.ts';
import { patienceMs } from './budget.ts';
import { askedToWait, usedUp } from './rateHeaders.ts';
import { createTokenKeeper } from './tokenKeeper.ts';

export interface HttpOptions {
  readonly transport: HttpTransport;
  readonly tokens: TokenSource;
  readonly clock: Clock;
  readonly random: Pick<Random, 'fraction'>;
  readonly log: Log;
  readonly network: Pick<Network, 'mayCall' | 'reached' | 'unreachable' | 'signal'>;
  /** Scheme, host and prefix, e.g. `https://api.agentsync.io/contracting`. Nothing else is ever called. */
  readonly baseUrl: string;
  readonly budget: Budget;
  readonly vendor?: string;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  /** How often a read is tried in all. */
  readonly tries?: number;
}

/** One call to a vendor, apart from where its host is. */
export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path below the base address, built from a template and encoded ids. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Json;
  /** What the call does, in words: `reading the list of carriers`. */
  readonly label: string;
  readonly signal?: AbortSignal | undefined;
}

/** One request as it would leave. */
export interface DescribedCall {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** Calls to one host of one vendor, within its budget, with its token. Throws nothing for expected failures. */
export interface Http {
  call(call: HttpCall): Promise<ConnectorResult<Body>>;
  /** The request a call would be, without its token. */
  describe(call: HttpCall): DescribedCall;
  pausedUntil(): number | null;
}

const firstBackoffMs = 1_000;
const longestBackoffMs = 60_000;

/** Whether an address may carry credentials: https, or plain http on this computer only. */
export function isPermittedBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return false;
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}

/**
 * The vendor's HTTP rules in one place (vendor-apis 1.1–1.5): headers, one token renewal, error
 * shapes, rate limits, retries of reads only. Links and redirects are never followed, so the token
 * can reach no other host.
 */
export function createHttp(options: HttpOptions): Http {
  const { transport, clock, random, log, network, budget } = options;
  if (!isPermittedBaseUrl(options.baseUrl))
    throw new Error(`Not an address to send a token to: ${options.baseUrl}`);
  const base = options.baseUrl.replace(/\/+$/, '');
  const vendor = options.vendor ?? 'AgentSync';
  const tries = options.tries ?? 5;
  const keeper = createTokenKeeper(options.tokens, network, vendor);

  /** Capped exponential back-off with full jitter (vendor-apis section 7, item 8). */
  const backoff = (attempt: number): number =>
    Math.ceil(random.fraction() * Math.min(longestBackoffMs, firstBackoffMs * 2 ** (attempt - 1)));

  const address = (call: HttpCall): string => {
    const query = new URLSearchParams(call.query).toString();
    return `${base}${call.path}${query === '' ? '' : `?${query}`}`;
  };

  const headersOf = ({ method }: HttpCall): Readonly<Record<string, string>> => ({
    accept: 'application/hal+json, application/json',
    // On every write, with or without a body: the vendor answers 500 without it (S1).
    ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
  });

  const send = async (call: HttpCall, token: string, signal: AbortSignal): Promise<HttpOutcome> => {
    const write = call.method !== 'GET';
    return transport({
      method: call.method,
      url: address(call),
      headers: { authorization: `Bearer ${token}`, ...headersOf(call) },
      ...(write && call.body !== undefined ? { body: JSON.stringify(call.body) } : {}),
      timeoutMs: options.timeoutMs ?? 60_000,
      maxBytes: options.maxBytes ?? 32 * 1_048_576,
      signal,
    });
  };

  const heed = (outcome: HttpOutcome): void => {
    if (outcome.kind === 'response' || outcome.kind === 'too-large') network.reached();
    if (outcome.kind !== 'response') return;
    const now = clock.now();
    const asked = outcome.status === 429 || outcome.status === 503 ? askedToWait(outcome.headers, now) : null;
    const until = asked ?? usedUp(outcome.headers, now);
    if (until !== null) budget.pause(until);
  };

  /** One attempt, with at most one renewal of the token. */
  const attempt = async (
    call: HttpCall,
    signal: AbortSignal,
    number: number,
  ): Promise<ConnectorResult<Body>> => {
    for (let refusals = 0; ; refusals += 1) {
      if (!network.mayCall()) return { ok: false, failure: { kind: 'aborted', unsent: true } };
      const entry = await budget.enter(signal);
      if (entry.kind === 'aborted') return { ok: false, failure: { kind: 'aborted', unsent: true } };
      if (entry.kind === 'paused') {
        return {
          ok: false,
          failure: {
            kind: 'rate-limited',
            until: entry.until,
            message: `${vendor} asks for fewer requests.`,
          },
        };
      }
      try {
        const token = await keeper.current();
        if (!token.ok) return token;
        const outcome = await send(call, token.value, signal);
        heed(outcome);
        if (outcome.kind === 'response' && outcome.status === 401 && refusals === 0) {
          const renewed = await keeper.renew(token.value);
          if (!renewed.ok) return renewed;
          continue;
        }
        const now = clock.now();
        return readAnswer(outcome, {
          vendor,
          label: call.label,
          now,
          write: call.method !== 'GET',
          fallbackUntil: now + backoff(number),
        });
      } finally {
        entry.leave();
      }
    }
  };

  /** How long to wait before this read is tried again, or null when it is not. */
  const retryIn = (failure: ConnectorFailure, number: number): number | null => {
    switch (failure.kind) {
      case 'server-error':
      case 'no-answer':
        return backoff(number);
      case 'rate-limited': {
        const wait = Math.max(0, failure.until - clock.now());
        return wait > patienceMs ? null : wait + backoff(1) / 4;
      }
      default:
        return null;
    }
  };

  return {
    pausedUntil: () => budget.pausedUntil(),
    describe: (call) => ({
      method: call.method,
      url: address(call),
      headers: [['authorization', 'Bearer (not shown)'], ...Object.entries(headersOf(call))],
      body: call.body === undefined ? '' : JSON.stringify(call.body, null, 2),
    }),
    async call(call) {
      const signal =
        call.signal === undefined ? network.signal() : AbortSignal.any([call.signal, network.signal()]);
      for (let number = 1; ; number += 1) {
        const result = await attempt(call, signal, number);
        if (result.ok) return result;
        const { failure } = result;
        if (failure.kind === 'aborted') return result;
        // Path without query: it can carry an NPN.
        log.write('info', 'call failed', {
          method: call.method,
          path: call.path,
          kind: failure.kind,
          number,
        });
        if (failure.kind === 'rate-limited') budget.pause(failure.until);
        const wait = call.method === 'GET' && number < tries ? retryIn(failure, number) : null;
        if (wait === null) {
          if (failure.kind === 'not-sent' || failure.kind === 'no-answer')
            network.unreachable(failure.message);
          return result;
        }
        await clock.sleep(wait, signal);
        if (signal.aborted) return { ok: false, failure: { kind: 'aborted' } };
      }
    },
  };
}
