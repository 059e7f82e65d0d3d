import { compareDecimals } from '../../../../domain/decimal.ts';
import { atOnce, inStretches } from '../../slices.ts';
import type { Sliced } from '../../slices.ts';
import { listOf } from '../columns.ts';
import type { Labels } from '../labels.ts';
import { isBorrowed, textOf } from '../viewFields.ts';
import type { ShownField } from '../viewFields.ts';
import type { ColumnVector } from './columnVector.ts';
import { compareTexts, sortedByText } from './sortTexts.ts';
import { TextSigns } from './textSigns.ts';

/** Where each code stands among the others when sorted, from 1 to `most`; 0 for what reads as empty. Alike texts share a rank. */
interface Ranks {
  readonly of: Uint32Array;
  readonly most: number;
}

/** What the codes of one column mean to people, for one field that is shown from it. */
export interface FieldTexts {
  /** As people read it, by code. */
  readonly texts: readonly string[];
  /** The same in lower case: for searching. */
  readonly folded: readonly string[];
  /** Of the folded texts, as far as they were read for it. */
  readonly signs: TextSigns;
  readonly ranks: () => Ranks;
  /** The items of a list by code; the text itself for anything else. */
  items(code: number): readonly string[];
}

/** Texts of all columns, worked out once per column and set of labels, and again only for values that are new. */
export interface Texts {
  of(shown: ShownField, vector: ColumnVector): FieldTexts;
  /** Works out in slices what `of` would have to, and the ranks when the field is sorted by. */
  ahead(shown: ShownField, vector: ColumnVector, ranked: boolean): Sliced<void>;
  /** Reads what lets a search pass over most texts. */
  signs(shown: ShownField, vector: ColumnVector): Sliced<void>;
}

/** Texts worked out between two slices: some ten milliseconds. */
const sliceTexts = 20_000;
/** Texts compared with the one before, or merged with others, between two slices. */
const sliceCompared = 50_000;

const noLabels: ReadonlyMap<string, string> = new Map();

export function createTexts(labels: Labels): Texts {
  const kept = new WeakMap<ColumnVector, Map<string, HeldTexts>>();

  function held(shown: ShownField, vector: ColumnVector): HeldTexts {
    const named = shown.labels === null ? noLabels : labels.all(shown.labels);
    const ofVector = kept.get(vector) ?? new Map<string, HeldTexts>();
    kept.set(vector, ofVector);
    const before = ofVector.get(shown.field.name);
    if (before?.labels === named) return before;
    const fresh = new HeldTexts(shown, vector, named);
    ofVector.set(shown.field.name, fresh);
    return fresh;
  }

  return {
    of(shown, vector) {
      const found = held(shown, vector);
      found.extend(vector.cells.length);
      return found;
    },
    *ahead(shown, vector, ranked) {
      // Asked for anew after each pause: labels may have been forgotten meanwhile.
      for (;;) {
        const found = held(shown, vector);
        if (found.texts.length === vector.cells.length) break;
        found.extend(Math.min(vector.cells.length, found.texts.length + sliceTexts));
        yield;
      }
      if (ranked) yield* held(shown, vector).rank();
    },
    *signs(shown, vector) {
      const { signs, folded } = held(shown, vector);
      yield* signs.read(folded);
    },
  };
}

class HeldTexts implements FieldTexts {
  readonly labels: ReadonlyMap<string, string>;
  readonly texts: string[] = [];
  readonly folded: string[] = [];
  readonly signs = new TextSigns();
  readonly #shown: ShownField;
  readonly #vector: ColumnVector;
  /** Codes in the order of their texts, without those that read as empty. */
  #order: Uint32Array = new Uint32Array(0);
  #ranks: Ranks = { of: new Uint32Array(0), most: 0 };

  constructor(shown: ShownField, vector: ColumnVector, labels: ReadonlyMap<string, string>) {
    this.#shown = shown;
    this.#vector = vector;
    this.labels = labels;
  }

  /** Knows the texts of all codes below `end`. */
  extend(end: number): void {
    for (let code = this.texts.length; code < end; code += 1) {
      const text = textOf(this.#shown, this.#vector.cells[code], this.labels);
      this.texts.push(text);
      this.folded.push(text.toLowerCase());
    }
  }

  readonly ranks = (): Ranks => {
    atOnce(this.rank());
    return this.#ranks;
  };

  /** Ranks the codes whose texts are known, of which those that are new are sorted and merged with the others. */
  *rank(): Sliced<void> {
    const from = this.#ranks.of.length;
    const end = this.texts.length;
    if (from === end) return;
    const fresh = this.#filled(from, end);
    yield;
    const isDecimal = this.#shown.field.kind.type === 'decimal';
    const texts = isDecimal ? this.texts : this.folded;
    const compare = isDecimal ? compareDecimalTexts : compareTexts;
    const byText = (a: number, b: number): number => compare(texts[a] ?? '', texts[b] ?? '');
    const sorted = isDecimal
      ? { order: fresh.sort(byText), differs: null }
      : yield* sortedByText(fresh, texts);
    const order = from === 0 ? sorted.order : yield* merged(this.#order, sorted.order, byText);
    // Those that were sorted before are among them otherwise.
    const differs = from === 0 ? sorted.differs : null;
    const ranks = new Uint32Array(end);
    let most = 0;
    yield* inStretches(order.length, sliceCompared, (first, last) => {
      for (let at = first; at < last; at += 1) {
        const code = order[at] ?? 0;
        const before = order[at - 1];
        const isNext =
          differs === null ? before === undefined || byText(before, code) !== 0 : differs[at] === 1;
        if (isNext) most += 1;
        ranks[code] = most;
      }
    });
    // Somebody who could not wait may have ranked them during a pause.
    if (this.#ranks.of.length !== from) return;
    this.#order = order;
    this.#ranks = { of: ranks, most };
  }

  /** The codes in this range that read as something. */
  #filled(from: number, end: number): Uint32Array {
    const filled = new Uint32Array(end - from);
    let count = 0;
    for (let code = from; code < end; code += 1) {
      if (this.texts[code] === '') continue;
      filled[count] = code;
      count += 1;
    }
    return filled.subarray(0, count);
  }

  items(code: number): readonly string[] {
    const cell = this.#vector.cells[code];
    if (!this.#shown.isList || typeof cell !== 'string') return [this.texts[code] ?? ''];
    return listOf(cell).map((item) => this.labels.get(item) ?? (isBorrowed(this.#shown.labels) ? '' : item));
  }
}

function* merged(
  left: Uint32Array,
  right: Uint32Array,
  compare: (a: number, b: number) => number,
): Sliced<Uint32Array> {
  const both = new Uint32Array(left.length + right.length);
  let fromLeft = 0;
  let fromRight = 0;
  yield* inStretches(both.length, sliceCompared, (from, to) => {
    for (let at = from; at < to; at += 1) {
      const a = left[fromLeft];
      const b = right[fromRight];
      const takeLeft = b === undefined || (a !== undefined && compare(a, b) <= 0);
      both[at] = (takeLeft ? a : b) ?? 0;
      if (takeLeft) fromLeft += 1;
      else fromRight += 1;
    }
  });
  return both;
}

/** As numbers, without passing through a float; what is no number stands behind all numbers. */
function compareDecimalTexts(a: string, b: string): number {
  const order = compareDecimals(a, b);
  if (order !== null) return order;
  const left = compareDecimals(a, '0') === null;
  const right = compareDecimals(b, '0') === null;
  if (left !== right) return left ? 1 : -1;
  return compareTexts(a, b);
}
