import { choiceWord, meansChoice } from './choiceWords.ts';
import { halfYear, parseDate } from './dates.ts';
import { canonicalDecimal, compareDecimals, decimalPlaces } from './decimal.ts';
import type { FieldDefinition, FieldValue } from './fields.ts';
import { isEmpty } from './merge.ts';
import { assertNever, fail, ok } from './result.ts';
import type { Result } from './result.ts';
import { shapes } from './shapes.ts';
import { stateCodes } from './states.ts';

/** Fields whose text is an identifier: spaces around it come from copying and are never meant. */
const identifiers: ReadonlySet<string> = new Set([
  'npn',
  'naic',
  'tin',
  'writingNumber',
  'responsiblePartyId',
  'uplineNpn',
  'inviterEmail',
  'fein',
  'finraCrdNumber',
  'primaryEmail',
  'secondaryEmail',
  'email',
  'zip',
  'number',
  'extension',
  'routingNumber',
  'policyNumber',
  'certificateNumber',
]);

/** Longest free text the contract carries. */
const longestText = 20_000;
const longestId = 200;
const longestChoice = 100;

/** Everything below the space except tab and line ends; none of it can be typed on purpose. */
const controlCharacters = /(?![\t\n\r\u0080-\u009f])\p{Cc}/u;

/** A refusal: what the cell expects, in words that complete "Expected: …". */
function expected(definition: FieldDefinition, message: string): Result<FieldValue> {
  return fail({
    code: 'invalid-value',
    message,
    remedy: 'fix-fields',
    fields: { [definition.name]: message },
  });
}

/** Why a field cannot be changed here, in words. */
export function whyFixed({ label, fixedBecause, readOnlyBecause }: FieldDefinition): string {
  return (
    readOnlyBecause ??
    fixedBecause ??
    `${label} cannot be changed here: it is set when the record is created, or by AgentSync.`
  );
}

/**
 * Checks a value picked or computed for a field and answers it in its canonical form. Whether a
 * reference exists is not known here.
 */
export function checkValue(definition: FieldDefinition, value: FieldValue): Result<FieldValue> {
  if (!definition.editable) {
    return expected(definition, whyFixed(definition));
  }
  if (isEmpty(value)) {
    if (definition.required === true) return expected(definition, `${definition.label} may not be empty.`);
    return ok(null);
  }
  if (typeof value === 'boolean') {
    return definition.kind.type === 'boolean' ? ok(value) : expected(definition, wanted(definition));
  }
  if (typeof value === 'string') return checkText(definition, value);
  if (value === null) return ok(null);
  return checkList(definition, value);
}

/**
 * Reads what was typed or pasted into a field. Labels of references and lookups are resolved by
 * the caller; here they stay as typed.
 */
export function parseTyped(definition: FieldDefinition, text: string): Result<FieldValue> {
  const trimmed = text.trim();
  if (trimmed === '') return checkValue(definition, null);
  switch (definition.kind.type) {
    case 'text':
      return checkValue(definition, identifiers.has(definition.name) ? trimmed : text);
    case 'decimal':
      return checkValue(definition, plainNumber(trimmed));
    case 'boolean':
      return checkValue(definition, parseBoolean(trimmed) ?? trimmed);
    case 'date': {
      const half = halfYear(trimmed);
      if (half !== null && definition.editable)
        return expected(definition, `The year in four digits: ${half} may be 19${half} or 20${half}.`);
      return checkValue(definition, parseDate(trimmed) ?? trimmed);
    }
    case 'choice': {
      const match = definition.kind.values.find((value) => meansChoice(value, trimmed));
      return checkValue(definition, match ?? trimmed);
    }
    case 'states':
      return checkValue(
        definition,
        trimmed
          .toUpperCase()
          .split(/[\s,;]+/)
          .filter((code) => code !== ''),
      );
    case 'textList':
    case 'lookupList':
    case 'referenceList':
      return checkValue(definition, splitList(trimmed));
    case 'instant':
    case 'lookup':
    case 'reference':
      return checkValue(definition, trimmed);
    default:
      return assertNever(definition.kind);
  }
}

/** Items of a typed list: separated by commas, semicolons or line ends. */
export function splitList(text: string): readonly string[] {
  return text
    .split(/[,;\n]+/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** What a field expects, in words. */
function wanted(definition: FieldDefinition): string {
  switch (definition.kind.type) {
    case 'text':
      return 'Text.';
    case 'decimal':
      return `A number from ${definition.kind.min ?? '0'} to ${definition.kind.max} with at most two decimals.`;
    case 'boolean':
      return 'Yes or no.';
    case 'date':
      return 'A date such as 2026-03-01, 3/1/2026 or 1 Mar 2026.';
    case 'instant':
      return 'Nothing: AgentSync sets this time.';
    case 'states':
      return 'Two-letter state codes separated by commas, such as TX, OK.';
    case 'textList':
      return 'Texts separated by commas.';
    case 'choice':
      return `One of: ${definition.kind.values.map(choiceWord).join(', ')}.`;
    case 'lookup':
    case 'reference':
      return 'One of the choices in the list.';
    case 'lookupList':
    case 'referenceList':
      return 'Choices from the list, separated by commas.';
    default:
      return assertNever(definition.kind);
  }
}

function checkText(definition: FieldDefinition, value: string): Result<FieldValue> {
  const { kind } = definition;
  switch (kind.type) {
    case 'text':
      return checkFreeText(definition, value, kind.maxLength ?? longestText);
    case 'decimal': {
      const number = canonicalDecimal(value);
      const places = decimalPlaces(value);
      const outside =
        number === null ||
        (compareDecimals(number, kind.max) ?? 1) > 0 ||
        (kind.min !== undefined && (compareDecimals(number, kind.min) ?? -1) < 0);
      if (outside || places === null || places > 2) return expected(definition, wanted(definition));
      return ok(number);
    }
    case 'date':
      return parseDate(value) === value ? ok(value) : expected(definition, wanted(definition));
    case 'choice':
      // What an open list holds beyond its known values is not known here; the caller looks it up.
      if (kind.open === true && value.length <= longestChoice && !controlCharacters.test(value))
        return ok(value);
      return kind.values.includes(value) ? ok(value) : expected(definition, wanted(definition));
    case 'lookup':
    case 'reference':
      return value.length <= longestId && !controlCharacters.test(value)
        ? ok(value)
        : expected(definition, wanted(definition));
    case 'boolean':
    case 'instant':
    case 'states':
    case 'textList':
    case 'lookupList':
    case 'referenceList':
      return expected(definition, wanted(definition));
    default:
      return assertNever(kind);
  }
}

function checkFreeText(definition: FieldDefinition, value: string, longest: number): Result<FieldValue> {
  if (value.length > longest)
    return expected(definition, `At most ${longest} characters; this is ${value.length}.`);
  if (controlCharacters.test(value))
    return expected(definition, 'Text without control characters; this has some, probably from copying.');
  if (definition.format === undefined) return ok(value);
  const shaped = shapes[definition.format](value);
  return shaped.ok ? ok(shaped.text) : expected(definition, shaped.expected);
}

function checkList(definition: FieldDefinition, value: readonly string[]): Result<FieldValue> {
  const { kind } = definition;
  if (kind.type === 'states') {
    const unknown = value.filter((code) => !stateCodes.has(code));
    if (unknown.length > 0)
      return expected(definition, `${wanted(definition)} Not a state: ${unknown.slice(0, 5).join(', ')}.`);
    return ok([...new Set(value)]);
  }
  if (kind.type !== 'textList' && kind.type !== 'lookupList' && kind.type !== 'referenceList')
    return expected(definition, wanted(definition));
  if (value.length > 500) return expected(definition, `At most 500 items; this is ${value.length}.`);
  if (value.some((item) => item === '' || item.length > longestText || controlCharacters.test(item)))
    return expected(definition, wanted(definition));
  return ok(kind.type === 'textList' ? value : [...new Set(value)]);
}

/** A number as people write it: `95%`, `$1,250.00`, `.5`. Anything else is left as it is, to be refused. */
function plainNumber(text: string): string {
  const bare = text.replace(/^\$\s*/, '').replace(/\s*%$/, '');
  const joined = /^\d{1,3}(,\d{3})+(\.\d*)?$/.test(bare) ? bare.replaceAll(',', '') : bare;
  return joined.startsWith('.') ? `0${joined}` : joined;
}

function parseBoolean(text: string): boolean | null {
  const word = text.toLowerCase();
  if (['yes', 'y', 'true', '1'].includes(word)) return true;
  if (['no', 'n', 'false', '0'].includes(word)) return false;
  return null;
}
