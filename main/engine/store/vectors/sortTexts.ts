import { inStretches } from '../../slices.ts';
import type { Sliced } from '../../slices.ts';
import { sortedNumbers } from './sortNumbers.ts';

/** So few are compared with each other directly. */
const few = 64;
/** Texts looked at between two pauses. */
const sliceTexts = 50_000;

/**
 * The codes in the order of their texts, as `<` compares texts. Exact and without a comparison for most: the
 * units in which texts differ are packed into one number, so that numbers are sorted. Put down every few
 * milliseconds.
 */
export function* sortedByText(codes: Uint32Array, texts: readonly string[]): Sliced<Uint32Array> {
  const sorted = codes.slice();
  const textOf = (code: number): string => texts[code] ?? '';
  const groups: Group[] = [{ from: 0, to: sorted.length, depth: 0 }];
  for (let group = groups.pop(); group !== undefined; group = groups.pop()) {
    const part = sorted.subarray(group.from, group.to);
    if (part.length <= few) {
      sortFew(part, textOf);
      continue;
    }
    const { keys: unsorted, depth } = yield* packed(part, textOf, group.depth);
    const keys = yield* sortedNumbers(unsorted);
    yield;
    const before = part.slice();
    let start = 0;
    let value = -1;
    yield* inStretches(keys.length + 1, sliceTexts, (from, to) => {
      for (let at = from; at < to; at += 1) {
        const key = keys[at] ?? Number.NaN;
        const place = key % keys.length;
        // Exact, unlike the rounded quotient.
        const next = (key - place) / keys.length;
        if (next !== value) {
          if (depth !== null && at - start > few)
            groups.push({ from: group.from + start, to: group.from + at, depth });
          else if (depth !== null && at - start > 1) sortFew(part.subarray(start, at), textOf);
          start = at;
          value = next;
        }
        if (at < keys.length) part[at] = before[place] ?? 0;
      }
    });
    yield;
  }
  return sorted;
}

/** Codes whose texts are alike up to `depth`. */
interface Group {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
}

/**
 * One number for each text: its units from `depth` on, as many as fit, and behind them its place. The depth
 * that is answered is where the next units begin, or null when all texts ended.
 */
function* packed(
  codes: Uint32Array,
  textOf: (code: number) => string,
  depth: number,
): Sliced<{ readonly keys: Float64Array; readonly depth: number | null }> {
  const count = codes.length;
  const keys = new Float64Array(count);
  const units = new Uint32Array(count);
  let different = count;
  for (let at = depth; ; at += 1) {
    let least = Number.MAX_SAFE_INTEGER;
    let most = 0;
    yield* inStretches(count, sliceTexts, (from, to) => {
      for (let place = from; place < to; place += 1) {
        const text = textOf(codes[place] ?? 0);
        // What has ended stands before whatever goes on.
        const unit = at < text.length ? text.charCodeAt(at) + 1 : 0;
        units[place] = unit;
        if (unit < least) least = unit;
        if (unit > most) most = unit;
      }
    });
    yield;
    const span = most - least + 1;
    if (most === 0 || different * span > Number.MAX_SAFE_INTEGER) {
      for (let place = 0; place < count; place += 1) keys[place] = (keys[place] ?? 0) * count + place;
      return { keys, depth: most === 0 ? null : at };
    }
    if (span === 1) continue;
    for (let place = 0; place < count; place += 1)
      keys[place] = (keys[place] ?? 0) * span + (units[place] ?? 0) - least;
    different *= span;
  }
}

function sortFew(codes: Uint32Array, textOf: (code: number) => string): void {
  codes.sort((a, b) => compareTexts(textOf(a), textOf(b)));
}

/** As `<` compares them. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
