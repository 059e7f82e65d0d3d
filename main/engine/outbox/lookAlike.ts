import { parentFields } from '../../../domain/collections.ts';
import type { AgentSyncCollection, FieldValue, FieldValues } from '../../../domain/fields.ts';
import type { ProducerDetail } from '../../../domain/collections.ts';
import { assertNever } from '../../../domain/result.ts';
import { sameDecimal } from '../../../domain/decimal.ts';
import type { ConnectorFailure, ReadRecord } from '../connectors/api.ts';
import type { OutboxParts } from './parts.ts';

/** A record that is to be made, with its `local:` id. */
export interface Wanted {
  readonly recordId: string;
  readonly values: FieldValues;
}

/** Records at the vendor that people would take for ours, or why nobody could look. */
export type LookedAlike =
  | {
      readonly ok: true;
      /** The server's record by the `local:` id of the one that is the same to people. */
      readonly found: ReadonlyMap<string, ReadRecord>;
      /** `local:` ids for which absence is not proved: their list could not be read completely. */
      readonly unsure: ReadonlySet<string>;
    }
  | { readonly ok: false; readonly failure: ConnectorFailure };

/** A list read to its end. */
type Listed =
  | { readonly kind: 'read'; readonly records: readonly ReadRecord[]; readonly whole: boolean }
  | { readonly kind: 'failed'; readonly failure: ConnectorFailure };

const usualPage = 250;
/** A list that changes while it is read is read again so often. */
const reruns = 2;

/**
 * Looks at the server for records that are to be made, or perhaps were: carrier by name or NAIC, product
 * by name within its carrier, level by name and level within its product, assignment by NPN and product
 * (vendor-apis section 7, item 9). Reads every page: the first alone misses matches (section 6, item 11).
 */
export async function lookAlike(
  parts: OutboxParts,
  collection: AgentSyncCollection,
  wanted: readonly Wanted[],
  signal: AbortSignal,
): Promise<LookedAlike> {
  const found = new Map<string, ReadRecord>();
  const unsure = new Set<string>();
  const used = new Set<string>();
  for (const group of groupsOf(parts, collection, wanted)) {
    const listed = await group.read(signal);
    if (listed.kind === 'failed') {
      if (!absentList(collection, listed.failure)) return { ok: false, failure: listed.failure };
      for (const { recordId } of group.wanted) unsure.add(recordId);
      continue;
    }
    for (const one of group.wanted) {
      const match = matchOf(parts, collection, one.values, listed.records, used);
      if (match === null) {
        if (!listed.whole) unsure.add(one.recordId);
        continue;
      }
      used.add(match.id);
      const full = await inFull(parts, collection, match, one.values, signal);
      if ('kind' in full) return { ok: false, failure: full };
      found.set(one.recordId, full);
    }
  }
  return { ok: true, found, unsure };
}

interface Group {
  readonly wanted: readonly Wanted[];
  readonly read: (signal: AbortSignal) => Promise<Listed>;
}

/** The lists to read, each with the records it may hold; for assignments the way that costs fewer requests. */
function groupsOf(
  parts: OutboxParts,
  collection: AgentSyncCollection,
  wanted: readonly Wanted[],
): readonly Group[] {
  const whole = (): Group => ({ wanted, read: (signal) => readAll(parts, collection, {}, signal) });
  if (collection === 'carrier') return wanted.length === 0 ? [] : [whole()];
  const field = parentFields[collection] ?? 'npn';
  const groups = new Map<string, Wanted[]>();
  for (const one of wanted) {
    const key = String(one.values[field] ?? '');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  if (collection === 'producer')
    return [...groups].map(([npn, members]) => ({
      wanted: members,
      read: (signal) => readAll(parts, collection, { npn }, signal),
    }));
  if (collection !== 'contractAssignment')
    return [...groups].map(([parentId, members]) => ({
      wanted: members,
      read: (signal) => readAll(parts, collection, { parentId }, signal),
    }));
  if (groups.size > Math.max(1, Math.ceil(parts.store.mirror.count(collection) / usualPage)))
    return [whole()];
  return [...groups].map(([npn, members]) => ({
    wanted: members,
    async read(signal) {
      const result = await parts.connector.assignmentsOf(npn, signal);
      return result.ok
        ? { kind: 'read', records: result.value, whole: true }
        : { kind: 'failed', failure: result.failure };
    },
  }));
}

async function readAll(
  { connector }: OutboxParts,
  collection: AgentSyncCollection,
  among: { readonly parentId?: string; readonly npn?: string },
  signal: AbortSignal,
): Promise<Listed> {
  for (let run = 0; ; run += 1) {
    const records: ReadRecord[] = [];
    let total: number | null = null;
    let steady = true;
    let readable = true;
    for (let page = 0; ; page += 1) {
      const result = await connector.listPage(collection, {
        page,
        signal,
        ...among,
      });
      if (!result.ok) return { kind: 'failed', failure: result.failure };
      const { value } = result;
      if (total !== null && value.totalElements !== total) steady = false;
      total = value.totalElements;
      records.push(...value.records);
      if (value.setAside.length > 0) readable = false;
      if (value.last) break;
    }
    if (steady || run === reruns) return { kind: 'read', records, whole: steady && readable };
  }
}

/** A list that the vendor does not have, or whose parent is gone: it proves nothing, and is no trouble either. */
function absentList(collection: AgentSyncCollection, { kind }: ConnectorFailure): boolean {
  if (kind === 'not-found' || kind === 'not-offered') return collection !== 'carrier';
  // Levels have no documented list (C13).
  return collection === 'commissionLevel' && (kind === 'forbidden' || kind === 'rejected');
}

function matchOf(
  { store }: OutboxParts,
  collection: AgentSyncCollection,
  values: FieldValues,
  records: readonly ReadRecord[],
  used: ReadonlySet<string>,
): ReadRecord | null {
  const free = records.filter(({ id }) => !used.has(id));
  const sameName = (record: ReadRecord): boolean => fold(record.values['name']) === fold(values['name']);
  switch (collection) {
    case 'carrier': {
      const naic = fold(values['naic']);
      // One with another name counts only if nobody here knew it: else it was told apart on purpose.
      const sameCode = (record: ReadRecord): boolean =>
        naic !== '' &&
        fold(record.values['naic']) === naic &&
        store.mirror.get('carrier', record.id) === null;
      return free.find(sameName) ?? free.find(sameCode) ?? null;
    }
    case 'product':
      return free.find(sameName) ?? null;
    case 'commissionLevel':
      return (
        free.find((record) => sameName(record) && sameRung(record.values['level'], values['level'])) ?? null
      );
    case 'contractAssignment':
      return (
        free.find(
          (record) =>
            record.values['npn'] === values['npn'] && record.values['productId'] === values['productId'],
        ) ?? null
      );
    case 'producer':
      return free.find((record) => record.values['npn'] === values['npn']) ?? null;
    case 'address':
    case 'phone':
    case 'bankAccount':
    case 'insurancePolicy':
      return free.find((record) => sameDetail[collection](record.values, values)) ?? null;
    default:
      return assertNever(collection);
  }
}

/** What two records of one producer share when they are the same to people. */
const sameDetail: Readonly<Record<ProducerDetail, (theirs: FieldValues, ours: FieldValues) => boolean>> = {
  address: (theirs, ours) => alikeIn(theirs, ours, ['producerId', 'type', 'addressLine1', 'zip']),
  phone: (theirs, ours) => alikeIn(theirs, ours, ['producerId', 'type', 'number']),
  // Masked on both sides, so the number is compared by its last four digits.
  bankAccount: (theirs, ours) => alikeIn(theirs, ours, ['producerId', 'type', 'routingNumber', 'number']),
  insurancePolicy: (theirs, ours) =>
    alikeIn(theirs, ours, ['producerId', 'effectiveDate']) &&
    ['policyNumber', 'certificateNumber'].some(
      (field) => fold(ours[field]) !== '' && alikeIn(theirs, ours, [field]),
    ),
};

function alikeIn(theirs: FieldValues, ours: FieldValues, fields: readonly string[]): boolean {
  return fields.every((field) => fold(theirs[field]) === fold(ours[field]));
}

function sameRung(theirs: FieldValue | undefined, ours: FieldValue | undefined): boolean {
  if (typeof theirs !== 'string' || typeof ours !== 'string') return true;
  return sameDecimal(theirs, ours);
}

/** Lists may show only some fields of a carrier (S1); the record itself shows the others. */
async function inFull(
  { connector }: OutboxParts,
  collection: AgentSyncCollection,
  match: ReadRecord,
  values: FieldValues,
  signal: AbortSignal,
): Promise<ReadRecord | ConnectorFailure> {
  if (collection !== 'carrier') return match;
  if (Object.keys(values).every((field) => match.values[field] !== undefined)) return match;
  const read = await connector.read(collection, match.id, signal);
  if (read.ok) return read.value;
  return read.failure.kind === 'not-found' || read.failure.kind === 'not-offered' ? match : read.failure;
}

/** Names as people compare them. */
export function fold(value: FieldValue | undefined): string {
  return typeof value === 'string' ? value.trim().toLowerCase() : '';
}
