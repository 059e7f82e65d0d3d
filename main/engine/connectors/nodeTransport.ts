import type { HttpOutcome, HttpRequest, HttpTransport } from '../ports.ts';
import { certainlyNotSent, reasonInWords } from './transportErrors.ts';

/** The part of `fetch` used here: Node's own and Electron's `net.fetch` both fit. */
export type FetchFunction = (url: string, init: RequestInit) => Promise<Response>;

function headersOf(response: Response): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of response.headers) headers[name.toLowerCase()] = value;
  return headers;
}

/** The whole body, or null when it is longer than `maxBytes`; what is too much is never buffered. */
async function readBody(response: Response, maxBytes: number): Promise<Uint8Array | null> {
  if (response.body === null) return new Uint8Array(0);
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel().catch(() => undefined);
      return null;
    }
    chunks.push(value);
  }
  const [only] = chunks;
  if (only !== undefined && chunks.length === 1) return only;
  const body = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return body;
}

async function exchange(
  fetchFunction: FetchFunction,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<HttpOutcome> {
  const response = await fetchFunction(request.url, {
    method: request.method,
    headers: { ...request.headers },
    ...(request.body === undefined ? {} : { body: request.body }),
    redirect: 'manual',
    credentials: 'omit',
    cache: 'no-store',
    signal,
  });
  const { status } = response;
  const announced = Number(response.headers.get('content-length') ?? '0');
  const body = announced > request.maxBytes ? null : await readBody(response, request.maxBytes);
  if (body !== null) return { kind: 'response', status, headers: headersOf(response), body };
  if (!response.bodyUsed) await response.body?.cancel().catch(() => undefined);
  return { kind: 'too-large', status, limit: request.maxBytes };
}

const wasAborted = (request: HttpRequest): boolean => request.signal?.aborted ?? false;

/**
 * HTTP over a `fetch` passed in (sync-and-performance section 6): no redirects, no cookies, no cache.
 * Says whether a failed request certainly never left, because a write may only be repeated then.
 */
export function createFetchTransport(fetchFunction: FetchFunction): HttpTransport {
  return async (request) => {
    if (wasAborted(request)) return { kind: 'aborted' };
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), request.timeoutMs);
    const signal =
      request.signal === undefined ? limit.signal : AbortSignal.any([request.signal, limit.signal]);
    try {
      return await exchange(fetchFunction, request, signal);
    } catch (error) {
      if (wasAborted(request)) return { kind: 'aborted' };
      if (limit.signal.aborted) {
        const seconds = Math.round(request.timeoutMs / 1000);
        return { kind: 'no-answer', reason: `nothing complete came back within ${seconds} seconds.` };
      }
      // Electron reports a redirect it was told not to follow as an error.
      if (error instanceof Error && error.message.includes('Redirect was cancelled')) {
        return { kind: 'response', status: 302, headers: {}, body: new Uint8Array(0) };
      }
      const reason = reasonInWords(error);
      return certainlyNotSent(error) ? { kind: 'not-sent', reason } : { kind: 'no-answer', reason };
    } finally {
      clearTimeout(timer);
    }
  };
}
