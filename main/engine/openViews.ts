import type { GridRow, OpenedView } from '../../preload/contract.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { Random } from './ports.ts';
import type { MirrorStore, ViewQuery, ViewStore } from './store/api.ts';

/** Views kept at once. An older one is forgotten first; the page re-opens it when it is needed again. */
const mostViews = 40;

/**
 * The views the page has open: each an order vector of rowids, computed once, so that paging through a
 * million rows never sorts again and a staged row never jumps away.
 */
export interface OpenViews {
  open(query: ViewQuery): OpenedView;
  read(
    viewId: string,
    from: number,
    to: number,
  ): Result<{ readonly from: number; readonly rows: readonly GridRow[] }>;
  /** The collection of a view and the ids of the records at these positions, in order; past the end is left out. */
  idsAt(
    viewId: string,
    from: number,
    count: number,
  ): Result<{ readonly query: ViewQuery; readonly ids: readonly string[] }>;
  /** Where a record stands in a view; null when it is not in it. */
  find(viewId: string, recordId: string): Result<{ readonly position: number | null }>;
  close(viewId: string): void;
}

export function createOpenViews(views: ViewStore, mirror: MirrorStore, random: Random): OpenViews {
  const open = new Map<string, { readonly query: ViewQuery; readonly order: Uint32Array }>();
  const find = (viewId: string): Result<{ readonly query: ViewQuery; readonly order: Uint32Array }> => {
    const view = open.get(viewId);
    if (view === undefined) {
      return fail({
        code: 'unknown-view',
        message: 'This list is no longer open in the data engine. It is opened again by itself.',
        remedy: 'retry',
      });
    }
    open.delete(viewId);
    open.set(viewId, view);
    return ok(view);
  };

  return {
    open(query) {
      const order = views.order(query);
      const viewId = random.id();
      open.set(viewId, { query, order });
      for (const oldest of open.keys()) {
        if (open.size <= mostViews) break;
        open.delete(oldest);
      }
      return { viewId, length: order.length, total: mirror.count(query.collection) };
    },
    read(viewId, from, to) {
      const view = find(viewId);
      if (!view.ok) return view;
      const rows = views.rows(view.value.query, [...view.value.order.subarray(from, to)]);
      return ok({ from, rows });
    },
    idsAt(viewId, from, count) {
      const view = find(viewId);
      if (!view.ok) return view;
      const { query, order } = view.value;
      const ids: string[] = [];
      const end = Math.min(order.length, from + count);
      for (let start = from; start < end; start += 1_000) {
        const chunk = [...order.subarray(start, Math.min(end, start + 1_000))];
        for (const row of views.rows({ collection: query.collection, columns: [] }, chunk)) ids.push(row.id);
      }
      return ok({ query, ids });
    },
    find(viewId, recordId) {
      const view = find(viewId);
      if (!view.ok) return view;
      const { query, order } = view.value;
      const record = mirror.get(query.collection, recordId);
      const position = record === null ? -1 : order.indexOf(record.rowid);
      return ok({ position: position === -1 ? null : position });
    },
    close(viewId) {
      open.delete(viewId);
    },
  };
}
