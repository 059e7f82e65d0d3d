import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSights } from '../../../main/engine/outbox/sights.ts';
import type { Sight, Sights } from '../../../main/engine/outbox/sights.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { openTestStore } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';

/** What the outbox remembers of the server across a wait, and for how long it believes it. */
describe('what was seen before a wait', () => {
  let one: TestStore;
  let now: number;
  let sights: Sights;
  const record = (server: JsonObject) => ({
    id: 'a1',
    values: { npn: '1' },
    server: { npn: '1', ...server },
  });
  const seenAt = (at: number, server: JsonObject = {}): ReadonlyMap<string, Sight> =>
    new Map([['a1', { seen: { kind: 'record', record: record(server) }, at }]]);
  const pull = (at: number, server: JsonObject = {}): void => {
    one.store.mirror.applyPage('contractAssignment', [record(server)], { pass: 1, now: at });
  };
  const taken = (): number => sights.take('contractAssignment', new Set(['a1'])).sights.size;

  beforeEach(() => {
    one = openTestStore();
    now = 1_000_000;
    sights = createSights({ store: one.store, clock: { now: () => now, sleep: () => Promise.resolve() } });
    pull(now - 10_000);
  });
  afterEach(() => {
    one.dispose();
  });

  it('counts for a minute, with the page at which the list goes on', () => {
    sights.keep('contractAssignment', seenAt(now), 3);
    now += 60_000;
    const { sights: kept, fromPage } = sights.take('contractAssignment', new Set(['a1']));
    expect([...kept.keys()]).toEqual(['a1']);
    expect(fromPage).toBe(3);
  });

  it('counts no longer than that, and not when the clock was set back', () => {
    for (const change of [60_001, -1]) {
      sights.keep('contractAssignment', seenAt(now), 3);
      now += change;
      expect(sights.take('contractAssignment', new Set(['a1']))).toEqual({ sights: new Map(), fromPage: 0 });
    }
  });

  it('gives way to what sync has read since, unless that says the same', () => {
    sights.keep('contractAssignment', seenAt(now), null);
    pull(now + 5);
    now += 10;
    expect(taken()).toBe(1);
    sights.keep('contractAssignment', seenAt(now), null);
    pull(now + 5, { writingNumber: 'theirs' });
    now += 10;
    expect(taken()).toBe(0);
  });

  it('is used once, for the records asked about, and not after anything but a wait', () => {
    sights.keep('contractAssignment', seenAt(now), null);
    expect(sights.take('contractAssignment', new Set(['other'])).sights.size).toBe(0);
    expect(taken()).toBe(0);
    sights.keep('contractAssignment', seenAt(now), null);
    sights.forget();
    expect(taken()).toBe(0);
  });
});
