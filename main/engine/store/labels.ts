import type { LookupKind } from '../../../domain/lookups.ts';
import type { CollectionName, MirroredName } from '../../../domain/fields.ts';
import { turrisCollectionNames } from '../../../domain/fields.ts';
import { atOnce } from '../slices.ts';
import type { Sliced } from '../slices.ts';
import { integerAt, textAt, textOrNullAt } from './cells.ts';
import { tables } from './columns.ts';
import type { Statements } from './statements.ts';

/**
 * Where the text shown for an id comes from. `carrierOfProduct` names the carrier of a product's id,
 * `productOfLevel` a level with its product, `productOfAssignment` what an assignment lets its producer sell,
 * `producerOfNpn` the producer with an NPN, `licenceHolder` the agent or the entity that holds a licence.
 */
export type LabelSource =
  | MirroredName
  | `lookup:${LookupKind}`
  | 'carrierOfProduct'
  | 'productOfLevel'
  | 'productOfAssignment'
  | 'producerOfNpn'
  | 'licenceHolder';

/** What people read instead of ids. Ids not in a map are unknown here and are shown as they are. */
export interface Labels {
  /** Every label of a source. For assignments only those that are somebody's upline. */
  all(source: LabelSource): ReadonlyMap<string, string>;
  /** Does in slices what `all` would otherwise do at once. */
  ahead(source: LabelSource): Sliced<void>;
  /** Labels of these ids, and maybe of others, without loading more than needed. */
  some(source: LabelSource, ids: readonly string[]): ReadonlyMap<string, string>;
  /** The records behind the labels may have changed. */
  forget(target: CollectionName | 'lookups' | 'everything'): void;
  /** Another number after whatever was forgotten. */
  readonly version: number;
}

const nameOf = (table: string): string => `SELECT id, coalesce(nullif(name, ''), id) FROM ${table}`;

/** Statements that name the records others refer to. */
export const labelSql = {
  carrier: nameOf('carrier'),
  product: nameOf('product'),
  commissionLevel: nameOf('commission_level'),
  someLevels: `SELECT t.id, coalesce(nullif(t.name, ''), t.id) FROM json_each(?) AS wanted
    CROSS JOIN commission_level AS t ON t.id = wanted.value`,
  /** In portions, in the order of their ids. */
  contractAssignment: `SELECT upline.id, CASE WHEN t.id IS NOT NULL THEN coalesce(t.npn, t.id) END FROM
    (SELECT DISTINCT upline_contract_assignment_id AS id FROM contract_assignment
      WHERE upline_contract_assignment_id > ? ORDER BY upline_contract_assignment_id LIMIT ?) AS upline
    LEFT JOIN contract_assignment AS t ON t.id = upline.id ORDER BY upline.id`,
  someAssignments: `SELECT t.id, coalesce(t.npn, t.id) FROM json_each(?) AS wanted
    CROSS JOIN contract_assignment AS t ON t.id = wanted.value`,
  /** In portions, in the order in which they came. */
  producer: `SELECT id, coalesce(display_name, npn, id), rowid FROM producer
    WHERE rowid > ? ORDER BY rowid LIMIT ?`,
  someProducers: `SELECT t.id, coalesce(t.display_name, t.npn, t.id) FROM json_each(?) AS wanted
    CROSS JOIN producer AS t ON t.id = wanted.value`,
  producerOfNpn: `SELECT npn, display_name, rowid FROM producer
    WHERE npn IS NOT NULL AND display_name IS NOT NULL AND rowid > ? ORDER BY rowid LIMIT ?`,
  someProducersOfNpn: `SELECT t.npn, t.display_name FROM json_each(?) AS wanted
    CROSS JOIN producer AS t ON t.npn = wanted.value WHERE t.display_name IS NOT NULL`,
  /** In portions, in the order in which they came. */
  agent: `SELECT id, coalesce(display_name, npn, id), rowid FROM agent WHERE rowid > ? ORDER BY rowid LIMIT ?`,
  someAgents: `SELECT t.id, coalesce(t.display_name, t.npn, t.id) FROM json_each(?) AS wanted
    CROSS JOIN agent AS t ON t.id = wanted.value`,
  downstreamEntity: `SELECT id, coalesce(legal_name, npn, id), rowid FROM downstream_entity
    WHERE rowid > ? ORDER BY rowid LIMIT ?`,
  someDownstreamEntities: `SELECT t.id, coalesce(t.legal_name, t.npn, t.id) FROM json_each(?) AS wanted
    CROSS JOIN downstream_entity AS t ON t.id = wanted.value`,
  someHolders: `SELECT wanted.value, coalesce(a.display_name, a.npn, e.legal_name, e.npn, wanted.value)
    FROM json_each(?) AS wanted LEFT JOIN agent AS a ON a.id = wanted.value
    LEFT JOIN downstream_entity AS e ON e.id = wanted.value WHERE a.id IS NOT NULL OR e.id IS NOT NULL`,
  carrierOfProduct: `SELECT p.id, coalesce(nullif(c.name, ''), p.carrier_id, '') FROM product AS p
    LEFT JOIN carrier AS c ON c.id = p.carrier_id`,
  productOfLevel: `SELECT l.id, coalesce(nullif(p.name, '') || ' · ', '') || coalesce(nullif(l.name, ''), l.id)
    FROM commission_level AS l LEFT JOIN product AS p ON p.id = l.product_id`,
  /** Only those that invitations name: the others are never asked for by this label. */
  productOfAssignment: `SELECT a.id, coalesce(nullif(p.name, ''), a.product_id, a.id)
    FROM (SELECT DISTINCT e.value AS id FROM invitation AS i, json_each(i.assignment_ids) AS e) AS named
    CROSS JOIN contract_assignment AS a ON a.id = named.id LEFT JOIN product AS p ON p.id = a.product_id`,
  someProductsOfAssignments: `SELECT a.id, coalesce(nullif(p.name, ''), a.product_id, a.id)
    FROM json_each(?) AS wanted CROSS JOIN contract_assignment AS a ON a.id = wanted.value
    LEFT JOIN product AS p ON p.id = a.product_id`,
  lookup: 'SELECT id, coalesce(description, name) FROM lookup WHERE kind = ?',
} as const;

/** Sources with many labels, most with as many as there are people: loaded whole only to sort or search by them. */
const someSql = {
  commissionLevel: labelSql.someLevels,
  contractAssignment: labelSql.someAssignments,
  productOfAssignment: labelSql.someProductsOfAssignments,
  producer: labelSql.someProducers,
  producerOfNpn: labelSql.someProducersOfNpn,
  agent: labelSql.someAgents,
  downstreamEntity: labelSql.someDownstreamEntities,
  licenceHolder: labelSql.someHolders,
} as const satisfies Partial<Record<LabelSource, string>>;

/** Uplines named in one go: a few milliseconds, right after a start as well. */
const portion = 1_000;
/** Producers, agents or entities named in one go: the same. */
const portionOfNames = 3_000;

/** Read in portions by their place in the file, one table after the other. */
const namedBy = {
  producer: [labelSql.producer],
  producerOfNpn: [labelSql.producerOfNpn],
  agent: [labelSql.agent],
  downstreamEntity: [labelSql.downstreamEntity],
  licenceHolder: [labelSql.agent, labelSql.downstreamEntity],
} as const satisfies Partial<Record<LabelSource, readonly string[]>>;

function isNamed(source: LabelSource): source is keyof typeof namedBy {
  return source in namedBy;
}

/** Whose change makes the labels of a large source old. */
const ownersOf = {
  commissionLevel: ['commissionLevel'],
  contractAssignment: ['contractAssignment'],
  productOfAssignment: ['productOfAssignment'],
  producer: ['producer'],
  producerOfNpn: ['producer'],
  agent: ['agent'],
  downstreamEntity: ['downstreamEntity'],
  licenceHolder: ['agent', 'downstreamEntity'],
} as const satisfies Readonly<Record<keyof typeof someSql, readonly string[]>>;

function isLarge(source: LabelSource): source is keyof typeof someSql {
  return source in someSql;
}

/**
 * Carriers, products and lookups are a few thousand rows, so their labels are kept in
 * memory: sorting and searching by them costs a map access per row instead of a join.
 */
export function createLabels(statements: Statements): Labels {
  const cache = new Map<LabelSource, ReadonlyMap<string, string>>();
  let version = 0;

  /** Uplines read so far, in the order of their ids; replaced when they are forgotten. */
  let uplines = new Map<string, string>();
  let uplinesTo = '';

  function* readUplines(): Sliced<ReadonlyMap<string, string>> {
    for (;;) {
      const rows = statements(labelSql.contractAssignment).all(uplinesTo, portion);
      for (const row of rows) {
        uplinesTo = textAt(row, 0);
        const label = textOrNullAt(row, 1);
        if (label !== null) uplines.set(uplinesTo, label);
      }
      if (rows.length < portion) return uplines;
      yield;
    }
  }

  function* readNames(source: keyof typeof namedBy): Sliced<ReadonlyMap<string, string>> {
    const named = new Map<string, string>();
    for (const sql of namedBy[source]) {
      for (let to = 0; ;) {
        const rows = statements(sql).all(to, portionOfNames);
        for (const row of rows) named.set(textAt(row, 0), textAt(row, 1));
        const last = rows.at(-1);
        if (last === undefined || rows.length < portionOfNames) break;
        to = integerAt(last, 2);
        yield;
      }
    }
    return named;
  }

  function load(source: LabelSource): ReadonlyMap<string, string> {
    if (source === 'contractAssignment') return atOnce(readUplines());
    if (isNamed(source)) return atOnce(readNames(source));
    const [, kind] = source.split(':');
    if (kind !== undefined) return mapOf(statements(labelSql.lookup).all(kind));
    return mapOf(statements(sqlOf(source)).all());
  }

  function all(source: LabelSource): ReadonlyMap<string, string> {
    const kept = cache.get(source);
    if (kept !== undefined) return kept;
    const labels = load(source);
    // Few, and changed by more than this file is told of.
    if (source !== 'productOfAssignment') cache.set(source, labels);
    return labels;
  }

  return {
    all,
    *ahead(source) {
      if (cache.has(source)) return;
      if (source === 'contractAssignment') yield* readUplines();
      if (isNamed(source)) {
        const before = version;
        const named = yield* readNames(source);
        // What was read may have changed during a pause.
        if (version === before) cache.set(source, named);
      }
      all(source);
    },
    some(source, ids) {
      if (!isLarge(source)) return all(source);
      const known = cache.get(source);
      // An upline given a moment ago was nobody's when they were read.
      const unknown = known === undefined ? ids : ids.filter((id) => !known.has(id));
      if (known !== undefined && unknown.length === 0) return known;
      const read = mapOf(statements(someSql[source]).all(JSON.stringify(unknown)));
      for (const id of ids) {
        const label = known?.get(id);
        if (label !== undefined) read.set(id, label);
      }
      return read;
    },
    forget(target) {
      version += 1;
      if (target === 'invitation') return;
      if (target === 'everything' || target === 'contractAssignment') {
        uplines = new Map();
        uplinesTo = '';
      }
      if (target === 'everything') {
        cache.clear();
        return;
      }
      for (const source of cache.keys()) {
        // Dear to load, and none of the others' business.
        const owners: readonly string[] = isLarge(source) ? ownersOf[source] : [source];
        const anyOther = !isLarge(source) && target !== 'contractAssignment' && !isOfTurris(target);
        if (anyOther || owners.includes(target)) cache.delete(source);
      }
    },
    get version() {
      return version;
    },
  };
}

function isOfTurris(target: string): boolean {
  return turrisCollectionNames.some((name) => name === target);
}

function sqlOf(source: Exclude<LabelSource, 'contractAssignment' | keyof typeof namedBy>): string {
  switch (source) {
    case 'carrier':
    case 'product':
    case 'commissionLevel':
    case 'carrierOfProduct':
    case 'productOfLevel':
    case 'productOfAssignment':
      return labelSql[source];
    case 'bankAccount':
    case 'insurancePolicy':
      return nameOf(tables[source].name);
    case 'address':
    case 'phone':
    case 'licence':
    case 'fileDocument':
      return `SELECT id, id FROM ${tables[source].name}`;
    default:
      return labelSql.lookup;
  }
}

function mapOf(rows: readonly (readonly unknown[])[]): Map<string, string> {
  return new Map(rows.map((row) => [textAt(row, 0), textAt(row, 1)] as const));
}
