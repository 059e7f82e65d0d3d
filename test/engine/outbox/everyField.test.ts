import { afterEach, describe, expect, it } from 'vitest';
import { collections, parentFields } from '../../../domain/collections.ts';
import type {
  FieldDefinition,
  FieldValue,
  FieldValues,
  AgentSyncCollection,
} from '../../../domain/fields.ts';
import { agentSyncCollectionNames } from '../../../domain/fields.ts';
import { noOverride } from '../../../main/engine/connectors/agentsync/override.ts';
import { newFieldsOf } from '../../../main/engine/outbox/newFields.ts';
import { readRecordDetail } from '../../../main/engine/recordDetail.ts';
import { isJsonObject } from '../../../sandbox/json.ts';
import { tray, tryToMake } from './createSupport.ts';
import { anyValue, remoteTables } from './everyFieldSupport.ts';
import { anyway, rig, valueOf } from './support.ts';
import type { Rig } from './support.ts';

/**
 * Every field of every collection, taken from the definitions: a field that is added there without a column,
 * a wire name, a form value or a place at the stand-in fails here.
 */

let used: Rig | undefined;
afterEach(async () => {
  await used?.dispose();
  used = undefined;
});

async function connected(): Promise<Rig> {
  used = await rig({ producerProfile: noOverride, assignments: 150 });
  return used;
}

/** Reads one record again from the vendor, as a sync does: whole, because lists may leave fields out. */
async function readAgain(r: Rig, collection: AgentSyncCollection, id: string): Promise<void> {
  await r.pull([collection]);
  const read = await r.connector.read(collection, id);
  if (!read.ok) throw new Error(JSON.stringify(read.failure));
  const { pass } = r.store.syncState.read(collection);
  r.store.mirror.applyPage(collection, [read.value], { pass, now: r.clock.now() });
}

const effective = (r: Rig, collection: AgentSyncCollection, id: string): FieldValues =>
  r.store.mirror.get(collection, id)?.effective ?? {};

const server = (r: Rig, collection: AgentSyncCollection, id: string): FieldValues =>
  r.store.mirror.get(collection, id)?.server ?? {};

/** What a person reads in the record's panel, by field. */
const shown = (r: Rig, collection: AgentSyncCollection, id: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    valueOf(readRecordDetail(r.store, collection, id)).fields.map(({ field, shown: text }) => [field, text]),
  );

/** Sends everything; what the vendor refused would be named. */
async function sent(r: Rig): Promise<void> {
  r.outbox.start();
  await r.drained();
  expect(tray(r).map(({ title, reason, changes }) => [title, reason, changes])).toEqual([]);
}

/** As this computer and the vendor keep what was typed. */
const keptAs = (definition: FieldDefinition, value: FieldValue): FieldValue =>
  definition.sealed === true ? `****${String(value).slice(-4)}` : value;

interface Case {
  readonly what: string;
  readonly collection: AgentSyncCollection;
  /** Producers have other fields as persons than as firms. */
  readonly type: 'INDIVIDUAL' | 'FIRM' | null;
}
const cases = agentSyncCollectionNames.flatMap((collection): readonly Case[] =>
  collection === 'producer'
    ? [
        { what: 'a person', collection, type: 'INDIVIDUAL' },
        { what: 'a firm', collection, type: 'FIRM' },
      ]
    : [{ what: collections[collection].singular, collection, type: null }],
);

const fieldsOf = ({ collection, type }: Case): readonly FieldDefinition[] =>
  collections[collection].fields.filter(({ onlyFor }) => onlyFor === undefined || onlyFor === type);

function recordOf(r: Rig, { collection, type }: Case): string {
  const found = r.store.mirror.ids(collection, null, 1_000).find((id) => {
    const values = effective(r, collection, id);
    // One with an upline, so that there is something to read in every field.
    if (collection === 'contractAssignment') return typeof values['uplineContractAssignmentId'] === 'string';
    return type === null || values['type'] === type;
  });
  if (found === undefined) throw new Error(`no ${collection} ${type}`);
  return found;
}

/** Values by field, none of them what the record holds. */
function newValues(
  r: Rig,
  collection: AgentSyncCollection,
  id: string,
  fields: readonly FieldDefinition[],
): FieldValues {
  const now = effective(r, collection, id);
  return Object.fromEntries(
    fields.map((field) => [field.name, anyValue(r, collection, id, field, now[field.name] ?? null)] as const),
  );
}

describe('every field a person may change', () => {
  it.each(cases)('of $what: typed, sent, held by the vendor, read again', async (one) => {
    const r = await connected();
    const { collection } = one;
    const id = recordOf(r, one);
    await readAgain(r, collection, id);
    const fields = fieldsOf(one).filter(({ editable }) => editable);
    const before = effective(r, collection, id);
    const wanted = newValues(r, collection, id, fields);
    for (const { name } of fields) expect([name, wanted[name]]).not.toEqual([name, before[name]]);
    const edits = Object.entries(wanted).map(([field, value]) => ({ recordId: id, field, input: { value } }));
    const outcome = valueOf(r.outbox.stage(collection, 'Every field', edits, anyway));
    expect(outcome).toMatchObject({ refused: [] });
    // A flag that only one may have is taken from another record in the same gesture.
    expect(outcome.staged).toBeGreaterThanOrEqual(fields.length);
    const typed = shown(r, collection, id);
    await sent(r);
    await readAgain(r, collection, id);
    const kept = Object.fromEntries(
      fields.map((field) => [field.name, keptAs(field, wanted[field.name] ?? null)] as const),
    );
    // `server` is what the vendor answered with, so it is what the vendor holds.
    expect(server(r, collection, id)).toMatchObject(kept);
    expect(effective(r, collection, id)).toMatchObject(kept);
    const again = shown(r, collection, id);
    for (const { name } of fields) {
      expect([name, again[name]]).toEqual([name, typed[name]]);
      expect([name, again[name]]).not.toEqual([name, '']);
    }
  });
});

describe('every field of a new record', () => {
  it.each(cases)('$what: given, sent once, held by the vendor, read again', async (one) => {
    const r = await connected();
    const { collection } = one;
    const like = recordOf(r, one);
    await readAgain(r, collection, like);
    const definitions = newFieldsOf(collection).filter(
      ({ onlyFor }) => onlyFor === undefined || onlyFor === one.type,
    );
    const values: Record<string, FieldValue> = { ...newValues(r, collection, like, definitions) };
    // Where it belongs, and what decides which of the others may be chosen.
    const parents = [parentFields[collection], collection === 'contractAssignment' ? 'productId' : undefined];
    for (const name of parents)
      if (name !== undefined) values[name] = effective(r, collection, like)[name] ?? null;
    if (one.type !== null) values['type'] = one.type;
    const given: Record<string, string | boolean | readonly string[]> = {};
    for (const [name, value] of Object.entries(values)) if (value !== null) given[name] = value;
    const { id: localId, refused } = tryToMake(r, collection, given, anyway);
    expect(refused).toEqual([]);
    await sent(r);
    const id = r.store.operations.nameOf(localId ?? '') ?? '';
    const table = remoteTables[collection];
    const made = r.sandbox.control
      .journal()
      .filter(({ collection: where, action }) => where === table && action === 'create');
    expect(made.map((entry) => entry.id)).toEqual([id]);
    await readAgain(r, collection, id);
    for (const field of definitions) {
      const kept = keptAs(field, given[field.name] ?? null);
      expect([field.name, server(r, collection, id)[field.name]]).toEqual([field.name, kept]);
      expect([field.name, effective(r, collection, id)[field.name]]).toEqual([field.name, kept]);
      expect([field.name, shown(r, collection, id)[field.name]]).not.toEqual([field.name, '']);
    }
  });
});

/** Worked out on this computer from other records or fields. */
const derivedHere: ReadonlySet<string> = new Set([
  'contractAssignment.carrierId',
  'contractAssignment.producerName',
  'producer.displayName',
]);
/** Worked out by the vendor at each answer, so nothing else can be told for it. */
const derivedThere: ReadonlySet<string> = new Set(['bankAccount.name', 'insurancePolicy.name']);

describe('every field that is only read', () => {
  it.each(cases)('of $what: told by the vendor, kept, shown', async (one) => {
    const r = await connected();
    const { collection } = one;
    const id = recordOf(r, one);
    await readAgain(r, collection, id);
    const read = fieldsOf(one).filter(({ editable }) => !editable);
    // What says which record it is, and what the vendor works out itself, is held against the vendor as it is.
    const fixed = (field: FieldDefinition): boolean =>
      field.kind.type === 'reference' ||
      field.kind.type === 'instant' ||
      ['npn', 'type'].includes(field.name);
    const told = Object.fromEntries(
      read
        .filter((field) => !derivedHere.has(`${collection}.${field.name}`) && !fixed(field))
        .map(({ name }) => [name, `told ${name}`]),
    );
    const table = remoteTables[collection];
    const individual = r.sandbox.control.record(table, id)?.['individual'];
    // What belongs to a person stands within the producer (S2).
    const nested = isJsonObject(individual) ? { individual: { ...individual, ...told } } : told;
    r.sandbox.control.remoteEdit(table, id, nested);
    await readAgain(r, collection, id);
    const answer = await r.connector.read(collection, id);
    if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
    for (const { name } of read) {
      const value = effective(r, collection, id)[name] ?? null;
      if (!derivedHere.has(`${collection}.${name}`))
        expect([name, value]).toEqual([name, answer.value.values[name] ?? null]);
      if (name in told && !derivedThere.has(`${collection}.${name}`))
        expect([name, value]).toEqual([name, told[name]]);
      expect([name, shown(r, collection, id)[name]]).not.toEqual([name, '']);
    }
  });
});
