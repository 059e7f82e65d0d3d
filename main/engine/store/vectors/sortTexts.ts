import { inStretches } from '../../slices.ts';
import type { Sliced } from '../../slices.ts';
import { packedTexts } from './packTexts.ts';
import { orderOfNumbers } from './sortNumbers.ts';

/** So few are compared with each other directly. */
const few = 500;
/** Texts put in their place between two pauses. */
const sliceTexts = 50_000;

export interface SortedTexts {
  /** Codes in the order of their texts. */
  readonly order: Uint32Array;
  /** 1 where a text differs from the one before it; the first differs. */
  readonly differs: Uint8Array;
}

/** Codes whose texts are alike up to `depth`, at these places of the order. */
interface Group {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
}

/**
 * The codes in the order of their texts, as `<` compares texts. Exact and without a comparison for most: the
 * units in which texts differ are packed into one number, so that numbers are sorted. Put down every few
 * milliseconds.
 */
export function* sortedByText(codes: Uint32Array, texts: readonly string[]): Sliced<SortedTexts> {
  const order = codes.slice();
  const differs = new Uint8Array(order.length);
  if (differs.length > 0) differs[0] = 1;
  const groups: Group[] = [{ from: 0, to: order.length, depth: 0 }];
  for (let group = groups.pop(); group !== undefined; group = groups.pop()) {
    const { from, to, depth } = group;
    if (to - from <= few) {
      sortFew({ order, differs }, group, texts);
      yield;
      continue;
    }
    const before = order.slice(from, to);
    const packed = yield* packedTexts(before, texts, depth);
    const places = yield* orderOfNumbers(packed, packed.most);
    const { upper, lower } = packed;
    /** Where those begin that are alike so far. */
    let start = 0;
    const close = (end: number): void => {
      if (packed.depth === null || end - start < 2) return;
      const alike = { from: from + start, to: from + end, depth: packed.depth };
      if (end - start > few) groups.push(alike);
      else sortFew({ order, differs }, alike, texts);
    };
    yield* inStretches(places.length, sliceTexts, (first, last) => {
      for (let at = first; at < last; at += 1) {
        const place = places[at] ?? 0;
        const previous = places[at - 1] ?? place;
        if (upper[place] !== upper[previous] || lower[place] !== lower[previous]) {
          close(at);
          start = at;
          differs[from + at] = 1;
        }
        order[from + at] = before[place] ?? 0;
      }
    });
    close(places.length);
    yield;
  }
  return { order, differs };
}

function sortFew({ order, differs }: SortedTexts, { from, to }: Group, texts: readonly string[]): void {
  const textOf = (code: number | undefined): string => texts[code ?? 0] ?? '';
  order.subarray(from, to).sort((a, b) => compareTexts(textOf(a), textOf(b)));
  for (let at = from + 1; at < to; at += 1) differs[at] = textOf(order[at]) === textOf(order[at - 1]) ? 0 : 1;
}

/** As `<` compares them. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
