import { collections, isOfProfile } from '../../../../domain/collections.ts';
import type { CollectionName } from '../../../../domain/fields.ts';
import type { Json, JsonObject } from '../../../../domain/json.ts';
import type { Environment } from '../../../../preload/contract.ts';
import type { ContractingConnector, ReadRecord, UnreadableRecord, UpdateItem } from '../api.ts';
import type { DescribedCall } from '../http.ts';
import type { CallInput, Calls } from './calls.ts';
import { echoedItems } from './echo.ts';
import type { CallName, Profile } from './profile.ts';
import { ratesOf } from './profile.ts';
import type { TypeSpelling } from './typeSpelling.ts';
import { nested } from './producerWire.ts';
import { profileFamilies } from './profileCalls.ts';
import { asNarrow, notPublished } from './profileOffer.ts';
import { byField, toWire } from './wire.ts';
import type { Purpose } from './wire.ts';

export interface UpdatesOptions {
  readonly calls: Calls;
  readonly profile: Profile;
  readonly environment: Environment;
  /** How this connection spells commission types. */
  readonly spelling: TypeSpelling;
  /** Told what the server now holds. */
  readonly echoed: (records: readonly ReadRecord[]) => void;
  readonly readItems: (
    collection: CollectionName,
    items: readonly Json[],
    text: string,
  ) => { readonly records: readonly ReadRecord[]; readonly setAside: readonly UnreadableRecord[] };
}

/**
 * How a collection is changed: many records in an envelope (C11, C17), or one record at its own address
 * (C4, C8), where the id stands in the address and there is no envelope. What was sent out is never changed.
 */
const updateCalls: Readonly<
  Record<CollectionName, { readonly name: CallName; readonly shape: 'envelope' | 'record' } | null>
> = {
  carrier: { name: 'updateCarrier', shape: 'record' },
  product: { name: 'updateProduct', shape: 'record' },
  commissionLevel: { name: 'updateCommissionLevels', shape: 'envelope' },
  contractAssignment: { name: 'updateContractAssignments', shape: 'envelope' },
  invitation: null,
  producer: { name: profileFamilies.producer.update, shape: 'record' },
  address: { name: profileFamilies.address.update, shape: 'record' },
  phone: { name: profileFamilies.phone.update, shape: 'record' },
  bankAccount: { name: profileFamilies.bankAccount.update, shape: 'record' },
  insurancePolicy: { name: profileFamilies.insurancePolicy.update, shape: 'record' },
  downstreamEntity: null,
  agent: null,
  licence: null,
  fileDocument: null,
};

/** The write of some items, ready to be called or described. */
interface Put {
  readonly call: CallName;
  readonly input: CallInput;
  /** Where the answer lists its records; null when the answer is the record itself. */
  readonly listed: string | null;
}

/**
 * Changes of records (C4, C8, C11, C17). None of them is published in full, so real environments do not
 * use them until their profile says so (vendor-apis section 7, items 3 and 4). Only changed fields are
 * sent: a whole record would carry values somebody else may be changing.
 */
export function createUpdates(options: UpdatesOptions): Pick<
  ContractingConnector,
  'updates' | 'updateMany'
> & {
  readonly describeUpdate: (collection: CollectionName, items: readonly UpdateItem[]) => DescribedCall | null;
} {
  const { calls, profile, environment } = options;
  const { bulkItems } = ratesOf(profile, environment);

  const updates: ContractingConnector['updates'] = (collection) => {
    const plural = collections[collection].plural.toLowerCase();
    const call = updateCalls[collection];
    const endpoint = call === null ? undefined : calls.endpoint(call.name);
    if (call?.shape !== 'envelope') {
      if (endpoint !== undefined) return { offered: true, maximumItems: 1 };
      if (isOfProfile(collection)) return { offered: false, reason: notPublished(collection) };
      return {
        offered: false,
        reason:
          `AgentSync publishes no way to change ${plural} from outside, so this connection does not send ` +
          'such changes. Your change is kept on this computer; make it in AgentSync as well.',
      };
    }
    if (endpoint?.envelope !== undefined) return { offered: true, maximumItems: bulkItems };
    return {
      offered: false,
      reason:
        `AgentSync has not published how changes to ${plural} must be sent, so this connection does not ` +
        'send them. Your change is kept here; ask AgentSync for the bulk update format, or make it in AgentSync.',
    };
  };

  const putOf = (collection: CollectionName, items: readonly UpdateItem[], purpose: Purpose): Put | null => {
    const known = updateCalls[collection];
    const [first] = items;
    if (known === null || first === undefined) return null;
    const { name: call, shape } = known;
    const endpoint = calls.endpoint(call);
    if (endpoint === undefined) return null;
    const fieldsOf = ({ values, known, typeCasing }: UpdateItem): JsonObject =>
      nested(
        collection,
        toWire(collection, values, typeCasing ?? options.spelling.current(), purpose),
        values['type'] ?? known?.['type'],
      );
    if (shape === 'record') return { call, input: { id: first.id, body: fieldsOf(first) }, listed: null };
    const key = endpoint.envelope?.key;
    if (key === undefined) return null;
    const body = { [key]: items.map((item) => ({ id: item.id, ...fieldsOf(item) })) };
    return { call, input: { body }, listed: key };
  };

  return {
    updates,
    describeUpdate(collection, items) {
      const put = putOf(collection, items, 'show');
      return put === null ? null : calls.describe(put.call, put.input);
    },
    async updateMany(collection, items, signal) {
      const offer = updates(collection);
      if (!offer.offered) return { ok: false, failure: { kind: 'not-offered', message: offer.reason } };
      if (items.length > offer.maximumItems)
        throw new Error(`More than ${offer.maximumItems} items in one update`);
      const put = putOf(collection, items, 'send');
      if (put === null) return { ok: true, value: [] };
      const sentIn = options.spelling.current();
      const answer = await calls.call(put.call, { ...put.input, signal });
      if (!answer.ok) return { ok: false, failure: byField(answer.failure, collection, items.length) };
      if (collection === 'commissionLevel') {
        const spelt = items.filter(({ values }) => typeof values['type'] === 'string');
        for (const { typeCasing } of spelt) options.spelling.accepted(typeCasing ?? sentIn);
      }
      const { json, text } = answer.value;
      const echoed = put.listed === null ? [json] : echoedItems(json, put.listed);
      const read = options.readItems(collection, echoed, text).records;
      const records = isOfProfile(collection) ? read.map(asNarrow) : read;
      options.echoed(records);
      const byId = new Map(records.map((record) => [record.id, record]));
      const inOrder = items.map(({ id }) => byId.get(id)).filter((record) => record !== undefined);
      if (inOrder.length === items.length) return { ok: true, value: inOrder };
      return {
        ok: false,
        failure: {
          kind: 'malformed',
          message:
            'AgentSync accepted the change but its answer does not show every changed record. ' +
            'Upline reads them again before it goes on.',
        },
      };
    },
  };
}
