import { renameSync } from 'node:fs';
import { liveStates } from '../../../../domain/operation.ts';
import { integerAt } from '../cells.ts';
import { pageBytes } from '../database.ts';
import { storeFailureOf } from '../failures.ts';
import { openSealed } from '../sealed.ts';
import { prepareRaw } from '../sqlite.ts';
import { copyAside, giveNewHead } from './copies.ts';
import type { Copy, SalvageSource } from './copies.ts';
import { committedFrames, isLogUnreadable, logOf } from './logFile.ts';
import { scanPages } from './pageScan.ts';
import { auditLineFrom, batchFrom, operationFrom } from './rows.ts';
import type { SalvagedAuditLine, SalvagedBatch, SalvagedOperation } from './rows.ts';
import { readWhole } from './wholeTables.ts';

/** What could be read of the work in a damaged file, and what is known about the rest. */
export interface Salvaged {
  /** Changes that are not sent, in staging order. */
  readonly live: readonly SalvagedOperation[];
  readonly batches: readonly SalvagedBatch[];
  /** What records made here were called by the server: `local:` id and id. */
  readonly names: ReadonlyMap<string, string>;
  readonly auditLines: readonly SalvagedAuditLine[];
  /** Whole numbers that were typed and not sent, by operation and field; those that can be read. */
  readonly typed: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** What a person had chosen, by name; null when it cannot be read. */
  readonly settings: ReadonlyMap<string, string> | null;
  /** Unsent changes that are known to be in the file and could not be read. */
  readonly missing: number;
  /** Nothing else can have been lost: the tables of work were read to their end. */
  readonly complete: boolean;
  /** What was saved last could not be read, so what was read may have moved on since. */
  readonly stale: boolean;
}

/**
 * Reads every unsent change of a damaged file that can still be read. Works on a copy beside the file;
 * the file and its log are not touched. Throws what `storeFailureOf` knows when there is no room for it.
 */
export function salvage(source: SalvageSource): Salvaged {
  const copy = copyAside(source);
  try {
    const stale = foldInLog(copy, source);
    const settings = pairsOf(readWhole(copy, 'settings'));
    // A file from before there were any has no such table, so nothing of it is missing.
    const sealed = readWhole(copy, 'sealed');
    const [operations, batches, auditLines, names] = [
      readWhole(copy, 'operations'),
      readWhole(copy, 'batches'),
      readWhole(copy, 'auditLines'),
      readWhole(copy, 'names'),
    ];
    const whole = operations !== null && batches !== null && auditLines !== null && names !== null;
    if (whole) {
      const read = sorted([...operations, ...batches, ...auditLines], [...names, ...(sealed ?? [])]);
      return { ...read, settings, missing: 0, complete: !stale, stale };
    }
    giveNewHead(copy, source, 'whole');
    const scanned = scanPages(copy);
    const read = sorted(
      [...(operations ?? []), ...(batches ?? []), ...(auditLines ?? []), ...scanned.rows],
      [...(names ?? []), ...(sealed ?? []), ...scanned.entries],
    );
    return {
      ...read,
      settings,
      missing: operations === null ? read.known.size : 0,
      complete: operations !== null && !stale,
      stale,
    };
  } finally {
    copy.dispose();
  }
}

/** Moves the copy's log into the copy. Answers whether part of what the log held is lost. */
function foldInLog(copy: Copy, source: SalvageSource): boolean {
  const lost = isLogUnreadable(copy.file);
  const committed = committedFrames(copy.file, pageBytes);
  if (committed === 0) return lost;
  // The log lies beside a file that opens, or closing what did not open would lose count of it.
  const aside = `${logOf(copy.file)}.aside`;
  renameSync(logOf(copy.file), aside);
  if (readWhole(copy, 'schema') === null) giveNewHead(copy, source, 'short');
  renameSync(aside, logOf(copy.file));
  const connection = copy.open();
  try {
    connection.pragma('journal_mode = WAL');
    const frames = integerAt(prepareRaw(connection, 'PRAGMA wal_checkpoint(NOOP)').get(), 1);
    connection.pragma('wal_checkpoint(TRUNCATE)');
    return frames < committed;
  } catch (error) {
    if (storeFailureOf(error) === null) throw error;
    return true;
  } finally {
    connection.close();
  }
}

interface Sorted extends Pick<Salvaged, 'live' | 'batches' | 'names' | 'typed' | 'auditLines'> {
  /** Numbers of live operations that an index names and no row was found for. */
  readonly known: ReadonlySet<number>;
}

function pairsOf(rows: readonly (readonly unknown[])[] | null): ReadonlyMap<string, string> | null {
  if (rows === null) return null;
  const pairs = new Map<string, string>();
  for (const [name, value] of rows)
    if (typeof name === 'string' && typeof value === 'string') pairs.set(name, value);
  return pairs;
}

const live: ReadonlySet<string> = new Set(liveStates);

/** Tells rows and entries apart by what they hold, each once. */
function sorted(rows: readonly (readonly unknown[])[], entries: readonly (readonly unknown[])[]): Sorted {
  const operations = new Map<number, SalvagedOperation>();
  const batches = new Map<string, SalvagedBatch>();
  const auditLines = new Map<number, SalvagedAuditLine>();
  for (const row of rows) {
    const operation = operationFrom(row);
    if (operation !== null) {
      operations.set(operation.sequence, operation);
      continue;
    }
    const auditLine = auditLineFrom(row);
    if (auditLine !== null) {
      auditLines.set(auditLine.sequence, auditLine);
      continue;
    }
    const batch = batchFrom(row);
    if (batch !== null) batches.set(batch.id, batch);
  }
  const names = new Map<string, string>();
  const known = new Set<number>();
  const parts: SealedPart[] = [];
  for (const [first, second, part, data] of entries) {
    if (typeof first !== 'string') continue;
    if (typeof part === 'string' && typeof second === 'string' && Buffer.isBuffer(data))
      parts.push({ operationId: first, field: second, part, data });
    else if (typeof second === 'string') names.set(first, second);
    else if (typeof second === 'number' && live.has(first) && !operations.has(second)) known.add(second);
  }
  return {
    live: [...operations.values()]
      .filter(({ state }) => live.has(state))
      .sort((one, other) => one.sequence - other.sequence),
    batches: [...batches.values()],
    names,
    typed: opened(parts),
    auditLines: [...auditLines.values()].sort((one, other) => one.sequence - other.sequence),
    known,
  };
}

interface SealedPart {
  readonly operationId: string;
  readonly field: string;
  readonly part: string;
  readonly data: Buffer;
}

/** What was sealed and has both its parts; one of which a part is damaged is as lost as one without it. */
function opened(parts: readonly SealedPart[]): Salvaged['typed'] {
  const of = (one: SealedPart): string => JSON.stringify([one.operationId, one.field]);
  const keys = new Map(parts.filter(({ part }) => part === 'key').map((one) => [of(one), one.data] as const));
  const typed = new Map<string, Record<string, string>>();
  for (const one of parts) {
    const key = one.part === 'text' ? keys.get(of(one)) : undefined;
    const text = key === undefined ? null : textUnder(one, key);
    if (text === null) continue;
    const { operationId, field } = one;
    typed.set(operationId, { ...typed.get(operationId), [field]: text });
  }
  return typed;
}

function textUnder({ operationId, field, data }: SealedPart, key: Buffer): string | null {
  try {
    return openSealed({ operationId, field }, key, data);
  } catch {
    return null;
  }
}
