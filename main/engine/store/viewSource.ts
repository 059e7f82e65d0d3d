import type { CollectionName } from '../../../domain/fields.ts';
import { integerAt } from './cells.ts';
import { tables } from './columns.ts';
import { inChunks } from './inChunks.ts';
import type { Statements } from './statements.ts';
import { ColumnVector } from './vectors/columnVector.ts';
import type { Texts } from './vectors/fieldTexts.ts';
import { shownAmong, shownRows } from './vectors/rows.ts';
import type { CodedField } from './vectors/rows.ts';
import { vectorSql } from './vectors/vectors.ts';
import type { Vectors } from './vectors/vectors.ts';
import { shownField } from './viewFields.ts';
import type { ShownField } from './viewFields.ts';

/** So few rows are read by themselves where the table's columns are not in memory yet. */
export const fewRows = 5_000;

/** Fields of some rows, each row known by its position in the fields' codes. */
export interface RowSource {
  /** Not to be written to. */
  readonly all: () => Uint32Array;
  /** Rows of the whole table, by their rowids. */
  readonly isWhole: boolean;
  field(name: string): CodedField;
  rowidsOf(rows: Uint32Array): Uint32Array;
}

/** Where the fields of rows are read. */
export interface Sources {
  /** Of a whole collection, or of these rows of it (rowids), as far as they are shown. */
  of(collection: CollectionName, fields: readonly string[], candidates: Uint32Array | null): RowSource;
}

/** Sources over the columns in memory, and over the table itself for few rows of columns that are not. */
export function createSources(statements: Statements, vectors: Vectors, allTexts: Texts): Sources {
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

  return {
    of(collection, fields, candidates) {
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
    },
  };
}
