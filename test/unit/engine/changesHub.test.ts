import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChangesHub } from '../../../main/engine/changesHub.ts';
import type { EngineEvent, EngineStatus } from '../../../preload/contract.ts';
import { emptyStatus } from './emptyStatus.ts';

describe('what the engine announces', () => {
  let events: EngineEvent[];
  let reads: number;
  const readStatus = (): EngineStatus => {
    reads += 1;
    return emptyStatus;
  };

  beforeEach(() => {
    vi.useFakeTimers();
    events = [];
    reads = 0;
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('gathers the rows of many changes into one event', () => {
    const hub = createChangesHub(readStatus);
    hub.onEvent((event) => events.push(event));
    hub.rows('contractAssignment', [1, 2]);
    hub.rows('contractAssignment', [2, 3]);
    hub.rows('carrier', [9]);
    expect(events).toEqual([]);
    vi.advanceTimersByTime(50);
    expect(events).toEqual([
      { event: 'rows', collection: 'carrier', rowids: [9] },
      { event: 'rows', collection: 'contractAssignment', rowids: [1, 2, 3] },
    ]);
  });

  it('says all when too many rows changed to name them', () => {
    const hub = createChangesHub(readStatus);
    hub.onEvent((event) => events.push(event));
    hub.rows(
      'product',
      Array.from({ length: 2_001 }, (_, index) => index),
    );
    hub.rows('product', [5]);
    hub.flush();
    expect(events).toEqual([{ event: 'rows', collection: 'product', rowids: 'all' }]);
  });

  it('reads the status once for a burst of changes', () => {
    const hub = createChangesHub(readStatus);
    hub.onEvent((event) => events.push(event));
    for (let index = 0; index < 100; index += 1) hub.outbox();
    vi.advanceTimersByTime(50);
    expect(events.map(({ event }) => event)).toEqual(['outbox', 'status']);
    expect(reads).toBe(1);
  });

  it('reads nothing after it was stopped, whatever still changes', () => {
    const hub = createChangesHub(readStatus);
    hub.onEvent((event) => events.push(event));
    hub.outbox();
    hub.stop();
    hub.status();
    hub.rows('carrier', [1]);
    vi.advanceTimersByTime(1_000);
    expect([events, reads]).toEqual([[], 0]);
  });

  it('tells nothing after a listener left', () => {
    const hub = createChangesHub(readStatus);
    const leave = hub.onEvent((event) => events.push(event));
    hub.membership('carrier');
    leave();
    hub.flush();
    expect(events).toEqual([]);
  });

  it('announces nothing for no rows', () => {
    const hub = createChangesHub(readStatus);
    hub.onEvent((event) => events.push(event));
    hub.rows('carrier', []);
    vi.advanceTimersByTime(1_000);
    expect(events).toEqual([]);
  });
});
