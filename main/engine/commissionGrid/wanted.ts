import { mostPlannedLevels } from '../../../domain/commissionGrid/plan.ts';
import type { WantedLevels } from '../../../domain/commissionGrid/plan.ts';
import { nameKey } from '../../../domain/commissionGrid/grid.ts';
import { compareLevels } from '../../../domain/commissionGrid/findings.ts';
import { collections } from '../../../domain/collections.ts';
import type { FieldDefinition, FieldValue, FieldValues } from '../../../domain/fields.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import { parseTyped } from '../../../domain/validate.ts';
import { idNow } from '../outbox/names.ts';
import { newFieldsOf } from '../outbox/newFields.ts';
import type { MirroredRecord, Store } from '../store/api.ts';
import { levelOf, textOf } from './reading.ts';

/** What keeps a level from being made or changed: the field, and what it should hold. */
export interface Obstacle {
  readonly label: string;
  readonly why: string;
}

/** One level that somebody wants products to have. */
export interface WantedLine {
  /** Which of the typed or copied levels it is, from 0. */
  readonly index: number;
  /** By field, without the product; only fields that somebody means to set. Null empties a field. */
  readonly values: FieldValues;
  /** As typed, for a line whose name cannot be read. */
  readonly name: string;
  readonly obstacle: Obstacle | null;
}

/** A product that levels are wanted for, and what stands in the way of them. */
export interface WantedProduct {
  readonly id: string;
  readonly title: string;
  readonly obstacle: Obstacle | null;
}

/** The levels that one product should have, in the order in which they were given. */
export interface Wanted {
  readonly product: WantedProduct;
  readonly lines: readonly WantedLine[];
}

/** Fields of a level that a person gives, all of which a copy takes along. */
export const levelFields: readonly FieldDefinition[] = newFieldsOf('commissionLevel').filter(
  ({ name }) => name !== 'productId',
);

const nameLabel = labelOf('name');

/**
 * Reads what is wanted, product by product. Fails with `too-many-levels` and, for a product to copy from,
 * `record-not-found`.
 */
export function readWanted(store: Store, wanted: WantedLevels): Result<readonly Wanted[]> {
  const asked = wanted.kind === 'add' ? wanted.productIds : wanted.toProductIds;
  const ids = new Set(asked.map((id) => idNow(store, id)));
  if (wanted.kind === 'add') return withinLimit(typedLevels(store, wanted, ids));
  const lines = copiedLines(store, wanted);
  if (!lines.ok) return lines;
  ids.delete(idNow(store, wanted.fromProductId));
  return withinLimit([...ids].map((id) => ({ product: productOf(store, id), lines: lines.value })));
}

function withinLimit(wanted: readonly Wanted[]): Result<readonly Wanted[]> {
  const size = wanted.reduce((sum, { lines }) => sum + lines.length, 0);
  if (size <= mostPlannedLevels) return ok(wanted);
  const lines = Math.max(...wanted.map((one) => one.lines.length));
  return fail({
    code: 'too-many-levels',
    message: `${lines} levels for ${wanted.length} products are ${size} levels; at most ${mostPlannedLevels} can be staged at once. Nothing was staged. Choose fewer products.`,
    remedy: 'fix-fields',
  });
}

/** Levels that name their product under it, the others under each of the chosen ones. */
function typedLevels(
  store: Store,
  { carrierId, levels }: Extract<WantedLevels, { kind: 'add' }>,
  chosen: ReadonlySet<string>,
): readonly Wanted[] {
  const named = createProductFinder(store, idNow(store, carrierId));
  const byProduct = new Map<string, { readonly product: WantedProduct; readonly lines: WantedLine[] }>();
  const put = (product: WantedProduct, line: WantedLine): void => {
    const key = `${product.id} ${product.id === '' ? product.title : ''}`;
    const group = byProduct.get(key);
    if (group === undefined) byProduct.set(key, { product, lines: [line] });
    else group.lines.push(line);
  };
  const all = [...chosen].map((id) => productOf(store, id));
  levels.forEach((typed, index) => {
    const line = typedLine(typed, index);
    const product = (typed['productId'] ?? '').trim();
    for (const one of product === '' ? all : [named(product)]) put(one, line);
  });
  // In the order in which they were chosen; those that lines name beside them follow.
  const order = [...chosen];
  const place = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...byProduct.values()].toSorted((a, b) => place(a.product.id) - place(b.product.id));
}

/** Finds products of a carrier by what a line calls them. */
function createProductFinder(store: Store, carrierId: string): (text: string) => WantedProduct {
  const byName = new Map<string, string[]>();
  const ids = new Set<string>();
  for (const { id, values } of store.commissionGrid.products(carrierId)) {
    const key = nameKey(textOf(values, 'name'));
    byName.set(key, [...(byName.get(key) ?? []), id]);
    ids.add(id);
  }
  return (text) => {
    const id = idNow(store, text);
    const [found, second] = ids.has(id) ? [id] : (byName.get(nameKey(text)) ?? []);
    if (found !== undefined && second === undefined) return productOf(store, found);
    const why =
      found === undefined
        ? `Found “${text.slice(0, 60)}”, expected: the name of a product of this carrier.`
        : `This carrier has several products named “${text.slice(0, 60)}”, so it is not clear which one is meant.`;
    return { id: '', title: text, obstacle: { label: labelOf('productId'), why } };
  };
}

function productOf(store: Store, id: string): WantedProduct {
  const product = present(store.mirror.get('product', id));
  if (product !== null)
    return { id, title: textOf(product.effective, 'name') || 'Product without a name', obstacle: null };
  const why = 'This product is no longer at AgentSync. Choose another one.';
  return { id, title: 'Product that is gone', obstacle: { label: labelOf('productId'), why } };
}

/** A line as typed: every field on the path that typing into a cell takes. */
function typedLine(typed: Readonly<Record<string, string>>, index: number): WantedLine {
  const values: Record<string, FieldValue> = {};
  const name = (typed['name'] ?? '').trim();
  const line = (obstacle: Obstacle | null): WantedLine => ({ index, values, name, obstacle });
  for (const [field, text] of Object.entries(typed)) {
    if (field === 'productId') continue;
    const definition = levelFields.find((known) => known.name === field);
    if (definition === undefined)
      return line({ label: field, why: 'Nothing: a new level cannot be given this field.' });
    if (text.trim() === '') continue;
    const read = parseTyped(definition, text);
    if (!read.ok)
      return line({
        label: definition.label,
        why: `Found “${text.trim().slice(0, 60)}”, expected: ${read.error.message}`,
      });
    values[field] = typeof read.value === 'string' ? read.value.trim() : read.value;
  }
  if (name === '') return line({ label: nameLabel, why: `${nameLabel} may not be empty.` });
  return line(null);
}

/** Every level of the product, highest first, with every field: what it leaves empty is emptied. */
function copiedLines(
  store: Store,
  { fromProductId }: Extract<WantedLevels, { kind: 'copy' }>,
): Result<readonly WantedLine[]> {
  const from = idNow(store, fromProductId);
  if (present(store.mirror.get('product', from)) === null) {
    return fail({
      code: 'record-not-found',
      message: 'The product to copy from is no longer on this computer. Choose another one.',
      remedy: 'fix-fields',
    });
  }
  const levels = store.commissionGrid
    .levelsOf(from)
    .map((record) => ({ record, level: levelOf(record.id, record.values) }))
    .toSorted((a, b) => compareLevels(a.level, b.level));
  return ok(
    levels.map(({ record }, index) => {
      const values: Record<string, FieldValue> = {};
      for (const { name } of levelFields) values[name] = record.values[name] ?? null;
      const name = textOf(record.values, 'name').trim();
      const why = `${nameLabel} may not be empty. Give the level a name in the grid it is copied from.`;
      return { index, values, name, obstacle: name === '' ? { label: nameLabel, why } : null };
    }),
  );
}

function present(record: MirroredRecord | null): MirroredRecord | null {
  return record === null || record.goneAt !== null ? null : record;
}

/** What a field of a commission level is called on screen. */
export function labelOf(field: string): string {
  return collections.commissionLevel.fields.find(({ name }) => name === field)?.label ?? field;
}
