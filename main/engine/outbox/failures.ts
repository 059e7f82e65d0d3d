import type { OperationError } from '../../../domain/operation.ts';
import { assertNever } from '../../../domain/result.ts';
import type { ConnectorFailure } from '../connectors/api.ts';
import { codes, vendor, word } from './words.ts';

/**
 * What a failure of the line, the host or our credentials means for work that is not its fault:
 * `wait` (nothing happened, try later), `look` (it may have happened), `person` (credentials).
 */
export type Meaning =
  | {
      readonly kind: 'wait';
      readonly word: OperationError;
      readonly until: number | null;
      readonly pause: boolean;
    }
  | { readonly kind: 'look'; readonly word: OperationError; readonly trouble: boolean }
  | { readonly kind: 'person'; readonly word: OperationError; readonly state: 'sign-in' | 'read-only' }
  | { readonly kind: 'hold'; readonly word: OperationError }
  | { readonly kind: 'item'; readonly failure: ConnectorFailure }
  | { readonly kind: 'again' };

/** The meaning of a failed read: whatever it was, nothing was changed. */
export function meaningOfRead(failure: ConnectorFailure): Meaning {
  const meaning = meaningOfWrite(failure);
  if (meaning.kind === 'look' || meaning.kind === 'item')
    return {
      kind: 'wait',
      until: null,
      pause: true,
      word: word(
        codes.serverTrouble,
        `${messageOf(failure)} Nothing was sent; Upline tries again by itself.`,
      ),
    };
  if (meaning.kind === 'person' && failure.kind === 'forbidden') return { ...meaning, state: 'sign-in' };
  return failure.kind === 'aborted' ? { kind: 'again' } : meaning;
}

const lost: Meaning = {
  kind: 'look',
  trouble: false,
  word: word(
    codes.noAnswer,
    `Sent, but no usable answer came back. Upline looks at ${vendor} first, before it sends anything again.`,
  ),
};

/** The meaning of a failed write. */
export function meaningOfWrite(failure: ConnectorFailure): Meaning {
  switch (failure.kind) {
    case 'unauthorized':
    case 'credentials-refused':
      return {
        kind: 'person',
        state: 'sign-in',
        word: word(
          codes.auth,
          `${vendor} did not accept the sign-in, so nothing was sent. Your changes are saved on this computer and go out once you sign in again.`,
        ),
      };
    case 'forbidden':
      return {
        kind: 'person',
        state: 'read-only',
        word: word(
          codes.forbidden,
          `These credentials may read but not change records at ${vendor} (the write scope is missing). Your changes are saved on this computer; ask for credentials with the write scope and enter them.`,
        ),
      };
    case 'rate-limited':
      if (failure.mayHaveLanded === true)
        return {
          kind: 'look',
          trouble: false,
          word: word(
            codes.noAnswer,
            `${failure.message} The change may have arrived; Upline looks at ${vendor} first, before it sends anything again.`,
          ),
        };
      return {
        kind: 'wait',
        until: failure.until,
        pause: true,
        word: word(codes.rateLimited, `${vendor} asked us to slow down.`),
      };
    case 'not-sent':
      return {
        kind: 'wait',
        until: null,
        pause: true,
        word: word(codes.offline, 'Waiting for the network.'),
      };
    case 'aborted':
      if (failure.unsent === true) return { kind: 'again' };
      return lost;
    case 'no-answer':
    case 'malformed':
      return lost;
    case 'server-error':
      return {
        kind: 'look',
        trouble: true,
        word: word(
          codes.serverTrouble,
          `${vendor} answered with an error of its own (${failure.status}). Upline looks what it holds before it sends anything again.`,
        ),
      };
    case 'not-offered':
      return { kind: 'hold', word: word(codes.notOffered, failure.message) };
    case 'not-found':
    case 'rejected':
      return { kind: 'item', failure };
    default:
      return assertNever(failure);
  }
}

function messageOf(failure: ConnectorFailure): string {
  return failure.kind === 'aborted' ? 'The request was stopped.' : failure.message;
}

/** The server's words on one item, the last word of a refused operation. */
export function refusal(failure: ConnectorFailure, fields: readonly string[]): OperationError {
  if (failure.kind !== 'rejected')
    return {
      code: codes.refused,
      message:
        failure.kind === 'not-found'
          ? `${vendor} does not know this record, or something the change refers to. Check the values, or discard the change.`
          : messageOf(failure),
      fields: {},
    };
  const named = Object.fromEntries(
    Object.entries(failure.fields).filter(([field]) => fields.includes(field)),
  );
  const only = fields.length === 1 ? fields[0] : undefined;
  const words = Object.keys(named).length === 0 && only !== undefined ? { [only]: failure.message } : named;
  return {
    code: codes.refused,
    message: `${vendor} refused this change: ${ended(failure.message)} It is saved on this computer; correct it and it is sent again, or discard it.`,
    fields: words,
  };
}

/** The server's words as a sentence of their own: not all of them end in a full stop, and ours follow. */
function ended(words: string): string {
  const trimmed = words.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
