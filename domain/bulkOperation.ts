import { addToDate } from './dates.ts';
import type { DateUnit } from './dates.ts';
import { splitList } from './validate.ts';
import type { FieldDefinition, FieldKind, FieldValue, FieldValues } from './fields.ts';
import { isEmpty } from './merge.ts';
import { assertNever } from './result.ts';

/** What one field of many records is made, each from what it is. */
export type BulkOperation =
  /** The same for all, as it would be typed into a cell: labels are looked up. */
  | { readonly kind: 'set'; readonly field: string; readonly text: string }
  | { readonly kind: 'clear'; readonly field: string }
  /** Values of a list, as they would be typed: separated by commas. */
  | { readonly kind: 'add'; readonly field: string; readonly text: string }
  | { readonly kind: 'remove'; readonly field: string; readonly text: string }
  | ({ readonly kind: 'replace'; readonly field: string } & Replacing)
  | { readonly kind: 'shift'; readonly field: string; readonly amount: number; readonly unit: DateUnit }
  /** What another column shows. */
  | { readonly kind: 'copy'; readonly field: string; readonly from: string }
  /** What a list of two columns says about the record's number. */
  | {
      readonly kind: 'lookUp';
      readonly field: string;
      readonly key: string;
      readonly pairs: readonly (readonly [key: string, text: string])[];
    };

/** A text to be replaced wherever it occurs, taken literally; or only where it is all that stands there. */
export interface Replacing {
  readonly find: string;
  readonly replacement: string;
  readonly matchCase: boolean;
  readonly wholeCell?: boolean | undefined;
}

/** A text to be replaced, and the fields that were looked in for it. */
export interface ReplaceIn extends Replacing {
  readonly fields: readonly string[];
}

/** What a bulk edit does to a field. */
export type BulkKind = BulkOperation['kind'];

/** What an operation makes of one record: what is put into the cell, nothing, or why it cannot be done. */
export type BulkResult =
  | { readonly typed: string }
  | { readonly value: FieldValue }
  | { readonly kept: true }
  | { readonly refused: string };

/** What an operation has to know of other fields. */
export interface BulkWords {
  readonly definitionOf: (field: string) => FieldDefinition | undefined;
  /** A value as people read it: labels instead of ids. */
  readonly shown: (field: string, value: FieldValue) => string;
}

/** The operations that make sense for a field, in the order in which they are offered; none where a person may not type. */
export function bulkKindsOf({ kind, required, editable, sealed }: FieldDefinition): readonly BulkKind[] {
  if (!editable || sealed === true) return [];
  const all: readonly BulkKind[] = ['set', 'clear', ...extraKinds(kind), 'copy', 'lookUp'];
  return required === true ? all.filter((one) => one !== 'clear') : all;
}

/** Whether text can be replaced in a field: not in sealed numbers, nor in what AgentSync sets. */
export function takesReplacing(field: FieldDefinition | undefined): boolean {
  return field !== undefined && bulkKindsOf(field).includes('replace');
}

function extraKinds({ type }: FieldKind): readonly BulkKind[] {
  if (type === 'states' || type === 'textList') return ['add', 'remove'];
  if (type === 'text') return ['replace'];
  return type === 'date' ? ['shift'] : [];
}

/**
 * Prepares an operation for many records. The answered function is pure: it works out what becomes of one
 * field of one record from the record's own values, and leaves the check of the outcome to staging.
 */
export function bulkApplier(
  operation: BulkOperation,
  definition: FieldDefinition,
  words: BulkWords,
): (values: FieldValues) => BulkResult {
  const { field } = operation;
  switch (operation.kind) {
    case 'set': {
      const typed = { typed: operation.text };
      return () => typed;
    }
    case 'clear': {
      const empty = { typed: '' };
      return () => empty;
    }
    case 'add': {
      const items = itemsOf(definition, operation.text);
      return (values) => {
        const before = listOf(values[field]);
        const missing = items.filter((item) => !before.includes(item));
        return missing.length === 0 ? kept : { value: [...before, ...missing] };
      };
    }
    case 'remove': {
      const items = new Set(itemsOf(definition, operation.text));
      return (values) => {
        const before = listOf(values[field]);
        const rest = before.filter((item) => !items.has(item));
        return rest.length === before.length ? kept : { value: rest };
      };
    }
    case 'replace':
      return (values) => {
        const before = values[field];
        if (typeof before !== 'string' || before === '') return kept;
        const after = replaceAll(before, operation);
        return after === before ? kept : { value: after };
      };
    case 'shift':
      return (values) => {
        const before = values[field];
        if (typeof before !== 'string' || before === '') return kept;
        const after = addToDate(before, operation.amount, operation.unit);
        return after === null ? { refused: 'A date that stays between 1900 and 2199.' } : { value: after };
      };
    case 'copy': {
      const { from } = operation;
      const alike = sameKind(definition.kind, words.definitionOf(from)?.kind);
      return (values) => {
        const value = values[from] ?? null;
        if (isEmpty(value)) return { typed: '' };
        return alike ? { value } : { typed: words.shown(from, value) };
      };
    }
    case 'lookUp':
      return lookUp(operation);
    default:
      return assertNever(operation);
  }
}

const kept = { kept: true } as const;

/** Whether one field's values are another's: what is a choice of one list is no choice of another. */
function sameKind(a: FieldKind, b: FieldKind | undefined): boolean {
  return a.type === b?.type && JSON.stringify(a) === JSON.stringify(b);
}

function lookUp({
  key,
  pairs,
}: Extract<BulkOperation, { kind: 'lookUp' }>): (values: FieldValues) => BulkResult {
  const texts = new Map<string, string | null>();
  for (const [number, text] of pairs) {
    const known = texts.get(number);
    texts.set(number, known === undefined || known === text ? text : null);
  }
  return (values) => {
    const number = values[key];
    if (typeof number !== 'string' || number === '')
      return { refused: 'A number that is in the list: this one is empty.' };
    const text = texts.get(number);
    if (text === undefined) return { refused: 'A number that is in the list.' };
    return text === null
      ? { refused: 'One value for each number: the list has several for this one.' }
      : { typed: text };
  };
}

function listOf(value: FieldValue | undefined): readonly string[] {
  return typeof value === 'object' && value !== null ? value : [];
}

/** The items of a typed list as the field holds them, each once. */
export function itemsOf({ kind }: Pick<FieldDefinition, 'kind'>, text: string): readonly string[] {
  const items =
    kind.type === 'states'
      ? text
          .toUpperCase()
          .split(/[\s,;]+/)
          .filter((item) => item !== '')
      : splitList(text);
  return [...new Set(items)];
}

/** Replaces every occurrence of a text taken literally; what was put in is not searched again. */
export function replaceAll(
  before: string,
  { find, replacement, matchCase, wholeCell = false }: Replacing,
): string {
  if (find === '') return before;
  const literal = find.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = wholeCell ? `^${literal}$` : literal;
  // A function as the replacement: `$&` in what a person typed is two characters and nothing else.
  return before.replace(new RegExp(pattern, matchCase ? 'gu' : 'giu'), () => replacement);
}

/** Reads a list of two columns, number and value, as it is pasted from a sheet. */
export function readPairs(rows: readonly (readonly string[])[]): {
  readonly pairs: readonly (readonly [key: string, text: string])[];
  /** Rows without a number or without a second column. */
  readonly skipped: number;
} {
  const pairs: (readonly [string, string])[] = [];
  let skipped = 0;
  for (const [key, text] of rows) {
    const number = key?.trim() ?? '';
    if (number === '' || text === undefined) skipped += 1;
    else pairs.push([number, text.trim()]);
  }
  return { pairs, skipped };
}

const kindWords: Readonly<Record<BulkKind, string>> = {
  set: 'Set to',
  clear: 'Clear',
  add: 'Add to the list',
  remove: 'Take from the list',
  replace: 'Replace text',
  shift: 'Move the date',
  copy: 'Take from another column',
  lookUp: 'Look up in a pasted list',
};

/** How an operation is offered. */
export function bulkKindWords(kind: BulkKind): string {
  return kindWords[kind];
}
