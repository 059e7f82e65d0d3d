import { collections } from '../../../../domain/collections.ts';
import type { CollectionName, FieldDefinition, FieldValue, FieldValues } from '../../../../domain/fields.ts';
import type { Json, JsonObject } from '../../../../domain/json.ts';
import { isJsonObject, nestsDeeperThan } from '../../../../domain/json.ts';
import { flattened } from './producerWire.ts';
import { describe, readValue } from '../readValue.ts';
import { deepest, longestId, setAside } from '../setAside.ts';
import type { ReadOutcome } from '../setAside.ts';

/** Names another page of the vendor's documentation gives the same field (vendor-apis 3.2). */
const aliases: Readonly<Record<string, string>> = { contractSubmissionMethodId: 'submissionMethodId' };

/** Worked out from other fields or records; the vendor's record does not carry them. */
const derived: ReadonlySet<string> = new Set([
  'contractAssignment.carrierId',
  'contractAssignment.producerName',
  'producer.displayName',
]);

const fieldsRead: Readonly<Record<CollectionName, readonly FieldDefinition[]>> = {
  carrier: readable('carrier'),
  product: readable('product'),
  commissionLevel: readable('commissionLevel'),
  contractAssignment: readable('contractAssignment'),
  invitation: readable('invitation'),
  producer: readable('producer'),
  address: readable('address'),
  phone: readable('phone'),
  bankAccount: readable('bankAccount'),
  insurancePolicy: readable('insurancePolicy'),
  // The other vendor's, which its own connector reads.
  downstreamEntity: [],
  agent: [],
  licence: [],
  fileDocument: [],
};

function readable(collection: CollectionName): readonly FieldDefinition[] {
  return collections[collection].fields.filter((field) => !derived.has(`${collection}.${field.name}`));
}

interface Reading {
  readonly values: FieldValues;
  /** Sentences about fields that could not be read. */
  readonly problems: readonly string[];
}

function readFields(
  collection: CollectionName,
  server: JsonObject,
  wanted: readonly FieldDefinition[] = fieldsRead[collection],
): Reading {
  const values: Record<string, FieldValue> = {};
  const problems: string[] = [];
  const flat = flattened(collection, server);
  for (const field of wanted) {
    let raw = flat[field.name];
    if (raw === undefined) {
      const alias = aliases[field.name];
      raw = alias === undefined ? undefined : flat[alias];
    }
    // Absent is unknown, which is not the same as empty.
    if (raw === undefined) continue;
    const read = readValue(field, raw);
    if (read.ok) values[field.name] = read.value;
    else problems.push(`\`${field.name}\` should be ${read.expected}, found ${read.found}`);
  }
  return { values, problems };
}

/** Values of a stored server copy, or of these fields of it; a field that cannot be read is left out. */
export function readServerCopy(
  collection: CollectionName,
  server: JsonObject,
  fields?: readonly string[],
): FieldValues {
  return readFields(collection, server, fields && definitionsOf(collection, fields)).values;
}

/** Which definitions a list of fields means, remembered as long as the list is used. */
const definitions = new WeakMap<readonly string[], ReadonlyMap<string, readonly FieldDefinition[]>>();

function definitionsOf(collection: CollectionName, fields: readonly string[]): readonly FieldDefinition[] {
  const known = definitions.get(fields)?.get(collection);
  if (known !== undefined) return known;
  const wanted = fieldsRead[collection].filter(({ name }) => fields.includes(name));
  definitions.set(fields, new Map([...(definitions.get(fields) ?? []), [collection, wanted]]));
  return wanted;
}

/** Where a record stood in the answer, for whoever must be told that it could not be read. */
export interface RecordContext {
  readonly collection: CollectionName;
  /** Where the record stood, e.g. `page 3, item 17`: its name when it has no id. */
  readonly position: string;
  /** The whole page as text: numbers lose digits when parsed, and a person must see what was sent. */
  readonly text: string;
  /** The field that names the parent, and the parent, for records that do not carry it. */
  readonly parent: { readonly field: string; readonly id: string } | null;
}

/**
 * Reads one record: typed values, and the vendor's JSON with everything unknown in it. A record
 * that breaks a rule is set aside alone.
 */
export function readRecord(item: Json, context: RecordContext): ReadOutcome {
  const { collection, position, text, parent } = context;
  const aside = (key: string, problems: readonly string[]): ReadOutcome => ({
    ok: false,
    unreadable: setAside(item, key, problems, text),
  });
  if (!isJsonObject(item))
    return aside(position, [`the record should be an object, found ${describe(item)}`]);
  const id = item['id'];
  if (typeof id !== 'string' || id.trim() === '' || id.length > longestId) {
    const found = id === undefined ? 'none' : describe(id);
    return aside(position, [`\`id\` should be text of at most ${longestId} characters, found ${found}`]);
  }
  if (nestsDeeperThan(item, deepest))
    return aside(id, [`the record is nested more than ${deepest} levels deep`]);
  const carries = parent === null || (item[parent.field] !== undefined && item[parent.field] !== null);
  // Kept with the record, because nothing else says where it belongs (S1: levels do not name their product).
  const server = carries ? item : { ...item, [parent.field]: parent.id };
  const { values, problems } = readFields(collection, server);
  return problems.length > 0 ? aside(id, problems) : { ok: true, record: { id, values, server } };
}
