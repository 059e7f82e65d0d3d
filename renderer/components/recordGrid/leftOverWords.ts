import type { StageOutcome } from '../../../preload/contract/engine.ts';

/** What of a pasted block found no row or no column, in words; empty where all of it did. */
export function leftOverWords({ refused }: Pick<StageOutcome, 'refused'>): string {
  return refused
    .filter(({ id }) => id === '')
    .map(({ expected }) => ` ${expected}`)
    .join('');
}
