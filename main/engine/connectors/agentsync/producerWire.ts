import type { CollectionName } from '../../../../domain/fields.ts';
import type { Json, JsonObject } from '../../../../domain/json.ts';
import { fieldOf } from '../../../../domain/collections.ts';
import { asMasked } from '../../../../domain/masking.ts';
import { isJsonObject } from '../../../../domain/json.ts';

/** Of a firm's fields only its type has another name with us. */
const firmNames: Readonly<Record<string, string>> = { type: 'businessType' };

/** What is read by its last four digits is written as a whole (S2 names both). */
const shownSsn = 'ssnLast4';
const writtenSsn = 'ssn';

/** Our name of a field as the server calls it when it speaks of a write. */
export function ownName(collection: CollectionName, name: string): string {
  return collection === 'producer' && name === writtenSsn ? shownSsn : name;
}

/**
 * A producer with the fields of its `individual` or `firm` beside the others (S2 draws them nested; that
 * they might come flat is provided for). Other collections are answered as they are.
 */
export function flattened(collection: CollectionName, server: JsonObject): JsonObject {
  if (collection !== 'producer') return server;
  const { individual, firm, ...own } = server;
  const flat: Record<string, Json> = { ...own };
  if (isJsonObject(individual)) Object.assign(flat, individual);
  if (isJsonObject(firm))
    for (const [name, value] of Object.entries(firm)) flat[firmNames[name] ?? name] = value;
  // The outer ones: an id or type of the inner record is not the producer's.
  for (const name of ['id', 'npn', 'type']) if (own[name] !== undefined) flat[name] = own[name];
  const digits = flat[shownSsn];
  // Stars before the digits, as an account number has them, so that a mask is never taken for a number.
  if (typeof digits === 'string' && digits !== '') flat[shownSsn] = asMasked(digits);
  return flat;
}

/** The opposite, for writing: what belongs to a person under `individual`, what belongs to a firm under `firm`. */
export function nested(collection: CollectionName, wire: JsonObject, type: Json | undefined): JsonObject {
  if (collection !== 'producer') return wire;
  const outer: Record<string, Json> = {};
  const individual: Record<string, Json> = {};
  const firm: Record<string, Json> = {};
  const isFirm =
    type === 'FIRM' || Object.keys(wire).some((name) => fieldOf('producer', name)?.onlyFor === 'FIRM');
  for (const [name, value] of Object.entries(wire)) {
    const { onlyFor } = fieldOf('producer', name) ?? {};
    if (name === 'npn' || name === 'type') outer[name] = value;
    else if (onlyFor === 'FIRM' || (onlyFor === undefined && isFirm))
      firm[name === 'businessType' ? 'type' : name] = value;
    else individual[name === shownSsn ? writtenSsn : name] = value;
  }
  return {
    ...outer,
    ...(Object.keys(individual).length > 0 ? { individual } : {}),
    ...(Object.keys(firm).length > 0 ? { firm } : {}),
  };
}
