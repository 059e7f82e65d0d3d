import type { CellFilter } from '../../../domain/viewFilter.ts';
import type { ViewFilter, ViewQuery } from './api.ts';
import { shownField } from './viewFields.ts';
import { isIndexed } from './viewWhere.ts';

/** Whether a filter is looked at in memory, value by value, because no index finds its rows. */
export function isCellFilter(filter: ViewFilter): filter is CellFilter {
  return !isIndexed(filter);
}

/** Whether nothing of a question has to be looked at in memory. */
export function isFoundByIndex(query: ViewQuery): boolean {
  return query.sort.length === 0 && query.filters.every(isIndexed) && wordsOf(query).length === 0;
}

/** The words of a search, each of which a row must hold, in lower case. */
export function wordsOf({ search }: ViewQuery): readonly string[] {
  return search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** The columns that a search looks through: Yes and No are no words to look for. */
export function searchedFields({ collection, columns }: ViewQuery): readonly string[] {
  return columns.filter((name) => shownField(collection, name).field.kind.type !== 'boolean');
}
