import type { Failure } from '../../../domain/result.ts';
import type { EngineClient } from '../../../preload/contract/bridge.ts';
import type { EngineEvent, GridRow, OpenedView, ViewRequest } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { PageCache } from './pageCache.ts';

const pageSize = 200;
const maxPages = 60;
const maxInFlight = 3;
/** Between attempts to open a view while the engine starts again. */
const reopenMs = 500;
/** The list grows by itself during a sync while nobody works in it, at most this often. */
const quietRefreshMs = 1_000;

/** A list as it is known now. */
export interface GridSnapshot {
  readonly phase: 'opening' | 'ready' | 'failed';
  readonly viewId: string | null;
  readonly length: number;
  /** Records in the collection without search and filters. */
  readonly total: number;
  /** Records came or went since this view was opened. */
  readonly changed: boolean;
  readonly failure: Failure | null;
}

/** A sheet whose list is not opened yet. */
export const notOpened: GridSnapshot = {
  phase: 'opening',
  viewId: null,
  length: 0,
  total: 0,
  changed: false,
  failure: null,
};

/** Rows that have just been read. */
export interface ArrivedRows {
  /** Position of the first. */
  readonly from: number;
  readonly rows: readonly GridRow[];
  /** As in the page cache. */
  readonly fresh: boolean;
  /** The first of a view that is about to be shown: the snapshot tells of them. */
  readonly withView: boolean;
  /** At least one is; the others were read ahead. */
  readonly onScreen: boolean;
}

export type RowsListener = (arrived: ArrivedRows) => void;

/**
 * The rows of one view, read page by page. Opens the view, keeps it open across restarts of the
 * engine, and never re-orders rows unless the person asks (or nobody is working in the list).
 */
export class GridSource {
  readonly #engine: EngineClient;
  readonly #listeners = new Set<() => void>();
  #onRows: RowsListener = () => undefined;
  #request: ViewRequest | null = null;
  #cache: PageCache<GridRow> | null = null;
  #snapshot: GridSnapshot = notOpened;
  #visible: readonly [from: number, to: number] = [0, 50];
  /** Whether somebody has a place in the list that must not move. */
  #inUse = false;
  #attempt = 0;
  #opening = false;
  #reopening = true;
  /** The list is only being opened because it grew: nobody asked for it. */
  #byItself = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(engine: EngineClient) {
    this.#engine = engine;
  }

  /** Calls back whenever the snapshot changed, or `reopening`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Listens to the engine until the answered function is called, which also closes the view. */
  start(onRows: RowsListener): () => void {
    this.#onRows = onRows;
    const stopEvents = this.#engine.on((event) => this.#heard(event));
    return () => {
      stopEvents();
      clearTimeout(this.#timer);
      this.#attempt += 1;
      this.#request = null;
      this.#cache?.dispose();
      this.#cache = null;
      this.#close(this.#snapshot.viewId);
      this.#reopening = true;
      this.#update(notOpened);
    };
  }

  get snapshot(): GridSnapshot {
    return this.#snapshot;
  }

  /**
   * A newer order is being computed; the rows shown are still the old one's. No part of the snapshot: while
   * somebody types, all that shows the list would be drawn twice for each key.
   */
  get reopening(): boolean {
    return this.#reopening;
  }

  /** Rows [from, to) on screen. */
  get visible(): readonly [from: number, to: number] {
    return this.#visible;
  }

  row(position: number): GridRow | undefined {
    return this.#cache?.row(position);
  }

  /** The rows held in memory, in no particular order. */
  heldRows(): Iterable<GridRow> {
    return this.#cache?.rows() ?? [];
  }

  /** Shows another question's answer. The old rows stay until the new ones are there. */
  setRequest(request: ViewRequest): void {
    const before = this.#request;
    this.#request = request;
    if (before === null) this.#update(notOpened);
    // Other columns of the same rows keep their place; another question starts at its top.
    else if (!sameQuestion(before, request)) this.#visible = [0, this.#visible[1] - this.#visible[0]];
    this.#reopen();
  }

  setVisible(from: number, to: number): void {
    this.#visible = [from, to];
    this.#cache?.want(from, to);
  }

  setInUse(inUse: boolean): void {
    this.#inUse = inUse;
  }

  /** Opens the same question again: new records, new order. */
  refresh(): void {
    this.#reopen();
  }

  /** The values of these rows are read again; all of them when not named. */
  reread(rowids?: readonly number[]): void {
    if (rowids === undefined) this.#cache?.invalidateAll();
    else this.#cache?.invalidateKeys(rowids);
  }

  /** Reads rows around the cache, for copying more than it holds. */
  async readThrough(from: number, to: number): Promise<readonly GridRow[] | null> {
    const { viewId } = this.#snapshot;
    if (viewId === null) return null;
    const answer = await this.#engine.call('view.read', { viewId, from, to });
    return answer.ok ? answer.value.rows : null;
  }

  #update(change: Partial<GridSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #reopen(byItself = false): void {
    clearTimeout(this.#timer);
    this.#attempt += 1;
    // What somebody asked for before is still to be answered.
    this.#byItself = byItself && (this.#byItself || !this.#reopening);
    if (this.#snapshot.phase === 'failed') this.#update({ phase: 'opening', failure: null });
    // Asked before it is told: whoever draws would come before the question.
    if (!this.#opening) run(this.#openNewest());
    this.#reopening = true;
    this.#tell();
  }

  /** One question at a time: of those that come while one is being answered only the last is asked. */
  async #openNewest(): Promise<void> {
    this.#opening = true;
    try {
      for (let attempt = -1; attempt !== this.#attempt;) {
        attempt = this.#attempt;
        await this.#open(attempt);
      }
    } finally {
      this.#opening = false;
    }
  }

  async #open(attempt: number): Promise<void> {
    const request = this.#request;
    if (request === null) return;
    const rows = { near: this.#visible[0], count: pageSize };
    const opened = await this.#engine.call('view.open', { ...request, rows });
    if (attempt !== this.#attempt) {
      if (opened.ok) this.#close(opened.value.viewId);
      return;
    }
    if (!opened.ok) {
      this.#couldNotOpen(opened.error);
      return;
    }
    const { phase, length } = this.#snapshot;
    if (this.#byItself && this.#inUse && phase === 'ready' && length > 0) {
      // Somebody began to work in it meanwhile.
      this.#close(opened.value.viewId);
      this.#reopening = false;
      this.#update({ changed: true });
      return;
    }
    this.#use(opened.value);
  }

  /** The rows that will be on screen came with the view, so that nothing flashes. */
  #use(view: OpenedView): void {
    const { first } = view;
    this.#cache?.dispose();
    this.#close(this.#snapshot.viewId);
    this.#cache = new PageCache<GridRow>({
      length: view.length,
      pageSize,
      maxPages,
      maxInFlight,
      keyOf: (row) => row.rowid,
      first,
      read: (from, to) => this.#read(view.viewId, from, to),
      onPage: (from, rows, fresh) => {
        const [top, below] = this.#visible;
        const onScreen = top < from + rows.length && below > from;
        this.#onRows({ from, rows, fresh, withView: false, onScreen });
      },
    });
    if (first !== null) this.#onRows({ ...first, fresh: true, withView: true, onScreen: true });
    this.#reopening = false;
    this.#update({
      phase: 'ready',
      viewId: view.viewId,
      length: view.length,
      total: view.total,
      changed: false,
      failure: null,
    });
    this.#cache.want(...this.#visible);
  }

  async #read(viewId: string, from: number, to: number): Promise<readonly GridRow[] | null> {
    const answer = await this.#engine.call('view.read', { viewId, from, to });
    if (answer.ok) return answer.value.rows;
    // The view died with its engine: open it again, at the same place.
    const current = viewId === this.#snapshot.viewId;
    if (current && !this.#reopening) this.#reopen();
    return null;
  }

  #couldNotOpen(failure: Failure): void {
    if (failure.code === 'engine-stopped') {
      this.#timer = setTimeout(() => this.#reopen(), reopenMs);
      return;
    }
    this.#reopening = false;
    this.#update({ phase: 'failed', failure });
  }

  #heard(event: EngineEvent): void {
    const collection = this.#request?.collection;
    if (event.event === 'rows' && event.collection === collection) {
      this.reread(event.rowids === 'all' ? undefined : event.rowids);
    }
    if (event.event === 'membership' && event.collection === collection) this.#membershipChanged();
  }

  #membershipChanged(): void {
    if (this.#inUse && this.#snapshot.length > 0) {
      if (!this.#snapshot.changed) this.#update({ changed: true });
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#inUse && this.#snapshot.length > 0) this.#update({ changed: true });
      else this.#reopen(true);
    }, quietRefreshMs);
  }

  #close(viewId: string | null): void {
    if (viewId === null) return;
    // A view that could not be closed is forgotten by the engine when it needs the room.
    run(this.#engine.call('view.close', { viewId }));
  }
}

/** Whether two requests ask for the same rows in the same order. */
function sameQuestion(a: ViewRequest, b: ViewRequest): boolean {
  const question = ({ collection, sort, filters, search }: ViewRequest): string =>
    JSON.stringify([collection, sort, filters, search]);
  return question(a) === question(b);
}
