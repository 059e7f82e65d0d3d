import { compareDecimals } from '../../../../domain/decimal.ts';
import { listOf } from '../columns.ts';
import type { Cell } from '../columns.ts';
import type { Labels } from '../labels.ts';
import { isBorrowed, textOf } from '../viewFields.ts';
import type { ShownField } from '../viewFields.ts';
import type { ColumnVector } from './columnVector.ts';

/** What the codes of one column mean to people, for one field that is shown from it. */
export interface FieldTexts {
  /** As people read it, by code. */
  readonly texts: readonly string[];
  /** The same in lower case: for searching. */
  readonly folded: readonly string[];
  /** Where each code stands among the others when sorted, from 1; 0 for what reads as empty. Alike texts share a rank. */
  readonly ranks: () => Uint32Array;
  /** The items of a list by code; the text itself for anything else. */
  items(code: number): readonly string[];
}

interface Held extends FieldTexts {
  readonly labels: ReadonlyMap<string, string>;
}

const noLabels: ReadonlyMap<string, string> = new Map();

/** Works the texts out once per column and set of labels, and again only for values that are new. */
export function createFieldTexts(labels: Labels): (shown: ShownField, vector: ColumnVector) => FieldTexts {
  const kept = new WeakMap<ColumnVector, Map<string, Held>>();
  return (shown, vector) => {
    const named = shown.labels === null ? noLabels : labels.all(shown.labels);
    const ofVector = kept.get(vector) ?? new Map<string, Held>();
    kept.set(vector, ofVector);
    const before = ofVector.get(shown.field.name);
    if (before !== undefined && before.labels === named && before.texts.length === vector.cells.length)
      return before;
    const known = before?.labels === named ? before : null;
    const held = textsOf(shown, vector.cells, named, known);
    ofVector.set(shown.field.name, held);
    return held;
  };
}

function textsOf(
  shown: ShownField,
  cells: readonly Cell[],
  labels: ReadonlyMap<string, string>,
  known: FieldTexts | null,
): Held {
  const texts = known === null ? [] : [...known.texts];
  const folded = known === null ? [] : [...known.folded];
  for (let code = texts.length; code < cells.length; code += 1) {
    const text = textOf(shown, cells[code], labels);
    texts.push(text);
    folded.push(text.toLowerCase());
  }
  let ranks: Uint32Array | null = null;
  return {
    labels,
    texts,
    folded,
    ranks: () => (ranks ??= shown.field.kind.type === 'decimal' ? decimalRanks(texts) : textRanks(folded)),
    items(code) {
      const cell = cells[code];
      if (!shown.isList || typeof cell !== 'string') return [texts[code] ?? ''];
      return listOf(cell).map((item) => labels.get(item) ?? (isBorrowed(shown.labels) ? '' : item));
    },
  };
}

function textRanks(folded: readonly string[]): Uint32Array {
  return ranksBy(folded, (a, b) => {
    if (a === b) return 0;
    return a < b ? -1 : 1;
  });
}

/** As numbers, without passing through a float; what is no number stands behind all numbers. */
function decimalRanks(texts: readonly string[]): Uint32Array {
  return ranksBy(texts, (a, b) => {
    const order = compareDecimals(a, b);
    if (order !== null) return order;
    const left = compareDecimals(a, '0') === null;
    const right = compareDecimals(b, '0') === null;
    if (left !== right) return left ? 1 : -1;
    if (a === b) return 0;
    return a < b ? -1 : 1;
  });
}

function ranksBy(texts: readonly string[], compare: (a: string, b: string) => number): Uint32Array {
  const order = Uint32Array.from(texts, (_, code) => code).filter((code) => texts[code] !== '');
  order.sort((a, b) => compare(texts[a] ?? '', texts[b] ?? ''));
  const ranks = new Uint32Array(texts.length);
  let rank = 0;
  let before: string | null = null;
  for (const code of order) {
    const text = texts[code] ?? '';
    if (before === null || compare(before, text) !== 0) rank += 1;
    before = text;
    ranks[code] = rank;
  }
  return ranks;
}
