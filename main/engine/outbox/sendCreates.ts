import { parentFields } from '../../../domain/collections.ts';
import type { AgentSyncCollection, FieldValue, FieldValues } from '../../../domain/fields.ts';
import { isEmpty, netChanges } from '../../../domain/merge.ts';
import type { ConnectorResult, ReadRecord } from '../connectors/api.ts';
import { nameRecords } from './adopt.ts';
import type { Claimed } from './claim.ts';
import { createWaits } from './dependencies.ts';
import { meaningOfRead, meaningOfWrite } from './failures.ts';
import type { Meaning } from './failures.ts';
import type { Fresh } from './fresh.ts';
import { lookAlike } from './lookAlike.ts';
import type { Wanted } from './lookAlike.ts';
import { chunksOf, sendablePrefix } from './plan.ts';
import type { Delivered } from './send.ts';
import { unquoted, unsealed } from './sealing.ts';
import { putBack, refuse, refuseLost, split } from './send.ts';
import type { Settlement } from './settle.ts';
import { createChosenSpelling } from './spelling.ts';

/** New records looked for at once; more would make what was seen too old by the time the last is sent. */
const lookedAtOnce = 250;
/** New records marked as being sent at once. A crash leaves no more than these to be looked up. */
const claimedAtOnce = 25;

/** Makes records at the server: each is looked for once right before it is sent, and sent once. */
export async function sendCreates(
  settlement: Settlement,
  fresh: Fresh,
  work: { readonly collection: AgentSyncCollection; readonly ids: readonly string[] },
  signal: AbortSignal,
  progressed: (records: number) => void,
): Promise<Delivered> {
  const { collection } = work;
  for (const ids of chunksOf(work.ids, lookedAtOnce)) {
    const gone = await adoptExisting(settlement, fresh, collection, ids, signal);
    if (gone.kind !== 'looked') return gone;
    progressed(gone.adopted.size);
    const open = ids.filter((id) => !gone.adopted.has(id));
    for (const piece of chunksOf(open, claimedAtOnce * (collection === 'commissionLevel' ? 10 : 1))) {
      if (signal.aborted) return { kind: 'again' };
      const claimed = claimNew(settlement, collection, piece);
      progressed(piece.length - claimed.length);
      const delivered = await post(settlement, fresh, claimed, signal, progressed);
      if (delivered.kind !== 'delivered') return delivered;
    }
  }
  return { kind: 'delivered' };
}

/** What of these records is already there is taken over. A parent made just now has nothing under it yet. */
async function adoptExisting(
  settlement: Settlement,
  fresh: Fresh,
  collection: AgentSyncCollection,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<
  { readonly kind: 'looked'; readonly adopted: ReadonlySet<string> } | Exclude<Meaning, { kind: 'item' }>
> {
  const { store, clock } = settlement.parts;
  const waits = createWaits(store);
  const wanted = ids
    .flatMap((id) => {
      const sendable = sendablePrefix(store.operations.liveOf(collection, id), clock.now(), waits);
      return sendable.length === 0 ? [] : [wantedOf(collection, id, sendable)];
    })
    .filter(({ values }) => !fresh.has(parentOf(collection, values)));
  const looked = await lookAlike(settlement.parts, collection, wanted, signal);
  if (!looked.ok) {
    const meaning = meaningOfRead(looked.failure);
    return meaning.kind === 'item' ? { kind: 'again' } : meaning;
  }
  const found = [...looked.found.keys()];
  if (found.length === 0) return { kind: 'looked', adopted: new Set() };
  const claimed = claimNew(settlement, collection, found);
  nameRecords(
    settlement,
    claimed.flatMap((item) => {
      const record = looked.found.get(item.recordId);
      return record === undefined ? [] : [{ item, record, origin: 'theirs' as const }];
    }),
  );
  return { kind: 'looked', adopted: new Set(found) };
}

/** Marks new records as being sent, each with everything staged on it so far. */
export function claimNew(
  settlement: Settlement,
  collection: AgentSyncCollection,
  ids: readonly string[],
): readonly Claimed[] {
  const { store, clock } = settlement.parts;
  const now = clock.now();
  const waits = createWaits(store);
  const chosenSpelling = createChosenSpelling(store);
  const claimed: Claimed[] = [];
  settlement.commit('gesture', (write) => {
    for (const recordId of ids) {
      const operations = sendablePrefix(store.operations.liveOf(collection, recordId), now, waits);
      if (operations[0]?.kind !== 'create') continue;
      for (const operation of operations) write.sending(operation, null);
      claimed.push({
        collection,
        recordId,
        operations,
        changes: netChanges(operations.map(({ changes }) => changes)),
        troubles: Math.max(...operations.map(({ attempts }) => attempts)),
        typeCasing: chosenSpelling(operations),
      });
    }
  });
  // One that breaks the server goes last, so that it holds up no other.
  return claimed.sort((a, b) => a.troubles - b.troubles);
}

async function post(
  settlement: Settlement,
  fresh: Fresh,
  claimed: readonly Claimed[],
  signal: AbortSignal,
  progressed: (records: number) => void,
): Promise<Delivered> {
  const open = [...requestsOf(settlement, refuseLost(settlement, claimed, progressed))].reverse();
  for (let piece = open.pop(); piece !== undefined; piece = open.pop()) {
    const [first] = piece;
    if (first === undefined) continue;
    if (signal.aborted) {
      putBack(settlement, [...piece, ...open.flat()], { kind: 'again' });
      return { kind: 'again' };
    }
    const result = await request(settlement, piece, signal);
    if (result.ok) {
      nameRecords(
        settlement,
        piece.flatMap((item, index) => {
          const record = result.value[index];
          return record === undefined ? [] : [{ item, record, origin: 'made' as const }];
        }),
      );
      for (const { id } of result.value) fresh.note(id);
      progressed(piece.length);
      continue;
    }
    const meaning = meaningOfWrite(result.failure);
    if (meaning.kind !== 'item') {
      putBack(settlement, piece, meaning);
      putBack(settlement, open.flat(), { kind: 'again' });
      return meaning;
    }
    if (piece.length > 1) {
      open.push(...split(piece, result.failure).reverse());
      continue;
    }
    const twin = await nameTaken(settlement, first, meaning.failure, signal);
    if (twin !== null) nameRecords(settlement, [{ item: first, record: twin, origin: 'theirs' }]);
    else refuse(settlement, first, meaning.failure);
    progressed(1);
  }
  return { kind: 'delivered' };
}

/** 422 to a new carrier says that its name is taken (C2): somebody made it since we looked. */
async function nameTaken(
  settlement: Settlement,
  item: Claimed,
  failure: Extract<Meaning, { kind: 'item' }>['failure'],
  signal: AbortSignal,
): Promise<ReadRecord | null> {
  if (item.collection !== 'carrier' || failure.kind !== 'rejected' || failure.status !== 422) return null;
  const values = valuesOf(item);
  const looked = await lookAlike(
    settlement.parts,
    item.collection,
    [{ recordId: item.recordId, values }],
    signal,
  );
  return looked.ok ? (looked.found.get(item.recordId) ?? null) : null;
}

/** One request for each record; the levels of one product travel together. */
function requestsOf({ parts }: Settlement, claimed: readonly Claimed[]): readonly (readonly Claimed[])[] {
  const [first] = claimed;
  const offer = first === undefined ? null : parts.connector.creates(first.collection);
  const most = offer?.offered === true ? offer.maximumItems : 1;
  if (most === 1) return claimed.map((item) => [item]);
  const groups = new Map<string, Claimed[]>();
  for (const item of claimed) {
    // What has failed before, or is spelt in a way of its own, travels alone.
    const alone = item.troubles > 0 || item.typeCasing !== null;
    const key = alone ? item.recordId : (parentOf(item.collection, valuesOf(item)) ?? '');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()].flatMap((group) => chunksOf(group, most));
}

async function request(
  { parts }: Settlement,
  piece: readonly Claimed[],
  signal: AbortSignal,
): Promise<ConnectorResult<readonly ReadRecord[]>> {
  const [first] = piece;
  if (first === undefined) return { ok: true, value: [] };
  const { collection } = first;
  const parentId = parentOf(collection, valuesOf(first));
  if (piece.length > 1 && parentId !== null)
    return parts.connector.createLevels(parentId, piece.map(valuesOf), signal);
  const plain = unsealed(parts.store, first);
  if (!plain.ok) throw new Error('A sealed value ended between the check and the request');
  const made = await parts.connector.create(collection, withoutEmpty(plain.values), {
    signal,
    ...(parentId === null ? {} : { parentId }),
    ...(first.typeCasing === null ? {} : { typeCasing: first.typeCasing }),
  });
  return made.ok
    ? { ok: true, value: [made.value] }
    : { ok: false, failure: unquoted(made.failure, plain.secrets) };
}

function wantedOf(
  collection: AgentSyncCollection,
  recordId: string,
  operations: Claimed['operations'],
): Wanted {
  const changes = netChanges(operations.map((operation) => operation.changes));
  return {
    recordId,
    values: valuesOf({ collection, recordId, operations, changes, troubles: 0, typeCasing: null }),
  };
}

/** The values of a new record: everything staged on it, without what is empty. */
export function valuesOf({ changes }: Claimed): FieldValues {
  return withoutEmpty(
    Object.fromEntries(Object.entries(changes).map(([field, { value }]) => [field, value])),
  );
}

function withoutEmpty(all: FieldValues): FieldValues {
  const values: Record<string, FieldValue> = {};
  for (const [field, value] of Object.entries(all)) if (!isEmpty(value)) values[field] = value;
  return values;
}

/** The record under which the new one is made or, for assignments, whose product it names. */
function parentOf(collection: AgentSyncCollection, values: FieldValues): string | null {
  const field = parentFields[collection] ?? (collection === 'contractAssignment' ? 'productId' : undefined);
  const parent = field === undefined ? null : values[field];
  return typeof parent === 'string' ? parent : null;
}
