import { atOnce } from '../slices.ts';
import type { LookupStore, ViewStore } from './api.ts';
import { toCell } from './columns.ts';
import type { Labels, LabelSource } from './labels.ts';
import { createLiveOperations } from './liveOperations.ts';
import type { Connection } from './sqlite.ts';
import type { Statements } from './statements.ts';
import type { Keeping } from './vectors/keepColumn.ts';
import type { Vectors } from './vectors/vectors.ts';
import { shownField, textOf } from './viewFields.ts';
import { findCell } from './viewFind.ts';
import { optionsOf } from './viewOptions.ts';
import { idsOf, rowsOf } from './viewRows.ts';
import { createSelector } from './viewSelect.ts';
import { sumOf, valuesOf } from './viewSums.ts';

/** Lists as the screen asks for them. An unknown field name is a bug and throws. */
export function createViewStore(
  connection: Connection,
  statements: Statements,
  labels: Labels,
  lookups: LookupStore,
  vectors: Vectors,
  keeping: Keeping,
): ViewStore {
  const operations = createLiveOperations(connection);
  const selector = createSelector(statements, labels, vectors, keeping);
  return {
    order: (query) => selector.order(query),
    opening: (query) => selector.opening(query),
    values: (query, field, search, limit) => atOnce(valuesOf(selector, query, field, search, limit)),
    naming: (query, field, search, limit) => valuesOf(selector, query, field, search, limit),
    sum: (collection, rowids, field) => atOnce(sumOf(selector, collection, rowids, field)),
    summing: (collection, rowids, field) => sumOf(selector, collection, rowids, field),
    findCell: (order, query) => findCell(selector, order, query),
    prepare: (query, scope) => selector.prepare(query, scope),
    keep: (query) => selector.keep(query),
    ids: (collection, rowids) => idsOf(collection, rowids, statements),
    rows: (query, rowids) => rowsOf(query, rowids, statements, labels, operations),
    label(collection, name, value) {
      const shown = shownField(collection, name);
      const source = sourceOfValue(shown.labels);
      const ids = typeof value === 'string' ? [value] : Array.isArray(value) ? value : [];
      const known = source === null ? new Map<string, string>() : labels.some(source, ids);
      return textOf({ ...shown, labels: source }, toCell(value), known);
    },
    options: (collection, field, recordId, search, limit) =>
      optionsOf({ collection, field, recordId, search, limit }, statements, lookups),
  };
}

/** Unlike its column, the value of a derived field is the reference itself, or the very text. */
function sourceOfValue(source: LabelSource | null): LabelSource | null {
  if (source === 'carrierOfProduct') return 'carrier';
  return source === 'producerOfNpn' || source === 'licenceHolder' ? null : source;
}
