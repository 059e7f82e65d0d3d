import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { RuleInput } from '../../sandbox/index.ts';
import { happening, often } from './command.ts';
import type { Command } from './command.ts';
import { longText, typeIn } from './gestures.ts';
import { catalogueFields, cellIn } from './life.ts';
import type { CatalogueRecord, Life } from './life.ts';
import { newRecordCommands } from './newRecords.ts';
import { tableOf } from './tables.ts';

/** Changes of carriers and products, each of which travels in a request of its own. */

function chosen({ catalogue }: Life, place: number): CatalogueRecord {
  const found = catalogue[place % catalogue.length];
  if (found === undefined) throw new Error('no carriers and products');
  return found;
}

const fieldAt = (index: number): string => catalogueFields[index % catalogueFields.length] ?? 'name';

const stage = (place: number, field: number): Command =>
  happening(`change(${place} field ${field})`, (life) => {
    const { collection, id } = chosen(life, place);
    typeIn(life, fieldAt(field), { [id]: life.oracle.fresh('mine') }, collection);
  });

/** Longer than the vendor takes: refused, and everything else of the record waits with it. */
const stageTooLong = (place: number): Command =>
  happening(`change too long(${place})`, (life) => {
    const { collection, id } = chosen(life, place);
    typeIn(life, 'userDefined1', { [id]: longText(life) }, collection);
  });

const remote = (place: number, field: number): Command =>
  happening(`somebody changes(${place} field ${field})`, (life) => {
    const { collection, id } = chosen(life, place);
    const [first = life] = life.everybody;
    const value = first.oracle.fresh('theirs');
    life.world.sandbox.control.remoteEdit(tableOf[collection], id, { [fieldAt(field)]: value });
    for (const one of life.everybody) one.oracle.editedByOthers(cellIn(life, id, fieldAt(field)), value);
  });

const discard = (place: number): Command =>
  happening(`discard change(${place})`, (life) => {
    const { world, oracle } = life;
    const { collection, id } = chosen(life, place);
    const live = world.store.operations.liveOf(collection, id);
    if (live.length === 0) return;
    const result = world.outbox.discard(live.map((operation) => operation.id));
    // What is under way cannot be given up; a carrier made here needs its name no more than any other.
    if (!result.ok) expect(result.error.code).toBe('in-flight');
    for (const field of catalogueFields) oracle.gaveUp(cellIn(life, id, field));
  });

const one = (operation: string): RuleInput['match'] => ({ operation });
const faults: readonly (readonly [string, RuleInput])[] = (
  ['updateCarrier', 'updateProduct', 'getCarrier', 'getProduct'] as const
).flatMap((operation): readonly (readonly [string, RuleInput])[] => [
  [
    `${operation} dropped after`,
    { match: one(operation), action: { kind: 'drop', phase: 'after' }, times: 1 },
  ],
  [
    `${operation} answered 500 after`,
    { match: one(operation), action: { kind: 'status', status: 500, phase: 'after' }, times: 1 },
  ],
  [`${operation} malformed`, { match: one(operation), action: { kind: 'malformed' }, times: 1 }],
  [
    `${operation} never answered`,
    { match: one(operation), action: { kind: 'hang', phase: 'after' }, times: 1 },
  ],
]);

const place = fc.nat(3);
const field = fc.nat(catalogueFields.length - 1);

/** Everything that can happen to new records, and changes of the carriers and products there are. */
export const catalogueCommands: fc.Arbitrary<Command>[] = [
  ...newRecordCommands,
  ...often(
    12,
    fc.tuple(place, field).map(([at, name]) => stage(at, name)),
  ),
  ...often(
    5,
    fc.tuple(place, field).map(([at, name]) => remote(at, name)),
  ),
  place.map(stageTooLong),
  ...often(2, place.map(discard)),
  ...often(
    4,
    fc.constantFrom(...faults).map(([name, rule]) =>
      happening(`fault: ${name}`, ({ world }) => {
        world.sandbox.control.addFault(rule);
      }),
    ),
  ),
];
