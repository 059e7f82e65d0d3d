import { isTermination, newStatus, statusField } from '../../../domain/assignmentStatus.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { isLocalId } from '../../../domain/localId.ts';
import { netChanges } from '../../../domain/merge.ts';
import type { FieldChanges, Operation, OperationError, OperationKind } from '../../../domain/operation.ts';
import type { SendMode } from '../../../preload/contract.ts';
import { heldInvitation } from './invitation.ts';
import type { OutboxParts } from './parts.ts';
import { word } from './words.ts';

/** Setting under which a connection's way of sending is remembered. */
export const modeSetting = 'outbox.mode';

/** Why an operation is held although it could be sent. The reason is kept with it, as its last word. */
export const heldCodes = {
  review: 'held-for-review',
  termination: 'held-for-confirmation',
  byHand: 'held-by-hand',
} as const;

/** Why changes are held, by code and in words. */
export const heldWords = {
  review: word(heldCodes.review, 'Held for review: it is saved on this computer until you send it.'),
  termination: word(
    heldCodes.termination,
    'Held until you confirm it: a termination is never sent by itself.',
  ),
  byHand: word(
    heldCodes.byHand,
    'Held by hand: it is saved on this computer until you choose it and send it.',
  ),
} as const;

/** The words for a code of these. */
export function heldWord(code: string | undefined): OperationError | undefined {
  return Object.values(heldWords).find((word) => word.code === code);
}

/** How a new operation starts. */
export interface StagedState {
  readonly state: 'ready' | 'held';
  /** Why it is held; null when it is ready, or when the vendor does not offer the call. */
  readonly error: OperationError | null;
}

/** Whether changes are sent when online, or only by hand. */
export function readMode({ store }: Pick<OutboxParts, 'store'>): SendMode {
  return store.settings.get(modeSetting) === 'review' ? 'review' : 'automatic';
}

/** Keeps whether changes wait for a person before they are sent. */
export function writeMode({ store }: Pick<OutboxParts, 'store'>, mode: SendMode): void {
  store.settings.set(modeSetting, mode);
}

/** Answers whether a status id ends a contract, looking each one up once. */
export function createTerminations({
  store,
}: Pick<OutboxParts, 'store'>): (collection: CollectionName, changes: FieldChanges) => boolean {
  const known = new Map<string, boolean>();
  return (collection, changes) => {
    if (collection !== 'contractAssignment') return false;
    const status = newStatus(changes);
    if (status === null) return false;
    let ends = known.get(status);
    if (ends === undefined) {
      const found = store.lookups.find('assignmentStatus', status);
      ends = found !== null && isTermination(found);
      known.set(status, ends);
    }
    return ends;
  };
}

/** Later values of a record made here travel with its create, as one item. */
export function travelsAs({ kind, targetId }: Pick<Operation, 'kind' | 'targetId'>): OperationKind {
  return kind === 'create' || isLocalId(targetId) ? 'create' : 'update';
}

/**
 * The state in which new operations are staged. One for each gesture: the way of sending is read once
 * and every status is looked up once.
 */
export function createStagedState(
  parts: Pick<OutboxParts, 'store' | 'connector'>,
): (collection: CollectionName, changes: FieldChanges, kind?: OperationKind) => StagedState {
  const mode = readMode(parts);
  const ends = createTerminations(parts);
  return (collection, changes, kind = 'update') => {
    const offer =
      kind === 'create' ? parts.connector.creates(collection) : parts.connector.updates(collection);
    if (!offer.offered) return { state: 'held', error: null };
    if (collection === 'invitation') return { state: 'held', error: heldInvitation(parts, changes) };
    if (mode === 'review') return { state: 'held', error: heldWords.review };
    if (ends(collection, changes)) return { state: 'held', error: heldWords.termination };
    return { state: 'ready', error: null };
  };
}

/**
 * Records whose contracts these operations would end. What counts is where a record ends up: a status
 * set to terminated and, by a later one of them, back again ends nothing.
 */
export function endedBy(parts: Pick<OutboxParts, 'store'>, operations: readonly Operation[]): number {
  const ends = createTerminations(parts);
  const byRecord = new Map<string, FieldChanges[]>();
  for (const { collection, targetId, changes } of operations) {
    if (collection !== 'contractAssignment' || changes[statusField] === undefined) continue;
    const earlier = byRecord.get(targetId);
    if (earlier === undefined) byRecord.set(targetId, [changes]);
    else earlier.push(changes);
  }
  let count = 0;
  for (const successive of byRecord.values())
    if (ends('contractAssignment', netChanges(successive))) count += 1;
  return count;
}
