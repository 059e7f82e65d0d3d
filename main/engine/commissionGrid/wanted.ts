import { mostPlannedLevels } from '../../../domain/commissionGrid/plan.ts';
import type { WantedLevels } from '../../../domain/commissionGrid/plan.ts';
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
  /** By field, without the product; only fields that somebody means to set. Null empties a field. */
  readonly values: FieldValues;
  /** As typed, for a line whose name cannot be read. */
  readonly name: string;
  readonly obstacle: Obstacle | null;
}

export interface WantedProduct {
  readonly id: string;
  readonly title: string;
  readonly obstacle: Obstacle | null;
}

export interface Wanted {
  readonly products: readonly WantedProduct[];
  readonly lines: readonly WantedLine[];
}

/** Fields of a level that a person gives, all of which a copy takes along. */
export const levelFields: readonly FieldDefinition[] = newFieldsOf('commissionLevel').filter(
  ({ name }) => name !== 'productId',
);

const nameLabel = labelOf('name');

/** Reads what is wanted. Fails with `too-many-levels` and, for a product to copy from, `record-not-found`. */
export function readWanted(store: Store, wanted: WantedLevels): Result<Wanted> {
  const lines = wanted.kind === 'add' ? ok(wanted.levels.map(typedLine)) : copiedLines(store, wanted);
  if (!lines.ok) return lines;
  const asked = wanted.kind === 'add' ? wanted.productIds : wanted.toProductIds;
  const ids = new Set(asked.map((id) => idNow(store, id)));
  if (wanted.kind === 'copy') ids.delete(idNow(store, wanted.fromProductId));
  const size = ids.size * lines.value.length;
  if (size > mostPlannedLevels) {
    return fail({
      code: 'too-many-levels',
      message: `${lines.value.length} levels for ${ids.size} products are ${size} levels; at most ${mostPlannedLevels} can be staged at once. Nothing was staged. Choose fewer products.`,
      remedy: 'fix-fields',
    });
  }
  return ok({ products: [...ids].map((id) => productOf(store, id)), lines: lines.value });
}

function productOf(store: Store, id: string): WantedProduct {
  const product = present(store.mirror.get('product', id));
  if (product !== null)
    return { id, title: textOf(product.effective, 'name') || 'Product without a name', obstacle: null };
  const why = 'This product is no longer at AgentSync. Choose another one.';
  return { id, title: 'Product that is gone', obstacle: { label: labelOf('productId'), why } };
}

/** A line as typed: every field on the path that typing into a cell takes. */
function typedLine(typed: Readonly<Record<string, string>>): WantedLine {
  const values: Record<string, FieldValue> = {};
  const name = (typed['name'] ?? '').trim();
  const line = (obstacle: Obstacle | null): WantedLine => ({ values, name, obstacle });
  for (const [field, text] of Object.entries(typed)) {
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
    levels.map(({ record }) => {
      const values: Record<string, FieldValue> = {};
      for (const { name } of levelFields) values[name] = record.values[name] ?? null;
      const name = textOf(record.values, 'name').trim();
      const why = `${nameLabel} may not be empty. Give the level a name in the grid it is copied from.`;
      return { values, name, obstacle: name === '' ? { label: nameLabel, why } : null };
    }),
  );
}

function present(record: MirroredRecord | null): MirroredRecord | null {
  return record === null || record.goneAt !== null ? null : record;
}

export function labelOf(field: string): string {
  return collections.commissionLevel.fields.find(({ name }) => name === field)?.label ?? field;
}
