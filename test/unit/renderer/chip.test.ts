import { expect, test } from 'vitest';
import type { CollectionSync, EngineStatus } from '../../../preload/contract/engine.ts';
import { chipOf } from '../../../renderer/state/chip.ts';
import { emptyStatus } from '../engine/emptyStatus.ts';

const now = new Date(2026, 4, 12, 15, 30).getTime();
const since = new Date(2026, 4, 12, 14, 2).getTime();

const none = emptyStatus.outbox.byState;

function target(name: CollectionSync['target'], rest: Partial<CollectionSync> = {}): CollectionSync {
  return {
    target: name,
    state: 'idle',
    page: 1,
    pages: 1,
    records: 10,
    completedAt: since,
    failure: null,
    ...rest,
  };
}

function status(rest: Partial<EngineStatus> = {}): EngineStatus {
  return {
    connection: { id: 'c', name: 'Practice', environment: 'practice' },
    network: { state: 'online' },
    sync: [target('lookups'), target('carrier'), target('product'), target('contractAssignment')],
    turris: null,
    sending: null,
    pause: null,
    outbox: { unsent: 0, needsYou: 0, toDecide: 0, toConfirm: 0, byState: none },
    setAside: 0,
    authorization: { state: 'ok' },
    rescued: null,
    undo: null,
    organizationId: null,
    redo: null,
    sendMode: 'automatic',
    actorName: '',
    ...rest,
  };
}

test('nothing going on', () => {
  expect(chipOf(status(), 'running', now)).toEqual({ kind: 'online', words: 'Online', needsYou: null });
});

test('offline says since when, and whether it was chosen', () => {
  const offline = { state: 'offline', since, reason: 'No route.' } as const;
  expect(chipOf(status({ network: { ...offline, chosen: false } }), 'running', now).words).toBe(
    'Offline since 14:02',
  );
  expect(chipOf(status({ network: { ...offline, chosen: true } }), 'running', now).words).toBe(
    'Working offline since 14:02',
  );
});

test('one long target counts pages, several count targets', () => {
  const pages = [target('lookups'), target('carrier', { state: 'running', page: 3, pages: 12 })];
  expect(chipOf(status({ sync: pages }), 'running', now).words).toBe('Syncing 3/12');
  const targets = [
    target('lookups'),
    target('carrier', { state: 'running', page: 1, pages: null }),
    target('product', { state: 'running', page: 1, pages: 4 }),
  ];
  expect(chipOf(status({ sync: targets }), 'running', now).words).toBe('Syncing 2/3');
});

test('sending outranks syncing, offline outranks both', () => {
  const sync = [target('carrier', { state: 'running' })];
  const sending = { done: 20, total: 50, secondsLeft: 12 };
  expect(chipOf(status({ sync, sending }), 'running', now).words).toBe('Sending 20/50');
  const long = { ...sending, secondsLeft: 540 };
  expect(chipOf(status({ sending: long }), 'running', now).words).toBe('Sending 20/50, about 9 minutes left');
  const network = { state: 'offline', since, chosen: false, reason: '' } as const;
  expect(chipOf(status({ sync, sending, network }), 'running', now).kind).toBe('offline');
});

test('what waits for a person is never hidden by what is going on', () => {
  const outbox = { unsent: 5, needsYou: 2, toDecide: 0, toConfirm: 2, byState: none };
  expect(
    chipOf(status({ outbox, sending: { done: 1, total: 3, secondsLeft: 2 } }), 'running', now).needsYou,
  ).toBe('2 need you');
  expect(chipOf(status({ outbox: { ...outbox, needsYou: 1 } }), 'running', now).needsYou).toBe('1 needs you');
});

test('trouble has its own words', () => {
  const signIn = { state: 'sign-in', message: 'Refused.' } as const;
  expect(chipOf(status({ authorization: signIn }), 'running', now).kind).toBe('sign-in');
  const refused = [target('lookups', { state: 'needs-auth' }), target('carrier', { state: 'needs-auth' })];
  expect(chipOf(status({ sync: refused }), 'running', now).kind).toBe('sign-in');
  // The next pass with new credentials has begun; what lies behind it is not news.
  const again = [target('lookups', { state: 'running' }), target('carrier', { state: 'needs-auth' })];
  expect(chipOf(status({ sync: again }), 'running', now).kind).toBe('syncing');
  const failed = [target('carrier', { state: 'failed' })];
  expect(chipOf(status({ sync: failed }), 'running', now).kind).toBe('trouble');
  expect(chipOf(status(), 'restarting', now).kind).toBe('stopped');
});

test('a pause that AgentSync asked for says until when, once it is long enough to notice', () => {
  const pause = { until: now + 90_000, reason: 'AgentSync asked us to slow down.' };
  expect(chipOf(status({ pause }), 'running', now)).toMatchObject({
    kind: 'paused',
    words: expect.stringMatching(/^Sending paused until \d\d:\d\d$/),
  });
  expect(chipOf(status({ pause: { ...pause, until: now + 900 } }), 'running', now).kind).toBe('online');
});
