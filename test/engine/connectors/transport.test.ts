import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createFetchTransport } from '../../../main/engine/connectors/nodeTransport.ts';
import type { HttpRequest } from '../../../main/engine/ports.ts';

const transport = createFetchTransport(fetch);
let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

const request = (url: string, patch: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  headers: {},
  timeoutMs: 5_000,
  maxBytes: 1_000,
  ...patch,
});

describe('one exchange', () => {
  it('answers status, lower-case headers and the body', async () => {
    const url = await serve((_request, response) =>
      response.writeHead(201, { 'X-Thing': 'yes' }).end('héllo'),
    );
    const outcome = await transport(request(url));
    expect(outcome).toMatchObject({ kind: 'response', status: 201, headers: { 'x-thing': 'yes' } });
    expect(outcome.kind === 'response' && new TextDecoder().decode(outcome.body)).toBe('héllo');
  });

  it('follows no redirect', async () => {
    const paths: string[] = [];
    const url = await serve((incoming, response) => {
      paths.push(incoming.url ?? '');
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await transport(request(url))).toMatchObject({ kind: 'response', status: 302 });
    expect(paths).toEqual(['/']);
  });

  it('knows that a refused connection sent nothing', async () => {
    const url = await serve(() => undefined);
    server?.close();
    await once(server ?? process, 'close');
    expect(await transport(request(url, { method: 'PUT', body: '{}' }))).toEqual({
      kind: 'not-sent',
      reason: 'nothing answers at its address.',
    });
  });

  it('knows that an unknown name sent nothing', async () => {
    expect(await transport(request('http://upline.invalid/'))).toMatchObject({ kind: 'not-sent' });
  });

  it.each([
    ['net::ERR_INTERNET_DISCONNECTED', 'not-sent'],
    ['net::ERR_NAME_NOT_RESOLVED', 'not-sent'],
    ['net::ERR_CONNECTION_REFUSED', 'not-sent'],
    ['net::ERR_ADDRESS_UNREACHABLE', 'not-sent'],
    ['net::ERR_CERT_AUTHORITY_INVALID', 'not-sent'],
    ['net::ERR_CONNECTION_RESET', 'no-answer'],
    ['net::ERR_NETWORK_CHANGED', 'no-answer'],
    ['net::ERR_TIMED_OUT', 'no-answer'],
    ['something new', 'no-answer'],
  ])('sorts Chromium’s %s as %s', async (message, kind) => {
    const failing = createFetchTransport(() => Promise.reject(new Error(message)));
    expect((await failing(request('https://api.example.test/'))).kind).toBe(kind);
  });

  it('takes Chromium’s cancelled redirect for a redirect', async () => {
    const failing = createFetchTransport(() => Promise.reject(new Error('Redirect was cancelled')));
    expect(await failing(request('https://api.example.test/'))).toMatchObject({
      kind: 'response',
      status: 302,
    });
  });

  it('takes a connection cut before or within the answer for no answer', async () => {
    const dropping = createSocketServer((socket) => socket.once('data', () => socket.destroy()));
    dropping.listen(0, '127.0.0.1');
    await once(dropping, 'listening');
    const address = dropping.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect((await transport(request(`http://127.0.0.1:${port}`))).kind).toBe('no-answer');
    dropping.close();
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '500' });
      response.write('only this');
      setTimeout(() => response.destroy(), 20);
    });
    expect((await transport(request(url))).kind).toBe('no-answer');
  });

  it('reads no more than asked for, announced or not', async () => {
    let written = 0;
    const url = await serve((incoming, response) => {
      if (incoming.url === '/announced') response.setHeader('content-length', '100000000');
      const timer = setInterval(() => {
        written += 10_000;
        response.write(Buffer.alloc(10_000));
      }, 1);
      response.on('close', () => clearInterval(timer));
    });
    expect(await transport(request(`${url}/announced`))).toEqual({
      kind: 'too-large',
      status: 200,
      limit: 1_000,
    });
    expect(await transport(request(`${url}/stream`))).toEqual({
      kind: 'too-large',
      status: 200,
      limit: 1_000,
    });
    expect(written).toBeLessThan(5_000_000);
  });

  it('gives up after the time limit, and at once when told to', async () => {
    const url = await serve(() => undefined);
    expect(await transport(request(url, { timeoutMs: 50 }))).toMatchObject({ kind: 'no-answer' });
    const controller = new AbortController();
    const hanging = transport(request(url, { signal: controller.signal }));
    controller.abort();
    expect(await hanging).toEqual({ kind: 'aborted' });
    expect(await transport(request(url, { signal: controller.signal }))).toEqual({ kind: 'aborted' });
  });
});
