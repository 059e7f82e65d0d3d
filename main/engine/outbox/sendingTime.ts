import type { EngineStatus } from '../../../preload/contract.ts';
import { secondsFor } from './estimate.ts';
import type { OutboxParts } from './parts.ts';
import type { PlannedRecords } from './plan.ts';
import { updateRequests } from './preview.ts';

/** A sending under way: how far it is, when it began, and what it was expected to take. */
export interface Sending {
  readonly done: number;
  readonly total: number;
  readonly startedAt: number;
  readonly expectedSeconds: number;
}

/** From this on, what it really took tells more than what was expected. */
const enoughToMeasure = 10_000;

/** A new record is looked for and made. */
const requestsPerNewRecord = 2;

/** Works out once, at the beginning of a round, what sending these records takes. */
export function beginSending(parts: OutboxParts, planned: readonly PlannedRecords[]): Sending {
  const { connector, clock } = parts;
  const now = clock.now();
  const total = planned.reduce((sum, { ids }) => sum + ids.length, 0);
  const updates = planned.flatMap(({ collection, kind, ids }) =>
    kind === 'update' ? ids.map((recordId) => ({ collection, kind, recordId })) : [],
  );
  const requests = updateRequests(parts, updates) + (total - updates.length) * requestsPerNewRecord;
  const pausedFor = Math.max(0, (connector.pausedUntil() ?? 0) - now);
  const expectedSeconds = secondsFor(requests, { perMinute: connector.perMinute(), pausedFor });
  return { done: 0, total, startedAt: now, expectedSeconds };
}

/** Where it stands, with what is left: as expected at first, then as long as the rest takes at this speed. */
export function sendingNow(sending: Sending, now: number): NonNullable<EngineStatus['sending']> {
  const { done, total, startedAt, expectedSeconds } = sending;
  const left = Math.max(0, total - done);
  const elapsed = now - startedAt;
  const measured = done > 0 && elapsed >= enoughToMeasure;
  const seconds = measured ? (elapsed / 1_000 / done) * left : (expectedSeconds * left) / Math.max(1, total);
  return { done, total, secondsLeft: Math.ceil(seconds) };
}
