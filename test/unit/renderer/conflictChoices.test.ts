import { beforeEach, expect, test } from 'vitest';
import type { OutboxItem } from '../../../preload/contract/engine.ts';
import {
  alike,
  isDecided,
  resolveRequests,
  standing,
  useConflictChoices,
} from '../../../renderer/screens/conflicts/conflictChoices.ts';
import { outboxItem } from './outboxItem.ts';

function conflict(recordId: string, fields: Readonly<Record<string, string>>): OutboxItem {
  return outboxItem({
    recordId,
    state: 'conflict',
    operationIds: [`operation of ${recordId}`],
    changes: Object.entries(fields).map(([field, theirs]) => ({
      field,
      label: field,
      from: 'base',
      to: 'mine',
      theirs,
      message: null,
    })),
  });
}

const a = conflict('a', { status: 'Approved', writingNumber: '7' });
const b = conflict('b', { status: 'Terminated' });
const c = conflict('c', { writingNumber: '9' });

beforeEach(() => useConflictChoices.setState({ choices: {} }));

test('nothing is chosen beforehand', () => {
  expect(standing(a, useConflictChoices.getState().choices)).toEqual({});
  expect(resolveRequests([a, b, c], useConflictChoices.getState().choices)).toEqual([]);
});

test('a record is decided when every field in conflict is', () => {
  const { choose } = useConflictChoices.getState();
  choose(a, 'status', { take: 'mine', against: 'Approved' });
  expect(isDecided(a, useConflictChoices.getState().choices)).toBe(false);
  choose(a, 'writingNumber', { typed: '8', against: '7' });
  expect(isDecided(a, useConflictChoices.getState().choices)).toBe(true);
  choose(a, 'status', null);
  expect(isDecided(a, useConflictChoices.getState().choices)).toBe(false);
});

test('a choice made against a value the server no longer holds does not stand', () => {
  useConflictChoices.getState().choose(b, 'status', { take: 'mine', against: 'Terminated' });
  const moved = conflict('b', { status: 'Suspended' });
  expect(standing(moved, useConflictChoices.getState().choices)).toEqual({});
  expect(resolveRequests([moved], useConflictChoices.getState().choices)).toEqual([]);
});

test('for all alike: the same field of the same collection, and nothing else of those records', () => {
  expect(alike([a, b, c], a, 'status')).toEqual([b]);
  expect(alike([a, { ...b, collection: 'carrier' }, c], a, 'status')).toEqual([]);
  expect(alike([a, { ...b, goneAtServer: true }, c], a, 'status')).toEqual([]);
  useConflictChoices.getState().takeForAll([a, ...alike([a, b, c], a, 'status')], 'status', 'theirs');
  const { choices } = useConflictChoices.getState();
  expect(Object.keys(standing(a, choices))).toEqual(['status']);
  expect(isDecided(b, choices)).toBe(true);
  expect(standing(c, choices)).toEqual({});
});

test('records decided alike are settled by one request, undecided fields are left out', () => {
  useConflictChoices.getState().takeForAll([a, b], 'status', 'mine');
  useConflictChoices.getState().choose(c, 'writingNumber', { typed: '', against: '9' });
  expect(resolveRequests([a, b, c], useConflictChoices.getState().choices)).toEqual([
    { operationIds: ['operation of a', 'operation of b'], choices: { status: { take: 'mine' } } },
    { operationIds: ['operation of c'], choices: { writingNumber: { typed: '' } } },
  ]);
});

test('settled records are forgotten, others keep their choices', () => {
  useConflictChoices.getState().takeForAll([a, b], 'status', 'mine');
  useConflictChoices.getState().forget([a]);
  expect(standing(a, useConflictChoices.getState().choices)).toEqual({});
  expect(isDecided(b, useConflictChoices.getState().choices)).toBe(true);
});
