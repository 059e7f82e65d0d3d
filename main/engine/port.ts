import { net } from 'electron';
import type { FetchFunction } from './connectors/nodeTransport.ts';
import type { EngineToMain } from './protocol.ts';

/**
 * The engine's one place that knows Electron: the port to the main process, the ports to pages, and
 * Chromium's HTTP (system proxy, corporate certificates).
 */

/** A page on the other side of a MessagePort. */
export interface PagePort {
  onMessage(listener: (data: unknown) => void): void;
  onClose(listener: () => void): void;
  post(message: unknown): void;
}

/** The engine's side of the wire to the main process. */
export interface HostPort {
  /** Messages of the main process, with the ports they carry. */
  onMessage(listener: (data: unknown, ports: readonly PagePort[]) => void): void;
  post(message: EngineToMain): void;
}

function pagePort(port: Electron.MessagePortMain): PagePort {
  return {
    onMessage(listener) {
      port.on('message', ({ data }: { readonly data: unknown }) => listener(data));
      port.start();
    },
    onClose(listener) {
      port.on('close', listener);
    },
    post(message) {
      port.postMessage(message);
    },
  };
}

/** The port that Electron gives the process it starts us in. */
export function openHostPort(): HostPort {
  const parent = process.parentPort;
  return {
    onMessage(listener) {
      parent.on('message', ({ data, ports }: Electron.MessageEvent) => listener(data, ports.map(pagePort)));
    },
    post(message) {
      parent.postMessage(message);
    },
  };
}

/**
 * Chromium's HTTP. It repeats a request by itself when a connection that was used before ends without an answer, a
 * POST too: the vendor would make a record, or send an invitation, twice. A write therefore leaves on a connection of
 * its own, where Chromium repeats nothing, and with a body that can be read only once, which it could not repeat if
 * it tried (decisions 16 and 26).
 */
export const chromiumFetch: FetchFunction = (url, init) =>
  init.method === undefined || init.method === 'GET' ? net.fetch(url, init) : sendOnce(url, init);

/** Statuses that never carry a body. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);

function sendOnce(url: string, init: RequestInit): Promise<Response> {
  const { method = 'POST', body, signal } = init;
  if (body !== undefined && typeof body !== 'string') throw new TypeError('A write has a body of text');
  return new Promise((resolve, reject) => {
    const request = net.request({
      method,
      url,
      redirect: 'manual',
      // Nothing about `credentials`: cookies are kept out all the same, and Chromium keeps these connections apart
      // from those of the reads, which say `omit` and leave theirs open.
      cache: 'no-store',
    });
    for (const [name, value] of new Headers(init.headers)) request.setHeader(name, value);
    // The server closes it after its answer, so that the next write finds none to use again.
    request.setHeader('connection', 'close');
    let taken = false;
    const abort = (): void => {
      reject(signal?.reason);
      request.abort();
    };
    if (signal?.aborted === true) return abort();
    signal?.addEventListener('abort', abort);
    request.on('close', () => signal?.removeEventListener('abort', abort));
    request.on('error', (error) => {
      // Once the body is on its way, a failure of the attempt that follows says nothing about the first.
      reject(taken ? new Error('net::ERR_CONNECTION_CLOSED', { cause: error }) : error);
    });
    request.on('redirect', (status, _method, target) => {
      resolve(new Response(null, { status, headers: { location: target } }));
      request.abort();
    });
    request.on('response', (answer) => {
      const headers = new Headers();
      for (const [name, value] of Object.entries(answer.headers))
        for (const one of [value].flat()) headers.append(name, one);
      let open = true;
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          const fail = (reason: unknown): void => {
            if (open) controller.error(reason);
            open = false;
          };
          const cut = (): void => fail(new Error('net::ERR_CONNECTION_CLOSED'));
          answer.on('data', (chunk) => {
            if (open) controller.enqueue(chunk);
          });
          answer.on('end', () => {
            if (open) controller.close();
            open = false;
          });
          answer.on('aborted', cut);
          answer.on('error', cut);
          signal?.addEventListener('abort', () => fail(signal.reason));
        },
        cancel() {
          open = false;
          request.abort();
        },
      });
      const { statusCode: status } = answer;
      resolve(new Response(bodiless.has(status) ? null : stream, { status, headers }));
    });
    if (body !== undefined) {
      // Chromium asks for a chunked body when it has a connection, and only once.
      request.chunkedEncoding = true;
      request.write(body, 'utf8', () => {
        taken = true;
      });
    }
    request.end();
  });
}
