/** Numbers that follow one another without a gap. */
export interface Run {
  readonly first: number;
  readonly last: number;
}

/** A shorter run is not worth a statement of its own. */
const shortest = 16;

/** Splits ascending numbers into runs without gaps that are worth a statement each, and the others. */
export function runsOf(numbers: Float64Array): {
  readonly runs: readonly Run[];
  readonly others: readonly number[];
} {
  const runs: Run[] = [];
  const others: number[] = [];
  for (let start = 0; start < numbers.length;) {
    let end = start + 1;
    while (end < numbers.length && numbers[end] === (numbers[end - 1] ?? 0) + 1) end += 1;
    const [first, last] = [numbers[start] ?? 0, numbers[end - 1] ?? 0];
    if (end - start >= shortest) runs.push({ first, last });
    else others.push(...numbers.subarray(start, end));
    start = end;
  }
  return { runs, others };
}
