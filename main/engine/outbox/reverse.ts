import { collections, fieldOf } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { sameValue } from '../../../domain/merge.ts';
import type { Operation } from '../../../domain/operation.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import { stagingRules } from '../../../domain/stagingRules.ts';
import type { ReversePreview, StageOutcome } from '../../../preload/contract.ts';
import { recordTitle } from '../recordDetail.ts';
import type { BatchRow, MirroredRecord } from '../store/api.ts';
import type { CellEdit, Outbox } from './api.ts';
import { laterChanges } from './laterChanges.ts';
import type { LaterChange } from './laterChanges.ts';
import type { OutboxParts } from './parts.ts';
import { resultOf } from './receipts.ts';
import { vendor } from './words.ts';

export interface Reversal {
  /** What reversing a sent gesture would set back and what it cannot. Reads the local store only. */
  reversePreview(batchId: string): Result<ReversePreview>;
  /** Stages the opposite of a sent gesture where the server still holds what it wrote. */
  reverse(batchId: string): Result<StageOutcome>;
}

type Obstacle = ReversePreview['cannot'][number];

/** What the opposite of a gesture amounts to. */
interface Opposite {
  readonly edits: ReadonlyMap<CollectionName, readonly CellEdit[]>;
  readonly cells: number;
  readonly cannot: readonly Obstacle[];
}

const mostNamed = 200;

export function createReversal(parts: OutboxParts, stage: Outbox['stage']): Reversal {
  const { store } = parts;
  const batchOf = (batchId: string): Result<BatchRow> => {
    const batch = store.operations.batch(batchId);
    if (batch !== null) return ok(batch);
    return fail({ code: 'receipt-not-found', message: 'There is no receipt of this edit on this computer.' });
  };

  return {
    reversePreview(batchId) {
      const batch = batchOf(batchId);
      if (!batch.ok) return batch;
      const { cells, cannot } = oppositeOf(parts, batch.value);
      return ok({
        batchId,
        reversible: cells,
        cannot: cannot.slice(0, mostNamed),
        cannotCount: cannot.length,
      });
    },
    reverse(batchId) {
      const batch = batchOf(batchId);
      if (!batch.ok) return batch;
      const { edits } = oppositeOf(parts, batch.value);
      const label = `Reverse: ${batch.value.label}`.slice(0, 200);
      let outcome: StageOutcome = {
        batchId: null,
        label,
        staged: 0,
        unchanged: 0,
        refused: [],
        refusedCount: 0,
        warnings: null,
        leftOut: 0,
      };
      if (edits.size === 0) {
        return fail({
          code: 'nothing-to-reverse',
          message: `Nothing of “${batch.value.label}” can be set back: what it wrote was changed since, was not sent, or cannot be taken back. Nothing was changed.`,
        });
      }
      // Setting back is the decision: its rules are set aside, and the audit says for which gesture.
      // A gesture edits one collection; only one brought in from a file may hold several.
      for (const [collection, wanted] of edits) {
        const staged = stage(collection, label, wanted, {
          accept: { reason: label, rules: [...stagingRules] },
        });
        if (!staged.ok) return staged;
        outcome = together(outcome, staged.value);
      }
      return ok(outcome);
    },
  };
}

function together(a: StageOutcome, b: StageOutcome): StageOutcome {
  return {
    batchId: b.batchId ?? a.batchId,
    label: b.label,
    staged: a.staged + b.staged,
    unchanged: a.unchanged + b.unchanged,
    refused: [...a.refused, ...b.refused].slice(0, mostNamed),
    refusedCount: a.refusedCount + b.refusedCount,
    warnings: null,
    leftOut: a.leftOut + b.leftOut,
  };
}

function oppositeOf(parts: OutboxParts, batch: BatchRow): Opposite {
  const { store } = parts;
  const edits = new Map<CollectionName, CellEdit[]>();
  const cannot: Obstacle[] = [];
  let cells = 0;
  // Read only when something has changed since: it walks every later gesture.
  let later: ReadonlyMap<string, LaterChange> | null = null;

  for (const operation of store.operations.ofBatch(batch.id)) {
    const { collection, targetId } = operation;
    const record = store.mirror.get(collection, targetId);
    const title = record === null ? targetId : recordTitle(store, collection, record);
    const whole = wholeObstacle(operation, record);
    if (whole !== null) {
      if (whole !== '') cannot.push({ title, label: collections[collection].singular, why: whole });
      continue;
    }
    if (record === null) continue;
    const live = store.operations.liveOf(collection, targetId);
    for (const [field, change] of Object.entries(operation.changes)) {
      const definition = fieldOf(collection, field);
      if (definition === undefined || sameValue(definition.kind, change.base, change.value)) continue;
      const { label } = definition;
      if (definition.sealed === true) {
        const why =
          'The number before is not known here: AgentSync shows its last four digits only. Type it again if it must go back.';
        cannot.push({ title, label, why });
        continue;
      }
      const holds = record.server?.[field] ?? null;
      if (live.some(({ changes }) => changes[field] !== undefined)) {
        const why =
          'It has a newer change that is saved on this computer and not sent. Discard or send that first.';
        cannot.push({ title, label, why });
      } else if (!sameValue(definition.kind, holds, change.value)) {
        later ??= laterChanges(parts, batch);
        const shown = store.views.label(collection, field, holds);
        cannot.push({
          title,
          label,
          why: changedSince(shown, later.get(`${collection} ${targetId} ${field}`)),
        });
      } else {
        cells += 1;
        const wanted: CellEdit = { recordId: targetId, field, input: { value: change.base } };
        const known = edits.get(collection);
        if (known === undefined) edits.set(collection, [wanted]);
        else known.push(wanted);
      }
    }
  }
  return { edits, cells, cannot };
}

/** Why nothing of an operation can be taken back; empty when there is nothing to take back and nothing to say. */
function wholeObstacle(operation: Operation, record: MirroredRecord | null): string | null {
  const result = resultOf(operation);
  if (result === 'dropped' || result === 'nothing-to-send') return '';
  if (result === 'open') return 'It has not been sent yet. Undo or discard it instead.';
  if (operation.collection === 'invitation')
    return 'Mail went out to the producer, and mail cannot be taken back.';
  if (operation.kind === 'create')
    return `It was made new at ${vendor}, and Upline cannot remove records there. Remove it in ${vendor} if it must go.`;
  if (result === 'adopted')
    return `${vendor} already held this value before it was sent, so it was not this edit’s doing.`;
  if (record === null || record.goneAt !== null) return `The record is no longer at ${vendor}.`;
  return null;
}

function changedSince(shown: string, later: LaterChange | undefined): string {
  const now = shown === '' ? 'empty' : `“${shown}”`;
  if (later === undefined) return `It is ${now} now: somebody else changed it at ${vendor} since.`;
  return `It is ${now} now: changed since by “${later.label}” (${later.actor}).`;
}
