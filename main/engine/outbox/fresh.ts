import type { Clock } from '../ports.ts';

/** Records this process has just made: nobody can have put anything under them yet. */
export interface Fresh {
  note(id: string): void;
  has(id: string | null): boolean;
}

/** After this long somebody else may have found the new record and worked on it. */
const freshFor = 300_000;

/** Spares looking for children of a parent that did not exist a moment ago. Forgotten at every restart. */
export function createFresh(clock: Pick<Clock, 'now'>): Fresh {
  const made = new Map<string, number>();
  return {
    note(id) {
      const now = clock.now();
      for (const [other, at] of made) if (Math.abs(now - at) > freshFor) made.delete(other);
      made.set(id, now);
    },
    has(id) {
      const at = id === null ? undefined : made.get(id);
      return at !== undefined && Math.abs(clock.now() - at) <= freshFor;
    },
  };
}
