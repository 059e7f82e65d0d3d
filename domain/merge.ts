import { sameDecimal } from './decimal.ts';
import type { FieldKind, FieldValue, FieldValues } from './fields.ts';
import type { FieldChange, FieldChanges } from './operation.ts';

/** Whether a value says nothing: absent, null, empty text and the empty list are all one. */
export function isEmpty(value: FieldValue | undefined): boolean {
  return value === undefined || value === null || value === '' || (isList(value) && value.length === 0);
}

function isList(value: FieldValue | undefined): value is readonly string[] {
  return Array.isArray(value);
}

/**
 * Whether two values of a field mean the same. The vendor may answer `90` for `90.00`, leave an
 * empty field out, or order states differently; none of these is a change.
 */
export function sameValue(kind: FieldKind, a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  if (a === b) return true;
  if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b);
  if (isList(a) && isList(b)) {
    if (a.length !== b.length) return false;
    const ordered = kind.type === 'textList';
    const left = ordered ? a : [...a].sort();
    const right = ordered ? b : [...b].sort();
    return left.every((item, index) => item === right[index]);
  }
  if (kind.type === 'decimal' && typeof a === 'string' && typeof b === 'string') return sameDecimal(a, b);
  return false;
}

/**
 * What a field needs, from the value before our edit, our value and the server's value now:
 * `send` (the server still holds the base), `settled` (the server already holds ours) or
 * `conflict` (somebody made it something else).
 */
export type FieldVerdict = 'send' | 'settled' | 'conflict';

/**
 * What becomes of a staged change when the server holds `theirs`: there already, still to be sent, or both changed it.
 */
export function mergeField(
  kind: FieldKind,
  change: FieldChange,
  theirs: FieldValue | undefined,
): FieldVerdict {
  if (sameValue(kind, change.value, theirs)) return 'settled';
  return sameValue(kind, change.base, theirs) ? 'send' : 'conflict';
}

/** Successive changes of one record as one: the first base of every field and its last value. */
export function netChanges(successive: readonly FieldChanges[]): Record<string, FieldChange> {
  const net: Record<string, FieldChange> = {};
  for (const changes of successive) {
    for (const [field, change] of Object.entries(changes)) {
      const earlier = net[field];
      net[field] = { base: earlier === undefined ? change.base : earlier.base, value: change.value };
    }
  }
  return net;
}

/** The same changes with these fields now based on what the server holds. Unchanged changes are answered as they are. */
export function rebase(changes: FieldChanges, fields: Iterable<string>, server: FieldValues): FieldChanges {
  let rebased: Record<string, FieldChange> | null = null;
  for (const field of fields) {
    const change = changes[field];
    const base = server[field] ?? null;
    if (change === undefined || change.base === base) continue;
    rebased ??= { ...changes };
    rebased[field] = { base, value: change.value };
  }
  return rebased ?? changes;
}
