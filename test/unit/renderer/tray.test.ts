import { expect, test } from 'vitest';
import { operationStates, liveStates } from '../../../domain/operation.ts';
import type { SendPlan } from '../../../preload/contract/engine.ts';
import { whyWords } from '../../../renderer/screens/tray/whyWords.ts';
import { beforeSending, planWords } from '../../../renderer/screens/tray/planWords.ts';
import { requestText } from '../../../renderer/screens/tray/requestText.ts';
import { byGesture, gestureLines } from '../../../renderer/screens/tray/trayGestures.ts';
import { statesOf, trayGroupOf, trayGroups } from '../../../renderer/screens/tray/trayGroups.ts';
import { outboxItem } from './outboxItem.ts';

const plan: SendPlan = {
  records: 12,
  requests: 2,
  seconds: 1,
  words: 'about 1 second',
  confirm: { terminations: 0, invitations: 0 },
};

test('every live state is found under exactly one filter besides “All”', () => {
  const named = trayGroups.flatMap((group) => statesOf(group) ?? []);
  expect(named.toSorted()).toEqual([...liveStates].toSorted());
  expect(operationStates.filter((state) => !named.includes(state))).toEqual(['done', 'dropped']);
  expect(trayGroupOf('nonsense')).toBe('all');
});

test('a plan names records, requests and time, and never says that anything was sent', () => {
  expect(planWords(plan)).toBe('12 records, 2 requests, about 1 second');
  expect(planWords({ ...plan, records: 1, requests: 1, words: '' })).toBe('1 record, 1 request');
  expect(beforeSending(plan, false)).toBe('All clean: 12 records, 2 requests, about 1 second');
  expect(beforeSending({ ...plan, records: 0 }, true)).toBe('Nothing of the selection can be sent now.');
});

test('what has to be confirmed first is not counted as clean', () => {
  const asking = { ...plan, confirm: { terminations: 1, invitations: 2 } };
  expect(beforeSending(asking, false)).toBe(
    'Clean: 9 records. To be confirmed first: 1 termination, 2 invitations. Together 12 records, 2 requests, about 1 second',
  );
  const only = { ...plan, records: 1, confirm: { terminations: 1, invitations: 0 } };
  expect(beforeSending(only, true)).toContain('Selected: 0 records. To be confirmed first: 1 termination.');
});

test('records stand under the gesture that changed them first; equal words at another time are another gesture', () => {
  const a = outboxItem({ recordId: 'a', stagedAt: 1, gestures: ['Fill', 'Edit'] });
  const b = outboxItem({ recordId: 'b', stagedAt: 1, gestures: ['Fill'] });
  const c = outboxItem({ recordId: 'c', stagedAt: 2, gestures: ['Fill'] });
  const gestures = byGesture([a, c, b]);
  expect(gestures.map(({ label, items }) => [label, items.map(({ recordId }) => recordId)])).toEqual([
    ['Fill', ['a', 'b']],
    ['Fill', ['c']],
  ]);
  const words = (closed: ReadonlySet<string>): string[] =>
    gestureLines(gestures, closed).map((line) =>
      line.type === 'gesture' ? line.gesture.label : line.item.recordId,
    );
  expect(words(new Set())).toEqual(['Fill', 'a', 'b', 'Fill', 'c']);
  expect(words(new Set([gestures[0]?.key ?? '']))).toEqual(['Fill', 'Fill', 'c']);
});

test('what an item waits for comes before the reason in general', () => {
  expect(whyWords({ waitsFor: [], reason: 'Waiting for the network.' })).toBe('Waiting for the network.');
  expect(whyWords({ waitsFor: ['Carrier Acme Life'], reason: 'Blocked.' })).toBe(
    'Waits for Carrier Acme Life',
  );
  expect(whyWords({ waitsFor: ['Product A', 'Product B'], reason: '' })).toBe(
    'Waits for Product A and 1 more',
  );
});

test('a request is laid out as text, with a body that is not JSON as it is', () => {
  const request = {
    method: 'PUT',
    url: 'https://host/x',
    headers: [['content-type', 'application/json']] as const,
    body: '{"a":1}',
    records: 1,
  };
  expect(requestText(request)).toBe('PUT https://host/x\ncontent-type: application/json\n\n{\n  "a": 1\n}');
  expect(requestText({ ...request, headers: [], body: 'a=1' })).toBe('PUT https://host/x\n\na=1');
  expect(requestText({ ...request, headers: [], body: '' })).toBe('PUT https://host/x');
});
