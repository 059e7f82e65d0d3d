import { fieldOf } from '../../../domain/collections.ts';
import type { ImportName, ImportPlan } from '../../../preload/contract/import.ts';
import type { Sliced } from '../slices.ts';
import type { Store } from '../store/api.ts';
import { createNames, likeliest } from './names.ts';
import type { Names } from './names.ts';
import type { SourceMemory } from './memory.ts';
import type { ArrangedSource } from './source.ts';

const mostListed = 300;
const mostSuggested = 3;
/** Different names looked at; a column with more of them is no column of names. */
const mostDifferent = 20_000;
/** Rows looked at before others have their turn. */
const slice = 1_000;

/** Names in a source that stand for nothing here, each once for each product or carrier it stands with. */
export function* listNames(
  store: Store,
  source: ArrangedSource,
  plan: ImportPlan,
  memory: SourceMemory | null,
): Sliced<{ readonly names: readonly ImportName[]; readonly more: number }> {
  if (plan.writingNumbersOf !== null) return { names: [], more: 0 };
  const { collection } = plan;
  const values = [...(memory?.names ?? []), ...plan.values];
  const names = createNames(store, collection, values);
  const columnOf = new Map(
    plan.columns.flatMap(({ column, target }) => (target === null ? [] : [[target, column]])),
  );
  const counts = new Map<
    string,
    { readonly field: string; readonly context: string; readonly text: string; rows: number }
  >();
  for (const [index, row] of source.rows.entries()) {
    if (index % slice === slice - 1) yield;
    const textOf = (field: string): string => {
      const column = columnOf.get(field);
      return column === undefined ? '' : source.text(row, column).trim();
    };
    const contexts = contextsOf(names, textOf);
    for (const field of columnOf.keys()) {
      const text = textOf(field).slice(0, 200);
      const context = contexts(field);
      if (text === '' || context === null) continue;
      const key = `${field}\u001F${context}\u001F${text.toLowerCase()}`;
      const known = counts.get(key);
      if (known !== undefined) known.rows += 1;
      else if (counts.size < mostDifferent) counts.set(key, { field, context, text, rows: 1 });
    }
  }
  const unknown = [...counts.values()]
    .filter(({ field, context, text }) => !isKnown(names, field, context, text))
    .toSorted((a, b) => b.rows - a.rows);
  return {
    names: unknown.slice(0, mostListed).map(({ field, context, text, rows }) => {
      const options = names.options(field, context) ?? [];
      const id = names.chosen(field, context, text);
      return {
        field,
        fieldLabel: fieldOf(collection, field)?.label ?? field,
        context,
        contextLabel: contextLabel(store, field, context),
        text,
        rows,
        chosen: options.find(({ value }) => value === id) ?? null,
        suggestions: likeliest(options, text, mostSuggested),
      };
    }),
    more: Math.max(0, unknown.length - mostListed),
  };
}

/** What a name of a field depends on in this row; null where the field has no names, or that is not known yet. */
function contextsOf(names: Names, textOf: (field: string) => string): (field: string) => string | null {
  const carrierText = textOf('carrierId');
  const carrierId = names.chosen('carrierId', '', carrierText) ?? idOf(names.carrier(carrierText));
  const productText = textOf('productId');
  const productId =
    names.chosen('productId', carrierId ?? '', productText) ?? idOf(names.product(productText, carrierId));
  return (field) => {
    if (field === 'commissionLevelId') return productId;
    if (field === 'productId') return carrierText !== '' && carrierId === null ? null : (carrierId ?? '');
    return names.options(field, '') === null ? null : '';
  };
}

function idOf(named: ReturnType<Names['carrier']>): string | null {
  return named.kind === 'one' ? named.id : null;
}

/** Whether a name needs nobody to say what it stands for. */
function isKnown(names: Names, field: string, context: string, text: string): boolean {
  if (field === 'carrierId') return names.carrier(text).kind !== 'none';
  if (field === 'productId') return names.product(text, context === '' ? null : context).kind !== 'none';
  const options = names.options(field, context);
  if (options === null) return true;
  const wanted = text.toLowerCase();
  return options.some(({ value, label }) => value === text || label.trim().toLowerCase() === wanted);
}

function contextLabel(store: Store, field: string, context: string): string {
  if (context === '') return '';
  return field === 'commissionLevelId'
    ? store.views.label('contractAssignment', 'productId', context)
    : store.views.label('product', 'carrierId', context);
}
