import type { CellFilter } from '../../../domain/viewFilter.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import type { PrepareScope, ViewFilter, ViewQuery } from './api.ts';
import { integerAt } from './cells.ts';
import { tables } from './columns.ts';
import { inChunks } from './inChunks.ts';
import { atOnce } from '../slices.ts';
import type { Sliced } from '../slices.ts';
import type { Labels } from './labels.ts';
import type { Statements } from './statements.ts';
import { ColumnVector } from './vectors/columnVector.ts';
import type { KeptRanks } from './vectors/columnVector.ts';
import { createTexts } from './vectors/fieldTexts.ts';
import { keepColumn } from './vectors/keepColumn.ts';
import type { Keeping } from './vectors/keepColumn.ts';
import { keepWhere, shownAmong, shownRows, sortRows } from './vectors/rows.ts';
import type { CodedField } from './vectors/rows.ts';
import type { Vectors } from './vectors/vectors.ts';
import { vectorSql } from './vectors/vectors.ts';
import { passing } from './viewConditions.ts';
import { shownField } from './viewFields.ts';
import type { ShownField } from './viewFields.ts';
import { rowsWithAll, Searches } from './viewSearch.ts';
import { isIndexed, narrowStatement } from './viewWhere.ts';

/** So few rows are read by themselves where the table's columns are not in memory yet. */
const fewRows = 5_000;
/** How often a list is worked out in slices again because something was written meanwhile. */
const patience = 3;

/** Fields of some rows, each row known by its position in the fields' codes. */
interface RowSource {
  /** Not to be written to. */
  readonly all: () => Uint32Array;
  /** Rows of the whole table, by their rowids. */
  readonly isWhole: boolean;
  field(name: string): CodedField;
  rowidsOf(rows: Uint32Array): Uint32Array;
}

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

export function createSelector(
  statements: Statements,
  labels: Labels,
  vectors: Vectors,
  keeping: Keeping,
): Selector {
  const allTexts = createTexts(labels);
  const searches = new Searches(() => vectors.version + labels.version);

  function coded(shown: ShownField, vector: ColumnVector): CodedField {
    const texts = allTexts.of(shown, vector);
    return {
      codes: vector.codes,
      // Worked out when asked for: a sort by what is kept of a column needs none of them.
      get texts() {
        return texts.texts;
      },
      get folded() {
        return texts.folded;
      },
      signs: texts.signs,
      ranks: () => texts.ranks(),
      items: (code) => texts.items(code),
    };
  }

  /** Whole columns, or only these few rows where the columns are not there. */
  function sourceOf(
    collection: CollectionName,
    fields: readonly string[],
    candidates: Uint32Array | null,
  ): RowSource {
    const shown = new Map(fields.map((name) => [name, shownField(collection, name)]));
    const columns = [...new Set([...shown.values()].map(({ column }) => column))];
    const of = (name: string): ShownField => shown.get(name) ?? shownField(collection, name);
    const few = candidates !== null && candidates.length <= fewRows && !vectors.has(collection, columns);
    if (few) return fewOf(collection, columns, candidates, (name, vector) => coded(of(name), vector), of);
    const table = vectors.table(collection, columns);
    return {
      all: () => (candidates === null ? shownRows(table.shown) : shownAmong(candidates, table.shown)),
      isWhole: true,
      field: (name) => coded(of(name), table.column(of(name).column)),
      rowidsOf: (rows) => rows,
    };
  }

  function fewOf(
    collection: CollectionName,
    columns: readonly string[],
    candidates: Uint32Array,
    code: (name: string, vector: ColumnVector) => CodedField,
    shownOf: (name: string) => ShownField,
  ): RowSource {
    const read = new Map(columns.map((name) => [name, new ColumnVector(candidates.length)]));
    const rowids: number[] = [];
    const statement = statements(vectorSql.rows(tables[collection].name, columns));
    for (const chunk of inChunks([...candidates]))
      for (const row of statement.all(JSON.stringify(chunk))) {
        if (integerAt(row, 1) < 2) continue;
        const position = rowids.push(integerAt(row, 0)) - 1;
        columns.forEach((name, index) => {
          const cell = row[index + 2];
          read.get(name)?.put(position, typeof cell === 'string' || typeof cell === 'number' ? cell : null);
        });
      }
    return {
      all: () => Uint32Array.from(rowids, (_, position) => position),
      isWhole: false,
      field(name) {
        const vector = read.get(shownOf(name).column);
        if (vector === undefined) throw new RangeError(`${collection}.${name} was not read`);
        return code(name, vector);
      },
      rowidsOf: (rows) => rows.map((position) => rowids[position] ?? 0),
    };
  }

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
    const source = sourceOf(query.collection, needed, candidates);
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
    const source = sourceOf(collection, fields, rowids);
    return { rows: source.all(), source };
  }

  /** Reads what a question needs, and these fields of its collection. */
  function* readFor(
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
  }

  /** Lets a search of these columns pass over most of their texts, which are read already. */
  function* signsFor(query: ViewQuery): Sliced<void> {
    for (const name of searchedFields(query)) {
      const shown = shownField(query.collection, name);
      const vector = vectors.held(query.collection, [shown.column])?.column(shown.column);
      if (vector !== undefined) yield* allTexts.signs(shown, vector);
    }
  }

  /** Reads what a question needs, unless an index finds its rows and they are few. */
  function* readUnlessFew(query: ViewQuery, fields: readonly string[]): Sliced<void> {
    const { sort, filters } = query;
    if (filters.some(isIndexed)) {
      if (fields.length === 0 && isFoundByIndex(query)) return;
      const candidates = narrowed(query);
      if (candidates !== null && candidates.length <= fewRows) return;
    }
    yield* readFor(query, fields, (name) => sort.some(({ field }) => field === name));
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
          if (rowids.length > fewRows) yield* readFor(plainOf(collection), fields, () => false);
        },
        () => work(these(collection, rowids, fields)),
      ),
    *prepare(query, scope) {
      yield* readFor(query, query.columns, () => scope === 'list');
      if (scope === 'list') yield* signsFor(query);
    },
    these,
  };
}

/** A list of all there is. */
function plainOf(collection: CollectionName): ViewQuery {
  return { collection, columns: [], sort: [], filters: [], search: '' };
}

function isCellFilter(filter: ViewFilter): filter is CellFilter {
  return !isIndexed(filter);
}

/** Nothing of it has to be looked at in memory. */
function isFoundByIndex(query: ViewQuery): boolean {
  return query.sort.length === 0 && query.filters.every(isIndexed) && wordsOf(query).length === 0;
}

function wordsOf({ search }: ViewQuery): readonly string[] {
  return search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** Yes and No are no words to look for. */
function searchedFields({ collection, columns }: ViewQuery): readonly string[] {
  return columns.filter((name) => shownField(collection, name).field.kind.type !== 'boolean');
}

function rowidsFrom(statement: ReturnType<Statements>, values: readonly unknown[]): Uint32Array {
  return Uint32Array.from(statement.pluck().all(...values), Number);
}
