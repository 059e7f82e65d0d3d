import type { WarmUp } from '../../../main/engine/warmUp.ts';

/** Nothing is read ahead, so that only what is asked for is done. */
export const noWarmUp: Pick<WarmUp, 'start' | 'standBack' | 'rest'> = {
  start: () => undefined,
  standBack: () => () => undefined,
  rest: () => undefined,
};
