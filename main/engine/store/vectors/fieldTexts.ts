import { compareDecimals } from '../../../../domain/decimal.ts';
import { atOnce, inStretches } from '../../slices.ts';
import type { Sliced } from '../../slices.ts';
import { listOf } from '../columns.ts';
import type { Labels } from '../labels.ts';
import { isBorrowed, textOf } from '../viewFields.ts';
import type { ShownField } from '../viewFields.ts';
import type { ColumnVector, KeptRanks } from './columnVector.ts';
import { mergedOrders, orderOfRanks } from './mergeOrders.ts';
import { compareTexts, sortedByText } from './sortTexts.ts';
import type { TextAt } from './sortTexts.ts';
import { TextSigns } from './textSigns.ts';

/** Where each code stands among the others when sorted, from 1 to `most`; 0 for what reads as empty. Alike texts share a rank. */
type Ranks = KeptRanks;

/** What of a column's texts is worked out ahead. */
export interface TextNeeds {
  readonly texts: boolean;
  readonly ranks: boolean;
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
  /** Works out in slices what whoever asks would have to wait for. */
  ahead(shown: ShownField, vector: ColumnVector, needs: TextNeeds): Sliced<void>;
  /** Ranks that depend on nothing but the column, as far as they are worked out; null where there are none. */
  ownRanks(shown: ShownField, vector: ColumnVector): KeptRanks | null;
  /** Reads what lets a search pass over most texts. */
  signs(shown: ShownField, vector: ColumnVector): Sliced<void>;
}

/** Texts worked out between two slices: a few milliseconds, right after a start as well. */
const sliceTexts = 5_000;
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
    of: held,
    *ahead(shown, vector, needs) {
      // Asked for anew after each pause: labels may have been forgotten meanwhile.
      for (;;) {
        const found = held(shown, vector);
        if (found.known === vector.size || (!needs.texts && (found.isRanked || found.ranksCells))) break;
        found.extend(Math.min(vector.size, found.known + sliceTexts));
        yield;
      }
      if (needs.ranks) yield* held(shown, vector).rank();
    },
    ownRanks(shown, vector) {
      if (!isOwnText(shown)) return null;
      const ranks = kept.get(vector)?.get(shown.field.name)?.rankedSoFar;
      return ranks === undefined || ranks.of.length === 0 ? null : ranks;
    },
    *signs(shown, vector) {
      const { signs, folded } = held(shown, vector);
      yield* signs.read(folded);
    },
  };
}

/** Whether people read what the column holds, so that ranks are the same as long as the column is. */
function isOwnText({ field, labels, isList }: ShownField): boolean {
  return labels === null && !isList && field.kind.type !== 'choice' && field.kind.type !== 'boolean';
}

class HeldTexts implements FieldTexts {
  readonly labels: ReadonlyMap<string, string>;
  readonly #texts: string[] = [];
  readonly #folded: string[] = [];
  readonly signs = new TextSigns();
  readonly #shown: ShownField;
  readonly #vector: ColumnVector;
  /** Whether the column itself holds what is ranked, so that no text has to be made for it. */
  readonly ranksCells: boolean;
  /** Codes in the order of their texts, without those that read as empty; null where only their ranks are known. */
  #order: Uint32Array | null = null;
  #ranks: Ranks = { of: new Uint32Array(0), most: 0 };

  constructor(shown: ShownField, vector: ColumnVector, labels: ReadonlyMap<string, string>) {
    this.#shown = shown;
    this.#vector = vector;
    this.labels = labels;
    this.ranksCells = isOwnText(shown);
    if (vector.keptRanks !== null && this.ranksCells) this.#ranks = vector.keptRanks;
  }

  get texts(): readonly string[] {
    this.extend(this.#vector.size);
    return this.#texts;
  }

  get folded(): readonly string[] {
    this.extend(this.#vector.size);
    return this.#folded;
  }

  /** Codes whose texts are known. */
  get known(): number {
    return this.#texts.length;
  }

  get isRanked(): boolean {
    return this.#ranks.of.length === this.#vector.size;
  }

  get rankedSoFar(): Ranks {
    return this.#ranks;
  }

  /** Knows the texts of all codes below `end`. */
  extend(end: number): void {
    for (let code = this.#texts.length; code < end; code += 1) {
      const text = textOf(this.#shown, this.#vector.cellAt(code), this.labels);
      this.#texts.push(text);
      this.#folded.push(text.toLowerCase());
    }
  }

  readonly ranks = (): Ranks => {
    if (!this.isRanked) {
      if (!this.ranksCells) this.extend(this.#vector.size);
      atOnce(this.rank());
    }
    return this.#ranks;
  };

  /** Ranks the codes whose texts are known, of which those that are new are sorted and merged with the others. */
  *rank(): Sliced<void> {
    const from = this.#ranks.of.length;
    const end = this.ranksCells ? this.#vector.size : this.#texts.length;
    if (from >= end) return;
    const isDecimal = this.#shown.field.kind.type === 'decimal';
    const textAt = this.#rankedText();
    const foldedAt = (code: number): string => this.#folded[code] ?? textAt(code).toLowerCase();
    const fresh = yield* filled(from, end, textAt);
    yield;
    const byText = isDecimal
      ? (a: number, b: number): number => compareDecimalTexts(textAt(a), textAt(b))
      : (a: number, b: number): number => compareTexts(foldedAt(a), foldedAt(b));
    const sorted = isDecimal
      ? { order: fresh.sort(byText), differs: null }
      : yield* sortedByText(fresh, textAt);
    const order =
      from === 0
        ? sorted.order
        : yield* mergedOrders(this.#order ?? orderOfRanks(this.#ranks), sorted.order, byText);
    const old = this.#ranks.of;
    const areAlike = (a: number, b: number): boolean =>
      a < from && b < from ? old[a] === old[b] : byText(a, b) === 0;
    // Those that were sorted before are among them otherwise.
    const differs = from === 0 ? sorted.differs : null;
    const ranks = new Uint32Array(end);
    let most = 0;
    yield* inStretches(order.length, sliceCompared, (first, last) => {
      for (let at = first; at < last; at += 1) {
        const code = order[at] ?? 0;
        const before = order[at - 1];
        const isNext = differs === null ? before === undefined || !areAlike(before, code) : differs[at] === 1;
        if (isNext) most += 1;
        ranks[code] = most;
      }
    });
    // Somebody who could not wait may have ranked them during a pause.
    if (this.#ranks.of.length !== from) return;
    this.#order = order;
    this.#ranks = { of: ranks, most };
  }

  /** What is ranked of each code, in lower case or not. Decimals are ranked as the column holds them. */
  #rankedText(): TextAt {
    if (!this.ranksCells) return (code) => this.#folded[code] ?? '';
    return (code) => {
      const cell = this.#vector.cellAt(code);
      return typeof cell === 'string' ? cell : textOf(this.#shown, cell, this.labels);
    };
  }

  items(code: number): readonly string[] {
    const cell = this.#vector.cellAt(code);
    if (!this.#shown.isList || typeof cell !== 'string') return [this.texts[code] ?? ''];
    return listOf(cell).map((item) => this.labels.get(item) ?? (isBorrowed(this.#shown.labels) ? '' : item));
  }
}

/** The codes in this range that read as something. */
function* filled(from: number, end: number, textAt: TextAt): Sliced<Uint32Array> {
  const codes = new Uint32Array(end - from);
  let count = 0;
  yield* inStretches(codes.length, sliceCompared, (first, last) => {
    for (let code = from + first; code < from + last; code += 1) {
      if (textAt(code) === '') continue;
      codes[count] = code;
      count += 1;
    }
  });
  return codes.subarray(0, count);
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
