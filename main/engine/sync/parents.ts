import type { MirroredName } from '../../../domain/fields.ts';
import type { ConnectorFailure, ReadRecord, UnreadableRecord } from '../connectors/api.ts';
import { askAgain } from './ask.ts';
import type { ListContext, PassContext } from './context.ts';

/** Everything under one parent. */
export type Children =
  | {
      readonly kind: 'read';
      /** Asked when they are applied, because a change may be confirmed before that. */
      readonly records: readonly (() => ReadRecord)[];
      readonly setAside: readonly UnreadableRecord[];
      /** Whether the list held still while it was read. */
      readonly steady: boolean;
    }
  /** The parent vanished since the pass began: not a failure, its children will be missed at the end. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'failed'; readonly failure: ConnectorFailure };

const reruns = 2;

/** Every id of a collection that is not gone, in id order. */
export function allIds(context: PassContext, collection: MirroredName): readonly string[] {
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const some: readonly string[] = context.store.mirror.ids(collection, after, 1_000);
    ids.push(...some);
    const last = some.at(-1);
    if (last === undefined || some.length < 1_000) return ids;
    after = last;
  }
}

async function readOnce<C extends MirroredName>(
  context: ListContext<C>,
  collection: C,
  parentId: string,
  signal: AbortSignal,
): Promise<Children> {
  const records = new Map<string, () => ReadRecord>();
  const setAside: UnreadableRecord[] = [];
  let total: number | null = null;
  let steady = true;
  for (let page = 0; ; page += 1) {
    const asked = page;
    const result = await askAgain(() =>
      context.connector.listPage(collection, { parentId, page: asked, signal }),
    );
    if (!result.ok) {
      const { failure } = result;
      if (failure.kind === 'not-found') return { kind: 'gone' };
      if (failure.kind === 'malformed') return { kind: 'unreadable', reason: failure.message };
      return { kind: 'failed', failure };
    }
    const { value } = result;
    if (total !== null && value.totalElements !== total) steady = false;
    total = value.totalElements;
    for (const record of value.records) records.set(record.id, () => value.newest(record));
    setAside.push(...value.setAside);
    if (value.last) break;
  }
  if (total !== null && records.size + setAside.length < total) steady = false;
  return { kind: 'read', records: [...records.values()], setAside, steady };
}

/** Reads all pages under one parent, again when the list changes meanwhile (vendor-apis section 7, item 13). */
export async function readChildren<C extends MirroredName>(
  context: ListContext<C>,
  collection: C,
  parentId: string,
  signal: AbortSignal,
): Promise<Children> {
  for (let rerun = 0; ; rerun += 1) {
    const children = await readOnce(context, collection, parentId, signal);
    if (children.kind !== 'read' || children.steady || rerun >= reruns) return children;
  }
}
