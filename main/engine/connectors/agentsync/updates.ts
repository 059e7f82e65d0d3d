import { collections, fieldOf } from '../../../../domain/collections.ts';
import type { CollectionName } from '../../../../domain/fields.ts';
import type { Json } from '../../../../domain/json.ts';
import type { Environment } from '../../../../preload/contract.ts';
import type {
  ConnectorFailure,
  ContractingConnector,
  ReadRecord,
  UnreadableRecord,
  UpdateItem,
} from '../api.ts';
import type { Calls } from './calls.ts';
import { echoedItems } from './echo.ts';
import type { CallName, Profile } from './profile.ts';
import { ratesOf } from './profile.ts';
import { writeValue } from './values.ts';
import type { TypeCasing } from './values.ts';

export interface UpdatesOptions {
  readonly calls: Calls;
  readonly profile: Profile;
  readonly environment: Environment;
  /** The casing of commission types this connection has shown on read. */
  readonly casing: () => TypeCasing;
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

function toWire(collection: CollectionName, item: UpdateItem, casing: TypeCasing): Json {
  const wire: Record<string, Json> = { id: item.id };
  for (const [name, value] of Object.entries(item.values)) {
    const field = fieldOf(collection, name);
    if (field !== undefined) wire[name] = writeValue(field, value, casing);
  }
  return wire;
}

/**
 * The server's words by field, without what is not a field of ours. With one item sent, its
 * position says nothing; with several, the position is kept so that the offender is known at once.
 */
function byField(failure: ConnectorFailure, collection: CollectionName, items: number): ConnectorFailure {
  if (failure.kind !== 'rejected') return failure;
  const fields: Record<string, string> = {};
  for (const [key, words] of Object.entries(failure.fields)) {
    const [position, named] = key.includes('.') ? key.split('.', 2) : [undefined, key];
    const name = named ?? '';
    if (name !== 'id' && fieldOf(collection, name) === undefined) continue;
    fields[position === undefined || items === 1 ? name : `${position}.${name}`] = words;
  }
  return { ...failure, fields };
}

/**
 * PUT bulk in its envelope (A-CBP). The object's shape is not published, so real environments do
 * not use it until their profile says so (vendor-apis section 7, items 3 and 4).
 */
export function createUpdates(options: UpdatesOptions): Pick<ContractingConnector, 'updates' | 'updateMany'> {
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

  return {
    updates,
    async updateMany(collection, items, signal) {
      const offer = updates(collection);
      const call = updateCalls[collection];
      const envelope = call === undefined ? undefined : calls.endpoint(call)?.envelope;
      if (!offer.offered) return { ok: false, failure: { kind: 'not-offered', message: offer.reason } };
      if (call === undefined || envelope === undefined) throw new Error(`No envelope for ${collection}`);
      if (items.length > maximumItems) throw new Error(`More than ${maximumItems} items in one update`);
      const body = { [envelope.key]: items.map((item) => toWire(collection, item, options.casing())) };
      const answer = await calls.call(call, { body, signal });
      if (!answer.ok) return { ok: false, failure: byField(answer.failure, collection, items.length) };
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
