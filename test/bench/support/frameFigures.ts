import { measured } from './figure.ts';
import type { Measured } from './figure.ts';
import { betweenCallbacks, periodOf, seenFrames } from './frames.ts';
import type { DrawnFrame } from './frames.ts';
import { median, percentile } from './rounds.ts';

/** One period of a display of 60 Hz: of twenty frames not one was missed. Milliseconds. */
const budget = 17;

/** Ours while the wheel turns, beside those of a page that has nothing to draw. */
export function frameFigures(
  size: string,
  ours: readonly DrawnFrame[],
  empty: readonly DrawnFrame[],
): readonly Measured[] {
  return figures(`${size}: scrolling`, { ours, limit: empty, empty, limitIs: 'an empty page', budget });
}

/** Ours beside those of another grid. */
export function framesBeside(
  name: string,
  ours: readonly DrawnFrame[],
  theirs: readonly DrawnFrame[],
  empty: readonly DrawnFrame[],
): readonly Measured[] {
  return figures(`${name}, scrolling`, { ours, limit: theirs, empty, limitIs: 'theirs' });
}

interface Compared {
  readonly ours: readonly DrawnFrame[];
  readonly limit: readonly DrawnFrame[];
  /** Those of a page that has nothing to draw, which tell the display's period. */
  readonly empty: readonly DrawnFrame[];
  readonly limitIs: string;
  readonly budget?: number;
}

function figures(name: string, compared: Compared): readonly Measured[] {
  const { limitIs } = compared;
  const period = periodOf(compared.empty);
  const [ours, limit] = [seenFrames(compared.ours, period), seenFrames(compared.limit, period)];
  const [mine, other] = [betweenCallbacks(compared.ours), betweenCallbacks(compared.limit)];
  const times = (
    what: string,
    of: (gaps: readonly number[]) => number,
    parts: { readonly ours: readonly number[]; readonly limit: readonly number[]; readonly budget?: number },
  ): Measured =>
    measured({
      name: `${name}, ${what}`,
      ours: of(parts.ours),
      limit: of(parts.limit),
      budget: parts.budget,
      unit: 'ms',
      better: 'lower',
      expected: Number.POSITIVE_INFINITY,
      note: `longest ${longest(parts.ours)} ms, ${limitIs} ${longest(parts.limit)} ms`,
    });
  const p95 = (gaps: readonly number[]): number => percentile(gaps, 0.95);
  const seen = { ours: ours.gaps, limit: limit.gaps };
  return [
    times('frame p50', median, seen),
    times('frame p95', p95, {
      ...seen,
      ...(compared.budget === undefined ? {} : { budget: compared.budget }),
    }),
    measured({
      name: `${name}, frames seen`,
      ours: seenPart(ours),
      limit: seenPart(limit),
      unit: '%',
      better: 'higher',
      expected: 0,
      note: `missed ${ours.missed} of ${ours.due}, ${limitIs} ${limit.missed} of ${limit.due}`,
    }),
    times('between callbacks p95', p95, { ours: mine, limit: other }),
  ];
}

function seenPart({ due, missed }: { readonly due: number; readonly missed: number }): number {
  return (100 * (due - missed)) / due;
}

function longest(gaps: readonly number[]): string {
  return (gaps.at(-1) ?? Number.NaN).toFixed(1);
}
