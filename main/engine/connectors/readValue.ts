import type { FieldDefinition, FieldValue } from '../../../domain/fields.ts';
import type { Json } from '../../../domain/json.ts';
import { assertNever } from '../../../domain/result.ts';
import { isJsonArray } from '../../../domain/json.ts';

/** A value as Upline holds it, or in what way the vendor's differs from what its field promises. */
export type ReadValue =
  | { readonly ok: true; readonly value: FieldValue }
  /** What was expected, and what was found, as the end of a sentence. */
  | { readonly ok: false; readonly expected: string; readonly found: string };

/** Longest text kept in one field; the same limit the window's contract has. */
const longestText = 20_000;
const mostEntries = 500;

/**
 * Lengths the vendor documents (S1 constraint table). A limit of our own, as on writing numbers,
 * must not keep a record of the vendor's out.
 */
const documentedLengths: ReadonlySet<string> = new Set(['npn', 'naic', 'tin']);

const ok = (value: FieldValue): ReadValue => ({ ok: true, value });
const empty = ok(null);

/** What a value is, in words a person understands. */
export function describe(value: Json): string {
  if (value === null) return 'nothing';
  switch (typeof value) {
    case 'string':
      return value.length > 60 ? `text of ${value.length} characters` : `the text “${value}”`;
    case 'number':
      return `a number ${value}`;
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      return isJsonArray(value) ? 'a list' : 'an object';
  }
}

const refuse = (expected: string, value: Json): ReadValue => ({
  ok: false,
  expected,
  found: describe(value),
});

function readText(value: Json, limit: number): ReadValue {
  if (typeof value === 'string' && value.length <= limit) return value === '' ? empty : ok(value);
  return refuse(limit === longestText ? 'text' : `text of at most ${limit} characters`, value);
}

/** A decimal as text without the noise of binary floats: 55.10000000000001 is 55.1 (vendor-apis section 7, item 19). */
function readDecimal(value: Json): ReadValue {
  if (typeof value === 'number' && Math.abs(value) < 1e15) {
    const cents = Math.round(value * 100) / 100;
    // Noise is far smaller than any digit a vendor writes on purpose.
    const exact = Math.abs(cents - value) < 1e-9 * Math.max(1, Math.abs(value)) ? cents : value;
    const text = String(exact === 0 ? 0 : exact);
    return text.includes('e') ? refuse('a decimal number', value) : ok(text);
  }
  if (typeof value === 'string' && value.length <= 30) {
    if (value.trim() === '') return empty;
    const match = /^(-?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(value.trim());
    if (match !== null) {
      const [, sign = '', whole = '0', fraction = ''] = match;
      return ok(`${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`);
    }
  }
  return refuse('a decimal number', value);
}

function readDate(value: Json): ReadValue {
  if (value === '') return empty;
  // Plain calendar dates; the day of an instant is taken as written (vendor-apis section 7, item 17).
  const day = typeof value === 'string' ? /^(\d{4}-\d{2}-\d{2})(?:T.{0,40})?$/.exec(value)?.[1] : undefined;
  return day !== undefined && !Number.isNaN(Date.parse(day))
    ? ok(day)
    : refuse('a date such as 2025-01-31', value);
}

function readInstant(value: Json): ReadValue {
  if (value === '') return empty;
  const valid = typeof value === 'string' && value.length <= 40 && !Number.isNaN(Date.parse(value));
  return valid ? ok(value) : refuse('a date and time such as 2025-01-31T10:00:00Z', value);
}

function readList(value: Json): ReadValue {
  if (!isJsonArray(value)) return refuse('a list of texts', value);
  if (value.length > mostEntries) {
    return {
      ok: false,
      expected: `a list of at most ${mostEntries} texts`,
      found: `${value.length} entries`,
    };
  }
  const texts: string[] = [];
  for (const entry of value) {
    if (typeof entry !== 'string' || entry.length > longestText) {
      return { ok: false, expected: 'a list of texts', found: `${describe(entry)} in the list` };
    }
    texts.push(entry);
  }
  return ok(texts);
}

/** The canonical spelling of a known commission type in any casing; an unknown one stays as it is. */
function readChoice(value: Json, values: readonly string[]): ReadValue {
  const text = readText(value, longestText);
  if (!text.ok || typeof text.value !== 'string') return text;
  const wanted = text.value.toLowerCase();
  return ok(values.find((choice) => choice.toLowerCase() === wanted) ?? text.value);
}

/** Reads one field of a record by its definition. Values unknown to us are kept as text, never refused (item 20). */
export function readValue(field: FieldDefinition, value: Json): ReadValue {
  if (value === null) return empty;
  const { kind } = field;
  switch (kind.type) {
    case 'text':
      return readText(
        value,
        documentedLengths.has(field.name) ? (kind.maxLength ?? longestText) : longestText,
      );
    case 'lookup':
    case 'reference':
      return readText(value, 200);
    case 'decimal':
      return readDecimal(value);
    case 'boolean':
      return typeof value === 'boolean' ? ok(value) : refuse('true or false', value);
    case 'date':
      return readDate(value);
    case 'instant':
      return readInstant(value);
    case 'states':
    case 'textList':
    case 'lookupList':
    case 'referenceList':
      return readList(value);
    case 'choice':
      return readChoice(value, kind.values);
    default:
      return assertNever(kind);
  }
}
