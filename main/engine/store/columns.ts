import { collections } from '../../../domain/collections.ts';
import { collectionNames } from '../../../domain/fields.ts';
import type { CollectionName, FieldDefinition, FieldValue, FieldValues } from '../../../domain/fields.ts';

/** What SQLite takes and gives for one of our columns. */
export type Cell = string | number | null;

/** One field of a collection and the column that holds its effective value. */
export interface Column {
  readonly field: FieldDefinition;
  readonly name: string;
}

/** A collection's table. Identifiers in SQL come from here and nowhere else. */
export interface Table {
  readonly collection: CollectionName;
  readonly name: string;
  /** Holds the last server copy of each row under the same rowid. */
  readonly serverName: string;
  readonly columns: readonly Column[];
}

/** Fields worked out from other records; they have no column. */
const derived: Readonly<Record<CollectionName, readonly string[]>> = {
  carrier: [],
  product: [],
  commissionLevel: [],
  contractAssignment: ['carrierId', 'producerName'],
  // The table works it out by itself: it is read like a column and never written.
  producer: ['displayName'],
  address: [],
  phone: [],
  bankAccount: [],
  insurancePolicy: [],
  downstreamEntity: [],
  // As for producers; the other is the producer's with the same NPN.
  agent: ['displayName', 'producerName'],
  licence: ['holderName'],
  fileDocument: ['turrisId'],
  invitation: [],
};

function snakeCase(name: string): string {
  return name.replace(/[A-Z]|\d+/g, (part) => `_${part.toLowerCase()}`);
}

function tableOf(collection: CollectionName): Table {
  const name = snakeCase(collection);
  const columns = collections[collection].fields
    .filter((field) => !derived[collection].includes(field.name))
    .map((field) => ({ field, name: snakeCase(field.name) }));
  return { collection, name, serverName: `${name}_server`, columns };
}

/** The table of each collection and what its columns hold. */
export const tables: Readonly<Record<CollectionName, Table>> = {
  carrier: tableOf('carrier'),
  product: tableOf('product'),
  commissionLevel: tableOf('commissionLevel'),
  contractAssignment: tableOf('contractAssignment'),
  invitation: tableOf('invitation'),
  producer: tableOf('producer'),
  address: tableOf('address'),
  phone: tableOf('phone'),
  bankAccount: tableOf('bankAccount'),
  insurancePolicy: tableOf('insurancePolicy'),
  downstreamEntity: tableOf('downstreamEntity'),
  agent: tableOf('agent'),
  licence: tableOf('licence'),
  fileDocument: tableOf('fileDocument'),
};

/** Every table of a collection, parents before children. */
export const allTables: readonly Table[] = collectionNames.map((collection) => tables[collection]);

/** The column of a field, or undefined for derived and unknown fields. */
export function columnOf(collection: CollectionName, field: string): Column | undefined {
  return tables[collection].columns.find((column) => column.field.name === field);
}

/** The columns that these fields have; those without one are left out. */
export function columnsOf(collection: CollectionName, fields: readonly string[]): readonly Column[] {
  return fields.map((field) => columnOf(collection, field)).filter((column) => column !== undefined);
}

/** A value as its column holds it: lists as JSON, booleans as 0 and 1, empty and unknown as NULL. */
export function toCell(value: FieldValue | undefined): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return JSON.stringify(value);
}

/** The value in a column. What the column should not hold is read as text rather than lost. */
export function fromCell(field: FieldDefinition, cell: unknown): FieldValue {
  if (cell === null || cell === undefined) return null;
  if (isList(field)) return typeof cell === 'string' ? listOf(cell) : [];
  if (field.kind.type === 'boolean' && typeof cell === 'number') return cell !== 0;
  return typeof cell === 'string' ? cell : JSON.stringify(cell);
}

/** The effective values of a row selected in the order of `table.columns`, starting at `offset`. */
export function valuesOf(table: Table, row: readonly unknown[], offset: number): FieldValues {
  const values: Record<string, FieldValue> = {};
  table.columns.forEach(({ field }, index) => {
    values[field.name] = fromCell(field, row[offset + index]);
  });
  return values;
}

const listKinds: ReadonlySet<FieldDefinition['kind']['type']> = new Set([
  'states',
  'textList',
  'lookupList',
  'referenceList',
]);

/** Whether a field holds several values, kept as a JSON array. */
export function isList(field: FieldDefinition): boolean {
  return listKinds.has(field.kind.type);
}

/** The items of a list column. */
export function listOf(cell: string): readonly string[] {
  const items: unknown = cell.startsWith('[') ? JSON.parse(cell) : [cell];
  return Array.isArray(items) ? items.map(String) : [];
}
