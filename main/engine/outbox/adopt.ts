import { fieldOf, parentFields } from '../../../domain/collections.ts';
import { isEmpty, sameValue } from '../../../domain/merge.ts';
import type { FieldChange } from '../../../domain/operation.ts';
import type { ReadRecord } from '../connectors/api.ts';
import type { Store } from '../store/api.ts';
import type { Claimed } from './claim.ts';
import { dependenciesOf } from './dependencies.ts';
import { createStagedState } from './holding.ts';
import { fold } from './lookAlike.ts';
import { sealedFields } from './sealing.ts';
import type { Settlement, Writing } from './settle.ts';
import { codes, vendor, word } from './words.ts';

/** A record the server holds for one that was to be made. */
export interface Named {
  readonly item: Claimed;
  readonly record: ReadRecord;
  /**
   * `made`: the server's answer to our request. `ours`: found after a request without an answer.
   * `theirs`: it was there before we sent anything.
   */
  readonly origin: 'made' | 'ours' | 'theirs';
}

const takenOver = word(
  codes.adopted,
  `${vendor} already had this record, so it was taken over instead of being made twice.`,
);

/**
 * Gives new records their server ids: everything that refers to them, the server's copy and the end of
 * their operations in one transaction. Fields in which a record that was found differs become an update,
 * with nothing as their base: what somebody else has put there is a conflict, never overwritten.
 */
export function nameRecords(settlement: Settlement, named: readonly Named[]): void {
  if (named.length === 0) return;
  settlement.commit('mirror', (write) => {
    for (const one of named) nameRecord(settlement, write, one);
  });
}

function nameRecord(settlement: Settlement, write: Writing, one: Named): void {
  const { item, record, origin } = one;
  const { store } = settlement.parts;
  const { collection, recordId, operations } = item;
  write.named(collection, recordId, record.id);
  const landed = origin === 'ours' ? withOurs(item, record) : record;
  // Before the operations end, which ends what was typed for them.
  const typed = typedFor(store, item);
  write.land(collection, [landed]);
  const current = operations.map((operation) => store.operations.get(operation.id) ?? operation);
  for (const operation of current) write.done(operation, origin === 'theirs' ? takenOver : null);
  write.rebaseLater(collection, record.id, current, landed.values);
  if (origin === 'made') return;
  const changes = { ...differing(item, landed), ...typedAnew(typed, one, landed) };
  const [first] = current;
  if (first === undefined || Object.keys(changes).length === 0) return;
  const { random, clock } = settlement.parts;
  const { state, error } = createStagedState(settlement.parts)(collection, changes);
  const dependsOn = dependenciesOf(store, collection, record.id, changes);
  const id = random.id();
  write.add({
    id,
    batchId: first.batchId,
    collection,
    targetId: record.id,
    changes,
    ...(dependsOn.length === 0 ? {} : { dependsOn }),
    state,
    ...(error === null ? {} : { error }),
    stagedAt: clock.now(),
  });
  for (const [field, text] of typed) if (changes[field] !== undefined) store.sealed.put(id, field, text);
}

/** Whole numbers typed for a new record, by field. */
function typedFor(
  { sealed }: Store,
  { collection, operations, changes }: Claimed,
): ReadonlyMap<string, string> {
  const typed = new Map<string, string>();
  for (const field of sealedFields({ collection, changes })) {
    const last = operations.findLast((operation) => operation.changes[field] !== undefined);
    const text = last === undefined ? null : sealed.open(last.id, field);
    if (text !== null) typed.set(field, text);
  }
  return typed;
}

/** Of a record that others made, equal last digits do not prove an equal number: what was typed is sent. */
function typedAnew(
  typed: ReadonlyMap<string, string>,
  { item, origin }: Named,
  { values }: ReadRecord,
): Record<string, FieldChange> {
  if (origin !== 'theirs') return {};
  const anew: Record<string, FieldChange> = {};
  for (const field of typed.keys()) {
    const value = item.changes[field]?.value;
    if (value !== undefined && values[field] === value) anew[field] = { base: value, value };
  }
  return anew;
}

/** What a list leaves out of a record we have just made is what we sent. */
function withOurs({ changes }: Claimed, record: ReadRecord): ReadRecord {
  const sent: Record<string, FieldChange['value']> = {};
  for (const [field, { value }] of Object.entries(changes))
    if (!isEmpty(value) && record.values[field] === undefined) sent[field] = value;
  return { id: record.id, values: { ...sent, ...record.values }, server: { ...sent, ...record.server } };
}

function differing({ collection, changes }: Claimed, { values }: ReadRecord): Record<string, FieldChange> {
  const left: Record<string, FieldChange> = {};
  for (const [field, { value }] of Object.entries(changes)) {
    const definition = fieldOf(collection, field);
    if (definition === undefined || !definition.editable || field === parentFields[collection]) continue;
    if (isEmpty(value) || sameValue(definition.kind, values[field], value)) continue;
    // By its name it was found; another casing is not worth a change.
    if (field === 'name' && fold(values[field]) === fold(value)) continue;
    left[field] = { base: null, value };
  }
  return left;
}
