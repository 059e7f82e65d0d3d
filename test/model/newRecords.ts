import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { ContractingCollection } from '../../domain/fields.ts';
import { netChanges } from '../../domain/merge.ts';
import type { Operation } from '../../domain/operation.ts';
import { readRecordDetail } from '../../main/engine/recordDetail.ts';
import { recordCsv } from '../../renderer/screens/conflicts/recordCsv.ts';
import { valueOf } from '../engine/outbox/support.ts';
import { happening, often } from './command.ts';
import type { Command } from './command.ts';
import { commands } from './commands.ts';
import { longText } from './gestures.ts';
import { cellIn, records } from './life.ts';
import type { Life } from './life.ts';
import { makeAgain } from './people.ts';
import { tableOf } from './tables.ts';
import type { Thing } from './things.ts';

/** Records that are made here, by somebody else, or removed by somebody else. */

function stageNew(
  { world, oracle }: Life,
  collection: ContractingCollection,
  given: {
    readonly name: string;
    readonly values: Readonly<Record<string, string>>;
    readonly parent: Thing | null;
    readonly alike: Readonly<Record<string, string>>;
  },
): Thing {
  const label = oracle.label();
  const inputs = Object.fromEntries(
    Object.entries(given.values).map(([field, value]) => [field, { value }] as const),
  );
  const { id, refused } = valueOf(world.outbox.create(collection, label, inputs));
  expect(refused).toEqual([]);
  oracle.staged(label, new Map());
  const { name, parent, alike } = given;
  return oracle.things.add({ collection, name, label, parent, localId: id ?? '', alike });
}

function newCarrier(life: Life): Thing {
  const name = life.oracle.fresh('made');
  const naic = `1${numberOf(name)}`;
  return stageNew(life, 'carrier', { name, values: { name, naic }, parent: null, alike: { naic } });
}

function newProduct(life: Life, carrierId: string, parent: Thing | null): Thing {
  const name = `${parent?.name ?? life.oracle.fresh('made')} Term`;
  const lineOfBusinessId = life.world.store.lookups.list('lineOfBusiness')[0]?.id ?? '';
  return stageNew(life, 'product', {
    name,
    values: { carrierId, name, lineOfBusinessId },
    parent,
    alike: { carrierId, lineOfBusinessId },
  });
}

function newLevel(life: Life, productId: string, parent: Thing | null, rung: number): Thing {
  const name = `${parent?.name ?? life.oracle.fresh('made')} Street ${rung}`;
  return stageNew(life, 'commissionLevel', {
    name,
    values: { productId, name, type: 'Percent', level: String(rung), firstYearValue: '50.5' },
    parent,
    alike: { productId, type: 'Percent' },
  });
}

const numberOf = (name: string): string => name.slice('made'.length).padStart(4, '0');

/** A new carrier with a product, a level and an assignment: each needs the one before it. */
const chain = happening('make a chain', (life) => {
  const { lookups } = life.world.store;
  const carrier = newCarrier(life);
  const product = newProduct(life, carrier.localId, carrier);
  const level = newLevel(life, product.localId, product, 1);
  const status = lookups.list('assignmentStatus').find(({ name }) => /PENDING|APPROVED/.test(name));
  stageNew(life, 'contractAssignment', {
    name: carrier.name,
    values: {
      npn: `9000${numberOf(carrier.name)}`,
      productId: product.localId,
      commissionLevelId: level.localId,
      assignmentStatusId: status?.id ?? '',
      writingNumber: carrier.name,
    },
    parent: level,
    alike: {},
  });
});

/** Several levels of a product that is there: they travel in one request. */
const levels = (place: number, count: number, oneWrong: boolean): Command =>
  happening(`make ${count} levels(${place}${oneWrong ? ', one of them wrong' : ''})`, (life) => {
    const product = there(life, 'product', place);
    const first = life.oracle.fresh('made');
    for (let rung = 1; rung <= count; rung += 1)
      stageNew(life, 'commissionLevel', {
        name: `${first}.${rung}`,
        values: {
          productId: product,
          name: `${first}.${rung}`,
          type: 'Percent',
          level: String(rung),
          firstYearValue: '40',
          // Refused by the vendor, who names it among the others of the request.
          ...(oneWrong && rung === 2 ? { userDefined1: longText(life) } : {}),
        },
        parent: null,
        alike: { productId: product, type: 'Percent', level: String(rung) },
      });
  });

const product = (place: number): Command =>
  happening(`make a product(${place})`, (life) => {
    newProduct(life, there(life, 'carrier', place), null);
  });

/** The id of a record of the beginning. */
function there({ world }: Life, collection: 'carrier' | 'product', place: number): string {
  const rows = world.sandbox.control.records(tableOf[collection], 0, 2);
  return rows[place % Math.max(1, rows.length)]?.id ?? '';
}

/** Somebody else makes the same record, if it is not there yet. */
const twin = (place: number, differs: boolean): Command =>
  happening(`somebody makes the same(${place}${differs ? ' but different' : ''})`, ({ world, oracle }) => {
    const { control } = world.sandbox;
    // Under a parent that we have just made nobody is expected, and nothing is looked for.
    const things = oracle.things
      .all()
      .filter(({ collection, parent }) => collection !== 'contractAssignment' && parent === null);
    const thing = things[place % Math.max(1, things.length)];
    if (thing === undefined || thing.twinAt !== null) return;
    const table = tableOf[thing.collection];
    const same = (name: unknown): boolean =>
      typeof name === 'string' && name.toLowerCase() === thing.name.toLowerCase();
    if (control.records(table, 0, 10_000).some((row) => same(row['name']))) return;
    const different = differs && thing.collection === 'commissionLevel' ? { firstYearValue: 12.5 } : {};
    const level = thing.alike['level'];
    control.remoteCreate(table, {
      ...thing.alike,
      ...(level === undefined ? {} : { level: Number(level) }),
      name: thing.name.toUpperCase(),
      ...different,
    });
    thing.twinAt = control.now();
  });

/** Gives new records up: with everything that needs them, or alone, which is refused while something does. */
const giveUp = (place: number, whole: boolean): Command =>
  happening(`give up(${place}${whole ? ' with all' : ''})`, ({ world, oracle }) => {
    const { operations } = world.store;
    const things = oracle.things.all();
    const thing = things[place % Math.max(1, things.length)];
    if (thing === undefined) return;
    const below = (one: Thing | null): boolean =>
      one !== null && (one === thing || (whole && below(one.parent)));
    const chosen = things
      .filter((one) => below(one))
      .flatMap((one) =>
        operations.liveOf(one.collection, one.localId).map((operation) => ({ one, operation })),
      );
    if (chosen.length === 0) return;
    const needed = things.some(
      (one) => one.parent === thing && operations.liveOf(one.collection, one.localId).length > 0,
    );
    const result = world.outbox.discard(chosen.map(({ operation }) => operation.id));
    if (!result.ok) {
      expect(['in-flight', 'others-depend']).toContain(result.error.code);
      return;
    }
    if (!whole) expect(needed, 'discarded what others need').toBe(false);
    for (const { one, operation } of chosen)
      if (operations.get(operation.id)?.state === 'dropped') one.discarded = true;
  });

const gone = (row: number): Command =>
  happening(`somebody removes(${row})`, (life) => {
    const { world, slots, ids } = life;
    world.sandbox.control.remoteDelete('contractAssignments', slots.now(ids[row] ?? ''));
  });

/** What is known to be gone is made again, or given up. */
const again = happening('make again', (life) => {
  const { world } = life;
  const { items } = world.outbox.list({ states: ['refused'], offset: 0, limit: 20 });
  const item = items.find(({ operationIds }) =>
    operationIds.some((id) => world.store.operations.get(id)?.error?.code === 'gone'),
  );
  if (item !== undefined) makeAgain(life, item.operationIds);
});

/** The third way with what is gone: its values are kept in a file, and the change is given up. */
const keepCopy = happening('keep a copy', (life) => {
  const { world, oracle } = life;
  const { items } = world.outbox.list({ states: ['refused'], offset: 0, limit: 20 });
  const item = items.find(({ goneAtServer }) => goneAtServer);
  if (item === undefined) return;
  const record = valueOf(readRecordDetail(world.store, item.collection, item.recordId));
  const operations = item.operationIds.flatMap((id) => world.store.operations.get(id) ?? []);
  const file = recordCsv(record);
  for (const { changes } of netOf(operations))
    for (const [name, { value }] of Object.entries(changes))
      if (typeof value === 'string' && value !== '')
        expect(file, `the copy lacks ${name}`).toContain(
          world.store.views.label(item.collection, name, value),
        );
  valueOf(world.outbox.discard(item.operationIds));
  for (const { targetId, changes } of operations)
    for (const name of Object.keys(changes)) oracle.gaveUp(cellIn(life, targetId, name));
  // Nothing of it waits any more, and the record stays on this computer as it was known last.
  expect(world.store.operations.liveOf(item.collection, item.recordId)).toEqual([]);
  expect(world.store.mirror.get(item.collection, item.recordId)).not.toBeNull();
});

/** Where the operations of one record end up. */
const netOf = (operations: readonly Operation[]): readonly Pick<Operation, 'changes'>[] => [
  { changes: netChanges(operations.map(({ changes }) => changes)) },
];

/** Somebody works on records that nobody here touches: totals change while they are read. */
const others = (how: 'adds' | 'removes', place: number): Command =>
  happening(`somebody ${how} another(${place})`, ({ world, oracle }) => {
    const { control } = world.sandbox;
    const rest = control.records('contractAssignments', records, 1_000);
    const row = rest[place % Math.max(1, rest.length)];
    if (row === undefined || oracle.things.all().some(({ name }) => name === row['writingNumber'])) return;
    if (how === 'removes') control.remoteDelete('contractAssignments', row.id);
    else {
      const { id: _, ...values } = row;
      const npn = `8000${oracle.fresh('theirs').slice('theirs'.length)}`;
      control.remoteCreate('contractAssignments', { ...values, npn });
    }
  });

/** So much disappears at once that a person is asked before it disappears here. */
const wiped = happening('somebody removes nearly all others', ({ world, oracle }) => {
  const { control } = world.sandbox;
  for (const { id, writingNumber } of control.records('contractAssignments', records, 1_000).slice(0, 30))
    if (!oracle.things.all().some(({ name }) => name === writingNumber))
      control.remoteDelete('contractAssignments', id);
});

const agree = happening('agree to remove', ({ world }) => {
  world.sync.agreeToRemove('contractAssignment');
});

const place = fc.nat(9);
const someLevels = fc
  .tuple(place, fc.integer({ min: 2, max: 4 }), fc.nat(3))
  .map(([at, count, luck]) => levels(at, count, luck === 0));

/** Everything that can happen to the outbox, and new records. */
export const newRecordCommands: fc.Arbitrary<Command>[] = [
  ...commands,
  ...often(2, fc.constant(chain)),
  someLevels,
  place.map(product),
  fc.tuple(place, fc.boolean()).map(([at, whole]) => giveUp(at, whole)),
];

/** The same while others make and remove records. */
export const comingAndGoingCommands: fc.Arbitrary<Command>[] = [
  ...newRecordCommands,
  ...often(2, place.map(product)),
  someLevels,
  ...often(
    5,
    fc.tuple(place, fc.boolean()).map(([at, differs]) => twin(at, differs)),
  ),
  ...often(3, fc.nat(records - 1).map(gone)),
  ...often(2, fc.constant(again)),
  ...often(2, fc.constant(keepCopy)),
  ...often(
    3,
    fc.tuple(fc.constantFrom('adds' as const, 'removes' as const), place).map(([how, at]) => others(how, at)),
  ),
  fc.constant(wiped),
  fc.constant(agree),
];
