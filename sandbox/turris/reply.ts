import { STATUS_CODES } from 'node:http';
import type { Refusal, Reply } from '../agentsync/reply.ts';
import { isoMillis } from '../data/turris.ts';
import type { Json } from '../json.ts';

/** What every answer of Turris carries beside its content (T-request-response). */
export interface Around {
  readonly requestId: string;
  readonly now: number;
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' } as const;

const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_input',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  422: 'invalid_input',
  429: 'rate_limit_exceeded',
};

/** `{data, requestId, timestamp}`, or the content alone, as one of the guides says (contradiction 26). */
export function dataReply(status: number, data: Json, around: Around, wrapped: boolean): Reply {
  const body = wrapped
    ? { data, requestId: around.requestId, timestamp: isoMillis(around.now) }
    : structuredClone(data);
  return { status, body, headers: JSON_TYPE };
}

/** The error shape of T-error-handling. */
export function turrisError({ status, said, headers }: Refusal, around: Around): Reply {
  const words = typeof said === 'string' ? [said] : [...said];
  return {
    status,
    body: {
      statusCode: status,
      requestId: around.requestId,
      errorType: ERROR_TYPES[status] ?? 'internal_error',
      errorMessage: words.length > 0 ? words : [STATUS_CODES[status] ?? 'Error'],
      timestamp: isoMillis(around.now),
    },
    headers: { ...JSON_TYPE, ...headers },
  };
}
