import type { GridLevel } from './grid.ts';

/** Levels that pay in the same states. */
export interface Clash {
  /** At least two, in the order given. */
  readonly levels: readonly GridLevel[];
  /** Sorted. */
  readonly states: readonly string[];
}

/**
 * Levels with the same key that pay in the same state, one clash for each set of levels that meet. Work
 * grows with levels times states, never with pairs of levels.
 */
export function clashesOf(
  levels: readonly GridLevel[],
  keyOf: (level: GridLevel) => string | null,
  statesOf: (level: GridLevel) => readonly string[],
): readonly Clash[] {
  const groups = new Map<string, GridLevel[]>();
  for (const level of levels) {
    const key = keyOf(level);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [level]);
    else group.push(level);
  }
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .flatMap((group) => meeting(group, statesOf));
}

function meeting(
  group: readonly GridLevel[],
  statesOf: (level: GridLevel) => readonly string[],
): readonly Clash[] {
  const there = new Map<string, number[]>();
  group.forEach((level, index) => {
    for (const state of statesOf(level)) {
      const indices = there.get(state);
      if (indices === undefined) there.set(state, [index]);
      else indices.push(index);
    }
  });
  // The levels' order is the caller's; which state was met first is nobody's.
  const inOrder = [...there].sort(([a], [b]) => (a < b ? -1 : 1));
  const sets = new Map<string, { readonly indices: readonly number[]; readonly states: string[] }>();
  for (const [state, indices] of inOrder) {
    if (indices.length < 2) continue;
    const key = indices.join(' ');
    const set = sets.get(key);
    if (set === undefined) sets.set(key, { indices, states: [state] });
    else set.states.push(state);
  }
  return [...sets.values()].map(({ indices, states }) => ({
    levels: indices.flatMap((index) => group[index] ?? []),
    states,
  }));
}
