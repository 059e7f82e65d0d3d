import { isEmpty, netChanges, sameValue } from '../../../domain/merge.ts';
import { inSentence, openTo } from '../../../domain/fields.ts';
import type { FieldDefinition, FieldValue, FieldValues } from '../../../domain/fields.ts';
import type { FieldChange, FieldChanges, OperationError, OperationState } from '../../../domain/operation.ts';
import { isLocalId } from '../../../domain/localId.ts';
import { maskedNumber } from '../../../domain/masking.ts';
import type { MirroredRecord, StagedOperation } from '../store/api.ts';
import type { CellEdit } from './api.ts';
import type { ReadCell } from './typed.ts';
import { lastWords } from './words.ts';

/** A cell that is not taken, and what it expects. */
export interface Refusal {
  readonly edit: CellEdit;
  readonly expected: string;
}

/** What a gesture does to one record. */
export interface Draft {
  readonly recordId: string;
  /** Effective values before the gesture. */
  readonly before: FieldValues;
  readonly rowid: number;
  /** States of the operations the record had already. */
  readonly staged: readonly OperationState[];
  /** Cells that change. */
  readonly cells: number;
  readonly unchanged: number;
  readonly refused: readonly Refusal[];
  /** What the cells say, whatever of it remains to be sent. */
  readonly edited: FieldChanges;
  /** What was typed into sealed fields; the changes hold only its mask. */
  readonly secrets: ReadonlyMap<string, string>;
  /** The operation to add; null when nothing remains to be sent. */
  readonly changes: FieldChanges | null;
  /** What the record shows once nothing of it is staged any more; null unless the gesture puts everything aside. */
  readonly bare: FieldValues | null;
  /** Refused operations of a record made here, to which this gesture is the answer: they are tried again. */
  readonly revived: readonly StagedOperation[];
  /** Earlier unsent operations that this gesture makes pointless. */
  readonly aside: readonly { readonly operation: StagedOperation; readonly why: OperationError }[];
}

export type Definitions = ReadonlyMap<string, FieldDefinition>;

const noSecrets: ReadonlyMap<string, string> = new Map();
/** Shared, because most of a hundred thousand drafts have nothing to list. */
const none: readonly never[] = [];

/** Every field that these operations change: what a record with them is held against. */
export function fieldsOfLive(live: ReadonlyMap<string, readonly StagedOperation[]>): readonly string[] {
  const fields = new Set<string>();
  for (const operations of live.values())
    for (const { changes } of operations) for (const field in changes) fields.add(field);
  return [...fields];
}

/** Checks a record's cells and works out the one operation they amount to. */
export function draftOf(
  record: MirroredRecord,
  edits: readonly CellEdit[],
  live: readonly StagedOperation[],
  definitions: Definitions,
  read: ReadCell,
): Draft {
  let refused: Refusal[] | null = null;
  const refuse = (edit: CellEdit, expected: string): void => {
    (refused ??= []).push({ edit, expected });
  };
  const changes: Record<string, FieldChange> = {};
  let secrets: Map<string, string> | null = null;
  const server = record.server ?? {};
  let unchanged = 0;
  for (const edit of edits) {
    const definition = openTo(definitions.get(edit.field), record.id);
    if (definition === undefined) {
      refuse(edit, 'A field that exists.');
      continue;
    }
    if (definition.onlyFor !== undefined && record.effective['type'] !== definition.onlyFor) {
      const owner = definition.onlyFor === 'FIRM' ? 'a firm' : 'a person';
      refuse(edit, `Nothing: only ${owner} has this field.`);
      continue;
    }
    const result = read(definition, record, edit.input);
    if (!result.ok) {
      refuse(edit, result.error.message);
      continue;
    }
    if (definition.sealed === true && isEmpty(result.value)) {
      const what = inSentence(definition.label);
      refuse(edit, `A whole number: the ${what} cannot be emptied from here.`);
      continue;
    }
    if (definition.sealed === true && typeof result.value === 'string') {
      // Whether it is the number AgentSync has cannot be told from four digits, so it always counts.
      secrets ??= new Map();
      secrets.set(edit.field, result.value);
      changes[edit.field] = { base: server[edit.field] ?? null, value: maskedNumber(result.value) };
      continue;
    }
    if (sameValue(definition.kind, record.effective[edit.field], result.value)) {
      unchanged += 1;
      // A cell named twice in one gesture: the last one counts.
      if (changes[edit.field] !== undefined) delete changes[edit.field];
      continue;
    }
    changes[edit.field] = { base: server[edit.field] ?? null, value: result.value };
  }
  const cells = Object.keys(changes).length;
  const shared = {
    recordId: record.id,
    before: record.effective,
    rowid: record.rowid,
    staged: live.length === 0 ? none : live.map(({ state }) => state),
    cells,
    unchanged,
    refused: refused ?? none,
    edited: changes,
    secrets: secrets ?? noSecrets,
  };
  if (cells === 0) return { ...shared, changes: null, bare: null, aside: none, revived: none };
  if (live.length === 0) return { ...shared, changes, bare: null, aside: none, revived: none };
  if (isLocalId(record.id)) {
    // Its create is what makes the record: it is never put aside, it takes the later values along.
    const revived = live.filter(
      ({ state, collection }) => state === 'refused' || (collection === 'invitation' && state !== 'held'),
    );
    return { ...shared, changes, bare: null, aside: none, revived };
  }
  return { ...shared, ...combine(changes, live, server, definitions), revived: none };
}

/**
 * Sets the new changes against what the record already has staged: typing everything back leaves
 * nothing to send, and a new value for a refused or conflicting field is the answer to it.
 */
function combine(
  changes: FieldChanges,
  live: readonly StagedOperation[],
  server: FieldValues,
  definitions: Definitions,
): Pick<Draft, 'changes' | 'bare' | 'aside'> {
  const inFlight = live.some(({ state }) => state === 'sending' || state === 'unknown');
  const same = (field: string, value: FieldValue): boolean => {
    const { kind, sealed } = definitions.get(field) ?? {};
    return sealed !== true && kind !== undefined && sameValue(kind, server[field], value);
  };
  const net = netChanges([...live.map((operation) => operation.changes), changes]);
  if (!inFlight && Object.entries(net).every(([field, change]) => same(field, change.value))) {
    const bare: Record<string, FieldValue> = {};
    for (const field in net) bare[field] = server[field] ?? null;
    return { changes: null, bare, aside: live.map((operation) => ({ operation, why: lastWords.typedBack })) };
  }
  const answered = live.filter(
    ({ state, changes: earlier }) =>
      (state === 'refused' || state === 'conflict') &&
      Object.keys(earlier).some((field) => changes[field] !== undefined),
  );
  if (answered.length === 0) return { changes, bare: null, aside: none };
  const merged: Record<string, FieldChange> = {};
  for (const operation of answered) {
    const later = live.filter(({ sequence }) => sequence > operation.sequence);
    for (const [field, change] of Object.entries(operation.changes)) {
      if (later.every((other) => other.changes[field] === undefined || answered.includes(other)))
        merged[field] = change;
    }
  }
  return {
    changes: { ...merged, ...changes },
    bare: null,
    aside: answered.map((operation) => ({ operation, why: lastWords.replaced })),
  };
}
