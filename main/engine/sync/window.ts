/** Results by position, asked for ahead of the one that is being applied. */
export interface Window<T> {
  /** The result of a position; asks for it unless that has happened. */
  take(position: number): Promise<T>;
  /** Whether the result of a position is there before `until` is over. It stays to be taken. */
  arrives(position: number, until: Promise<void>): Promise<boolean>;
  /** Asks for the positions up to `end` (exclusive), as far ahead of `position` as the window goes. */
  prefetch(position: number, end: number): void;
}

/** `fetch` never rejects: expected failures are values. */
export function createWindow<T>(fetch: (position: number) => Promise<T>, ahead: number): Window<T> {
  const asked = new Map<number, Promise<T>>();
  const ask = (position: number): Promise<T> => {
    const known = asked.get(position);
    if (known !== undefined) return known;
    const result = fetch(position);
    asked.set(position, result);
    return result;
  };
  return {
    async take(position) {
      const result = await ask(position);
      asked.delete(position);
      return result;
    },
    arrives: (position, until) => Promise.race([ask(position).then(() => true), until.then(() => false)]),
    prefetch(position, end) {
      const limit = Math.min(end, position + ahead);
      for (let next = position; next < limit; next += 1) void ask(next);
    },
  };
}
