import { isOfAgentSync, parentFields } from '../../../domain/collections.ts';
import type { TypeCasing } from '../../../domain/commissionLevel.ts';
import type { CollectionName, FieldValue, FieldValues, AgentSyncCollection } from '../../../domain/fields.ts';
import { isLocalId } from '../../../domain/localId.ts';
import { netChanges } from '../../../domain/merge.ts';
import type { FieldChanges, Operation } from '../../../domain/operation.ts';
import type { ExactRequest, SendPlan } from '../../../preload/contract.ts';
import { chosenSlowly, liveNamedSlowly, unconfirmedEnds, unconfirmedInvitations } from './chosen.ts';
import { inPortions } from '../slices.ts';
import type { Sliced } from '../slices.ts';
import { estimateWords, secondsFor } from './estimate.ts';
import { costOfLooking, readsOnce } from './look.ts';
import { travelsAs } from './holding.ts';
import { idsIn, linesOf, ownOrganization, withoutOrganization } from './invitation.ts';
import type { OutboxParts } from './parts.ts';
import { chunksOf } from './plan.ts';
import { createChosenSpelling } from './spelling.ts';

/** What sending would do, worked out from the local store; nothing is asked or sent. */
export interface Preview {
  /** In slices: the tray asks for it again and again while others work. */
  plan(operationIds: readonly string[] | undefined): Sliced<SendPlan>;
  requests(operationIds: readonly string[]): Sliced<{
    readonly requests: readonly ExactRequest[];
    readonly more: number;
  }>;
}

const mostShown = 20;
/** Records put into requests between two pauses. */
const recordsAtOnce = 1_000;
/** Records on a page of a list. */
const listPage = 250;

/** One record's operations as the one item they travel as. */
interface Item {
  readonly collection: CollectionName;
  readonly recordId: string;
  readonly kind: Operation['kind'];
  readonly values: FieldValues;
  readonly typeCasing: TypeCasing | null;
}

/** Says which requests sending would make, without making any. */
export function createPreview(parts: OutboxParts): Preview {
  const { connector, clock } = parts;
  return {
    *plan(ids) {
      const named = yield* chosenSlowly(parts, ids);
      const lacking = withoutOrganization(parts, named);
      const chosen = named.filter(({ targetId }) => !lacking.has(targetId));
      yield;
      const items = (yield* itemsOf(parts, chosen)).filter(({ kind, collection }) =>
        kind === 'create' ? connector.creates(collection).offered : connector.updates(collection).offered,
      );
      yield;
      const requests = updateRequests(parts, items) + createRequests(parts, items);
      yield;
      const perMinute = connector.perMinute();
      const pausedFor = Math.max(0, (connector.pausedUntil() ?? 0) - clock.now());
      const pace = { perMinute, pausedFor };
      return {
        records: items.length,
        requests,
        seconds: secondsFor(requests, pace),
        words: estimateWords(requests, pace),
        confirm: {
          terminations: unconfirmedEnds(parts, chosen),
          invitations: unconfirmedInvitations(parts, chosen).size,
        },
      };
    },
    *requests(ids) {
      const shown: ExactRequest[] = [];
      let more = 0;
      let records = 0;
      const items = yield* itemsOf(parts, yield* liveNamedSlowly(parts, ids));
      for (const write of writesOf(parts, items)) {
        const own = write.kind === 'update' ? write.items.length : 1;
        records += own;
        if (records >= recordsAtOnce) {
          records = 0;
          yield;
        }
        if (shown.length === mostShown) {
          more += 1;
          continue;
        }
        const described = connector.describe(write);
        if (described !== null) shown.push({ ...described, records: own });
      }
      return { requests: shown, more };
    },
  };
}

function* itemsOf({ store }: OutboxParts, operations: readonly Operation[]): Sliced<readonly Item[]> {
  const chosenSpelling = createChosenSpelling(store);
  const records = new Map<string, { readonly first: Operation; readonly changes: FieldChanges[] }>();
  yield* inPortions(operations, (operation) => {
    const key = `${operation.collection} ${operation.targetId}`;
    const known = records.get(key);
    if (known === undefined) records.set(key, { first: operation, changes: [operation.changes] });
    else known.changes.push(operation.changes);
  });
  const items: Item[] = [];
  yield* inPortions([...records.values()], ({ first, changes }) => {
    const { collection, targetId } = first;
    const values: Record<string, FieldValue> = {};
    for (const [field, { value }] of Object.entries(netChanges(changes))) values[field] = value;
    items.push({
      collection,
      recordId: targetId,
      kind: travelsAs(first),
      values,
      typeCasing: chosenSpelling([first]),
    });
  });
  return items;
}

/** Looking first, as the round does it, and one write for each full piece. */
export function updateRequests(
  parts: OutboxParts,
  items: readonly Pick<Item, 'collection' | 'recordId' | 'kind'>[],
): number {
  let requests = 0;
  for (const [collection, ids] of updatesByCollection(items)) {
    const offer = parts.connector.updates(collection);
    if (!offer.offered) continue;
    const pieces = chunksOf(ids, offer.maximumItems);
    requests += pieces.length;
    requests += readsOnce(parts, collection, ids)
      ? costOfLooking(parts, collection, ids)
      : pieces.reduce((sum, piece) => sum + costOfLooking(parts, collection, piece), 0);
  }
  return requests;
}

function updatesByCollection(
  items: readonly Pick<Item, 'collection' | 'recordId' | 'kind'>[],
): ReadonlyMap<AgentSyncCollection, readonly string[]> {
  const found = new Map<AgentSyncCollection, string[]>();
  for (const { kind, collection, recordId } of items) {
    if (kind !== 'update' || !isOfAgentSync(collection)) continue;
    const ids = found.get(collection);
    if (ids === undefined) found.set(collection, [recordId]);
    else ids.push(recordId);
  }
  return found;
}

/**
 * Looking once in every list where a new record may be already, then one request for each; the levels of
 * one product share theirs. Nothing is looked for under a parent that is new itself.
 */
function createRequests({ connector, store }: OutboxParts, items: readonly Item[]): number {
  const creates = items.filter(({ kind }) => kind === 'create');
  const lists = new Set<string>();
  for (const { collection, values } of creates) {
    if (collection === 'producer') lists.add(`producer ${String(values['npn'])}`);
    const above =
      values[collection === 'contractAssignment' ? 'productId' : (parentFields[collection] ?? '')];
    if (typeof above !== 'string' || isLocalId(above)) continue;
    lists.add(`${collection} ${collection === 'contractAssignment' ? String(values['npn']) : above}`);
  }
  const levels = new Map<FieldValue | undefined, number>();
  const carriers = creates.some(({ collection }) => collection === 'carrier');
  let requests =
    lists.size + (carriers ? Math.max(1, Math.ceil(store.mirror.count('carrier') / listPage)) : 0);
  for (const { collection, values } of creates) {
    // What the producer has already is looked at right before an invitation goes out.
    if (collection === 'invitation') requests += 2;
    else if (collection !== 'commissionLevel') requests += 1;
    else levels.set(values['productId'], (levels.get(values['productId']) ?? 0) + 1);
  }
  const offer = connector.creates('commissionLevel');
  for (const count of levels.values())
    requests += Math.ceil(count / (offer.offered ? offer.maximumItems : 1));
  return requests;
}

type Write = Parameters<OutboxParts['connector']['describe']>[0];

function* writesOf(parts: OutboxParts, items: readonly Item[]): Iterable<Write> {
  const { connector, store } = parts;
  for (const { kind, collection, values, typeCasing } of items) {
    if (collection === 'invitation') {
      const lines = linesOf(parts.store, idsIn(values['commissionLevelIds'])) ?? [];
      yield { kind: 'invite', invitation: { values, organizationId: ownOrganization(parts) ?? '', lines } };
      continue;
    }
    if (kind !== 'create' || !isOfAgentSync(collection)) continue;
    const parent = values[parentFields[collection] ?? ''];
    yield {
      kind,
      collection,
      values,
      ...(typeof parent === 'string' ? { parentId: parent } : {}),
      ...(typeCasing === null ? {} : { typeCasing }),
    };
  }
  for (const [collection, ids] of updatesByCollection(items)) {
    const wanted = new Set(ids);
    const updates = items.filter((item) => item.collection === collection && wanted.has(item.recordId));
    const offer = connector.updates(collection);
    for (const piece of chunksOf(updates, offer.offered ? offer.maximumItems : updates.length))
      yield {
        kind: 'update',
        collection,
        items: piece.map(({ recordId, values, typeCasing }) => ({
          id: recordId,
          values,
          ...knownOf(store, collection, recordId),
          ...(typeCasing === null ? {} : { typeCasing }),
        })),
      };
  }
}

/** Where a producer's fields stand in the request depends on what kind of producer it is. */
function knownOf(
  store: OutboxParts['store'],
  collection: CollectionName,
  recordId: string,
): { readonly known?: FieldValues } {
  const known = collection === 'producer' ? store.mirror.get(collection, recordId)?.effective : undefined;
  return known === undefined ? {} : { known };
}
