import { collections, fieldOf } from '../../../domain/collections.ts';
import type { FieldValue } from '../../../domain/fields.ts';
import { sameValue } from '../../../domain/merge.ts';
import type { FieldChange, Operation, OperationError } from '../../../domain/operation.ts';
import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { JsonObject } from '../../../domain/json.ts';
import type { FieldsResolved, RefusedEdit, Warned } from '../../../preload/contract.ts';
import { recordTitle } from '../recordDetail.ts';
import { conflictError } from './check.ts';
import { endsContract, liveNamed } from './chosen.ts';
import { heldWords } from './holding.ts';
import type { OutboxParts } from './parts.ts';
import type { Settlement } from './settle.ts';
import { judgeTyped, withoutBroken } from './resolveRules.ts';
import { mayStage, setAsideOf } from './setAside.ts';
import { guarded } from './stage.ts';
import { createCellReader } from './typed.ts';
import { withUniqueNames } from './unique.ts';
import { lastWords } from './words.ts';

/** Which of two values a person takes for a field in conflict, or another one. */
export type FieldChoice = { readonly take: 'mine' | 'theirs' } | { readonly typed: string };

export interface ResolveFields {
  /**
   * Settles named fields of conflicts. Fields left out, and texts that are refused, stay in conflict. A typed
   * value that breaks a rule settles nothing before a person set the rule aside, or left the value out.
   */
  resolveFields(
    operationIds: readonly string[],
    choices: Readonly<Record<string, FieldChoice>>,
    warned?: Warned,
  ): Result<FieldsResolved>;
}

/** A choice that was read: the value to keep, or null for theirs. */
export interface Decision {
  readonly field: string;
  readonly theirs: FieldValue;
  /** Null: take theirs, and stop changing the field. */
  readonly keep: { readonly value: FieldValue } | null;
  readonly choice: 'mine' | 'theirs' | 'typed';
}

/** What is decided about one operation. */
export interface Decided {
  readonly operation: Operation;
  readonly decisions: readonly Decision[];
}

const mostNamed = 200;

export function createResolveFields(settlement: Settlement, hurry: () => void): ResolveFields {
  const { parts } = settlement;
  return {
    resolveFields: (ids, choices, warned) =>
      guarded<FieldsResolved>(() => {
        const inConflict = liveNamed(parts, ids).filter(({ state }) => state === 'conflict');
        const refused: RefusedEdit[] = [];
        let decided: readonly Decided[] = inConflict.flatMap((operation) => {
          const decisions = decide(parts, operation, choices, refused);
          return decisions.length > 0 ? [{ operation, decisions }] : [];
        });
        const judged = judgeTyped(parts.store, decided);
        if (warned !== undefined && 'leaveOut' in warned) decided = withoutBroken(decided, judged.broken);
        else if (!mayStage(judged.breaks, warned))
          return ok({ resolved: 0, refused: refused.slice(0, mostNamed), warnings: judged.warnings() });
        const setAside = setAsideOf(judged.breaks, warned);
        settlement.commit('gesture', (write) => {
          for (const { operation, decisions } of decided) {
            const { changes, error } = outcomeOf(operation, decisions);
            const over = error === null;
            if (Object.keys(changes).length === 0) write.dropped(operation, lastWords.tookTheirs);
            else if (!over) write.move(operation, { changes, error });
            else if (newlyEnds(parts, operation, changes))
              write.move(operation, { state: 'held', changes, error: heldWords.termination });
            else write.move(operation, { state: 'ready', changes, error: null });
            note(parts, operation, decisions, setAside);
          }
        });
        hurry();
        return ok({ resolved: decided.length, refused: refused.slice(0, mostNamed), warnings: null });
      }),
  };
}

function decide(
  { store }: OutboxParts,
  operation: Operation,
  choices: Readonly<Record<string, FieldChoice>>,
  refused: RefusedEdit[],
): readonly Decision[] {
  const { collection, targetId, changes, error } = operation;
  const read = withUniqueNames({ store }, collection, createCellReader(store, collection));
  const record = store.mirror.get(collection, targetId);
  const decisions: Decision[] = [];
  for (const [field, theirs] of Object.entries(error?.theirs ?? {})) {
    const choice = choices[field];
    const change = changes[field];
    const definition = fieldOf(collection, field);
    if (choice === undefined || change === undefined || definition === undefined) continue;
    if ('take' in choice) {
      const keep = choice.take === 'mine' ? { value: change.value } : null;
      decisions.push({ field, theirs, keep, choice: choice.take });
      continue;
    }
    if (record === null) continue;
    if (definition.sealed === true) {
      refused.push({
        id: targetId,
        record: recordTitle(store, collection, record),
        field,
        fieldLabel: definition.label,
        found: '••••',
        expected: `Yours or theirs. A third number is typed in the ${collections[collection].singular.toLowerCase()} itself.`,
      });
      continue;
    }
    const value = read(definition, record, { typed: choice.typed });
    if (!value.ok) {
      refused.push({
        id: targetId,
        record: recordTitle(store, collection, record),
        field,
        fieldLabel: definition.label,
        found: choice.typed.slice(0, 200),
        expected: value.error.message,
      });
      continue;
    }
    // Typing what the server holds is taking theirs.
    const keep = sameValue(definition.kind, value.value, theirs) ? null : { value: value.value };
    decisions.push({ field, theirs, keep, choice: 'typed' });
  }
  return decisions;
}

/** The operation after the decisions: it now starts from what the server holds. */
function outcomeOf(
  operation: Operation,
  decisions: readonly Decision[],
): { readonly changes: Readonly<Record<string, FieldChange>>; readonly error: OperationError | null } {
  const changes: Record<string, FieldChange> = { ...operation.changes };
  const left = new Map(Object.entries(operation.error?.theirs ?? {}));
  for (const { field, theirs, keep } of decisions) {
    left.delete(field);
    if (keep === null) delete changes[field];
    else changes[field] = { base: theirs, value: keep.value };
  }
  const error = left.size === 0 ? null : conflictError(operation.collection, operation, left);
  return { changes, error };
}

/** A termination that was typed just now has been confirmed by nobody. */
function newlyEnds(
  parts: OutboxParts,
  { collection, changes }: Operation,
  now: Operation['changes'],
): boolean {
  return endsContract(parts, collection, now) && !endsContract(parts, collection, changes);
}

function note(
  parts: OutboxParts,
  operation: Operation,
  decisions: readonly Decision[],
  setAside: JsonObject | null,
): void {
  const changes: Record<string, JsonObject> = {};
  for (const { field, theirs, keep, choice } of decisions)
    changes[field] = { from: theirs, to: keep === null ? theirs : keep.value, choice };
  parts.store.audit.append({
    at: parts.clock.now(),
    actor: parts.actor,
    environment: parts.environment,
    event: 'resolved',
    operationId: operation.id,
    batchId: operation.batchId,
    detail: {
      collection: operation.collection,
      record: operation.targetId,
      kind: collections[operation.collection].singular,
      changes,
      ...(setAside === null ? {} : { setAside }),
    },
  });
}
