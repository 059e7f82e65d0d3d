import { randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Refusal } from './agentsync/reply.ts';
import type { Reply } from './agentsync/reply.ts';
import type { SandboxClock } from './clock.ts';
import { CONTROL_PREFIX, controlReply } from './control/router.ts';
import type { SandboxControl } from './control/control.ts';
import type { FaultEngine } from './faults/engine.ts';
import type { Action } from './faults/rule.ts';
import type { Spoiler } from './faults/spoil.ts';
import { sendBody, spoilBytes } from './faults/wire.ts';
import { isJsonObject, parseJson } from './json.ts';
import type { Json } from './json.ts';
import { answer, operationOf, refusalReply } from './vendors.ts';
import type { Vendors } from './vendors.ts';

const MAX_BODY = 32_000_000;

/** What is shared between the wire and the control functions. */
export interface ServerState {
  offline: boolean;
  /** Requests per operation since the last reset. */
  readonly counters: Map<string, number>;
  /** Connections with an answer under way, to be torn down when the line goes dead. */
  readonly inFlight: Set<{ destroy(): unknown }>;
  /** Ids of requests that are being worked on. */
  readonly underWay: Set<string>;
  /** Ids of requests that a fault keeps waiting: for a while, or for ever. */
  readonly keptWaiting: Set<string>;
}

export interface ServerParts {
  readonly side: Vendors;
  readonly clock: SandboxClock;
  readonly faults: FaultEngine;
  readonly spoiler: Spoiler;
  readonly state: ServerState;
  readonly control: SandboxControl;
  readonly controlToken: string;
  /** Waits, in the stand-in's own time. */
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BODY) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function faultOf(action: Extract<Action, { kind: 'status' }>): Refusal {
  const headers: Record<string, string> = { ...action.headers };
  if (action.retryAfter !== undefined) headers['Retry-After'] = String(action.retryAfter);
  const said = action.messages ?? action.message ?? `Fault: ${action.status}`;
  return new Refusal(action.status, said, headers);
}

function ofPhase(actions: readonly Action[], phase: 'before' | 'after'): Action | undefined {
  return actions.find((action) => 'phase' in action && action.phase === phase);
}

/** Only the loopback host names, so that a web page cannot reach the stand-in under another name. */
function isLoopbackHost(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '');
}

function tokensEqual(given: string | string[] | undefined, expected: string): boolean {
  const left = Buffer.from(typeof given === 'string' ? given : '');
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Builds the HTTP server of the stand-in; the caller makes it listen. */
export function makeServer(parts: ServerParts, baseUrl: () => string): Server {
  const server = createServer((request, response) => {
    // Nobody is left to hear of a failure while answering a dead connection.
    serve(parts, baseUrl(), request, response).catch(() => request.socket.destroy());
  });
  server.keepAliveTimeout = 60_000;
  return server;
}

async function serve(
  parts: ServerParts,
  baseUrl: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { state, clock } = parts;
  const url = new URL(request.url ?? '/', baseUrl);
  const method = request.method ?? 'GET';
  response.sendDate = false;
  response.setHeader('Date', new Date(clock.now()).toUTCString());
  if (!isLoopbackHost(request.headers.host)) {
    response.writeHead(421).end();
    return;
  }
  if (url.pathname.startsWith(CONTROL_PREFIX)) {
    if (!tokensEqual(request.headers['x-control-token'], parts.controlToken)) {
      response.writeHead(403).end();
      return;
    }
    const text = await readBody(request);
    const reply = controlReply(parts.control, method, url, text ?? '');
    response.writeHead(reply.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(reply.body ?? null));
    return;
  }
  if (state.offline) {
    request.socket.destroy();
    return;
  }
  state.inFlight.add(request.socket);
  try {
    await serveVendor(parts, url, method, request, response);
  } finally {
    if (response.writableFinished || response.destroyed) state.inFlight.delete(request.socket);
    else response.once('close', () => state.inFlight.delete(request.socket));
  }
}

/** What the vendor's side decided about one request: an answer to send, or none. */
export type Decision =
  | { readonly kind: 'answer'; readonly reply: Reply; readonly operation: string; readonly actions: Action[] }
  /** The connection dies without an answer. */
  | { readonly kind: 'drop' }
  /** The connection stays open and nothing ever comes. */
  | { readonly kind: 'hang' };

/** A request to a vendor, once it is known to be one. */
export interface VendorRequest {
  readonly method: string;
  readonly url: URL;
  readonly contentType: string;
  readonly authorization: string | undefined;
  readonly requestId: string;
  /** The body; undefined when it is too large. */
  readonly text: () => Promise<string | undefined>;
  /** Whether nobody is left to answer. */
  readonly isDead: () => boolean;
}

/** Applies faults, rules and effects to one request. The same for every way in, so that faults mean the same. */
export async function decide(parts: ServerParts, request: VendorRequest): Promise<Decision> {
  const { state, clock, faults, spoiler, side } = parts;
  const { method, url } = request;
  const operation = operationOf(method, url.pathname);
  state.counters.set(operation, (state.counters.get(operation) ?? 0) + 1);
  const text = await request.text();
  const actions = faults.take(method, `${url.pathname}${url.search}`, operation);
  for (const action of actions) {
    if (action.kind !== 'latency') continue;
    state.keptWaiting.add(request.requestId);
    await parts.pause(action.ms + action.jitterMs * faults.chance());
    state.keptWaiting.delete(request.requestId);
  }
  // The line may have died while this request was on its way.
  if (request.isDead() || state.offline) return { kind: 'drop' };

  const before = ofPhase(actions, 'before');
  if (before?.kind === 'hang' || before?.kind === 'drop') return { kind: before.kind };
  const refuse = (refusal: Refusal): Reply =>
    refusalReply(refusal, { path: url.pathname, requestId: request.requestId, now: clock.now() });
  let reply: Reply;
  if (text === undefined) {
    reply = refuse(new Refusal(413, 'Payload too large'));
  } else if (before?.kind === 'status') {
    reply = refuse(faultOf(before));
  } else {
    const { contentType, authorization, requestId } = request;
    const shortened = actions.some(({ kind }) => kind === 'half-applied') ? firstHalf(text) : text;
    try {
      reply = answer(side, { method, url, contentType, authorization, requestId, text: shortened });
    } catch (error) {
      const said = error instanceof Error ? error.message : 'Internal Server Error';
      reply = refuse(new Refusal(500, said));
    }
    // Half of the items are in the tables; whoever asked for all of them never hears of it.
    if (shortened !== text && reply.status < 300) return { kind: 'drop' };
  }
  const after = ofPhase(actions, 'after');
  if (after?.kind === 'hang' || after?.kind === 'drop') return { kind: after.kind };
  if (after?.kind === 'status') reply = refuse(faultOf(after));
  for (const action of actions) reply = spoiler.spoil(action, reply, operation);
  spoiler.served(operation, reply);
  return { kind: 'answer', reply, operation, actions };
}

/** The content type of an answer with a body. */
export function contentTypeOf(reply: Reply, operation: string): string {
  const own = reply.headers?.['content-type'];
  if (own !== undefined) return own;
  return reply.status < 300 && operation !== 'token' ? 'application/hal+json' : 'application/json';
}

async function serveVendor(
  parts: ServerParts,
  url: URL,
  method: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const given = request.headers['x-request-id'];
  const requestId = typeof given === 'string' && given !== '' ? given.slice(0, 128) : randomUUID();
  parts.state.underWay.add(requestId);
  try {
    await answerVendor(parts, { url, method, requestId }, request, response);
  } finally {
    parts.state.underWay.delete(requestId);
  }
}

async function answerVendor(
  parts: ServerParts,
  { url, method, requestId }: { readonly url: URL; readonly method: string; readonly requestId: string },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const decision = await decide(parts, {
    method,
    url,
    contentType: request.headers['content-type'] ?? '',
    authorization: request.headers.authorization,
    requestId,
    text: () => readBody(request),
    isDead: () => request.socket.destroyed,
  });
  if (decision.kind === 'hang') {
    parts.state.keptWaiting.add(requestId);
    request.socket.once('close', () => parts.state.keptWaiting.delete(requestId));
    return;
  }
  if (decision.kind === 'drop') {
    request.socket.destroy();
    return;
  }
  const { reply, operation, actions } = decision;
  response.setHeader('x-request-id', requestId);
  response.statusCode = reply.status;
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  if (reply.body === undefined) {
    response.end();
    return;
  }
  response.setHeader('content-type', contentTypeOf(reply, operation));
  await sendBody(response, spoilBytes(Buffer.from(JSON.stringify(reply.body)), actions), actions);
}

/** A bulk body without the second half of its items; any other body as it is. */
function firstHalf(text: string): string {
  const body = parseJson(text);
  if (!isJsonObject(body)) return text;
  const half = Object.entries(body).map(([key, items]): [string, Json] => [
    key,
    Array.isArray(items) ? items.slice(0, Math.ceil(items.length / 2)) : items,
  ]);
  return JSON.stringify(Object.fromEntries(half));
}
