import { afterEach, expect, it } from 'vitest';
import type { Engine } from '../../main/engine/engine.ts';
import type { Environment } from '../../preload/contract.ts';
import { environmentLooks } from '../../renderer/theme/environments.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { valueOf } from './outbox/support.ts';
import { openConnections } from './support/connections.ts';
import type { Connected, Connections } from './support/connections.ts';
import { ask, statusOf } from './worstDays/damagedSupport.ts';

let connections: Connections | null = null;
afterEach(async () => {
  await connections?.end();
  connections = null;
});

interface Both {
  readonly at: Connections;
  readonly one: Connected;
  readonly other: Connected;
  readonly id: string;
}

async function both(environment: Environment = 'practice'): Promise<Both> {
  const at = (connections = openConnections());
  const one = await at.connect('one', environment);
  const other = await at.connect('other', 'practice');
  // The same id stands at both vendors, so that nothing is told apart by it.
  const [first] = one.sandbox.control.records('contractAssignments', 0, 1);
  const id = first?.id ?? '';
  expect(other.sandbox.control.record('contractAssignments', id)).not.toBeNull();
  return { at, one, other, id };
}

const typeNote = (engine: Engine, id: string, typed: string): void => {
  const staged = ask(engine, 'edit.stage', {
    collection: 'contractAssignment',
    label: 'Note',
    edits: [{ row: { id }, field: 'userDefined1', input: { typed } }],
  });
  expect(valueOf(staged).staged).toBe(1);
};
const noteOf = (engine: Engine, id: string): string =>
  valueOf(ask(engine, 'record.read', { collection: 'contractAssignment', id })).fields.find(
    ({ field }) => field === 'userDefined1',
  )?.shown ?? '';
const unsentOf = (engine: Engine): number => statusOf(engine).outbox.unsent;
const heldBy = (sandbox: Sandbox, id: string): unknown =>
  sandbox.control.record('contractAssignments', id)?.['userDefined1'];

it('shows, counts and sends work of one connection in no other', async () => {
  const { at, one, other, id } = await both();
  const [before, held] = [noteOf(other.engine, id), heldBy(other.sandbox, id)];
  valueOf(ask(one.engine, 'outbox.mode', { mode: 'review' }));
  typeNote(one.engine, id, 'only here');
  expect([unsentOf(one.engine), unsentOf(other.engine)]).toEqual([1, 0]);
  expect([noteOf(one.engine, id), noteOf(other.engine, id)]).toEqual(['only here', before]);
  expect(statusOf(other.engine)).toMatchObject({ undo: null, sendMode: 'automatic' });
  // Sending everything there is sends nothing of this one.
  expect(ask(other.engine, 'outbox.send', {})).toMatchObject({ value: { queued: 0 } });
  await at.time.pass(120_000);
  expect(unsentOf(one.engine)).toBe(1);

  valueOf(ask(one.engine, 'outbox.send', {}));
  await at.until(() => unsentOf(one.engine) === 0, 'sending');
  expect(heldBy(one.sandbox, id)).toBe('only here');
  expect(heldBy(other.sandbox, id)).toEqual(held);
  expect(other.sandbox.control.journal()).toEqual([]);
  expect(noteOf(other.engine, id)).toBe(before);
});

it('lets a host that asks for patience hold up no other connection', async () => {
  const { at, one, other, id } = await both();
  one.sandbox.control.addFault({
    match: { method: 'PUT' },
    action: { kind: 'status', status: 429, retryAfter: 200 },
    times: 1,
  });
  typeNote(one.engine, id, 'later');
  await at.until(() => statusOf(one.engine).pause !== null, 'the pause');
  const until = statusOf(one.engine).pause?.until ?? 0;
  expect(until - at.time.now()).toBeGreaterThan(150_000);
  expect(statusOf(other.engine).pause).toBeNull();

  typeNote(other.engine, id, 'at once');
  await at.until(() => unsentOf(other.engine) === 0, 'sending at the other host');
  expect(heldBy(other.sandbox, id)).toBe('at once');
  expect(at.time.now()).toBeLessThan(until);
  expect(unsentOf(one.engine)).toBe(1);
  await at.until(() => unsentOf(one.engine) === 0, 'sending after the pause');
  expect(heldBy(one.sandbox, id)).toBe('later');
  expect(at.time.now()).toBeGreaterThanOrEqual(until);
});

it('tells each connection’s environment, and each environment has a band and a word of its own', async () => {
  const { one, other } = await both('sandbox');
  const environments = [one, other].map(({ engine }) => statusOf(engine).connection);
  expect(environments).toEqual([
    { id: 'one', name: 'one', environment: 'sandbox' },
    { id: 'other', name: 'other', environment: 'practice' },
  ]);
  const looks = Object.values(environmentLooks);
  expect(new Set(looks.map(({ color }) => color)).size).toBe(looks.length);
  expect(new Set(looks.map(({ word }) => word)).size).toBe(looks.length);
});
