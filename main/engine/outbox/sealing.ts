import { fieldOf } from '../../../domain/collections.ts';
import { inSentence } from '../../../domain/fields.ts';
import type { FieldValue, FieldValues } from '../../../domain/fields.ts';
import type { Operation, OperationError } from '../../../domain/operation.ts';
import { lastFourOf } from '../../../domain/masking.ts';
import type { ConnectorFailure } from '../connectors/api.ts';
import type { Store } from '../store/api.ts';
import type { Claimed } from './claim.ts';
import { codes } from './words.ts';

/** A typed value that must stand nowhere in plain, by the operation that will send it. */
export interface Secret {
  readonly operationId: string;
  readonly field: string;
  readonly text: string;
}

type Seals = Pick<Store, 'sealed'>;

/** Fields of an operation whose typed value is sealed beside it. */
export function sealedFields({
  collection,
  changes,
}: Pick<Operation, 'collection' | 'changes'>): readonly string[] {
  return Object.entries(changes)
    .filter(([field, { value }]) => fieldOf(collection, field)?.sealed === true && typeof value === 'string')
    .map(([field]) => field);
}

/** Sealed fields of an operation whose value has ended, so that it cannot be sent as it is. */
export function lostFields({ sealed }: Seals, operation: Operation): readonly string[] {
  return sealedFields(operation).filter((field) => !sealed.has(operation.id, field));
}

/** The last word of an operation that lost a sealed value. */
export function typeAgain(
  operation: Pick<Operation, 'collection'>,
  fields: readonly string[],
): OperationError {
  return {
    code: codes.typeAgain,
    message: `${labelsOf(operation, fields)} must be typed again: Upline destroys a typed number as soon as the change is sent, undone or discarded, so it is not here any more. Everything else of this change is saved on this computer.`,
    fields: Object.fromEntries(fields.map((field) => [field, 'Type the whole number again.'])),
  };
}

/** The same where the number could not be read from a damaged file. */
export function unreadNumber(
  operation: Pick<Operation, 'collection'>,
  fields: readonly string[],
): OperationError {
  const error = typeAgain(operation, fields);
  return {
    ...error,
    message: `${labelsOf(operation, fields)} must be typed again: it could not be read from the damaged file. Everything else of this change is saved on this computer.`,
  };
}

function labelsOf({ collection }: Pick<Operation, 'collection'>, fields: readonly string[]): string {
  return `The ${fields.map((field) => inSentence(fieldOf(collection, field)?.label ?? field)).join(', ')}`;
}

/** The values of an item as they must be sent, or the fields whose typed value is gone. */
export type Unsealed =
  | { readonly ok: true; readonly values: FieldValues; readonly secrets: readonly string[] }
  | { readonly ok: false; readonly lost: readonly string[] };

/**
 * Puts typed numbers in the place of their masks. The answer lives as long as the request; nothing of it
 * may be stored, logged or told.
 */
export function unsealed({ sealed }: Seals, { collection, operations, changes }: Claimed): Unsealed {
  const values: Record<string, FieldValue> = {};
  const secrets: string[] = [];
  const lost: string[] = [];
  for (const [field, { value }] of Object.entries(changes)) {
    values[field] = value;
    if (fieldOf(collection, field)?.sealed !== true || typeof value !== 'string') continue;
    const last = operations.findLast((operation) => operation.changes[field] !== undefined);
    const text = last === undefined ? null : sealed.open(last.id, field);
    if (text === null) lost.push(field);
    else {
      values[field] = text;
      secrets.push(text);
    }
  }
  return lost.length > 0 ? { ok: false, lost } : { ok: true, values, secrets };
}

/** A number as a server may write it, with dashes or blanks between its digits. */
function asWritten(digits: string): RegExp {
  return new RegExp(digits.split('').join('[\\s-]?'), 'g');
}

/** The server's words without the numbers it was sent: it may quote what it refuses. */
export function unquoted(failure: ConnectorFailure, secrets: readonly string[]): ConnectorFailure {
  if (secrets.length === 0 || failure.kind === 'aborted') return failure;
  const hide = (text: string): string =>
    secrets.reduce((words, secret) => words.replaceAll(asWritten(secret), `••••${lastFourOf(secret)}`), text);
  const message = hide(failure.message);
  if (failure.kind !== 'rejected') return { ...failure, message };
  const fields = Object.fromEntries(
    Object.entries(failure.fields).map(([field, words]) => [field, hide(words)] as const),
  );
  return { ...failure, message, fields };
}
