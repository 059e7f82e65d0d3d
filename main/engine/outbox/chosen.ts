import type { FieldChanges, Operation, OperationState } from '../../../domain/operation.ts';
import { createTerminations, endedBy, heldCodes } from './holding.ts';
import { readConfirmed } from './confirmed.ts';
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

/** What Send means: these operations, or everything clean but what a person holds back by hand. */
export function chosenToSend(
  parts: Pick<OutboxParts, 'store'>,
  ids: readonly string[] | undefined,
): readonly Operation[] {
  if (ids !== undefined) return liveNamed(parts, ids).filter(({ state }) => sendable.has(state));
  return parts.store.operations
    .live({ states: clean, offset: 0, limit: -1 })
    .filter(({ state, error }) => state !== 'held' || error?.code !== heldCodes.byHand);
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
