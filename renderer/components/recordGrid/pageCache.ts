/** Pages of a long list, read as they are needed and forgotten again. Pure: it knows no React and no engine. */

export interface PageCacheOptions<Row> {
  /** Rows in the whole list; it never changes during the cache's life. */
  readonly length: number;
  readonly pageSize: number;
  readonly maxPages: number;
  readonly maxInFlight: number;
  readonly keyOf: (row: Row) => number;
  /** Rows of the page that begins at `from`, where they are known already. */
  readonly first?: { readonly from: number; readonly rows: readonly Row[] } | null;
  /** Rows [from, to), or null when they could not be read; the caller deals with why. */
  readonly read: (from: number, to: number) => Promise<readonly Row[] | null>;
  /** A page arrived, whose first row is at `from`. `fresh`: nothing was invalidated while they were under way. */
  readonly onPage: (from: number, rows: readonly Row[], fresh: boolean) => void;
}

interface Page<Row> {
  readonly rows: readonly Row[];
  /** Shown until it is read again. */
  stale: boolean;
}

/**
 * Holds at most `maxPages` pages, least recently wanted forgotten first, with at most `maxInFlight`
 * reads under way. What scrolled out of sight before its read began is never read.
 */
export class PageCache<Row> {
  readonly #options: PageCacheOptions<Row>;
  /** Least recently wanted first. */
  readonly #pages = new Map<number, Page<Row>>();
  readonly #inFlight = new Set<number>();
  readonly #changedInFlight = new Set<number>();
  #wanted: readonly number[] = [];
  #disposed = false;

  constructor(options: PageCacheOptions<Row>) {
    this.#options = options;
    const { first = null, pageSize } = options;
    if (first !== null && first.rows.length > 0)
      this.#pages.set(Math.floor(first.from / pageSize), { rows: first.rows, stale: false });
  }

  get length(): number {
    return this.#options.length;
  }

  get pagesHeld(): number {
    return this.#pages.size;
  }

  /** The row at this position, or undefined while it has not been read. */
  row(position: number): Row | undefined {
    const { pageSize } = this.#options;
    return this.#pages.get(Math.floor(position / pageSize))?.rows[position % pageSize];
  }

  /** Says which rows are on screen: they are read first, then the pages around them. */
  want(from: number, to: number): void {
    const { pageSize, length } = this.#options;
    if (length === 0) return;
    const lastPage = Math.floor((length - 1) / pageSize);
    const first = clamp(Math.floor(from / pageSize), 0, lastPage);
    const last = clamp(Math.floor(Math.max(from, to - 1) / pageSize), first, lastPage);
    const pages: number[] = [];
    for (let page = first; page <= last && pages.length < this.#options.maxPages; page += 1) pages.push(page);
    for (const page of [last + 1, first - 1]) {
      if (page >= 0 && page <= lastPage && pages.length < this.#options.maxPages) pages.push(page);
    }
    this.#wanted = pages;
    for (const page of pages.toReversed()) this.#touch(page);
    this.#pump();
  }

  /** These rows changed: the pages that hold them are read again, those on screen at once. */
  invalidateKeys(keys: Iterable<number>): void {
    const changed = new Set(keys);
    for (const page of this.#pages.values()) {
      if (!page.stale && page.rows.some((row) => changed.has(this.#options.keyOf(row)))) page.stale = true;
    }
    // Nobody knows yet which rows a page under way holds, so it is read once more.
    for (const page of this.#inFlight) this.#changedInFlight.add(page);
    this.#pump();
  }

  invalidateAll(): void {
    for (const page of this.#pages.values()) page.stale = true;
    for (const page of this.#inFlight) this.#changedInFlight.add(page);
    this.#pump();
  }

  /** The rows held now, in no particular order. */
  *rows(): Generator<Row> {
    for (const page of this.#pages.values()) yield* page.rows;
  }

  /** Ends the cache: answers that arrive later are ignored. */
  dispose(): void {
    this.#disposed = true;
    this.#pages.clear();
    this.#wanted = [];
  }

  #touch(page: number): void {
    const held = this.#pages.get(page);
    if (held === undefined) return;
    this.#pages.delete(page);
    this.#pages.set(page, held);
  }

  #pump(): void {
    if (this.#disposed) return;
    for (const page of this.#wanted) {
      if (this.#inFlight.size >= this.#options.maxInFlight) return;
      const held = this.#pages.get(page);
      if (this.#inFlight.has(page) || (held !== undefined && !held.stale)) continue;
      this.#start(page);
    }
  }

  #start(page: number): void {
    const { pageSize, length, read } = this.#options;
    const from = page * pageSize;
    const to = Math.min(length, from + pageSize);
    this.#inFlight.add(page);
    read(from, to).then(
      (rows) => this.#arrived(page, from, rows),
      () => this.#arrived(page, from, null),
    );
  }

  #arrived(page: number, from: number, rows: readonly Row[] | null): void {
    if (this.#disposed) return;
    this.#inFlight.delete(page);
    const changed = this.#changedInFlight.delete(page);
    if (rows === null) {
      // Not asked for again by itself: the next scroll, event or re-opened view asks.
      this.#wanted = this.#wanted.filter((candidate) => candidate !== page);
    } else {
      this.#pages.delete(page);
      this.#pages.set(page, { rows, stale: changed });
      this.#evict();
      this.#options.onPage(from, rows, !changed);
    }
    this.#pump();
  }

  #evict(): void {
    for (const page of this.#pages.keys()) {
      if (this.#pages.size <= this.#options.maxPages) return;
      if (!this.#wanted.includes(page)) this.#pages.delete(page);
    }
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
