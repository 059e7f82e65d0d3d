import { collections, isOfProfile, isOfTurris } from '../../../../domain/collections.ts';
import type { TypeCasing } from '../../../../domain/commissionLevel.ts';
import type { FieldValue, FieldValues, SentName } from '../../../../domain/fields.ts';
import type { Json, JsonObject } from '../../../../domain/json.ts';
import { isEmpty } from '../../../../domain/merge.ts';
import type { Environment } from '../../../../preload/contract.ts';
import type { ConnectorResult, ContractingConnector, ReadRecord, UnreadableRecord } from '../api.ts';
import type { DescribedCall } from '../http.ts';
import { isJsonObject } from '../../../../domain/json.ts';
import type { Calls } from './calls.ts';
import { echoedItems } from './echo.ts';
import type { CallName, Profile } from './profile.ts';
import { ratesOf } from './profile.ts';
import type { TypeSpelling } from './typeSpelling.ts';
import { nested } from './producerWire.ts';
import { asNarrow, notPublished } from './profileOffer.ts';
import { profileFamilies } from './profileCalls.ts';
import { byField, toWire } from './wire.ts';
import type { Purpose } from './wire.ts';

export interface CreatesOptions {
  readonly calls: Calls;
  readonly profile: Profile;
  readonly environment: Environment;
  readonly spelling: TypeSpelling;
  /** Told what the server now holds. */
  readonly echoed: (records: readonly ReadRecord[]) => void;
  /** The field that names the parent, for collections whose parent stands in the address. */
  readonly parentField: (collection: SentName) => string | undefined;
  readonly readItems: (
    collection: SentName,
    items: readonly Json[],
    text: string,
    parentId: string | undefined,
  ) => { readonly records: readonly ReadRecord[]; readonly setAside: readonly UnreadableRecord[] };
}

const createCalls: Readonly<Record<SentName, CallName>> = {
  carrier: 'createCarrier',
  product: 'createProduct',
  commissionLevel: 'createCommissionLevel',
  contractAssignment: 'createContractAssignment',
  invitation: 'createInvitation',
  producer: profileFamilies.producer.create,
  address: profileFamilies.address.create,
  phone: profileFamilies.phone.create,
  bankAccount: profileFamilies.bankAccount.create,
  insurancePolicy: profileFamilies.insurancePolicy.create,
};

/** Levels in one bulk create (vendor-apis section 7, item 7). */
const mostLevels = 50;

const unreadable = (what: string): ConnectorResult<never> => ({
  ok: false,
  failure: {
    kind: 'malformed',
    message:
      `AgentSync accepted ${what} but its answer does not show what was made. ` +
      'Upline looks it up before it goes on.',
  },
});

/**
 * Makes records (C2, C6, C9, C10, C15). The answers show only some fields of what was made (vendor-apis
 * section 6, item 14): what an answer leaves out is taken to be what we sent.
 */
export function createCreates(options: CreatesOptions): Pick<
  ContractingConnector,
  'create' | 'createLevels' | 'creates'
> & {
  readonly describeCreate: (
    collection: SentName,
    values: FieldValues,
    as: { readonly parentId?: string; readonly typeCasing?: TypeCasing },
  ) => DescribedCall | null;
} {
  const { calls, profile, environment } = options;
  const bulk = Math.min(mostLevels, ratesOf(profile, environment).bulkItems);

  /** Only fields with values: an empty field of a new record says nothing. */
  const bodyOf = (
    collection: SentName,
    values: FieldValues,
    casing: TypeCasing = options.spelling.current(),
    purpose: Purpose = 'send',
  ): JsonObject => {
    // The address names the parent, unless a path of the customer's does not.
    const inPath = calls.endpoint(createCalls[collection])?.path.includes('{parentId}') !== false;
    const parent = inPath ? options.parentField(collection) : undefined;
    const given: Record<string, FieldValue> = {};
    for (const [name, value] of Object.entries(values))
      if (name !== parent && !isEmpty(value)) given[name] = value;
    const wire = toWire(collection, given, casing, purpose);
    return nested(collection, wire, wire['type']);
  };

  const made = (
    collection: SentName,
    sent: readonly JsonObject[],
    echoes: readonly Json[],
    answer: { readonly text: string; readonly parentId: string | undefined },
  ): ConnectorResult<readonly ReadRecord[]> => {
    const what = sent.length === 1 ? 'the new record' : 'the new records';
    if (echoes.length !== sent.length) return unreadable(what);
    const whole = sent.map((body, index): Json => {
      const echo = echoes[index];
      return isJsonObject(echo) ? joined(body, echo) : null;
    });
    const { records } = options.readItems(collection, whole, answer.text, answer.parentId);
    if (records.length !== sent.length) return unreadable(what);
    const known = isOfProfile(collection) ? records.map(asNarrow) : records;
    options.echoed(known);
    return { ok: true, value: known };
  };

  const creates: ContractingConnector['creates'] = (collection) => {
    if (isOfTurris(collection))
      return { offered: false, reason: collections[collection].readOnlyBecause ?? '' };
    if (calls.endpoint(createCalls[collection]) === undefined) {
      if (isOfProfile(collection)) return { offered: false, reason: notPublished(collection) };
      return {
        offered: false,
        reason:
          `This connection does not ${collection === 'invitation' ? 'send' : 'create'} ${collections[collection].plural.toLowerCase()}. ` +
          (collection === 'invitation'
            ? 'It is saved on this computer; invite the producer in AgentSync.'
            : 'Your new record is saved on this computer; make it in AgentSync as well.'),
      };
    }
    const many = collection === 'commissionLevel' && calls.endpoint('createCommissionLevels') !== undefined;
    return { offered: true, maximumItems: many ? bulk : 1 };
  };

  return {
    creates,
    describeCreate: (collection, values, { parentId, typeCasing }) =>
      calls.describe(createCalls[collection], {
        body: bodyOf(collection, values, typeCasing, 'show'),
        ...(parentId === undefined ? {} : { parentId }),
      }),
    async create(collection, values, { parentId, signal, typeCasing = options.spelling.current() }) {
      const body = bodyOf(collection, values, typeCasing);
      const answer = await calls.call(createCalls[collection], {
        body,
        signal,
        ...(parentId === undefined ? {} : { parentId }),
      });
      if (!answer.ok) return { ok: false, failure: byField(answer.failure, collection, 1) };
      if (tellsCasing(collection, body)) options.spelling.accepted(typeCasing);
      const { json, text } = answer.value;
      const outcome = made(collection, [body], [json], { text, parentId });
      if (!outcome.ok) return outcome;
      const [record] = outcome.value;
      return record === undefined ? unreadable('the new record') : { ok: true, value: record };
    },
    async createLevels(productId, items, signal) {
      const casing = options.spelling.current();
      const bodies = items.map((values) => bodyOf('commissionLevel', values, casing));
      const call = 'createCommissionLevels';
      // An array, unlike the update (A-CBP).
      const answer = await calls.call(call, { body: bodies, signal, parentId: productId });
      if (!answer.ok) return { ok: false, failure: byField(answer.failure, 'commissionLevel', items.length) };
      if (bodies.some((body) => tellsCasing('commissionLevel', body))) options.spelling.accepted(casing);
      const { json, text } = answer.value;
      const echoes = echoedItems(json, calls.endpoint(call)?.embedded ?? 'commissionLevels');
      return made('commissionLevel', bodies, inOrder(bodies, echoes), { text, parentId: productId });
    },
  };
}

/** Whether a write that was taken says how the server wants commission types spelt. */
export function tellsCasing(collection: SentName, body: JsonObject): boolean {
  return collection === 'commissionLevel' && typeof body['type'] === 'string';
}

/** The answer's order is not published, so echoes are put beside the items whose names they carry where that is clear. */
function inOrder(sent: readonly JsonObject[], echoes: readonly Json[]): readonly Json[] {
  const byName = new Map<Json, Json>();
  for (const echo of echoes) if (isJsonObject(echo)) byName.set(echo['name'] ?? null, echo);
  const matched = sent.map((body) => byName.get(body['name'] ?? null));
  const clear =
    echoes.length === sent.length &&
    byName.size === sent.length &&
    matched.every((echo) => echo !== undefined);
  return clear ? matched.filter((echo) => echo !== undefined) : echoes;
}

/** What was sent with the answer written over it, also within the parts of a producer. */
function joined(sent: JsonObject, echo: JsonObject): JsonObject {
  const whole: Record<string, Json> = { ...sent };
  for (const [name, value] of Object.entries(echo)) {
    const ours = sent[name];
    whole[name] = isJsonObject(ours) && isJsonObject(value) ? { ...ours, ...value } : value;
  }
  return whole;
}
