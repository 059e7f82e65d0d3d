/** One figure of ours beside the limit measured in the same run. */
export interface Figure {
  readonly name: string;
  readonly ours: number;
  readonly limit: number;
  /** `ours / limit`: for times at least 1 is expected, for rates at most 1. */
  readonly ratio: number;
  readonly unit: string;
}

/** A figure and what is expected of it: a warning, never a failure, because machines differ. */
export interface Measured extends Figure {
  readonly better: 'higher' | 'lower';
  /** The ratio beyond which something has probably gone wrong. */
  readonly expected: number;
  /** What we have promised, in the same unit. */
  readonly budget?: number | undefined;
  /** What it was measured with, for the reader of the table. */
  readonly note: string;
}

export interface BenchOptions {
  /** Everything under three minutes on two cores. */
  readonly quick: boolean;
  /** Assignments, for benchmarks that can take any number; undefined for those they choose. */
  readonly rows?: number | undefined;
  /** A folder of this run alone. */
  readonly folder: string;
}

const rounded = (value: number): number => Number(value.toPrecision(4));

export function measured(parts: Omit<Measured, 'ratio'>): Measured {
  const { ours, limit } = parts;
  return { ...parts, ours: rounded(ours), limit: rounded(limit), ratio: rounded(ours / limit) };
}

export function isBeyond({ better, ratio, expected }: Measured): boolean {
  return better === 'higher' ? ratio < expected : ratio > expected;
}

/** The figures alone, for programs. */
export function figureOf({ name, ours, limit, ratio, unit }: Measured): Figure {
  return { name, ours, limit, ratio, unit };
}

/** The figures as people read them. */
export function tableOf(all: readonly Measured[]): string {
  const lines = all.map(({ name, ours, limit, ratio, unit, budget, note }) => [
    name,
    `${ours} ${unit}`,
    budget === undefined ? '' : `${budget} ${unit}${ours <= budget ? '' : ' missed'}`,
    `${limit} ${unit}`,
    ratio.toFixed(2),
    note,
  ]);
  const rows = [['figure', 'ours', 'budget', 'limit', 'ratio', ''], ...lines];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
