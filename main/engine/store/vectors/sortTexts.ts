import { inStretches } from '../../slices.ts';
import type { Sliced } from '../../slices.ts';
import { packedTexts } from './packTexts.ts';
import { orderOfNumbers } from './sortNumbers.ts';

/** So few are compared with each other directly. */
const few = 500;
/** Texts put in their place between two pauses: a few milliseconds, right after a start as well. */
const sliceTexts = 16_000;

export interface SortedTexts {
  /** Codes in the order of their texts. */
  readonly order: Uint32Array;
  /** 1 where a text differs from the one before it; the first differs. */
  readonly differs: Uint8Array;
}

/** What a code stands for. */
export type TextAt = (code: number) => string;

/** Codes whose texts are alike up to `depth`, at these places of the order. */
interface Group {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
}

/**
 * The codes in the order of their texts, as `<` compares texts in lower case. Exact and without a comparison
 * for most: the units in which texts differ are packed into one number, so that numbers are sorted. Put down
 * every few milliseconds.
 */
export function* sortedByText(codes: Uint32Array, textAt: TextAt): Sliced<SortedTexts> {
  const order = codes.slice();
  const differs = new Uint8Array(order.length);
  if (differs.length > 0) differs[0] = 1;
  const groups: Group[] = [{ from: 0, to: order.length, depth: 0 }];
  for (let group = groups.pop(); group !== undefined; group = groups.pop()) {
    const { from, to, depth } = group;
    if (to - from <= few) {
      sortFew({ order, differs }, group, textAt);
      yield;
      continue;
    }
    const before = order.slice(from, to);
    const texts = yield* textsOf(before, textAt);
    yield;
    const packed = yield* packedTexts(texts, depth);
    const places = yield* orderOfNumbers(packed, packed.most);
    const { upper, lower } = packed;
    const isAlike = (a: number, b: number): boolean => lower[a] === lower[b] && upper[a] === upper[b];
    /** Where those begin that are alike so far. */
    let start = 0;
    const close = (end: number): void => {
      if (packed.depth === null || end - start < 2) return;
      const alike = { from: from + start, to: from + end, depth: packed.depth };
      if (end - start > few) groups.push(alike);
      else sortFew({ order, differs }, alike, textAt);
    };
    yield* inStretches(places.length, sliceTexts, (first, last) => {
      for (let at = first; at < last; at += 1) {
        const place = places[at] ?? 0;
        const previous = places[at - 1] ?? place;
        if (!isAlike(place, previous)) {
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

/** One beside the other, so that going through them again takes no search. */
function* textsOf(codes: Uint32Array, textAt: TextAt): Sliced<readonly string[]> {
  const texts: string[] = [];
  yield* inStretches(codes.length, sliceTexts, (from, to) => {
    for (let at = from; at < to; at += 1) texts.push(textAt(codes[at] ?? 0));
  });
  return texts;
}

function sortFew({ order, differs }: SortedTexts, { from, to }: Group, textAt: TextAt): void {
  const some = Array.from(order.subarray(from, to), (code) => ({ code, text: textAt(code).toLowerCase() }));
  some.sort((a, b) => compareTexts(a.text, b.text));
  let previous: string | undefined;
  some.forEach(({ code, text }, index) => {
    order[from + index] = code;
    if (index > 0) differs[from + index] = text === previous ? 0 : 1;
    previous = text;
  });
}

/** As `<` compares them. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
