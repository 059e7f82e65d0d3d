import type { ViewQuery } from './api.ts';
import type { Sliced } from '../slices.ts';
import type { Labels } from './labels.ts';
import type { Texts } from './vectors/fieldTexts.ts';
import type { Vectors } from './vectors/vectors.ts';
import { shownField } from './viewFields.ts';
import { isCellFilter, searchedFields, wordsOf } from './viewNeeds.ts';

/** Reads in slices what answering a question would otherwise read at once. */
export interface ReadAhead {
  /** The columns a question needs and these fields of its collection, and ranks of those that are to be sorted by. */
  readFor(query: ViewQuery, others: readonly string[], isRanked: (field: string) => boolean): Sliced<void>;
  /** Lets a search of a question's columns pass over most of their texts, which are read already. */
  signsFor(query: ViewQuery): Sliced<void>;
}

/** Reads ahead into the columns, labels and texts that questions are answered from. */
export function createReadAhead(labels: Labels, vectors: Vectors, allTexts: Texts): ReadAhead {
  return {
    *readFor(
      query: ViewQuery,
      others: readonly string[],
      isRanked: (field: string) => boolean,
    ): Sliced<void> {
      const { collection, sort, filters } = query;
      const looked = new Set([
        ...filters.filter(isCellFilter).map(({ field }) => field),
        ...(wordsOf(query).length === 0 ? [] : searchedFields(query)),
        ...others,
      ]);
      const asked = new Set([...sort.map(({ field }) => field), ...looked]);
      const fields = [...asked].map((name) => shownField(collection, name));
      const read = [...new Set(fields.map(({ column }) => column))];
      while (vectors.warm(collection, read)) yield;
      for (const shown of fields) {
        if (shown.labels !== null) yield* labels.ahead(shown.labels);
        // Forgotten during a pause, they are read again by whoever asks.
        const vector = vectors.held(collection, [shown.column])?.column(shown.column);
        if (vector === undefined) return;
        const { name } = shown.field;
        yield* allTexts.ahead(shown, vector, { texts: looked.has(name), ranks: isRanked(name) });
      }
    },
    *signsFor(query: ViewQuery): Sliced<void> {
      for (const name of searchedFields(query)) {
        const shown = shownField(query.collection, name);
        const vector = vectors.held(query.collection, [shown.column])?.column(shown.column);
        if (vector !== undefined) yield* allTexts.signs(shown, vector);
      }
    },
  };
}
