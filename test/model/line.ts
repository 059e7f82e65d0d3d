import { createFetchTransport } from '../../main/engine/connectors/nodeTransport.ts';
import type { HttpOutcome, HttpTransport } from '../../main/engine/ports.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import type { Time } from '../engine/support/time.ts';

/** The way from one engine to the stand-in: real sockets, or none. */
export interface Line {
  readonly transport: HttpTransport;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

/** Real HTTP. */
export function socketLine(): Line {
  const plain = (url: string, init: RequestInit): Promise<Response> => fetch(url, init);
  return { transport: createFetchTransport(plain), fetch: plain };
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/**
 * The same without sockets: every way takes a moment of virtual time before and after the stand-in
 * decides, so that whatever cuts in can do so on either side of the effect.
 */
export function directLine(
  sandbox: Sandbox,
  time: Time,
  dice: { between(from: number, to: number): number },
): Line {
  const travel = (): Promise<void> => time.sleep(dice.between(1, 30));
  const transport: HttpTransport = async (request) => {
    const { signal } = request;
    if (signal?.aborted === true) return { kind: 'aborted' };
    const exchange = async (): Promise<HttpOutcome> => {
      await travel();
      const outcome = await sandbox.exchange({
        method: request.method,
        url: request.url,
        headers: request.headers,
        body: request.body ?? '',
      });
      time.stir();
      if (outcome.kind === 'hang') return never();
      await travel();
      if (outcome.kind === 'reset') return { kind: 'no-answer', reason: 'the connection was cut.' };
      if (outcome.body.byteLength > request.maxBytes)
        return { kind: 'too-large', status: outcome.status, limit: request.maxBytes };
      return { kind: 'response', status: outcome.status, headers: outcome.headers, body: outcome.body };
    };
    const limit = new AbortController();
    const timeout = async (): Promise<HttpOutcome> => {
      await time.sleep(request.timeoutMs, limit.signal);
      return { kind: 'no-answer', reason: 'nothing complete came back in time.' };
    };
    const gaveUp = new Promise<HttpOutcome>((resolve) => {
      signal?.addEventListener('abort', () => {
        time.stir();
        resolve({ kind: 'aborted' });
      });
    });
    try {
      return await Promise.race([exchange(), timeout(), gaveUp]);
    } finally {
      limit.abort();
    }
  };
  return {
    transport,
    async fetch(url, init) {
      await travel();
      const headers: Record<string, string> = {};
      for (const [name, value] of new Headers(init.headers)) headers[name] = value;
      const body =
        init.body instanceof URLSearchParams || typeof init.body === 'string' ? String(init.body) : '';
      if (init.body instanceof URLSearchParams)
        headers['content-type'] ??= 'application/x-www-form-urlencoded;charset=UTF-8';
      const outcome = await sandbox.exchange({ method: init.method ?? 'GET', url, headers, body });
      time.stir();
      if (outcome.kind !== 'answer')
        throw new TypeError('fetch failed', {
          cause: Object.assign(new Error('cut'), { code: 'ECONNRESET' }),
        });
      return new Response(Buffer.from(outcome.body), { status: outcome.status, headers: outcome.headers });
    },
  };
}

/** A process that can die: from then on it hears nothing any more, and what it asked for goes on without it. */
export function mortal<Given extends readonly unknown[], T>(
  alive: () => boolean,
  work: (...given: Given) => Promise<T>,
): (...given: Given) => Promise<T> {
  return async (...given) => {
    if (!alive()) return never();
    try {
      const value = await work(...given);
      return alive() ? value : await never();
    } catch (error) {
      if (!alive()) return never();
      throw error;
    }
  };
}
