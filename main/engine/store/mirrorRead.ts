import type { CollectionName, FieldValue, FieldValues } from '../../../domain/fields.ts';
import { displayNameOf } from '../../../domain/producer.ts';
import { agentNameOf } from '../../../domain/turris.ts';
import type { MirroredRecord, MirrorStore, ReadServerCopy } from './api.ts';
import { integerAt, integerOrNullAt, parseJsonObject, textAt, textOrNullAt } from './cells.ts';
import { columnOf, fromCell, tables, valuesOf } from './columns.ts';
import type { Column, Table } from './columns.ts';
import { inChunks, rowsFor, survivesJson } from './inChunks.ts';
import { labelSql } from './labels.ts';
import type { MirrorTable } from './mirrorTable.ts';
import { producerSql } from './producers.ts';
import { prepareRaw } from './sqlite.ts';
import type { Connection } from './sqlite.ts';

/** The table of each collection with the statements prepared for it. */
export type Mirrors = Readonly<Record<CollectionName, MirrorTable>>;

/** How often each value of a column occurs among records named by id. */
export const distinctSql = ({ name }: Table, column: Column): string =>
  `SELECT t.${column.name}, count(*) FROM json_each(?) AS wanted
   CROSS JOIN ${name} AS t ON t.id = wanted.value GROUP BY 1`;

/** A statement that reads records by their ids, given as a JSON array. */
export const someSql = (
  { name, serverName }: Pick<Table, 'name' | 'serverName'>,
  columns: readonly Column[],
): string =>
  `SELECT ${['wanted.key', 't.rowid', 't.fetched_at', 't.gone_at', 's.server']
    .concat(columns.map((column) => `t.${column.name}`))
    .join(', ')}
   FROM json_each(?) AS wanted CROSS JOIN ${name} AS t ON t.id = wanted.value
   LEFT JOIN ${serverName} AS s ON s.rowid = t.rowid`;

/** Names that stand in other records. */
interface Derivation {
  readonly carrierOf: (productId: FieldValue | undefined) => string | null;
  readonly producerOf: (npn: FieldValue | undefined) => string | null;
  readonly holderOf: (id: FieldValue | undefined) => string | null;
}

/** The fields no column holds, worked out from other fields or records. */
function withDerived(
  collection: CollectionName,
  id: string,
  values: FieldValues,
  { carrierOf, producerOf, holderOf }: Derivation,
): FieldValues {
  switch (collection) {
    case 'contractAssignment':
      return {
        ...values,
        carrierId: carrierOf(values['productId']),
        producerName: producerOf(values['npn']),
      };
    case 'producer':
      return { ...values, displayName: displayNameOf(values) };
    case 'agent':
      return {
        ...values,
        displayName: agentNameOf(values['firstName'], values['lastName']),
        producerName: producerOf(values['npn']),
      };
    case 'licence':
      return { ...values, holderName: holderOf(values['agentId'] ?? values['downstreamEntityId']) };
    case 'fileDocument':
      return { ...values, turrisId: id };
    default:
      return values;
  }
}

/** Asks once for each value: many records share one product. */
function remembering(ask: Derivation['carrierOf']): Derivation['carrierOf'] {
  const known = new Map<FieldValue | undefined, string | null>();
  return (value) => {
    let answer = known.get(value);
    if (answer === undefined) {
      answer = ask(value);
      known.set(value, answer);
    }
    return answer;
  };
}

/** Reads records of the mirror, one or many at once. */
export function createMirrorReader(
  connection: Connection,
  mirrors: Mirrors,
  readServerCopy: ReadServerCopy,
): Pick<MirrorStore, 'get' | 'getMany' | 'getSome' | 'serverValues' | 'holdsCopy' | 'distinct'> {
  const carrierOfProduct = prepareRaw(connection, 'SELECT carrier_id FROM product WHERE id = ?');
  const nameOfNpn = prepareRaw(connection, producerSql.nameOfNpn);
  const holders = prepareRaw(connection, labelSql.someHolders);
  const textOf = (row: readonly unknown[] | undefined): string | null =>
    typeof row?.[0] === 'string' ? row[0] : null;
  const lookedUp: Derivation = {
    carrierOf: (productId) => textOf(carrierOfProduct.get(productId ?? null)),
    producerOf: (npn) => textOf(nameOfNpn.get(npn ?? null)),
    holderOf: (id) => textOf(holders.get(JSON.stringify([id ?? null]))?.slice(1)),
  };

  /** A row as `get` and `getMany` select it, with the fields no column holds. */
  const recordOf = (
    { table }: MirrorTable,
    row: readonly unknown[],
    derivation: Derivation,
  ): MirroredRecord => {
    const server = textOrNullAt(row, 4);
    const id = textAt(row, 1);
    return {
      rowid: integerAt(row, 0),
      id,
      fetchedAt: integerAt(row, 2),
      goneAt: integerOrNullAt(row, 3),
      effective: withDerived(table.collection, id, valuesOf(table, row, 5), derivation),
      server: server === null ? null : readServerCopy(table.collection, parseJsonObject(server)),
    };
  };

  return {
    get(collection, id) {
      const row = mirrors[collection].get.get(id);
      return row === undefined ? null : recordOf(mirrors[collection], row, lookedUp);
    },
    getMany(collection, ids) {
      const mirror = mirrors[collection];
      const once: Derivation = {
        carrierOf: remembering(lookedUp.carrierOf),
        producerOf: remembering(lookedUp.producerOf),
        holderOf: remembering(lookedUp.holderOf),
      };
      const found = new Map<string, MirroredRecord>();
      const rows = rowsFor(
        ids,
        (json) => mirror.getMany.all(json),
        (id) => mirror.get.all(id),
      );
      for (const row of rows) {
        const record = recordOf(mirror, row, once);
        found.set(record.id, record);
      }
      return found;
    },
    getSome(collection, ids, fields) {
      const columns = fields.flatMap((field) => columnOf(collection, field) ?? []);
      const statement = prepareRaw(connection, someSql(tables[collection], columns));
      const found = new Map<string, MirroredRecord>();
      const read = (row: readonly unknown[], id: string): void => {
        const values: Record<string, FieldValue> = {};
        columns.forEach(({ field }, index) => {
          values[field.name] = fromCell(field, row[5 + index]);
        });
        const server = textOrNullAt(row, 4);
        found.set(id, {
          rowid: integerAt(row, 1),
          id,
          fetchedAt: integerAt(row, 2),
          goneAt: integerOrNullAt(row, 3),
          effective: values,
          server: server === null ? null : readServerCopy(collection, parseJsonObject(server), fields),
        });
      };
      for (const chunk of inChunks(ids.filter(survivesJson))) {
        for (const row of statement.all(JSON.stringify(chunk))) {
          // The text at hand instead of another of the same: its hash is known already.
          const id = chunk[integerAt(row, 0)];
          if (id !== undefined) read(row, id);
        }
      }
      for (const id of ids) {
        if (survivesJson(id)) continue;
        const row = mirrors[collection].get.get(id);
        if (row !== undefined) found.set(id, recordOf(mirrors[collection], row, lookedUp));
      }
      return found;
    },
    serverValues(collection, rowids, fields) {
      const found = new Map<number, FieldValues>();
      for (const chunk of inChunks(rowids)) {
        const values = serverValuesOf(mirrors[collection], chunk, readServerCopy, fields);
        for (const [rowid, value] of values) found.set(rowid, value);
      }
      return found;
    },
    holdsCopy: (collection, id, server) =>
      mirrors[collection].holdsCopy.get(JSON.stringify(server), id)?.[0] === 1,
    distinct(collection, ids, field) {
      const column = columnOf(collection, field);
      if (column === undefined) return null;
      const statement = prepareRaw(connection, distinctSql(tables[collection], column));
      const values = new Set<string>();
      let there = 0;
      for (const chunk of inChunks(ids)) {
        for (const row of statement.all(JSON.stringify(chunk))) {
          const value = textOrNullAt(row, 0);
          if (value === null) return null;
          values.add(value);
          there += integerAt(row, 1);
        }
      }
      return there === ids.length ? [...values] : null;
    },
  };
}

/** What the server copies of these rows say, by rowid; used where the copies are read alone. */
export function serverValuesOf(
  mirror: MirrorTable,
  rowids: readonly number[],
  readServerCopy: ReadServerCopy,
  fields?: readonly string[],
): ReadonlyMap<number, FieldValues> {
  const found = new Map<number, FieldValues>();
  for (const row of mirror.serversOf.all(JSON.stringify(rowids))) {
    const server = parseJsonObject(textAt(row, 1));
    found.set(integerAt(row, 0), readServerCopy(mirror.table.collection, server, fields));
  }
  return found;
}
