import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Action } from './rule.ts';

const MEGABYTE = 1_000_000;

/** Bytes of an answer after byte-level spoiling. */
export function spoilBytes(bytes: Buffer, actions: readonly Action[]): Buffer {
  let result = bytes;
  for (const action of actions) {
    if (action.kind === 'malformed') {
      const middle = Math.floor(result.length / 2);
      result = Buffer.concat([result.subarray(0, middle), Buffer.from('}],,{"'), result.subarray(middle)]);
    } else if (action.kind === 'invalid-utf8') {
      // Inside the first text value, so that the JSON around it stays well formed.
      const at = result.indexOf('":"') + 3;
      if (at > 2)
        result = Buffer.concat([
          result.subarray(0, at),
          Buffer.from([0xff, 0xc3, 0x28]),
          result.subarray(at),
        ]);
    }
  }
  return result;
}

/** Waits until more can be written, or nobody reads any more; of the two that did not come nothing goes on listening. */
async function drained(response: ServerResponse): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]);
  over.abort();
}

/** A valid JSON document that never seems to end, streamed with back-pressure. */
async function oversized(response: ServerResponse, total: number): Promise<void> {
  response.write('{"padding":"');
  const block = Buffer.alloc(MEGABYTE, 0x78);
  for (let sent = 0; sent < total && !response.destroyed; sent += MEGABYTE) {
    if (!response.write(block.subarray(0, Math.min(MEGABYTE, total - sent)))) await drained(response);
  }
  response.end('"}');
}

async function trickle(
  response: ServerResponse,
  bytes: Buffer,
  step: number,
  everyMs: number,
): Promise<void> {
  for (let at = 0; at < bytes.length && !response.destroyed; at += step) {
    response.write(bytes.subarray(at, at + step));
    await pause(everyMs);
  }
  response.end();
}

/** Sends a body, honouring the faults that concern its transport. Headers have been set by the caller. */
export async function sendBody(
  response: ServerResponse,
  bytes: Buffer,
  actions: readonly Action[],
): Promise<void> {
  for (const action of actions) {
    if (action.kind === 'oversized') {
      await oversized(response, action.bytes);
      return;
    }
    if (action.kind === 'cut') {
      response.setHeader('content-length', bytes.length);
      const part = bytes.subarray(0, Math.min(bytes.length - 1, Math.floor(bytes.length * action.at)));
      // The part must have left before the connection dies, else the client sees no answer at all.
      await new Promise<void>((resolve) => {
        response.write(part.length === 0 ? ' ' : part, () => resolve());
      });
      response.destroy();
      return;
    }
    if (action.kind === 'trickle') {
      await trickle(response, bytes, action.bytes, action.everyMs);
      return;
    }
  }
  response.setHeader('content-length', bytes.length);
  response.end(bytes);
}
