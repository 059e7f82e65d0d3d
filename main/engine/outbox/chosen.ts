import type { FieldChanges, Operation, OperationState } from '../../../domain/operation.ts';
import { createTerminations, endedBy, heldCodes } from './holding.ts';
import { readConfirmed } from './confirmed.ts';
import type { Sliced } from '../slices.ts';
import { inChunks } from '../store/inChunks.ts';
import type { Store } from '../store/api.ts';
import type { OutboxParts } from './parts.ts';

/** States that pressing Send moves on. A conflict needs a choice, what is in flight needs an answer. */
const sendable: ReadonlySet<OperationState> = new Set([
  'held',
  'ready',
  'waiting',
  'blocked',
  'needs-auth',
  'refused',
]);
/** Send without naming anything means everything clean. */
const clean: readonly OperationState[] = ['held', 'ready', 'waiting', 'blocked'];

/** Operations of these ids that are not settled. */
export function liveNamed(
  { store }: Pick<OutboxParts, 'store'>,
  ids: readonly string[],
): readonly Operation[] {
  return store.operations.getMany(ids).filter(({ state }) => state !== 'done' && state !== 'dropped');
}

/** The same in slices. */
export function* liveNamedSlowly(
  parts: Pick<OutboxParts, 'store'>,
  ids: readonly string[],
): Sliced<readonly Operation[]> {
  const named: Operation[] = [];
  for (const chunk of inChunks(ids)) {
    for (const operation of liveNamed(parts, chunk)) named.push(operation);
    yield;
  }
  return named;
}

/** What Send means: these operations, or everything clean but what a person holds back by hand. */
export function chosenToSend(
  parts: Pick<OutboxParts, 'store'>,
  ids: readonly string[] | undefined,
): readonly Operation[] {
  if (ids !== undefined) return liveNamed(parts, ids).filter(({ state }) => sendable.has(state));
  return parts.store.operations.live({ states: clean, offset: 0, limit: -1 }).filter(isClean);
}

function isClean({ state, error }: Operation): boolean {
  return clean.includes(state) && (state !== 'held' || error?.code !== heldCodes.byHand);
}

/** Operations read between two pauses. */
const readAtOnce = 1_000;

/** The same in slices, to be told about: what is settled or staged meanwhile may be missed or named. */
export function* chosenSlowly(
  parts: Pick<OutboxParts, 'store'>,
  ids: readonly string[] | undefined,
): Sliced<readonly Operation[]> {
  const chosen: Operation[] = [];
  if (ids !== undefined) {
    for (const chunk of inChunks(ids)) {
      for (const operation of chosenToSend(parts, chunk)) chosen.push(operation);
      yield;
    }
    return chosen;
  }
  return (yield* liveInSlices(parts.store, clean)).filter(isClean);
}

/**
 * All live operations of the records that have one in these states, in slices, record by record: what is settled or
 * staged meanwhile may be missed or named.
 */
export function* liveInSlices(
  { operations }: Pick<Store, 'operations'>,
  states: readonly OperationState[],
): Sliced<readonly Operation[]> {
  const found: Operation[] = [];
  const judged = new Set<string>();
  for (let after = 0; ;) {
    const heads = operations.heads(states, after, readAtOnce);
    for (const [collection, own] of Map.groupBy(heads, (head) => head.collection)) {
      const fresh = [...new Set(own.map(({ targetId }) => targetId))].filter(
        (id) => !judged.has(`${collection} ${id}`),
      );
      for (const id of fresh) judged.add(`${collection} ${id}`);
      for (const live of operations.liveOfMany(collection, fresh).values())
        for (const operation of live) found.push(operation);
    }
    const last = heads.at(-1);
    if (last === undefined || heads.length < readAtOnce) return found;
    after = last.sequence;
    yield;
  }
}

/** Contracts that would end and that no person has confirmed yet. What counts is where each record ends up. */
export function unconfirmedEnds(parts: Pick<OutboxParts, 'store'>, chosen: readonly Operation[]): number {
  const ends = createTerminations(parts);
  const ending = chosen.filter(({ collection, changes }) => ends(collection, changes));
  if (ending.length === 0) return 0;
  const confirmed = readConfirmed(parts.store);
  const records = new Set(ending.filter(({ id }) => !confirmed.has(id)).map(({ targetId }) => targetId));
  if (records.size === 0) return 0;
  return endedBy(
    parts,
    chosen.filter(({ targetId }) => records.has(targetId)),
  );
}

/** Invitations that no person has confirmed for the sending that is asked for. A refused one was sent once: it needs a new word. */
export function unconfirmedInvitations(
  { connector }: Pick<OutboxParts, 'connector'>,
  chosen: readonly Operation[],
): ReadonlySet<string> {
  if (!connector.creates('invitation').offered) return new Set();
  return new Set(
    chosen
      .filter(
        ({ collection, state }) => collection === 'invitation' && (state === 'held' || state === 'refused'),
      )
      .map(({ targetId }) => targetId),
  );
}

/** Whether one operation sets a status that ends a contract. */
export function endsContract(
  parts: Pick<OutboxParts, 'store'>,
  collection: Operation['collection'],
  changes: FieldChanges,
): boolean {
  return createTerminations(parts)(collection, changes);
}

/** Those of these operations that end a contract each by itself. */
export function endsAmong(
  parts: Pick<OutboxParts, 'store'>,
  operations: readonly Operation[],
): readonly string[] {
  const ends = createTerminations(parts);
  return operations.filter(({ collection, changes }) => ends(collection, changes)).map(({ id }) => id);
}
