import type { CollectionName } from '../../../../domain/fields.ts';
import type { Json, JsonObject } from '../../../../domain/json.ts';
import { asMasked } from '../../../../domain/masking.ts';
import { isJsonArray, isJsonObject } from '../../../../domain/json.ts';

/** Names under which a whole SSN might come, whatever the vendor's documents promise. */
const ssnNames = /^(?:ssn|social_?security(?:_?number)?)$/i;
/** Names under which an account number comes. */
const accountNames = /^(?:account_?)?number$/i;

/**
 * A record of Producer Profile without what must not be kept: a whole SSN is cut to its last four digits,
 * a whole account number is masked, wherever they stand (vendor-apis section 7, item 21). Done before
 * anything else looks at the record, so that no copy, reason or log ever holds more.
 */
export function scrubbed(collection: CollectionName, item: Json): Json {
  if (collection === 'producer') return withoutSsn(item, 0);
  return collection === 'bankAccount' ? withoutAccount(item) : item;
}

const deepest = 41;

function withoutSsn(value: Json, depth: number): Json {
  if (depth > deepest) return value;
  if (isJsonArray(value)) return value.map((one) => withoutSsn(one, depth + 1));
  if (!isJsonObject(value)) return value;
  const kept: Record<string, Json> = {};
  let lastFour: string | null = null;
  for (const [name, one] of Object.entries(value)) {
    if (!ssnNames.test(name)) kept[name] = withoutSsn(one, depth + 1);
    else lastFour = /(\d{4})\D*$/.exec(JSON.stringify(one))?.[1] ?? null;
  }
  if (lastFour !== null && typeof kept['ssnLast4'] !== 'string') kept['ssnLast4'] = lastFour;
  const shown = kept['ssnLast4'];
  // Some systems call nine digits "last four" after all.
  if (typeof shown === 'string' || typeof shown === 'number') kept['ssnLast4'] = String(shown).slice(-4);
  return kept;
}

function withoutAccount(item: Json): Json {
  if (!isJsonObject(item)) return item;
  const whole: string[] = [];
  const kept: Record<string, Json> = {};
  for (const [name, one] of Object.entries(item)) {
    if (!accountNames.test(name) || (typeof one !== 'string' && typeof one !== 'number')) {
      kept[name] = one;
      continue;
    }
    const text = String(one);
    if (/\d{5,}/.test(text.replaceAll(/[\s-]/g, ''))) whole.push(text);
    kept[name] = text === '' ? text : asMasked(text);
  }
  return whole.length === 0 ? kept : everywhere(kept, whole);
}

/** The computed name repeats the number, and a field we do not know may as well. */
function everywhere(item: JsonObject, whole: readonly string[]): JsonObject {
  const masked: Record<string, Json> = {};
  for (const [name, one] of Object.entries(item)) masked[name] = hidden(one, whole, 0);
  return masked;
}

function hidden(value: Json, whole: readonly string[], depth: number): Json {
  if (depth > deepest) return null;
  if (typeof value === 'string')
    return whole.reduce((text, number) => text.replaceAll(number, asMasked(number)), value);
  if (typeof value === 'number') return whole.includes(String(value)) ? null : value;
  if (isJsonArray(value)) return value.map((one) => hidden(one, whole, depth + 1));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, hidden(one, whole, depth + 1)]),
  );
}
