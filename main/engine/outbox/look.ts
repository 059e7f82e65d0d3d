import type { MirroredName } from '../../../domain/fields.ts';
import type { ConnectorFailure, ConnectorResult, ReadRecord } from '../connectors/api.ts';
import type { OutboxParts } from './parts.ts';

/** What the server holds of a record now. */
export type Seen = { readonly kind: 'record'; readonly record: ReadRecord } | { readonly kind: 'gone' };

export type Looked =
  | { readonly ok: true; readonly seen: ReadonlyMap<string, Seen> }
  | { readonly ok: false; readonly failure: ConnectorFailure };

/** Requests under way at once while looking; the connector's own budget is stricter where it must be. */
const abreast = 2;
const usualPage = 250;
/** Failures that say "not this way" instead of "not now". */
const otherWay: ReadonlySet<ConnectorFailure['kind']> = new Set([
  'not-offered',
  'not-found',
  'rejected',
  'forbidden',
]);

/** Ways to read a set of records. `lists` reads whole lists, which costs fewer requests for many records. */
type Way = { readonly kind: 'each' } | { readonly kind: 'lists'; readonly lists: readonly List[] };
interface Costed {
  readonly way: Way;
  /** Requests. */
  readonly cost: number;
}
type List = (wanted: Map<string, Seen>, ids: ReadonlySet<string>) => Promise<ConnectorFailure | null>;

/**
 * Whether these records are read from whole lists, once for all of their requests. Where each record has
 * a request of its own, the last would leave minutes after a list was read: then each is read right
 * before it.
 */
export function readsOnce(parts: OutboxParts, collection: MirroredName, ids: readonly string[]): boolean {
  const offer = parts.connector.updates(collection);
  if (offer.offered && offer.maximumItems === 1) return false;
  return cheapest(parts, collection, ids).way.kind === 'lists';
}

/** Requests that looking at these records at once would take. */
export function costOfLooking(parts: OutboxParts, collection: MirroredName, ids: readonly string[]): number {
  return cheapest(parts, collection, ids).cost;
}

/** Reads what the server holds of these records now, with as few requests as it takes. */
export async function look(
  parts: OutboxParts,
  collection: MirroredName,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Looked> {
  const seen = new Map<string, Seen>();
  const { way } = cheapest(parts, collection, ids, signal);
  if (way.kind === 'lists') {
    const wanted = new Set(ids);
    for (const list of way.lists) {
      const failure = await list(seen, wanted);
      if (failure === null) continue;
      if (!otherWay.has(failure.kind)) return { ok: false, failure };
      break;
    }
  }
  // A record missing from a list may have moved between pages, so its absence is confirmed by id.
  const missing = ids.filter((id) => !seen.has(id));
  const failure = await readEach(parts, collection, missing, seen, signal);
  return failure === null ? { ok: true, seen } : { ok: false, failure };
}

async function readEach(
  { connector }: OutboxParts,
  collection: MirroredName,
  ids: readonly string[],
  seen: Map<string, Seen>,
  signal: AbortSignal,
): Promise<ConnectorFailure | null> {
  let next = 0;
  let failure: ConnectorFailure | null = null;
  const worker = async (): Promise<void> => {
    while (failure === null) {
      const id = ids[next];
      next += 1;
      if (id === undefined) return;
      const result = await connector.read(collection, id, signal);
      if (result.ok) seen.set(id, { kind: 'record', record: result.value });
      else if (result.failure.kind === 'not-found') seen.set(id, { kind: 'gone' });
      else failure ??= result.failure;
    }
  };
  await Promise.all(Array.from({ length: Math.min(abreast, ids.length) }, worker));
  return failure;
}

function cheapest(
  parts: OutboxParts,
  collection: MirroredName,
  ids: readonly string[],
  signal?: AbortSignal,
): Costed {
  const each: Costed = { way: { kind: 'each' }, cost: ids.length };
  const options: Costed[] = [each];
  const parent = collection === 'contractAssignment' ? 'npn' : parentField[collection];
  if (parent !== undefined && ids.length > 1) {
    const parents = parentsOf(parts, collection, ids, parent);
    if (parents !== null) {
      options.push({
        cost: parents.length,
        way: { kind: 'lists', lists: parents.map((id) => listOf(parts, collection, id, signal)) },
      });
    }
  }
  // The list of carriers names four fields only, so what it leaves out would pass for empty (S1).
  if (collection === 'contractAssignment') {
    const cost = Math.max(1, Math.ceil(parts.store.mirror.count(collection) / usualPage));
    options.push({ cost, way: { kind: 'lists', lists: [pagesOf(parts, collection, undefined, signal)] } });
  }
  return options.reduce((best, option) => (option.cost < best.cost ? option : best), each);
}

const parentField: Readonly<Partial<Record<MirroredName, string>>> = {
  product: 'carrierId',
  commissionLevel: 'productId',
};

function parentsOf(
  { store }: OutboxParts,
  collection: MirroredName,
  ids: readonly string[],
  field: string,
): readonly string[] | null {
  return store.mirror.distinct(collection, ids, field);
}

function listOf(
  parts: OutboxParts,
  collection: MirroredName,
  parent: string,
  signal: AbortSignal | undefined,
): List {
  if (collection !== 'contractAssignment') return pagesOf(parts, collection, parent, signal);
  return async (seen, wanted) => {
    const result: ConnectorResult<readonly ReadRecord[]> = await parts.connector.assignmentsOf(
      parent,
      signal,
    );
    if (!result.ok) return result.failure;
    keep(result.value, seen, wanted);
    return null;
  };
}

function pagesOf(
  { connector }: OutboxParts,
  collection: MirroredName,
  parentId: string | undefined,
  signal: AbortSignal | undefined,
): List {
  return async (seen, wanted) => {
    for (let page = 0; ; page += 1) {
      const result = await connector.listPage(collection, {
        page,
        ...(parentId === undefined ? {} : { parentId }),
        ...(signal === undefined ? {} : { signal }),
      });
      if (!result.ok) return result.failure;
      keep(result.value.records, seen, wanted);
      if (result.value.last || seen.size === wanted.size) return null;
    }
  };
}

function keep(records: readonly ReadRecord[], seen: Map<string, Seen>, wanted: ReadonlySet<string>): void {
  for (const record of records) if (wanted.has(record.id)) seen.set(record.id, { kind: 'record', record });
}
