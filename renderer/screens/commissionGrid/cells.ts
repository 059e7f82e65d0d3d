import { listWords, payWords } from '../../../domain/commissionGrid/grid.ts';
import type { GridLevel } from '../../../domain/commissionGrid/grid.ts';

/** Words of the laid-out grid. Pure. */

/** What a cell reads: `105%`, `110% / 105%`; a dash for none. */
export function cellText(levels: readonly GridLevel[]): string {
  return levels.length === 0 ? '–' : levels.map(payWords).join(' / ');
}

/** Where the only level of a cell pays, in short; empty where it is wherever the product is sold. */
export function cellStates(levels: readonly GridLevel[]): string {
  const states = levels.length === 1 ? (levels[0]?.states ?? []) : [];
  return states.length < 3 ? states.join(' ') : `${states.length} states`;
}

/** The whole of it, for the tip and for those who hear it: each level's pay, rung and states. */
export function cellWords(product: string, name: string, levels: readonly GridLevel[]): string {
  if (levels.length === 0) return `${product}: no level ${name}`;
  const each = levels.map((level) => {
    const rung = level.level === null ? '' : `, level ${level.level}`;
    const states =
      level.states.length === 0 ? 'wherever the product is sold' : `in ${listWords(level.states, 12)}`;
    return `${payWords(level)}${rung}, ${states}`;
  });
  return `${product}, ${name}: ${each.join('; ')}`;
}
