import { isLocalId } from '../../../domain/localId.ts';
import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { RefusedEdit, StageOutcome } from '../../../preload/contract.ts';
import type { NewOperation } from '../store/api.ts';
import { createStagedState, heldWords } from './holding.ts';
import type { StagedState } from './holding.ts';
import { invitationWords } from './invitation.ts';
import type { OutboxParts } from './parts.ts';
import { unreadNumber } from './sealing.ts';
import type { Secret } from './sealing.ts';
import { guarded } from './stage.ts';
import { createTouched } from './touched.ts';
import { checkTravelled, createNames, obstacleTo, refusalOf } from './travelled.ts';
import type { Travelled } from './travelled.ts';
import { codes, vendor, word } from './words.ts';

export interface BringIn {
  /**
   * Stages changes of another computer as one gesture, with the values from which they started there, so
   * that a change somebody made since is found before anything is sent. Those known here are left out.
   */
  bringIn(label: string, travelled: readonly Travelled[]): Result<StageOutcome>;
}

/** Everything a file amounts to here, worked out before the transaction opens. */
interface Gesture {
  readonly batchId: string;
  readonly label: string;
  readonly now: number;
  readonly added: readonly NewOperation[];
  readonly secrets: readonly Secret[];
  readonly cells: number;
  readonly known: number;
  readonly refused: readonly RefusedEdit[];
}

const mostNamed = 200;
const unsure = word(
  codes.noAnswer,
  `Whether this arrived before it was brought here is not known. Upline looks at ${vendor} first, before it sends anything again.`,
);

export function createBringIn(parts: OutboxParts, staged: () => void): BringIn {
  return {
    bringIn: (label, travelled) =>
      guarded<StageOutcome>(() => {
        const gesture = prepare(parts, label, travelled);
        const outcome = {
          label,
          staged: gesture.cells,
          unchanged: gesture.known,
          refused: gesture.refused.slice(0, mostNamed),
          refusedCount: gesture.refused.length,
          // The person who staged them was asked then.
          warnings: null,
          leftOut: 0,
        } satisfies Omit<StageOutcome, 'batchId'>;
        if (gesture.added.length === 0) return ok({ ...outcome, batchId: null });
        write(parts, gesture);
        staged();
        return ok({ ...outcome, batchId: gesture.batchId });
      }),
  };
}

function prepare(parts: OutboxParts, label: string, travelled: readonly Travelled[]): Gesture {
  const { store, random, clock } = parts;
  const stagedState = createStagedState(parts);
  const batchId = random.id();
  const now = clock.now();
  const added: NewOperation[] = [];
  const secrets: Secret[] = [];
  const ids = new Set<string>();
  const coming = new Set<string>();
  const names = createNames(store, coming);
  const refused: RefusedEdit[] = [];
  let cells = 0;
  let known = 0;
  for (const one of travelled) {
    if (ids.has(one.id) || store.operations.get(one.id) !== null) {
      known += Object.keys(one.changes).length;
      continue;
    }
    const obstacle = obstacleTo(store, names, one);
    if (obstacle !== null) {
      refused.push(refusalOf(store, one, '', obstacle));
      continue;
    }
    const { changes, lost, refused: wrong } = checkTravelled(store, names, one);
    refused.push(...wrong);
    const count = Object.keys(changes).length;
    if (count === 0) continue;
    const isNew = one.kind === 'create';
    const targetId = isNew ? one.targetId : (names.idHere(one.collection, one.targetId) ?? one.targetId);
    const kind = isNew || isLocalId(targetId) ? 'create' : 'update';
    const start = one.perhapsSent
      ? one.collection === 'invitation'
        ? { state: 'held' as const, error: invitationWords.perhaps }
        : { state: 'unknown' as const, error: unsure }
      : lost.length > 0
        ? { state: 'refused' as const, error: unreadNumber(one, lost) }
        : kept(stagedState(one.collection, changes, kind), one.held);
    cells += count;
    ids.add(one.id);
    for (const [field, text] of Object.entries(one.secrets))
      if (changes[field] !== undefined) secrets.push({ operationId: one.id, field, text });
    if (isNew) coming.add(one.targetId);
    const dependsOn = one.dependsOn.filter((id) => ids.has(id) || store.operations.get(id) !== null);
    added.push({
      id: one.id,
      batchId,
      kind: one.kind,
      collection: one.collection,
      targetId,
      changes,
      ...(dependsOn.length === 0 ? {} : { dependsOn }),
      state: start.state,
      ...(start.error === null ? {} : { error: start.error }),
      stagedAt: now,
    });
  }
  return { batchId, label, now, added, secrets, cells, known, refused };
}

function kept(staged: StagedState, held: boolean): StagedState {
  return held && staged.state === 'ready' ? { state: 'held', error: heldWords.byHand } : staged;
}

function write(parts: OutboxParts, { batchId, label, now, added, secrets, cells }: Gesture): void {
  const { store, actor, environment } = parts;
  const touched = createTouched(store, parts.changes);
  store.transaction('gesture', () => {
    store.operations.addBatch({ id: batchId, label, actor, environment, createdAt: now, superseded: [] });
    store.operations.add(added);
    for (const { operationId, field, text } of secrets) store.sealed.put(operationId, field, text);
    for (const operation of added) touched.add(operation);
    touched.materialize();
    store.audit.append({
      at: now,
      actor,
      environment,
      event: 'staged',
      operationId: null,
      batchId,
      detail: { label, records: added.length, cells, from: 'file' },
    });
  });
  touched.announce();
}
