import type { CollectionName, AgentSyncCollection } from '../../../domain/fields.ts';
import { isLocalId } from '../../../domain/localId.ts';
import { meaningOfRead } from './failures.ts';
import type { Meaning } from './failures.ts';
import type { Fresh } from './fresh.ts';
import { look } from './look.ts';
import { planRound } from './plan.ts';
import type { PlannedRecords } from './plan.ts';
import { reconcile, unknownRecords } from './reconcile.ts';
import { reconcileCreates } from './reconcileCreates.ts';
import { sendCreates } from './sendCreates.ts';
import { sendInvitations } from './sendInvitations.ts';
import { sendUpdates } from './sendUpdates.ts';
import type { Settlement } from './settle.ts';
import type { Sights } from './sights.ts';

/** How a round ended: nothing was due, something was done, or why it stopped. */
export type RoundEnd =
  { readonly kind: 'idle' } | { readonly kind: 'worked' } | Exclude<Meaning, { kind: 'item' }>;

/** What one round knows of those before it. Lost at every restart, which costs requests and nothing else. */
export interface Memory {
  readonly fresh: Fresh;
  readonly sights: Sights;
}

/** How far sending has come, counted in records. */
export interface Progress {
  begin(planned: readonly PlannedRecords[]): void;
  advance(records: number): void;
}

/** Unknown outcomes looked at in one round. */
const mostUnknown = 2_000;

/** One round: first what is unknown is looked at, then what is ready is checked, claimed and sent. */
export async function runRound(
  settlement: Settlement,
  memory: Memory,
  signal: AbortSignal,
  progress: Progress,
): Promise<RoundEnd> {
  const unknown = await lookAtUnknown(settlement, signal);
  if (unknown.kind !== 'idle') return unknown;
  const planned = planRound(settlement.parts.store, settlement.parts.clock.now());
  if (planned.length === 0) return { kind: 'idle' };
  progress.begin(planned);
  for (const { collection, kind, ids } of planned) {
    const end =
      collection === 'invitation'
        ? await inviteProducers(settlement, ids, signal, progress)
        : kind === 'create'
          ? await makeRecords(settlement, memory.fresh, { collection, ids }, signal, progress)
          : await sendRecords(settlement, memory, collection, ids, signal, progress);
    if (end.kind !== 'worked') return end;
  }
  return { kind: 'worked' };
}

async function lookAtUnknown(settlement: Settlement, signal: AbortSignal): Promise<RoundEnd> {
  let end: RoundEnd = { kind: 'idle' };
  for (const [collection, ids] of unknownRecords(settlement, settlement.parts.clock.now(), mostUnknown)) {
    const made = ids.filter(isLocalId);
    const changed = ids.filter((id) => !isLocalId(id));
    if (changed.length > 0) {
      const looked = await look(settlement.parts, collection, changed, signal);
      if (!looked.ok) return ended(meaningOfRead(looked.failure));
      reconcile(settlement, collection, looked.seen);
    }
    if (made.length > 0) {
      const failure = await reconcileCreates(settlement, collection, made, signal);
      if (failure !== null) return ended(meaningOfRead(failure));
    }
    end = { kind: 'worked' };
  }
  return end;
}

async function makeRecords(
  settlement: Settlement,
  fresh: Fresh,
  work: { readonly collection: AgentSyncCollection; readonly ids: readonly string[] },
  signal: AbortSignal,
  progress: Progress,
): Promise<RoundEnd> {
  if (!settlement.parts.connector.creates(work.collection).offered) {
    holdAll(settlement, work.collection, work.ids);
    return { kind: 'worked' };
  }
  const end = await sendCreates(settlement, fresh, work, signal, (records) => progress.advance(records));
  return end.kind === 'delivered' ? { kind: 'worked' } : end;
}

async function inviteProducers(
  settlement: Settlement,
  ids: readonly string[],
  signal: AbortSignal,
  progress: Progress,
): Promise<RoundEnd> {
  if (!settlement.parts.connector.creates('invitation').offered) {
    holdAll(settlement, 'invitation', ids);
    return { kind: 'worked' };
  }
  const end = await sendInvitations(settlement, ids, signal, (records) => progress.advance(records));
  return end.kind === 'delivered' ? { kind: 'worked' } : end;
}

async function sendRecords(
  settlement: Settlement,
  memory: Memory,
  collection: AgentSyncCollection,
  ids: readonly string[],
  signal: AbortSignal,
  progress: Progress,
): Promise<RoundEnd> {
  const offer = settlement.parts.connector.updates(collection);
  if (!offer.offered) {
    holdAll(settlement, collection, ids);
    return { kind: 'worked' };
  }
  const work = { collection, ids, most: offer.maximumItems };
  const end = await sendUpdates(settlement, memory.sights, work, signal, (records) =>
    progress.advance(records),
  );
  return end.kind === 'delivered' ? { kind: 'worked' } : end;
}

function holdAll(settlement: Settlement, collection: CollectionName, ids: readonly string[]): void {
  const { store } = settlement.parts;
  settlement.commit('mirror', (write) => {
    for (const id of ids) {
      for (const operation of store.operations.liveOf(collection, id)) {
        if (operation.state === 'ready' || operation.state === 'waiting')
          write.move(operation, { state: 'held', retryAt: null });
      }
    }
  });
}

function ended(meaning: Meaning): RoundEnd {
  // A read never blames an item; were it to, trying again later is the safe answer.
  return meaning.kind === 'item' ? { kind: 'again' } : meaning;
}
