import { choiceWord } from '../../../domain/choiceWords.ts';
import { fieldOf } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { lookupLabel } from '../../../domain/lookups.ts';
import type { FieldOption } from '../../../domain/view.ts';
import type { LookupStore } from './api.ts';
import { textAt, textOrNullAt } from './cells.ts';
import { columnOf, tables } from './columns.ts';
import type { Statements } from './statements.ts';

/**
 * Levels are those of an assignment's product. Where no assignment has the id, it is the product's: an
 * assignment that is being made has no id yet.
 */
export const optionSql = {
  levelsOfProduct: `SELECT l.id, coalesce(nullif(l.name, ''), l.id), l.type, l.first_year_value, l.level
    FROM (SELECT ? AS id) AS wanted CROSS JOIN commission_level AS l
    ON l.product_id = coalesce((SELECT a.product_id FROM contract_assignment AS a WHERE a.id = wanted.id), wanted.id)
    WHERE l.gone_at IS NULL
    ORDER BY CAST(l.level AS REAL), l.name COLLATE NOCASE, l.rowid`,
  /**
   * The others of the product that do not stand below it, with what tells them apart; by NPN or name. Where no
   * assignment has the id it is the product's.
   */
  uplinesOfProduct: `WITH RECURSIVE below(id) AS (
      SELECT ? UNION SELECT d.id FROM below CROSS JOIN contract_assignment AS d
      ON d.upline_contract_assignment_id = below.id WHERE d.gone_at IS NULL
    )
    SELECT a.id, coalesce(nullif(a.npn, ''), a.id),
      (SELECT p.display_name FROM producer AS p WHERE p.npn = a.npn AND p.gone_at IS NULL LIMIT 1) AS producer_name,
      (SELECT l.name FROM commission_level AS l WHERE l.id = a.commission_level_id)
    FROM (SELECT ? AS id) AS wanted CROSS JOIN contract_assignment AS a
    ON a.product_id = coalesce((SELECT o.product_id FROM contract_assignment AS o WHERE o.id = wanted.id), wanted.id)
    WHERE a.gone_at IS NULL AND a.id NOT IN (SELECT id FROM below)
      AND (coalesce(a.npn, '') || ' ' || coalesce(producer_name, '')) LIKE ? ESCAPE '!'
    ORDER BY a.npn, a.rowid LIMIT ?`,
  products: `SELECT p.id, coalesce(p.name, p.id), coalesce(c.name, '') FROM product AS p
    LEFT JOIN carrier AS c ON c.id = p.carrier_id WHERE p.gone_at IS NULL
    ORDER BY p.name COLLATE NOCASE, p.rowid`,
  producers: `SELECT id, coalesce(display_name, npn, id), coalesce(npn, '') FROM producer
    WHERE gone_at IS NULL AND (coalesce(display_name, '') || ' ' || coalesce(npn, '')) LIKE ? ESCAPE '!'
    ORDER BY display_name COLLATE NOCASE, rowid LIMIT ?`,
} as const;

/** The different values of a column, each found by one step into its index. */
export function seenSql(table: string, column: string): string {
  return `WITH RECURSIVE seen (value) AS (
      SELECT (SELECT min(${column}) FROM ${table} WHERE ${column} > '')
      UNION ALL
      SELECT (SELECT min(${column}) FROM ${table} WHERE ${column} > seen.value) FROM seen WHERE seen.value IS NOT NULL
    ) SELECT value FROM seen WHERE value IS NOT NULL LIMIT 200`;
}

/**
 * Choices for one field of one record whose label or detail contains the search text, at most
 * `limit`. Fields that take free text have none.
 */
export function optionsOf(
  request: {
    readonly collection: CollectionName;
    readonly field: string;
    readonly recordId: string;
    readonly search: string;
    readonly limit: number;
  },
  statements: Statements,
  lookups: LookupStore,
): readonly FieldOption[] {
  const wanted = request.search.trim().toLowerCase();
  const kind = fieldOf(request.collection, request.field)?.kind;
  const pattern = `%${wanted.replace(/[!%_]/g, '!$&')}%`;
  if (kind?.type === 'reference' && kind.collection === 'contractAssignment')
    return statements(optionSql.uplinesOfProduct)
      .all(request.recordId, request.recordId, pattern, request.limit)
      .map((row) => option(textAt(row, 0), textAt(row, 1), detailOf(row)));
  if (kind?.type === 'reference' && kind.collection === 'producer') {
    return statements(optionSql.producers)
      .all(pattern, request.limit)
      .map((row) => option(textAt(row, 0), textAt(row, 1), textAt(row, 2)));
  }
  return choicesOf(request, statements, lookups)
    .filter(({ label, detail }) => `${label} ${detail}`.toLowerCase().includes(wanted))
    .slice(0, request.limit);
}

function choicesOf(
  { collection, field, recordId }: { collection: CollectionName; field: string; recordId: string },
  statements: Statements,
  lookups: LookupStore,
): readonly FieldOption[] {
  const definition = fieldOf(collection, field);
  const kind = definition?.kind;
  switch (kind?.type) {
    case 'choice': {
      // Nobody picks a value for what is only read, and its columns have no index to step through.
      const isOpen = kind.open === true && definition?.editable === true;
      const column = isOpen ? columnOf(collection, field) : undefined;
      if (column === undefined) return kind.values.map(choiceOption);
      const seen = statements(seenSql(tables[collection].name, column.name)).all();
      const values = new Set([...kind.values, ...seen.map((row) => textAt(row, 0))]);
      return [...values].map(choiceOption);
    }
    case 'boolean':
      return [option('true', 'Yes'), option('false', 'No')];
    case 'lookup':
    case 'lookupList':
      return lookups.list(kind.lookup).map((value) => option(value.id, lookupLabel(value)));
    case 'states':
      // Records carry the two-letter code, which is this lookup's name.
      return lookups
        .list('administrativeDivision')
        .map(({ name, description }) => option(name, name, description ?? ''));
    case 'reference':
      if (kind.collection === 'product')
        return statements(optionSql.products)
          .all()
          .map((row) => option(textAt(row, 0), textAt(row, 1), textAt(row, 2)));
      return collection === 'contractAssignment' && kind.collection === 'commissionLevel'
        ? statements(optionSql.levelsOfProduct).all(recordId).map(levelOption)
        : statements(namesSql(kind.collection))
            .all()
            .map((row) => option(textAt(row, 0), textAt(row, 1)));
    default:
      return [];
  }
}

/** Where it is not `name`. */
const namedByColumn: Readonly<Partial<Record<CollectionName, string>>> = {
  downstreamEntity: 'legal_name',
  agent: 'display_name',
};

function namesSql(collection: CollectionName): string {
  const label = namedByColumn[collection] ?? 'name';
  return `SELECT id, coalesce(${label}, id) FROM ${tables[collection].name} WHERE gone_at IS NULL
    ORDER BY ${label} COLLATE NOCASE, rowid`;
}

function option(value: string, label: string, detail = ''): FieldOption {
  return { value, label, detail };
}

function choiceOption(value: string): FieldOption {
  return option(value, choiceWord(value));
}

/** An upline is told from others by who it is and at which level: `Dana Reyes · Street`. */
function detailOf(row: readonly unknown[]): string {
  return [textOrNullAt(row, 2), textOrNullAt(row, 3)]
    .filter((part) => part !== null && part !== '')
    .join(' · ');
}

/** A level is told from its neighbours by what it pays and its rung: `95% · level 3`. */
function levelOption(row: readonly unknown[]): FieldOption {
  const rung = textOrNullAt(row, 4);
  const parts = [paid(textOrNullAt(row, 2), textOrNullAt(row, 3)), rung === null ? '' : `level ${rung}`];
  return option(textAt(row, 0), textAt(row, 1), parts.filter((part) => part !== '').join(' · '));
}

function paid(type: string | null, value: string | null): string {
  if (value === null) return '';
  if (type === 'Percent') return `${value}%`;
  return type === 'Dollar' ? `$${value}` : value;
}
