import { collections } from '../../../../domain/collections.ts';
import type { CollectionName } from '../../../../domain/fields.ts';
import type { Json } from '../../../../domain/json.ts';
import type { Environment } from '../../../../preload/contract.ts';
import type { ContractingConnector, ReadRecord, UnreadableRecord, UpdateItem } from '../api.ts';
import type { DescribedCall } from '../http.ts';
import type { Calls } from './calls.ts';
import { echoedItems } from './echo.ts';
import type { CallName, Profile } from './profile.ts';
import { ratesOf } from './profile.ts';
import type { TypeSpelling } from './typeSpelling.ts';
import { byField, toWire } from './wire.ts';

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

const updateCalls: Readonly<Partial<Record<CollectionName, CallName>>> = {
  commissionLevel: 'updateCommissionLevels',
  contractAssignment: 'updateContractAssignments',
};

/**
 * PUT bulk in its envelope (A-CBP). The object's shape is not published, so real environments do
 * not use it until their profile says so (vendor-apis section 7, items 3 and 4).
 */
export function createUpdates(options: UpdatesOptions): Pick<
  ContractingConnector,
  'updates' | 'updateMany'
> & {
  readonly describeUpdate: (collection: CollectionName, items: readonly UpdateItem[]) => DescribedCall | null;
} {
  const { calls, profile, environment } = options;
  const maximumItems = ratesOf(profile, environment).bulkItems;

  const updates: ContractingConnector['updates'] = (collection) => {
    const plural = collections[collection].plural.toLowerCase();
    const call = updateCalls[collection];
    if (call === undefined) {
      return {
        offered: false,
        reason:
          `AgentSync publishes no way to change ${plural} from outside. ` +
          'Your change stays on this computer; make it in AgentSync as well.',
      };
    }
    if (calls.endpoint(call)?.envelope !== undefined) return { offered: true, maximumItems };
    return {
      offered: false,
      reason:
        `AgentSync has not published how changes to ${plural} must be sent, so this connection does not ` +
        'send them. Your change is kept here; ask AgentSync for the bulk update format, or make it in AgentSync.',
    };
  };

  const bodyOf = (key: string, collection: CollectionName, items: readonly UpdateItem[]): Json => ({
    [key]: items.map(({ id, values, typeCasing }) => ({
      id,
      ...toWire(collection, values, typeCasing ?? options.spelling.current()),
    })),
  });

  return {
    updates,
    describeUpdate(collection, items) {
      const call = updateCalls[collection];
      const key = call === undefined ? undefined : calls.endpoint(call)?.envelope?.key;
      if (call === undefined || key === undefined) return null;
      return calls.describe(call, { body: bodyOf(key, collection, items) });
    },
    async updateMany(collection, items, signal) {
      const offer = updates(collection);
      const call = updateCalls[collection];
      const envelope = call === undefined ? undefined : calls.endpoint(call)?.envelope;
      if (!offer.offered) return { ok: false, failure: { kind: 'not-offered', message: offer.reason } };
      if (call === undefined || envelope === undefined) throw new Error(`No envelope for ${collection}`);
      if (items.length > maximumItems) throw new Error(`More than ${maximumItems} items in one update`);
      const sentIn = options.spelling.current();
      const body = bodyOf(envelope.key, collection, items);
      const answer = await calls.call(call, { body, signal });
      if (!answer.ok) return { ok: false, failure: byField(answer.failure, collection, items.length) };
      if (collection === 'commissionLevel') {
        const spelt = items.filter(({ values }) => typeof values['type'] === 'string');
        for (const { typeCasing } of spelt) options.spelling.accepted(typeCasing ?? sentIn);
      }
      const echoed = echoedItems(answer.value.json, envelope.key);
      const { records } = options.readItems(collection, echoed, answer.value.text);
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
