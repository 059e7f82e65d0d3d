import { collections } from '../../../domain/collections.ts';
import { fieldOf } from '../../../domain/collections.ts';
import { isEmpty, mergeField, netChanges, sameValue } from '../../../domain/merge.ts';
import type { CollectionName, FieldKind, FieldValue, FieldValues } from '../../../domain/fields.ts';
import type { FieldChange, Operation, OperationError } from '../../../domain/operation.ts';
import { knownInPart } from '../connectors/narrow.ts';
import { codes, lastWords, vendor, word } from './words.ts';

/** What to do with a record's sendable operations, now that the server's copy is known. */
export interface Verdict {
  /** Nothing of these needs sending any more. */
  readonly settled: readonly Operation[];
  readonly settledWord: OperationError;
  /** These go out as one item with these changes. */
  readonly send: readonly Operation[];
  readonly changes: Readonly<Record<string, FieldChange>>;
  readonly conflicts: readonly { readonly operation: Operation; readonly error: OperationError }[];
}

/**
 * The three-way merge of one record: its sendable operations against what the server holds now.
 * Operations from the first conflicting one on stay; those before it go out.
 */
export function judge(
  collection: CollectionName,
  operations: readonly Operation[],
  theirs: FieldValues,
): Verdict {
  const conflicting = conflictingFields(collection, operations, theirs);
  const touches = (operation: Operation): boolean =>
    Object.keys(operation.changes).some((field) => conflicting.has(field));
  const first = operations.findIndex(touches);
  const free = first === -1 ? operations : operations.slice(0, first);
  const net = netChanges(free.map(({ changes }) => changes));
  const changes: Record<string, FieldChange> = {};
  let changed = false;
  for (const [field, change] of Object.entries(net)) {
    const kind = fieldOf(collection, field)?.kind;
    if (kind === undefined) continue;
    const verdict = mergeField(kind, change, theirs[field]);
    // Four equal digits do not prove that it is the same number.
    if (verdict === 'settled' && isSealed(collection, field, change)) {
      changes[field] = change;
      changed = true;
    }
    if (verdict === 'send' || (verdict === 'conflict' && isOurs(kind, free, field, theirs[field])))
      changes[field] = change;
    if (!sameValue(kind, change.base, change.value)) changed = true;
  }
  const nothing = Object.keys(changes).length === 0;
  return {
    settled: nothing ? free : [],
    settledWord: changed ? lastWords.adopted : lastWords.nothingToSend,
    send: nothing ? [] : free,
    changes,
    conflicts:
      first === -1
        ? []
        : operations
            .slice(first)
            .filter(touches)
            .map((operation) => ({ operation, error: conflictError(collection, operation, conflicting) })),
  };
}

/** Whether a change stands for a number that was typed, of which only the last digits can be compared. */
export function isSealed(collection: CollectionName, field: string, { value }: FieldChange): boolean {
  return fieldOf(collection, field)?.sealed === true && typeof value === 'string';
}

/** Fields that both sides changed to different values, with what the server holds now. */
export function conflictingFields(
  collection: CollectionName,
  operations: readonly Operation[],
  theirs: FieldValues,
): ReadonlyMap<string, FieldValue> {
  const conflicting = new Map<string, FieldValue>();
  for (const [field, change] of Object.entries(netChanges(operations.map(({ changes }) => changes)))) {
    const kind = fieldOf(collection, field)?.kind;
    if (
      kind !== undefined &&
      mergeField(kind, change, theirs[field]) === 'conflict' &&
      !isOurs(kind, operations, field, theirs[field])
    )
      conflicting.set(field, theirs[field] ?? null);
  }
  return conflicting;
}

/**
 * Whether what the server holds is one of these operations' own values: an answer like 503 may come
 * after all from a server that took the change, and a later edit of ours is then in conflict with nobody.
 */
function isOurs(
  kind: FieldKind,
  operations: readonly Operation[],
  field: string,
  theirs: FieldValue | undefined,
): boolean {
  return operations.some(({ changes }) => {
    const change = changes[field];
    return change !== undefined && sameValue(kind, change.value, theirs);
  });
}

/** Whether an edit began from a field of a record that was known in part only: empty may mean never read. */
function mayBeUnknown(collection: CollectionName, { changes }: Operation, field: string): boolean {
  return knownInPart(collection) && isEmpty(changes[field]?.base);
}

/** The last word of an operation in conflict. */
export function conflictError(
  collection: CollectionName,
  operation: Operation,
  conflicting: ReadonlyMap<string, FieldValue>,
): OperationError {
  const theirs: Record<string, FieldValue> = {};
  const fields: Record<string, string> = {};
  const notKnown: string[] = [];
  for (const [field, value] of conflicting) {
    if (operation.changes[field] === undefined) continue;
    theirs[field] = value;
    const known = !mayBeUnknown(collection, operation, field);
    if (!known) notKnown.push(field);
    fields[field] = known
      ? `Somebody changed this at ${vendor} after your edit began.`
      : `${vendor} holds a value that was empty or not known here when your edit began.`;
  }
  const labelsOf = (names: readonly string[]): string =>
    names.map((field) => fieldOf(collection, field)?.label ?? field).join(', ');
  const changed = Object.keys(theirs).filter((field) => !notKnown.includes(field));
  const what = [
    ...(changed.length === 0 ? [] : [`Somebody else changed ${labelsOf(changed)} at ${vendor} meanwhile.`]),
    ...(notKnown.length === 0
      ? []
      : [`${vendor} holds a value for ${labelsOf(notKnown)} that was empty or not known here.`]),
  ];
  return {
    code: codes.conflict,
    message: `${what.join(' ')} Nothing was overwritten: choose yours or theirs.`,
    fields,
    theirs,
  };
}

/** A note for the receipt when others changed other fields of the record since it was last read here. */
export function mergedNote(
  collection: CollectionName,
  before: FieldValues | null,
  theirs: FieldValues,
  ours: Readonly<Record<string, FieldChange>>,
): OperationError | null {
  if (before === null) return null;
  const labels = collections[collection].fields
    .filter(
      ({ name, kind }) =>
        ours[name] === undefined &&
        kind.type !== 'instant' &&
        theirs[name] !== undefined &&
        (!knownInPart(collection) || before[name] !== undefined) &&
        !sameValue(kind, before[name], theirs[name]),
    )
    .map(({ label }) => label);
  if (labels.length === 0) return null;
  return word(codes.merged, `Somebody else changed ${labels.join(', ')} meanwhile; both changes were kept.`);
}
