import type { ColumnSum, GridRow, ViewValues } from '../../domain/view.ts';
import { onDates } from '../../domain/viewFilter.ts';
import type { ViewFilter } from '../../domain/viewFilter.ts';
import type { FoundText, OpenedView } from '../../preload/contract.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Failure, Result } from '../../domain/result.ts';
import type { Clock, Random } from './ports.ts';
import type { FindQuery, MirrorStore, ViewQuery, ViewStore } from './store/api.ts';
import { atOnce, inSlices, inStretches } from './slices.ts';
import type { Sliced } from './slices.ts';
import { inChunks } from './store/inChunks.ts';
import type { WarmUp } from './warmUp.ts';

/** Views kept at once. An older one is forgotten first; the page re-opens it when it is needed again. */
const mostViews = 40;
/** Values named for a filter to choose from. */
const mostValues = 200;
/** How long one turn of working a list out is, or a little longer. In milliseconds. */
const turnMs = 10;

const closing: Failure = {
  code: 'engine-stopped',
  message: 'The data engine is closing, so this list is not read any more. Nothing staged is lost.',
  remedy: 'retry',
};

/** A list as it is asked for: dates may be counted from today. */
type AskedQuery = Omit<ViewQuery, 'filters'> & { readonly filters: readonly ViewFilter[] };

/** The stretch of `count` rows in which the row `near` stands, or the last row there is. */
interface RowsToo {
  readonly near: number;
  readonly count: number;
}

/**
 * The views the page has open: each an order vector of rowids, computed once, so that paging through a
 * million rows never sorts again and a staged row never jumps away.
 */
export interface OpenViews {
  open(query: AskedQuery): OpenedView;
  /** The same, with others in between where it takes long, and with some of its rows. Fails when the engine is closing. */
  openSoon(query: AskedQuery, rows?: RowsToo): Promise<Result<OpenedView>>;
  /** The values of a field within the query's other filters, with others in between as well. */
  values(query: AskedQuery, field: string, search: string): Promise<Result<ViewValues>>;
  /** One field over the rows in these ranges, `[from, to)`, with others in between; past the end is left out. */
  sum(
    viewId: string,
    ranges: readonly (readonly [number, number])[],
    field: string,
  ): Promise<Result<ColumnSum>>;
  read(
    viewId: string,
    from: number,
    to: number,
  ): Result<{ readonly from: number; readonly rows: readonly GridRow[] }>;
  /** What these fields show in the rows at these positions, in order; past the end is left out. */
  texts(
    viewId: string,
    from: number,
    count: number,
    fields: readonly string[],
  ): Result<readonly (readonly string[])[]>;
  /** The collection of a view and the ids of the records at these positions, in order; past the end is left out. */
  idsAt(
    viewId: string,
    from: number,
    count: number,
  ): Result<{ readonly query: ViewQuery; readonly ids: readonly string[] }>;
  /** The question of a view and its rowids in order. The order is the view's own: it is read, never written. */
  order(viewId: string): Result<{ readonly query: ViewQuery; readonly order: Uint32Array }>;
  /** The same in slices. */
  idsIn(
    viewId: string,
    from: number,
    count: number,
  ): Sliced<Result<{ readonly query: ViewQuery; readonly ids: readonly string[] }>>;
  /** Where a record stands in a view; null when it is not in it. */
  find(viewId: string, recordId: string): Result<{ readonly position: number | null }>;
  /** Looks through the cells of a view for a text, in the order it has when the looking begins. */
  findText(viewId: string, query: Omit<FindQuery, 'collection'>): Result<Sliced<FoundText>>;
  close(viewId: string): void;
  /** What is being read is given up: the store is about to close. */
  stop(): void;
}

export interface OpenViewsParts {
  readonly views: ViewStore;
  readonly mirror: Pick<MirrorStore, 'count' | 'get'>;
  readonly random: Pick<Random, 'id'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly warmUp: Pick<WarmUp, 'start' | 'standBack' | 'rest'>;
}

/** Keeps the order of each open list; those used longest ago are let go of and opened again by the page. */
export function createOpenViews({ views, mirror, random, clock, warmUp }: OpenViewsParts): OpenViews {
  const dated = (query: AskedQuery): ViewQuery => {
    const today = localDay(clock.now());
    return { ...query, filters: query.filters.map((filter) => onDates(filter, today)) };
  };
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

  let stopped = false;
  /** What a person waits for comes before what is read ahead. */
  const worked = async <T>(work: Sliced<T>): Promise<Result<T>> => {
    const goOn = warmUp.standBack();
    try {
      const value = await inSlices(work, () => stopped, turnMs);
      return value === null ? fail(closing) : ok(value);
    } finally {
      goOn();
    }
  };
  const opened = (query: ViewQuery, order: Uint32Array): OpenedView => {
    const viewId = random.id();
    open.set(viewId, { query, order });
    for (const oldest of open.keys()) {
      if (open.size <= mostViews) break;
      open.delete(oldest);
    }
    const total = mirror.count(query.collection);
    warmUp.start(query, total);
    return { viewId, length: order.length, total, first: null };
  };
  const rowsIn = (query: ViewQuery, order: Uint32Array, { near, count }: RowsToo): OpenedView['first'] => {
    const from = Math.floor(Math.min(near, Math.max(0, order.length - 1)) / count) * count;
    return { from, rows: views.rows(query, [...order.subarray(from, from + count)]) };
  };
  function* openedWith(query: ViewQuery, rows: RowsToo | undefined): Sliced<OpenedView> {
    const order = yield* views.opening(query);
    if (rows === undefined) return opened(query, order);
    // The first rows after a start take as long as several slices: they get a turn of their own.
    yield;
    const first = rowsIn(query, order, rows);
    return { ...opened(query, order), first };
  }

  function* idsIn(...[viewId, from, count]: Parameters<OpenViews['idsIn']>): ReturnType<OpenViews['idsIn']> {
    const view = find(viewId);
    if (!view.ok) return view;
    const { query, order } = view.value;
    const ids: string[] = [];
    const asked = order.subarray(from, from + count);
    yield* inStretches(asked.length, 1_000, (start, end) => {
      for (const id of views.ids(query.collection, [...asked.subarray(start, end)])) ids.push(id);
    });
    return ok({ query, ids });
  }

  return {
    open(asked) {
      const query = dated(asked);
      return opened(query, views.order(query));
    },
    openSoon: (asked, rows) => worked(openedWith(dated(asked), rows)),
    values: (query, field, search) => worked(views.naming(dated(query), field, search, mostValues)),
    async sum(viewId, ranges, field) {
      const view = find(viewId);
      if (!view.ok) return view;
      const { query, order } = view.value;
      const parts = ranges.map(([from, to]) => order.subarray(from, Math.max(from, to)));
      const rowids = new Uint32Array(parts.reduce((length, part) => length + part.length, 0));
      let filled = 0;
      for (const part of parts) {
        rowids.set(part, filled);
        filled += part.length;
      }
      return worked(views.summing(query.collection, rowids, field));
    },
    order: find,
    read(viewId, from, to) {
      const view = find(viewId);
      if (!view.ok) return view;
      const rows = views.rows(view.value.query, [...view.value.order.subarray(from, to)]);
      warmUp.rest();
      return ok({ from, rows });
    },
    texts(viewId, from, count, fields) {
      const view = find(viewId);
      if (!view.ok) return view;
      const { query, order } = view.value;
      const texts: (readonly string[])[] = [];
      for (const chunk of inChunks([...order.subarray(from, from + count)]))
        for (const { cells } of views.rows({ collection: query.collection, columns: fields }, chunk))
          texts.push(cells);
      return ok(texts);
    },
    idsAt: (viewId, from, count) => atOnce(idsIn(viewId, from, count)),
    idsIn,
    find(viewId, recordId) {
      const view = find(viewId);
      if (!view.ok) return view;
      const { query, order } = view.value;
      const record = mirror.get(query.collection, recordId);
      const position = record === null ? -1 : order.indexOf(record.rowid);
      return ok({ position: position === -1 ? null : position });
    },
    findText(viewId, asked) {
      const view = find(viewId);
      if (!view.ok) return view;
      const { query, order } = view.value;
      return ok(foundText(views.findCell(order, { ...asked, collection: query.collection })));
    },
    close(viewId) {
      open.delete(viewId);
    },
    stop() {
      stopped = true;
    },
  };
}

function* foundText(looking: ReturnType<ViewStore['findCell']>): Sliced<FoundText> {
  const found = yield* looking;
  return found === null ? { kind: 'none' } : { kind: 'found', ...found };
}

/** The calendar day at a moment, where this computer is. */
function localDay(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
