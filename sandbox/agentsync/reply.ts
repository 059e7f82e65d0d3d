import { STATUS_CODES } from 'node:http';
import type { Json } from '../json.ts';

/** An answer before it is put on the wire. */
export interface Reply {
  readonly status: number;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by handlers to answer with an error; nothing has been applied when it is thrown. */
export class Refusal extends Error {
  readonly status: number;
  /** One text (standard shape), or several (validation shape). */
  readonly said: string | readonly string[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    said: string | readonly string[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(typeof said === 'string' ? said : said.join(' '));
    this.status = status;
    this.said = said;
    this.headers = headers;
  }
}

/**
 * The two error shapes: validation with `messages` and epoch seconds (S1), standard with `message` and
 * epoch milliseconds (A-STAT). `path` includes the /contracting prefix in both.
 */
export function errorReply(refusal: Refusal, path: string, now: number): Reply {
  const { status, said, headers } = refusal;
  const error = STATUS_CODES[status] ?? 'Error';
  const body: Json =
    typeof said === 'string'
      ? { timestamp: now, status, error, message: said, path }
      : { status, timestamp: Math.floor(now / 1000), messages: [...said], path, error };
  return { status, body, headers };
}
