import { collections } from '../../../../domain/collections.ts';
import type {
  FieldDefinition,
  FieldValue,
  FieldValues,
  TurrisCollection,
} from '../../../../domain/fields.ts';
import type { Json, JsonObject } from '../../../../domain/json.ts';
import { subscriptionStatuses } from '../../../../domain/turris.ts';
import { isJsonArray, isJsonObject, nestsDeeperThan } from '../../../../domain/json.ts';
import { describe, readValue } from '../readValue.ts';
import { deepest, longestId, setAside } from '../setAside.ts';
import type { ReadOutcome } from '../setAside.ts';

/**
 * Under this key of a stored record stands what its own JSON does not say and the list it came in does: whose
 * licence it is, in which entities' lists an agent stands. No field of the vendor's has this name.
 */
export const learntKey = 'upline';

type Place = readonly [string, ...string[]];

/** Where the vendor's JSON has each field (vendor-apis 3.14–3.18). What is missing here is worked out elsewhere. */
const places: Readonly<Record<TurrisCollection, Readonly<Record<string, Place>>>> = {
  downstreamEntity: {
    legalName: ['downstreamEntity', 'legalName'],
    category: ['downstreamEntity', 'category'],
    npn: ['downstreamEntity', 'npn'],
    ein: ['downstreamEntity', 'ein'],
    isNpnRequired: ['downstreamEntity', 'isNpnRequired'],
    producerCode: ['producerCode'],
    externalId: ['externalId'],
    subscriptionStatus: ['niprDataSubscription', 'entityInfo', 'status'],
    lastSynchronizedAt: ['niprDataSubscription', 'lastSynchronizationDate'],
    pdbAlertsStatus: ['niprDataSubscription', 'pdbAlertsSubscriptionStatus'],
  },
  agent: {
    npn: ['agent', 'npn'],
    firstName: ['agent', 'firstName'],
    lastName: ['agent', 'lastName'],
    email: ['email'],
    downstreamEntityIds: [learntKey, 'downstreamEntityIds'],
    onboardingCategory: ['onboardingCategory'],
    isArchived: ['isArchived'],
    isDeleted: ['isDeleted'],
    subscriptionStatus: ['niprDataSubscription', 'entityInfo', 'status'],
    lastSynchronizedAt: ['niprDataSubscription', 'lastSynchronizationDate'],
    externalId: ['externalId'],
  },
  licence: {
    npn: ['npn'],
    agentId: [learntKey, 'agentId'],
    downstreamEntityId: [learntKey, 'downstreamEntityId'],
    stateCode: ['stateCode'],
    licenceNumber: ['licenseNumber'],
    classCode: ['licenseClassCode'],
    className: ['licenseClassName'],
    status: ['status'],
    residencyStatus: ['residencyStatus'],
    issueDate: ['issueDate'],
    nextRenewalDate: ['nextRenewalDate'],
    expirationDate: ['expirationDate'],
    linesOfAuthority: ['linesOfAuthority'],
    updatedAt: ['updatedAt'],
  },
  fileDocument: {
    category: ['category'],
    versionCount: ['versions'],
    createdAt: ['createdAt'],
    updatedAt: ['updatedAt'],
  },
};

function at(server: JsonObject, place: Place): Json | undefined {
  let here: Json | undefined = server;
  for (const step of place) here = isJsonObject(here) ? here[step] : undefined;
  return here;
}

/** A job's status in one spelling: case, spaces, underscores and hyphens do not count (item 30). */
function statusOf(raw: Json): Json {
  if (typeof raw !== 'string') return raw;
  const plain = raw
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .trim();
  return subscriptionStatuses.find((status) => status === plain) ?? 'unknown';
}

/** `Life (active)`: the name, or else the code, and how it stands. */
function lineOf(raw: Json): Json {
  if (!isJsonObject(raw)) return raw;
  const name = raw['name'] ?? raw['code'] ?? null;
  if (typeof name !== 'string') return raw;
  return typeof raw['status'] === 'string' && raw['status'] !== '' ? `${name} (${raw['status']})` : name;
}

/** What the vendor says, as the field's kind takes it. */
function taken(field: string, raw: Json): Json {
  switch (field) {
    case 'subscriptionStatus':
      return statusOf(raw);
    case 'linesOfAuthority':
      return isJsonArray(raw) ? raw.map(lineOf) : raw;
    case 'versionCount':
      return isJsonArray(raw) ? String(raw.length) : raw;
    default:
      return raw;
  }
}

function readFields(
  collection: TurrisCollection,
  server: JsonObject,
  wanted: readonly FieldDefinition[] = collections[collection].fields,
): { readonly values: FieldValues; readonly problems: readonly string[] } {
  const values: Record<string, FieldValue> = {};
  const problems: string[] = [];
  for (const field of wanted) {
    const place = places[collection][field.name];
    const raw = place === undefined ? undefined : at(server, place);
    // Absent is unknown, which is not the same as empty.
    if (place === undefined || raw === undefined) continue;
    const read = readValue(field, taken(field.name, raw));
    if (read.ok) values[field.name] = read.value;
    else problems.push(`\`${place.join('.')}\` should be ${read.expected}, found ${describe(raw)}`);
  }
  return { values, problems };
}

/** Values of a stored server copy, or of these fields of it; a field that cannot be read is left out. */
export function readTurrisCopy(
  collection: TurrisCollection,
  server: JsonObject,
  fields?: readonly string[],
): FieldValues {
  const wanted = fields && collections[collection].fields.filter(({ name }) => fields.includes(name));
  return readFields(collection, server, wanted).values;
}

/** Fields of an agent entry that one answer may leave out and another name: they are empty, not unknown. */
const agentKeys = ['email', 'externalId', 'onboardingCategory', 'isArchived', 'isDeleted'] as const;

function whole(collection: TurrisCollection, item: JsonObject): JsonObject {
  if (collection !== 'agent') return item;
  return { ...Object.fromEntries(agentKeys.map((key) => [key, null])), niprDataSubscription: null, ...item };
}

/** Where the vendor has the id; a licence has none (vendor-apis 3.16). */
const idPlaces: Readonly<Record<Exclude<TurrisCollection, 'licence'>, Place>> = {
  downstreamEntity: ['_id'],
  agent: ['agent', '_id'],
  fileDocument: ['_id'],
};

/**
 * What tells one licence from every other: subscription, state, number and class (vendor-apis 3.16, section 7,
 * item 31), under its holder, because one person may be listed twice. Null when state or number is missing.
 */
function licenceKey(item: JsonObject, holder: string): string | null {
  const part = (name: string): string => {
    const value = item[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  };
  if (part('stateCode') === '' || part('licenseNumber') === '') return null;
  const parts = ['niprDataSubscriptionId', 'stateCode', 'licenseNumber', 'licenseClassCode'].map(part);
  return [holder, ...parts].map(encodeURIComponent).join('/');
}

/** What a list says of the records in it. */
export interface Listed {
  /** Where the record stood, e.g. `item 17`: its name when it has no id. */
  readonly position: string;
  /** The whole answer as text: numbers lose digits when parsed, and a person must see what was sent. */
  readonly text: string;
  /** The holder of licences. */
  readonly holder?: { readonly field: 'agentId' | 'downstreamEntityId'; readonly id: string };
}

type Identified =
  | { readonly ok: true; readonly id: string; readonly server: JsonObject }
  | { readonly ok: false; readonly problem: string };

function identify(collection: TurrisCollection, item: JsonObject, { holder }: Listed): Identified {
  if (collection === 'licence') {
    const id = holder === undefined ? null : licenceKey(item, holder.id);
    if (holder === undefined || id === null || id.length > longestId)
      return { ok: false, problem: '`stateCode` and `licenseNumber` should be text, by which it is known' };
    return { ok: true, id, server: { ...item, [learntKey]: { [holder.field]: holder.id } } };
  }
  const place = idPlaces[collection];
  const id = at(item, place);
  if (typeof id !== 'string' || id.trim() === '' || id.length > longestId) {
    const found = id === undefined ? 'none' : describe(id);
    return {
      ok: false,
      problem: `\`${place.join('.')}\` should be text of at most ${longestId} characters, found ${found}`,
    };
  }
  return { ok: true, id, server: whole(collection, item) };
}

/**
 * Reads one record: typed values, and the vendor's JSON with everything unknown in it. A record that breaks
 * a rule is set aside alone.
 */
export function readTurrisRecord(collection: TurrisCollection, item: Json, listed: Listed): ReadOutcome {
  const aside = (key: string, problems: readonly string[]): ReadOutcome => ({
    ok: false,
    unreadable: setAside(item, key, problems, listed.text),
  });
  if (!isJsonObject(item))
    return aside(listed.position, [`the record should be an object, found ${describe(item)}`]);
  if (nestsDeeperThan(item, deepest))
    return aside(listed.position, [`the record is nested more than ${deepest} levels deep`]);
  const known = identify(collection, item, listed);
  if (!known.ok) return aside(listed.position, [known.problem]);
  const { id, server } = known;
  const { values, problems } = readFields(collection, server);
  return problems.length > 0 ? aside(id, problems) : { ok: true, record: { id, values, server } };
}

/** An agent with the entities in whose lists it stands, in id order. */
export function withEntities(server: JsonObject, entityIds: readonly string[]): JsonObject {
  return { ...server, [learntKey]: { downstreamEntityIds: [...entityIds].sort() } };
}
