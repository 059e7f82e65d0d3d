import type { CollectionName } from '../../../domain/fields.ts';
import type { PrepareScope, ViewQuery } from './api.ts';
import { atOnce } from '../slices.ts';
import type { Sliced } from '../slices.ts';
import type { Labels } from './labels.ts';
import type { Statements } from './statements.ts';
import type { ColumnVector, KeptRanks } from './vectors/columnVector.ts';
import { createTexts } from './vectors/fieldTexts.ts';
import { keepColumn } from './vectors/keepColumn.ts';
import type { Keeping } from './vectors/keepColumn.ts';
import { keepWhere, shownRows, sortRows } from './vectors/rows.ts';
import type { CodedField } from './vectors/rows.ts';
import type { Vectors } from './vectors/vectors.ts';
import { createReadAhead } from './viewAhead.ts';
import { passing } from './viewConditions.ts';
import { shownField } from './viewFields.ts';
import { isCellFilter, isFoundByIndex, searchedFields, wordsOf } from './viewNeeds.ts';
import { rowsWithAll, Searches } from './viewSearch.ts';
import { createSources, fewRows } from './viewSource.ts';
import type { RowSource } from './viewSource.ts';
import { isIndexed, narrowStatement } from './viewWhere.ts';

/** How often a list is worked out in slices again because something was written meanwhile. */
const patience = 3;

interface Found {
  readonly rows: Uint32Array;
  readonly source: RowSource;
}

/** Which rows a list holds and in which order, worked out in memory beyond what an index finds. */
export interface Selector {
  /** Rowids in view order. */
  order(query: ViewQuery): Uint32Array;
  /** The same in slices, as it is when the last of them is taken. */
  opening(query: ViewQuery): Sliced<Uint32Array>;
  /** What `work` makes in slices of the rows a query finds, unsorted, with these fields at hand; also as above. */
  about<T>(query: ViewQuery, fields: readonly string[], work: (found: Found) => Sliced<T>): Sliced<T>;
  /** The same of these rows, as far as they are there. */
  among<T>(
    collection: CollectionName,
    rowids: Uint32Array,
    fields: readonly string[],
    work: (found: Found) => Sliced<T>,
  ): Sliced<T>;
  /** These rows, as far as they are there, with these fields at hand. */
  these(collection: CollectionName, rowids: Uint32Array, fields: readonly string[]): Found;
  /** Does in slices what answering would otherwise do at once; see ViewStore. */
  prepare(query: ViewQuery, scope: PrepareScope): Sliced<void>;
  /** Keeps in the database what was prepared of a list; see ViewStore. */
  keep(query: ViewQuery): Sliced<void>;
}

/** Answers from the columns in memory, from an index where one finds the rows, and from the table for few of them. */
export function createSelector(
  statements: Statements,
  labels: Labels,
  vectors: Vectors,
  keeping: Keeping,
): Selector {
  const allTexts = createTexts(labels);
  const sources = createSources(statements, vectors, allTexts);
  const ahead = createReadAhead(labels, vectors, allTexts);
  const searches = new Searches(() => vectors.version + labels.version);

  function narrowed({ collection, filters }: ViewQuery): Uint32Array | null {
    const indexed = filters.filter(isIndexed);
    if (indexed.length === 0) return null;
    const { sql, values } = narrowStatement(collection, indexed);
    return rowidsFrom(statements(sql), values);
  }

  function* found(query: ViewQuery, fields: readonly string[]): Sliced<Found> {
    const filters = query.filters.filter(isCellFilter);
    const words = wordsOf(query);
    const searched = words.length === 0 ? [] : searchedFields(query);
    const candidates = narrowed(query);
    const needed = [...new Set([...fields, ...filters.map(({ field }) => field), ...searched])];
    const source = sources.of(query.collection, needed, candidates);
    const filtered = function* (): Sliced<Uint32Array> {
      let rows: Uint32Array = source.all().slice();
      for (const filter of filters) {
        const field = source.field(filter.field);
        const passes = yield* passing(field, filter, shownField(query.collection, filter.field));
        rows = yield* keepWhere(rows, field.codes, passes);
      }
      return rows;
    };
    if (words.length === 0) return { rows: yield* filtered(), source };
    const looked = (): readonly CodedField[] => searched.map((name) => source.field(name));
    if (!source.isWhole) return { rows: yield* rowsWithAll(words, yield* filtered(), looked()), source };
    const about = JSON.stringify([query.collection, query.filters, searched]);
    return { rows: yield* searches.find({ about, words }, filtered, looked), source };
  }

  function* ordered(query: ViewQuery): Sliced<Uint32Array> {
    const { collection, sort } = query;
    if (isFoundByIndex(query)) return narrowed(query) ?? shownRows(vectors.table(collection, []).shown);
    const { rows, source } = yield* found(
      query,
      sort.map(({ field }) => field),
    );
    const keys = sort.map(({ field, direction }) => ({
      field: source.field(field),
      descending: direction === 'descending',
    }));
    return source.rowidsOf(yield* sortRows(rows, keys)).slice();
  }

  function these(collection: CollectionName, rowids: Uint32Array, fields: readonly string[]): Found {
    const source = sources.of(collection, fields, rowids);
    return { rows: source.all(), source };
  }

  /** Reads what a question needs, unless an index finds its rows and they are few. */
  function* readUnlessFew(query: ViewQuery, fields: readonly string[]): Sliced<void> {
    const { sort, filters } = query;
    if (filters.some(isIndexed)) {
      if (fields.length === 0 && isFoundByIndex(query)) return;
      const candidates = narrowed(query);
      if (candidates !== null && candidates.length <= fewRows) return;
    }
    yield* ahead.readFor(query, fields, (name) => sort.some(({ field }) => field === name));
  }

  /** Work that begins again where something was written between two of its slices. */
  function* settled<T>(read: () => Sliced<void>, work: () => Sliced<T>): Sliced<T> {
    for (let attempt = 0; attempt < patience; attempt += 1) {
      yield* read();
      const before = vectors.version + labels.version;
      const made = yield* work();
      // Arrays may have been written to meanwhile, and then what was made of them is nothing.
      if (vectors.version + labels.version === before) return made;
    }
    return atOnce(work());
  }

  /** Keeps what was read ahead of a list; given up when anything is written meanwhile. */
  function* keep({ collection, columns }: ViewQuery): Sliced<void> {
    for (const name of columns) {
      const shown = shownField(collection, name);
      const ranks = (vector: ColumnVector): KeptRanks | null => allTexts.ownRanks(shown, vector);
      if (!(yield* keepColumn({ ...keeping, vectors }, collection, shown.column, ranks))) return;
    }
  }

  return {
    keep,
    about: (query, fields, work) =>
      settled(
        () => readUnlessFew(query, fields),
        function* () {
          return yield* work(yield* found(query, fields));
        },
      ),
    order: (query) => atOnce(ordered(query)),
    opening: (query) =>
      settled(
        () => readUnlessFew(query, []),
        () => ordered(query),
      ),
    among: (collection, rowids, fields, work) =>
      settled(
        function* () {
          // So few are read when they are asked for.
          if (rowids.length > fewRows) yield* ahead.readFor(plainOf(collection), fields, () => false);
        },
        () => work(these(collection, rowids, fields)),
      ),
    *prepare(query, scope) {
      yield* ahead.readFor(query, query.columns, () => scope === 'list');
      if (scope === 'list') yield* ahead.signsFor(query);
    },
    these,
  };
}

/** A list of all there is. */
function plainOf(collection: CollectionName): ViewQuery {
  return { collection, columns: [], sort: [], filters: [], search: '' };
}

function rowidsFrom(statement: ReturnType<Statements>, values: readonly unknown[]): Uint32Array {
  return Uint32Array.from(statement.pluck().all(...values), Number);
}
