import { hash } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { Json, JsonObject } from '../../../domain/json.ts';
import { atOnce } from '../slices.ts';
import type { AuditEntry, AuditStore, NumberedEntry } from './api.ts';
import type { Cell } from './columns.ts';
import { createWriteRows, tuples } from './manyRows.ts';

/** Entries verified before others have their turn: some ten milliseconds. */
const slice = 250;
/** The hash before the first entry. */
const GENESIS = '0'.repeat(64);

/** A row of the `audit` table as SQLite hands it over. */
export interface AuditRecord {
  readonly sequence: number;
  readonly at: number;
  readonly actor: string;
  readonly environment: string;
  readonly event: AuditEntry['event'];
  readonly operation_id: string | null;
  readonly batch_id: string | null;
  readonly detail: string;
  readonly previous_hash: string;
  readonly hash: string;
}

/** Columns of a line of the audit in the order in which rows are read. */
export const auditColumns =
  'sequence, at, actor, environment, event, operation_id, batch_id, detail, previous_hash, hash';

/** What a word may stand in: who, what was noted, the gesture's name, or what the record is recognised by. */
const wordCondition = `(actor LIKE ? ESCAPE '!' OR detail LIKE ? ESCAPE '!'
  OR batch_id IN (SELECT id FROM batch WHERE label LIKE ? ESCAPE '!')
  OR json_extract(detail, '$.record') IN (
    SELECT id FROM contract_assignment WHERE npn LIKE ? ESCAPE '!'
      OR product_id IN (SELECT id FROM product WHERE name LIKE ? ESCAPE '!')
    UNION ALL SELECT id FROM product WHERE name LIKE ? ESCAPE '!'
    UNION ALL SELECT id FROM carrier WHERE name LIKE ? ESCAPE '!'
    UNION ALL SELECT id FROM commission_level WHERE name LIKE ? ESCAPE '!'))`;

/** The list queries, named so that their plans can be tested. */
export const auditQueries = {
  page: `SELECT ${auditColumns} FROM audit WHERE sequence > ? AND sequence <= ? ORDER BY sequence DESC`,
  one: `SELECT ${auditColumns} FROM audit WHERE sequence = ?`,
  following: `SELECT ${auditColumns} FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?`,
  /** Looks at every entry, once for each search and not for each page of it. */
  matching: (words: number, events?: readonly AuditEntry['event'][]): string => {
    const conditions = Array.from({ length: words }, () => wordCondition);
    if (events !== undefined)
      conditions.unshift(`event IN (${events.map((name) => `'${name}'`).join(', ')})`);
    const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
    return `SELECT sequence FROM audit${where} ORDER BY sequence DESC`;
  },
} as const;

/** One value for each place of the condition. */
function auditWordValues(word: string): readonly string[] {
  const pattern = `%${word.replace(/[!%_]/g, '!$&')}%`;
  return Array.from({ length: wordCondition.split('?').length - 1 }, () => pattern);
}

/** JSON with sorted keys and no spaces: one text per value, whatever order its keys were made in. */
export function canonicalJson(value: Json): string {
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const parts: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) parts.push(`${JSON.stringify(key)}:${canonicalJson(member)}`);
  }
  return `{${parts.join(',')}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/**
 * Every field of the entry and its place in the chain go into the hash, so none can be changed alone.
 * The text is the canonical JSON of all of them; `detail` is that of the detail.
 */
function hashOf(
  entry: Omit<AuditEntry, 'detail'>,
  detail: string,
  sequence: number,
  previousHash: string,
): string {
  const { at, actor, environment, event, operationId, batchId } = entry;
  const text = [
    `{"actor":${JSON.stringify(actor)}`,
    `"at":${at}`,
    `"batchId":${JSON.stringify(batchId)}`,
    `"detail":${detail}`,
    `"environment":${JSON.stringify(environment)}`,
    `"event":"${event}"`,
    `"operationId":${JSON.stringify(operationId)}`,
    `"previousHash":"${previousHash}"`,
    `"sequence":${sequence}}`,
  ].join(',');
  return hash('sha256', text);
}

/** The entry a row holds. */
export function toEntry(row: AuditRecord): NumberedEntry {
  const detail: JsonObject = JSON.parse(row.detail);
  return {
    sequence: row.sequence,
    at: row.at,
    actor: row.actor,
    environment: row.environment,
    event: row.event,
    operationId: row.operation_id,
    batchId: row.batch_id,
    detail,
  };
}

/** What the hash of a stored entry should be. */
function hashOfRow(row: AuditRecord, previousHash: string): string {
  const entry = toEntry(row);
  return hashOf(entry, canonicalJson(entry.detail), row.sequence, previousHash);
}

/** The audit with what it remembers between two lines. */
export interface KeptAudit extends AuditStore {
  /** Entries written last may have been rolled back. */
  readonly forget: () => void;
}

/** Who did what and when, append-only; every entry's hash covers the one before. */
export function createAuditStore(db: Database.Database): KeptAudit {
  /** The end of the chain, so that adding to it reads nothing: this process alone writes. */
  let newest: Pick<AuditRecord, 'sequence' | 'hash'> | null = null;
  const last = db.prepare<[], Pick<AuditRecord, 'sequence' | 'hash'>>(
    'SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1',
  );
  const insert = createWriteRows(
    db,
    10,
    (rows) => `INSERT INTO audit (${auditColumns}) VALUES ${tuples('(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', rows)}`,
  );
  const following = db.prepare<[number, number], AuditRecord>(auditQueries.following);
  const page = db.prepare<[number, number], AuditRecord>(auditQueries.page);
  const one = db.prepare<[number], AuditRecord>(auditQueries.one);

  function appendAll(entries: readonly AuditEntry[]): void {
    const cells: Cell[] = [];
    let before = newest ?? last.get() ?? { sequence: 0, hash: GENESIS };
    for (const entry of entries) {
      const { at, actor, environment, event, operationId, batchId } = entry;
      const sequence = before.sequence + 1;
      const detail = canonicalJson(entry.detail);
      const added = { sequence, hash: hashOf(entry, detail, sequence, before.hash) };
      cells.push(sequence, at, actor, environment, event, operationId, batchId, detail, before.hash);
      cells.push(added.hash);
      before = added;
    }
    insert(cells, {});
    newest = before;
  }

  function* verifying(): ReturnType<AuditStore['verifying']> {
    let entries = 0;
    let previousHash = GENESIS;
    for (;;) {
      const rows = following.all(entries, slice);
      for (const row of rows) {
        entries += 1;
        const intact =
          row.sequence === entries &&
          row.previous_hash === previousHash &&
          row.hash === hashOfRow(row, previousHash);
        if (!intact) return { entries, brokenAt: row.sequence };
        previousHash = row.hash;
      }
      if (rows.length < slice) return { entries, brokenAt: null };
      yield;
    }
  }

  return {
    append: (entry) => appendAll([entry]),
    appendAll,
    forget() {
      newest = null;
    },
    verify: () => atOnce(verifying()),
    verifying,
    list(offset, limit) {
      const newest = (last.get()?.sequence ?? 0) - offset;
      return page.all(newest - limit, newest).map(toEntry);
    },
    matching({ words, events }) {
      const values: string[] = [];
      for (const word of words) values.push(...auditWordValues(word));
      return db
        .prepare<string[], number>(auditQueries.matching(words.length, events))
        .pluck()
        .all(...values);
    },
    numbered: (sequences) =>
      sequences.flatMap((sequence) => {
        const row = one.get(sequence);
        return row === undefined ? [] : [toEntry(row)];
      }),
    // Append-only and without gaps, so the last number is the count.
    count: () => last.get()?.sequence ?? 0,
  };
}
