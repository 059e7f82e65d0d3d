import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { RuleInput } from '../../sandbox/index.ts';
import { happening, often } from './command.ts';
import type { Command } from './command.ts';
import { fieldAt, typeIn } from './gestures.ts';
import { cellIn, fields, idOf, records } from './life.ts';
import { decide } from './people.ts';

const stage = (rows: readonly number[], field: number): Command =>
  happening(`stage(${rows.join(',')} field ${field})`, (life) => {
    const cells = rows.map((row) => [idOf(life, row), life.oracle.fresh('mine')] as const);
    typeIn(life, fieldAt(field), Object.fromEntries(cells));
  });

/** Types what the server holds back into a cell. */
const back = (row: number, field: number): Command =>
  happening(`back(${row} field ${field})`, (life) => {
    const id = idOf(life, row);
    const name = fieldAt(field);
    const server = life.world.store.mirror.get('contractAssignment', id)?.server?.[name];
    const text = typeof server === 'string' ? server : '';
    // What the server holds may be our own earlier value: asked for again, it may rightly be written again.
    life.oracle.insisted(cellIn(life, id, name), text);
    typeIn(life, name, { [id]: text });
    // And with the value before theirs back in the cell, what they sent without an answer seems not to have arrived.
    for (const other of life.everybody) if (other !== life) other.oracle.madeAgain(cellIn(life, id, name));
  });

export const undo = happening('undo', ({ world, oracle }) => {
  const { undo: label } = world.outbox.undoable();
  const result = world.outbox.undo();
  if (label?.startsWith('Discard of ') === true) {
    // What has moved on since stays discarded, and the person is told.
    if (!result.ok) expect(result.error.code).toBe('cannot-restore');
    for (const thing of oracle.things.all())
      if (world.store.operations.liveOf(thing.collection, thing.localId).length > 0) thing.discarded = false;
    return;
  }
  expect(result.ok).toBe(label !== null);
  if (label !== null) oracle.undone(label);
});

export const redo = happening('redo', ({ world, oracle }) => {
  const { redo: label } = world.outbox.undoable();
  const result = world.outbox.redo();
  expect(result.ok).toBe(label !== null);
  if (label === null) return;
  oracle.redone(label);
  const batch = world.store.operations.batches(0, 100).find((one) => one.label === label);
  const again = batch === undefined ? [] : world.store.operations.ofBatch(batch.id);
  oracle.kept.unconfirmed(again.map(({ id }) => id));
});

const discard = (row: number): Command =>
  happening(`discard(${row})`, (life) => {
    const { world, oracle } = life;
    const id = idOf(life, row);
    const live = world.store.operations.liveOf('contractAssignment', id);
    const [first] = live;
    if (first === undefined) return;
    const result = world.outbox.discard(live.map((operation) => operation.id));
    if (!result.ok) expect(result.error.code).toBe('in-flight');
    // What is on its way stays agreed to, because it could not be discarded.
    const dropped = live.filter((operation) => world.store.operations.get(operation.id)?.state === 'dropped');
    oracle.kept.unconfirmed(dropped.map((operation) => operation.id));
    for (const field of fields) oracle.gaveUp(cellIn(life, id, field));
    oracle.gaveUp(cellIn(life, id, 'assignmentStatusId'));
  });

const remote = (row: number, field: number): Command =>
  happening(`remote(${row} field ${field})`, (life) => {
    const id = idOf(life, row);
    const [first = life] = life.everybody;
    const value = first.oracle.fresh('theirs');
    const { control } = life.world.sandbox;
    if (control.remoteEdit('contractAssignments', id, { [fieldAt(field)]: value }) === undefined) return;
    for (const one of life.everybody) one.oracle.editedByOthers(cellIn(life, id, fieldAt(field)), value);
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
  ['creation half applied', { match: post, action: { kind: 'half-applied' }, times: 1 }],
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
