import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { CollectionName } from '../../domain/fields.ts';
import type { RuleInput } from '../../sandbox/index.ts';
import { valueOf } from '../engine/outbox/support.ts';
import { everythingNamed, nothingMissing, nothingTwice } from './invariants.ts';
import { decide, fields, records } from './life.ts';
import type { Life } from './life.ts';
import { cellOf } from './oracle.ts';

/** The expectations are in the life itself; fast-check asks for a model of its own. */
type Command = fc.AsyncCommand<object, Life>;

/** One thing that happens. After each, what must always hold is looked at. */
const happening = (name: string, run: (life: Life) => Promise<void> | void): Command => ({
  check: () => true,
  async run(_, life) {
    await run(life);
    nothingMissing(life);
    nothingTwice(life);
    everythingNamed(life);
  },
  toString: () => name,
});

const fieldAt = (index: number): string => fields[index % fields.length] ?? fields[0];

function type(life: Life, field: string, cells: Readonly<Record<string, string>>): void {
  const { world, oracle } = life;
  const label = oracle.label();
  const edits = Object.entries(cells).map(([recordId, typed]) => ({ recordId, field, input: { typed } }));
  const outcome = valueOf(world.outbox.stage('contractAssignment', label, edits));
  expect(outcome.refusedCount).toBe(0);
  // Typing what the cell shows anyway is no gesture: nothing is staged, and redo stays what it was.
  if (outcome.batchId !== null)
    oracle.staged(label, new Map(Object.entries(cells).map(([id, text]) => [cellOf(id, field), text])));
  for (const [id, text] of Object.entries(cells)) expect(world.shown(id, field)).toBe(text);
}

const stage = (rows: readonly number[], field: number): Command =>
  happening(`stage(${rows.join(',')} field ${field})`, (life) => {
    const cells = rows.map((row) => [life.ids[row] ?? '', life.oracle.fresh('mine')] as const);
    type(life, fieldAt(field), Object.fromEntries(cells));
  });

/** Types what the server holds back into a cell. */
const back = (row: number, field: number): Command =>
  happening(`back(${row} field ${field})`, (life) => {
    const id = life.ids[row] ?? '';
    const name = fieldAt(field);
    const server = life.world.store.mirror.get('contractAssignment', id)?.server?.[name];
    const text = typeof server === 'string' ? server : '';
    // What the server holds may be our own earlier value: asked for again, it may rightly be written again.
    life.oracle.insisted(cellOf(id, name), text);
    type(life, name, { [id]: text });
  });

const undo = happening('undo', ({ world, oracle }) => {
  const { undo: label } = world.outbox.undoable();
  const result = world.outbox.undo();
  expect(result.ok).toBe(label !== null);
  if (label !== null) oracle.undone(label);
});

const redo = happening('redo', ({ world, oracle }) => {
  const { redo: label } = world.outbox.undoable();
  const result = world.outbox.redo();
  expect(result.ok).toBe(label !== null);
  if (label !== null) oracle.redone(label);
});

/** A new carrier with a product, a level and an assignment: each needs the one before it. */
const make = happening('make a chain', ({ world, oracle }) => {
  const name = oracle.fresh('made');
  const number = name.slice('made'.length).padStart(4, '0');
  const lookups = world.store.lookups;
  const staged = (collection: CollectionName, values: Readonly<Record<string, string>>): string => {
    const label = oracle.label();
    const inputs = Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value }]));
    const { id, refused } = valueOf(world.outbox.create(collection, label, inputs));
    expect(refused).toEqual([]);
    if (collection === 'carrier') oracle.made(name, label);
    else oracle.staged(label, new Map());
    return id ?? '';
  };
  const carrierId = staged('carrier', { name, naic: `1${number}` });
  const productId = staged('product', {
    carrierId,
    name: `${name} Term`,
    lineOfBusinessId: lookups.list('lineOfBusiness')[0]?.id ?? '',
  });
  const commissionLevelId = staged('commissionLevel', {
    productId,
    name: `${name} Street`,
    type: 'Percent',
    level: '1',
    firstYearValue: '50.5',
  });
  staged('contractAssignment', {
    npn: `9000${number}`,
    productId,
    commissionLevelId,
    assignmentStatusId:
      lookups.list('assignmentStatus').find((status) => /PENDING|APPROVED/.test(status.name))?.id ?? '',
    writingNumber: name,
  });
});

const discard = (row: number): Command =>
  happening(`discard(${row})`, ({ world, oracle, ids }) => {
    const id = ids[row] ?? '';
    const live = world.store.operations.liveOf('contractAssignment', id);
    const [first] = live;
    if (first === undefined) return;
    const result = world.outbox.discard(live.map((operation) => operation.id));
    if (!result.ok) expect(result.error.code).toBe('in-flight');
    for (const field of fields) oracle.gaveUp(cellOf(id, field));
  });

const remote = (row: number, field: number): Command =>
  happening(`remote(${row} field ${field})`, ({ world, oracle, ids }) => {
    const id = ids[row] ?? '';
    const value = oracle.fresh('theirs');
    oracle.editedByOthers(cellOf(id, fieldAt(field)), value);
    world.sandbox.control.remoteEdit('contractAssignments', id, { [fieldAt(field)]: value });
  });

const resolve = (choice: 'mine' | 'theirs'): Command =>
  happening(`resolve(${choice})`, (life) => decide(life, choice));

const network = (how: 'online' | 'work offline' | 'partition'): Command =>
  happening(how, ({ world }) => {
    world.network.choose(how === 'work offline');
    world.sandbox.control.setOffline(how === 'partition');
  });

const wait = (milliseconds: number): Command =>
  happening(`wait(${milliseconds} ms)`, ({ world }) => world.time.pass(milliseconds));

const pull = happening('pull', ({ world }) => world.sync.now());
const jump = (hours: number): Command =>
  happening(`clock set by ${hours} h`, ({ world }) => world.time.jump(hours * 3_600_000));
const asleep = (hours: number): Command =>
  happening(`lid closed for ${hours} h`, ({ world }) => world.time.asleep(hours * 3_600_000));
const restart = happening('restart', ({ world }) => world.restart());
const kill = happening('kill -9', ({ world }) => world.kill());
const revoke = happening('tokens revoked', ({ world }) => world.sandbox.control.revokeTokens());
const credentials = happening('credentials changed', ({ world }) => world.outbox.credentialsChanged());

const put = { method: 'PUT' } as const;
const post = { path: '/v1/customers/', method: 'POST' } as const;
const read = { method: 'GET' } as const;
const status = (
  code: number,
  phase: 'before' | 'after',
  retryAfter?: number,
): Extract<RuleInput['action'], { kind: 'status' }> => ({
  kind: 'status',
  status: code,
  phase,
  ...(retryAfter === undefined ? {} : { retryAfter }),
});

const faults: readonly (readonly [string, RuleInput])[] = [
  ['dropped before', { match: put, action: { kind: 'drop', phase: 'before' }, times: 1 }],
  ['dropped after', { match: put, action: { kind: 'drop', phase: 'after' }, times: 1 }],
  ['half applied', { match: put, action: { kind: 'half-applied' }, times: 1 }],
  ['answer cut', { match: put, action: { kind: 'cut' }, times: 1 }],
  ['answer malformed', { match: put, action: { kind: 'malformed' }, times: 1 }],
  ['never answered, not applied', { match: put, action: { kind: 'hang', phase: 'before' }, times: 1 }],
  ['never answered, applied', { match: put, action: { kind: 'hang', phase: 'after' }, times: 1 }],
  ['500 before', { match: put, action: status(500, 'before'), times: 1 }],
  ['500 after', { match: put, action: status(500, 'after'), times: 2 }],
  ['503 after', { match: put, action: status(503, 'after'), times: 1 }],
  ['429', { match: put, action: status(429, 'before', 7), times: 2 }],
  ['401', { match: put, action: status(401, 'before'), times: 1 }],
  ['401 and again', { match: put, action: status(401, 'before'), times: 2 }],
  ['403', { match: put, action: status(403, 'before'), times: 1 }],
  ['503 anywhere', { action: status(503, 'before'), times: 2 }],
  ['429 on reads', { match: read, action: status(429, 'before', 90), times: 1 }],
  ['reads dropped', { match: read, action: { kind: 'drop', phase: 'before' }, times: 2 }],
  ['reads malformed', { match: read, action: { kind: 'malformed' }, times: 1 }],
  ['reads without an item', { match: read, action: { kind: 'shrink' }, times: 1 }],
  ['creation dropped before', { match: post, action: { kind: 'drop', phase: 'before' }, times: 1 }],
  ['creation dropped after', { match: post, action: { kind: 'drop', phase: 'after' }, times: 1 }],
  ['creation answered 500 after', { match: post, action: status(500, 'after'), times: 1 }],
  ['creation answered with nonsense', { match: post, action: { kind: 'malformed' }, times: 1 }],
  ['creation never answered', { match: post, action: { kind: 'hang', phase: 'after' }, times: 1 }],
  ['slow', { match: put, action: { kind: 'latency', ms: 400 }, times: 2 }],
  ['slow reads', { match: read, action: { kind: 'latency', ms: 400 }, times: 3 }],
  ['no token', { match: { operation: 'token' }, action: status(503, 'before'), times: 1 }],
];

const row = fc.nat(records - 1);
const field = fc.nat(fields.length - 1);
const rows = fc.uniqueArray(row, { minLength: 1, maxLength: 4 });
const often = <T>(weight: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T>[] =>
  Array.from({ length: weight }, () => arbitrary);

/** Everything that can happen, the likely things more often. */
export const commands: fc.Arbitrary<Command>[] = [
  ...often(
    4,
    fc.tuple(rows, field).map(([at, name]) => stage(at, name)),
  ),
  fc.tuple(row, field).map(([at, name]) => back(at, name)),
  fc.constant(undo),
  fc.constant(redo),
  row.map(discard),
  ...often(
    2,
    fc.tuple(row, field).map(([at, name]) => remote(at, name)),
  ),
  fc.constantFrom('mine' as const, 'theirs' as const).map(resolve),
  fc
    .constantFrom('online' as const, 'online' as const, 'work offline' as const, 'partition' as const)
    .map(network),
  ...often(4, fc.constantFrom(1, 5, 15, 30, 45, 60, 100, 500, 3_000, 40_000).map(wait)),
  fc.constant(pull),
  fc.constantFrom(-5, 1, 30).map(jump),
  fc.constantFrom(1, 72).map(asleep),
  fc.constant(restart),
  ...often(2, fc.constant(kill)),
  fc.constant(revoke),
  fc.constant(credentials),
  ...often(
    3,
    fc.constantFrom(...faults).map(([name, rule]) =>
      happening(`fault: ${name}`, ({ world }) => {
        world.sandbox.control.addFault(rule);
      }),
    ),
  ),
];

/** The same, and new records. */
export const commandsWithNew: fc.Arbitrary<Command>[] = [...commands, ...often(2, fc.constant(make))];
