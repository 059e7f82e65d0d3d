import type { AgentSyncCollection } from '../../../domain/fields.ts';
import type {
  ConnectorFailure,
  ConnectorResult,
  ContractingConnector,
  ReadRecord,
} from '../connectors/api.ts';
import { inChunks } from '../store/inChunks.ts';
import type { OutboxParts } from './parts.ts';
import { chunksOf } from './plan.ts';

/** What the server holds of a record now. */
export type Seen = { readonly kind: 'record'; readonly record: ReadRecord } | { readonly kind: 'gone' };

/** What was seen at the vendor, or why nobody could look. */
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
/** Reads a list answer by answer, as long as something wanted is still `open`. */
type List = (open: ReadonlySet<string>) => AsyncIterable<
  ConnectorResult<{
    readonly records: readonly ReadRecord[];
    readonly nextPage: number | null;
    /** When it was asked for: what is asked for ahead may be looked at a while later. */
    readonly at: number;
  }>
>;
interface PageOptions {
  readonly parentId?: string;
  readonly fromPage?: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Whether these records are read from whole lists, once for all of their requests. Where each record has
 * a request of its own, the last would leave minutes after a list was read: then each is read right
 * before it.
 */
export function readsOnce(
  parts: OutboxParts,
  collection: AgentSyncCollection,
  ids: readonly string[],
): boolean {
  const offer = parts.connector.updates(collection);
  if (offer.offered && offer.maximumItems === 1) return false;
  return cheapest(parts, collection, ids).way.kind === 'lists';
}

/** Requests that looking at these records at once would take. */
export function costOfLooking(
  parts: OutboxParts,
  collection: AgentSyncCollection,
  ids: readonly string[],
): number {
  return cheapest(parts, collection, ids).cost;
}

/** Reads what the server holds of these records now, with as few requests as it takes. */
export async function look(
  parts: OutboxParts,
  collection: AgentSyncCollection,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Looked> {
  const seen = new Map<string, Seen>();
  const options = { most: Math.max(1, ids.length), fromPage: 0, signal };
  for await (const glance of glances(parts, collection, ids, options)) {
    if (!glance.ok) return glance;
    for (const [id, one] of glance.seen) seen.set(id, one);
  }
  return { ok: true, seen };
}

/** What one answer has shown. */
export type Glance =
  | {
      readonly ok: true;
      readonly seen: ReadonlyMap<string, Seen>;
      /** The page with which the whole list goes on; null where it does not, or no such list is read. */
      readonly nextPage: number | null;
      /** When it was asked for. */
      readonly at: number;
    }
  | { readonly ok: false; readonly failure: ConnectorFailure };

/**
 * The same, answer by answer: pages of a list as they come, or up to `most` records read one by one. Each
 * record is shown once. `fromPage` goes on with a whole list where it was left; what stood on the pages
 * before it and is asked for all the same is read by id.
 */
export async function* glances(
  parts: OutboxParts,
  collection: AgentSyncCollection,
  ids: readonly string[],
  {
    most,
    fromPage,
    signal,
  }: { readonly most: number; readonly fromPage: number; readonly signal: AbortSignal },
): AsyncGenerator<Glance, void> {
  const open = new Set(ids);
  // Where each record has a request of its own, it is read right before that.
  const { way } =
    most === 1 ? { way: { kind: 'each' } as const } : cheapest(parts, collection, ids, { signal, fromPage });
  if (way.kind === 'lists') {
    reading: for (const list of way.lists) {
      for await (const answer of list(open)) {
        if (!answer.ok) {
          if (otherWay.has(answer.failure.kind)) break reading;
          yield answer;
          return;
        }
        const seen = new Map<string, Seen>();
        for (const record of answer.value.records)
          if (open.delete(record.id)) seen.set(record.id, { kind: 'record', record });
        yield { ok: true, seen, nextPage: answer.value.nextPage, at: answer.value.at };
      }
    }
  }
  // A record missing from a list may have moved between pages, so its absence is confirmed by id.
  for (const piece of chunksOf([...open], most)) {
    const seen = new Map<string, Seen>();
    const at = parts.clock.now();
    const failure = await readEach(parts, collection, piece, seen, signal);
    yield { ok: true, seen, nextPage: null, at };
    if (failure === null) continue;
    yield { ok: false, failure };
    return;
  }
}

async function readEach(
  { connector }: OutboxParts,
  collection: AgentSyncCollection,
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
  collection: AgentSyncCollection,
  ids: readonly string[],
  { signal, fromPage = 0 }: { readonly signal?: AbortSignal; readonly fromPage?: number } = {},
): Costed {
  const each: Costed = { way: { kind: 'each' }, cost: ids.length };
  const options: Costed[] = [each];
  const pages =
    collection === 'contractAssignment'
      ? Math.max(1, Math.ceil(parts.store.mirror.count(collection) / usualPage) - fromPage)
      : Infinity;
  const parent = collection === 'contractAssignment' ? 'npn' : parentField[collection];
  if (parent !== undefined && ids.length > 1) {
    const parents = parentsOf(parts, collection, ids, { field: parent, most: Math.min(pages, ids.length) });
    if (parents !== null) {
      options.push({
        cost: parents.length,
        way: { kind: 'lists', lists: parents.map((id) => listOf(parts, collection, id, signal)) },
      });
    }
  }
  // The list of carriers names four fields only, so what it leaves out would pass for empty (S1).
  if (collection === 'contractAssignment') {
    const whole = pagesOf(parts, collection, { fromPage, signal });
    options.push({ cost: pages, way: { kind: 'lists', lists: [whole] } });
  }
  return options.reduce((best, option) => (option.cost < best.cost ? option : best), each);
}

const parentField: Readonly<Partial<Record<AgentSyncCollection, string>>> = {
  product: 'carrierId',
  commissionLevel: 'productId',
};

/** The parents of these records; null where one is not known, or where they are more than another way would cost. */
function parentsOf(
  { store }: OutboxParts,
  collection: AgentSyncCollection,
  ids: readonly string[],
  { field, most }: { readonly field: string; readonly most: number },
): readonly string[] | null {
  const found = new Set<string>();
  for (const chunk of inChunks(ids)) {
    const some = store.mirror.distinct(collection, chunk, field);
    if (some === null) return null;
    for (const parent of some) found.add(parent);
    if (found.size > most) return null;
  }
  return [...found];
}

function listOf(
  parts: OutboxParts,
  collection: AgentSyncCollection,
  parent: string,
  signal: AbortSignal | undefined,
): List {
  if (collection !== 'contractAssignment') return pagesOf(parts, collection, { parentId: parent, signal });
  return async function* ofProducer() {
    const at = parts.clock.now();
    const result = await parts.connector.assignmentsOf(parent, signal);
    yield result.ok ? { ok: true, value: { records: result.value, nextPage: null, at } } : result;
  };
}

/**
 * Pages until all that is open has been seen. Where something will be left to look for, the next page is
 * asked for while this one is worked on; no page is asked for in vain.
 */
function pagesOf(
  { connector, clock }: OutboxParts,
  collection: AgentSyncCollection,
  { parentId, fromPage = 0, signal }: PageOptions,
): List {
  return async function* pages(open) {
    const left = new AbortController();
    const ask = (page: number): AskedPage => ({
      at: clock.now(),
      answer: connector.listPage(collection, {
        page,
        only: open,
        signal: signal === undefined ? left.signal : AbortSignal.any([signal, left.signal]),
        ...(parentId === undefined ? {} : { parentId }),
      }),
    });
    let next: AskedPage | null = ask(fromPage);
    try {
      for (let page = fromPage; next !== null; page += 1) {
        const { at, answer }: AskedPage = next;
        const result = await answer;
        next = null;
        if (!result.ok) {
          yield result;
          return;
        }
        const { records, last } = result.value;
        const found = records.reduce((count, { id }) => count + Number(open.has(id)), 0);
        if (!last && found < open.size) next = ask(page + 1);
        yield {
          ok: true,
          value: { records, nextPage: parentId === undefined && !last ? page + 1 : null, at },
        };
      }
    } finally {
      // Whoever stops looking does not wait for what was asked for ahead.
      left.abort();
      await next?.answer;
    }
  };
}

interface AskedPage {
  readonly at: number;
  readonly answer: ReturnType<ContractingConnector['listPage']>;
}
