import { fieldOf } from '../../../domain/collections.ts';
import type { Importable } from '../../../domain/import/columnMapping.ts';
import { plainHeading } from '../../../domain/import/headings.ts';
import { isLocalId } from '../../../domain/localId.ts';
import { comparedName, plainName } from '../../../domain/names.ts';
import type { FieldOption } from '../../../domain/view.ts';
import type { ImportPlan } from '../../../preload/contract/import.ts';
import type { Store } from '../store/api.ts';

/** What a name of the source stands for. */
export type Named =
  | { readonly kind: 'one'; readonly id: string }
  | { readonly kind: 'several'; readonly count: number }
  | { readonly kind: 'none' };

/** Turns names of carriers, products, levels, statuses and the like into ids. One for each dry run. */
export interface Names {
  /** What a person chose for a name; null when nobody did. */
  chosen(field: string, context: string, text: string): string | null;
  carrier(text: string): Named;
  /** Of this carrier, or of any where the carrier is not known. */
  product(text: string, carrierId: string | null): Named;
  /** Choices of a field whose values have names, in the context of a product; null for other fields. */
  options(field: string, context: string): readonly FieldOption[] | null;
}

/** Choices read for one field; more are not offered. */
const mostOptions = 20_000;

/** Finds the records that names in a table stand for, each name looked for once. */
export function createNames(store: Store, collection: Importable, values: ImportPlan['values']): Names {
  const chosen = new Map(
    values.map(({ field, context, text, id }) => [keyOf(field, context, text), id] as const),
  );
  const lists = new Map<string, readonly FieldOption[]>();
  const answers = new Map<string, Named>();
  const once = (key: string, answer: () => Named): Named => {
    let found = answers.get(key);
    if (found === undefined) {
      found = answer();
      answers.set(key, found);
    }
    return found;
  };
  const list = (field: string, context: string): readonly FieldOption[] => {
    const key = `${field} ${context}`;
    let options = lists.get(key);
    if (options === undefined) {
      options = store.views.options(collection, field, context, '', mostOptions);
      lists.set(key, options);
    }
    return options;
  };
  const among = (options: readonly FieldOption[], text: string): Named => {
    const wanted = comparedName(text);
    const found = new Set(
      options
        .filter(({ label, value }) => [label, value].some((name) => comparedName(name) === wanted))
        .map(({ value }) => value),
    );
    const [only] = found;
    if (only === undefined) return { kind: 'none' };
    return found.size === 1 ? { kind: 'one', id: only } : { kind: 'several', count: found.size };
  };
  const byId = (kind: 'carrier' | 'product', text: string): Named | null => {
    const id = isLocalId(text) ? (store.operations.nameOf(text) ?? text) : text;
    const record = store.mirror.get(kind, id);
    return record === null || record.goneAt !== null ? null : { kind: 'one', id };
  };

  return {
    chosen: (field, context, text) => chosen.get(keyOf(field, context, text)) ?? null,
    carrier: (text) =>
      once(`carrier ${text}`, () => byId('carrier', text.trim()) ?? among(carriers(store), text)),
    product: (text, carrierId) =>
      once(`product ${carrierId ?? ''} ${text}`, () => {
        const id = byId('product', text.trim());
        if (id !== null) return id;
        if (carrierId === null) return among(list('productId', ''), text);
        const found = namesakeOf(store, 'product', { carrierId, name: text.trim() });
        return found === null ? { kind: 'none' } : { kind: 'one', id: found };
      }),
    options(field, context) {
      const kind = fieldOf(collection, field)?.kind;
      if (kind === undefined) return null;
      if (kind.type === 'reference')
        return kind.collection === 'contractAssignment' || kind.collection === 'producer'
          ? null
          : list(field, kind.collection === 'commissionLevel' ? context : '');
      return kind.type === 'lookup' || kind.type === 'choice' ? list(field, '') : null;
    },
  };
}

/** The record of this name; where none is written just so, one with the same letters and plain blanks. */
export function namesakeOf(
  store: Store,
  collection: 'carrier' | 'product' | 'commissionLevel',
  values: Readonly<Record<string, string>>,
): string | null {
  const { name = '' } = values;
  const found = store.mirror.alike(collection, values);
  const plain = plainName(name);
  return found ?? (plain === name ? null : store.mirror.alike(collection, { ...values, name: plain }));
}

function carriers(store: Store): readonly FieldOption[] {
  return store.views.options('product', 'carrierId', '', '', mostOptions);
}

function keyOf(field: string, context: string, text: string): string {
  return `${field}\u001F${context}\u001F${text.trim().toLowerCase()}`;
}

/** Choices most like a text, the likeliest first: by the words they share, and by pairs of letters. */
export function likeliest(
  options: readonly FieldOption[],
  text: string,
  most: number,
): readonly FieldOption[] {
  const wanted = plainHeading(text);
  return options
    .map((option) => ({ option, score: likeness(wanted, plainHeading(option.label)) }))
    .filter(({ score }) => score > 0.25)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ option }) => option);
}

/** From 0 to 1: Dice's coefficient over pairs of letters. */
function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const left = pairsOf(a);
  const right = pairsOf(b);
  if (left.size === 0 || right.size === 0) return 0;
  let shared = 0;
  for (const pair of left) if (right.has(pair)) shared += 1;
  return (2 * shared) / (left.size + right.size);
}

function pairsOf(text: string): ReadonlySet<string> {
  const pairs = new Set<string>();
  const bounded = text.slice(0, 100);
  for (let at = 0; at + 1 < bounded.length; at += 1) pairs.add(bounded.slice(at, at + 2));
  return pairs;
}
