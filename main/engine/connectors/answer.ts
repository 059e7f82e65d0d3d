import type { Json } from '../../../domain/json.ts';
import { assertNever } from '../../../domain/result.ts';
import type { HttpOutcome } from '../ports.ts';
import type { ConnectorFailure, ConnectorResult } from './api.ts';
import { readErrorBody } from './errorBody.ts';
import { parseJson } from '../../../domain/json.ts';
import { askedToWait } from './rateHeaders.ts';

/** A body that was understood. `text` is kept beside it because numbers lose digits on the way to `json`. */
export interface Body {
  readonly json: Json;
  readonly text: string;
}

/** What a failed answer is put into words with. */
export interface AnswerContext {
  readonly vendor: string;
  /** What was asked for, in words that fit `reading the list of carriers`. */
  readonly label: string;
  readonly now: number;
  readonly write: boolean;
  /** Until when to wait when a 429 or 503 does not say. */
  readonly fallbackUntil: number;
}

type Decoded = { readonly ok: true; readonly body: Body } | { readonly ok: false; readonly problem: string };

function decode(bytes: Uint8Array): Decoded {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { ok: false, problem: 'it is not valid text (invalid UTF-8)' };
  }
  if (text.trim() === '') return { ok: true, body: { json: null, text: '' } };
  try {
    return { ok: true, body: { json: parseJson(text), text } };
  } catch {
    const page = /^\s*</.test(text);
    return { ok: false, problem: page ? 'it is a web page, not data' : 'it is not well-formed JSON' };
  }
}

const failed = <T>(failure: ConnectorFailure): ConnectorResult<T> => ({ ok: false, failure });

/** The server's own words behind a sentence of ours. */
function withWords(sentence: string, words: string, vendor: string): string {
  return words === '' ? sentence : `${sentence} ${vendor} says: “${words}”`;
}

function redirected(
  context: AnswerContext,
  headers: Readonly<Record<string, string>>,
): ConnectorResult<Body> {
  const target = headers['location'];
  const host = target !== undefined && URL.canParse(target) ? ` (${new URL(target).host})` : '';
  return failed({
    kind: 'malformed',
    message:
      `${context.vendor} answered with a redirect to another address${host}, which Upline refuses so that ` +
      'its access token goes nowhere else. A network that wants you to sign in first (hotel, airport) does this too.',
  });
}

function refused(
  status: number,
  words: ReturnType<typeof readErrorBody>,
  context: AnswerContext,
  headers: Readonly<Record<string, string>>,
): ConnectorFailure {
  const { vendor, label } = context;
  const say = (sentence: string): string => withWords(sentence, words.message, vendor);
  if (status === 401) {
    return { kind: 'unauthorized', message: say(`${vendor} did not accept the sign-in while ${label}.`) };
  }
  if (status === 403) {
    return { kind: 'forbidden', message: say(`These credentials are not permitted to do this: ${label}.`) };
  }
  // A write that names a field points at a record that does not exist; the field must be corrected (S1).
  const aboutField = context.write && Object.keys(words.fields).length > 0;
  if (status === 404 && !aboutField) {
    return { kind: 'not-found', message: say(`${vendor} has nothing at this place while ${label}.`) };
  }
  if (status === 408) {
    return { kind: 'no-answer', message: `${vendor} gave up waiting for the request while ${label}.` };
  }
  if (status === 429 || status === 503) {
    const until = askedToWait(headers, context.now) ?? context.fallbackUntil;
    const why = status === 429 ? `${vendor} asks for fewer requests.` : `${vendor} is not available for now.`;
    return {
      kind: 'rate-limited',
      until,
      message: say(why),
      ...(status === 503 ? { mayHaveLanded: true } : {}),
    };
  }
  if (status >= 500) {
    return { kind: 'server-error', status, message: say(`${vendor} had an internal error while ${label}.`) };
  }
  return {
    kind: 'rejected',
    status,
    message: words.message === '' ? `${vendor} did not accept the request while ${label}.` : words.message,
    fields: words.fields,
  };
}

/** Sorts one outcome of the transport by what the caller must do about it (vendor-apis 1.4). */
export function readAnswer(outcome: HttpOutcome, context: AnswerContext): ConnectorResult<Body> {
  const { vendor, label } = context;
  switch (outcome.kind) {
    case 'aborted':
      return failed({ kind: 'aborted' });
    case 'not-sent':
      return failed({ kind: 'not-sent', message: `${vendor} could not be reached: ${outcome.reason}` });
    case 'no-answer':
      return failed({
        kind: 'no-answer',
        message: `No complete answer came from ${vendor} while ${label}: ${outcome.reason}`,
      });
    case 'too-large': {
      const limit = Math.round(outcome.limit / 1_048_576);
      return failed({
        kind: 'malformed',
        message: `${vendor}'s answer while ${label} is larger than ${limit} MB and was not read.`,
      });
    }
    case 'response': {
      const { status, headers, body } = outcome;
      const decoded = decode(body);
      if (status >= 300 && status < 400) return redirected(context, headers);
      if (status >= 200 && status < 300) {
        if (decoded.ok) return { ok: true, value: decoded.body };
        return failed({
          kind: 'malformed',
          message: `${vendor}'s answer while ${label} could not be read: ${decoded.problem}.`,
        });
      }
      const words = readErrorBody(decoded.ok ? decoded.body.json : null);
      return failed(refused(status, words, context, headers));
    }
    default:
      return assertNever(outcome);
  }
}
