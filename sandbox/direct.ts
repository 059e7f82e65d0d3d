import { randomUUID } from 'node:crypto';
import { spoilBytes } from './faults/wire.ts';
import { contentTypeOf, decide } from './server.ts';
import type { ServerParts } from './server.ts';

/** A request without a socket. */
export interface DirectRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the client would have seen on the wire. */
export type DirectOutcome =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
    }
  /** The connection died, before the answer or in the middle of it. */
  | { readonly kind: 'reset' }
  /** Nothing ever comes. */
  | { readonly kind: 'hang' };

/** One request without a socket. Only what concerns bytes on a wire is left out: trickling comes at once. */
export async function directExchange(parts: ServerParts, request: DirectRequest): Promise<DirectOutcome> {
  const { state, clock } = parts;
  if (state.offline) return { kind: 'reset' };
  let dead = false;
  let hangUp: (outcome: DirectOutcome) => void = () => undefined;
  const torn = new Promise<DirectOutcome>((resolve) => {
    hangUp = resolve;
  });
  const connection = {
    destroy: () => {
      dead = true;
      hangUp({ kind: 'reset' });
    },
  };
  state.inFlight.add(connection);
  try {
    return await Promise.race([torn, served(parts, request, () => dead, clock.now())]);
  } finally {
    state.inFlight.delete(connection);
  }
}

async function served(
  parts: ServerParts,
  request: DirectRequest,
  isDead: () => boolean,
  arrived: number,
): Promise<DirectOutcome> {
  const requestId = request.headers['x-request-id'] ?? randomUUID();
  const decision = await decide(parts, {
    method: request.method,
    url: new URL(request.url),
    contentType: request.headers['content-type'] ?? '',
    authorization: request.headers['authorization'],
    requestId,
    text: () => Promise.resolve(request.body),
    isDead,
  });
  if (decision.kind === 'hang') return { kind: 'hang' };
  if (decision.kind === 'drop') return { kind: 'reset' };
  const { reply, operation, actions } = decision;
  if (actions.some(({ kind }) => kind === 'cut')) return { kind: 'reset' };
  const headers: Record<string, string> = {
    date: new Date(arrived).toUTCString(),
    'x-request-id': requestId,
  };
  for (const [name, value] of Object.entries(reply.headers ?? {})) headers[name.toLowerCase()] = value;
  if (reply.body === undefined)
    return { kind: 'answer', status: reply.status, headers, body: new Uint8Array() };
  headers['content-type'] = contentTypeOf(reply, operation);
  const body = spoilBytes(Buffer.from(JSON.stringify(reply.body)), actions);
  return { kind: 'answer', status: reply.status, headers, body };
}
