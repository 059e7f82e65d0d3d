/**
 * The stand-in's own time. It drives token expiry, rate windows, the Date header and every
 * modifiedDate, so that a test can move the vendor's time without moving the application's.
 */
export class SandboxClock {
  readonly #base: () => number;
  #offset = 0;

  constructor(base: () => number = Date.now) {
    this.#base = base;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.#base() + this.#offset;
  }

  /** Jumps to an absolute time; it keeps ticking from there. */
  set(milliseconds: number): void {
    this.#offset = milliseconds - this.#base();
  }

  /** Moves forward (or back, when negative). */
  advance(milliseconds: number): void {
    this.#offset += milliseconds;
  }

  /** Back to the base clock. */
  reset(): void {
    this.#offset = 0;
  }
}

const DAY = 86_400_000;
const TWO: readonly string[] = Array.from({ length: 60 }, (_, i) => String(i).padStart(2, '0'));
const days = new Map<number, string>();

/** The calendar day, yyyy-MM-dd in UTC. Days repeat, so they are remembered. */
export function isoDay(milliseconds: number): string {
  const day = Math.floor(milliseconds / DAY);
  let text = days.get(day);
  if (text === undefined) {
    text = new Date(day * DAY).toISOString().slice(0, 10);
    if (days.size < 20_000) days.set(day, text);
  }
  return text;
}

const times: string[] = [];

/** The time of day as it follows the date; there are only so many seconds in a day. */
function timeOfDay(second: number): string {
  let text = times[second];
  if (text === undefined) {
    const hour = TWO[Math.floor(second / 3600)] ?? '00';
    const minute = TWO[Math.floor(second / 60) % 60] ?? '00';
    text = `T${hour}:${minute}:${TWO[second % 60] ?? '00'}Z`;
    times[second] = text;
  }
  return text;
}

/** ISO 8601 UTC with seconds, as the vendor writes createdDate and modifiedDate (S1). */
export function isoSeconds(milliseconds: number): string {
  const second = Math.floor((milliseconds - Math.floor(milliseconds / DAY) * DAY) / 1000);
  return isoDay(milliseconds) + timeOfDay(second);
}
