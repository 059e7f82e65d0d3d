export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Runs both in turn, so that whatever else the machine does hits both alike; medians of what they answer. */
export async function inTurn(
  rounds: number,
  ours: () => Promise<number>,
  limit: () => Promise<number>,
): Promise<{ readonly ours: number; readonly limit: number }> {
  const measured: { ours: number[]; limit: number[] } = { ours: [], limit: [] };
  for (let round = 0; round < rounds; round += 1) {
    // Whoever goes first finds a colder machine, so they take turns at that too.
    if (round % 2 === 0) measured.limit.push(await limit());
    measured.ours.push(await ours());
    if (round % 2 === 1) measured.limit.push(await limit());
  }
  return { ours: median(measured.ours), limit: median(measured.limit) };
}

/** The value below which this part of them lies. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
