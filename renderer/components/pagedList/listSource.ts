import { run } from '../../state/crash.ts';
import { PageCache } from '../recordGrid/pageCache.ts';

const pageSize = 100;
const maxPages = 20;
const maxInFlight = 2;

/** A page of a list whose length is known only with each answer. */
export interface ListPage<Item> {
  readonly total: number;
  readonly items: readonly Item[];
}

/** Reads a page of a list; null where it could not be read. */
export type ReadListPage<Item> = (offset: number, limit: number) => Promise<ListPage<Item> | null>;

/** A list as far as it was read. */
export interface ListSnapshot {
  /** Null until the first answer. */
  readonly total: number | null;
  /** Grows with everything that arrives. */
  readonly version: number;
  readonly failed: boolean;
}

/** A long list read page by page, shortened and lengthened as its source changes. */
export class ListSource<Item> {
  readonly #read: ReadListPage<Item>;
  readonly #listeners = new Set<() => void>();
  #cache: PageCache<Item> | null = null;
  #snapshot: ListSnapshot = { total: null, version: 0, failed: false };
  #visible: readonly [from: number, to: number] = [0, 30];
  #refreshing = false;
  #again = false;

  constructor(read: ReadListPage<Item>) {
    this.#read = read;
  }

  get snapshot(): ListSnapshot {
    return this.#snapshot;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  item(index: number): Item | undefined {
    return this.#cache?.row(index);
  }

  want(from: number, to: number): void {
    this.#visible = [from, to];
    this.#cache?.want(from, to);
  }

  /** Reads the list again, keeping what is shown until the new items are there. */
  refresh(): void {
    if (this.#refreshing) this.#again = true;
    else run(this.#refresh());
  }

  async #refresh(): Promise<void> {
    this.#refreshing = true;
    const offset = Math.floor(this.#visible[0] / pageSize) * pageSize;
    const page = await this.#read(offset, pageSize);
    this.#refreshing = false;
    if (page === null) this.#update({ failed: true });
    else this.#use(page, offset);
    if (!this.#again) return;
    this.#again = false;
    this.refresh();
  }

  #use(page: ListPage<Item>, offset: number): void {
    let unread: readonly Item[] | null = page.items;
    this.#cache?.dispose();
    this.#cache = new PageCache<Item>({
      length: page.total,
      pageSize,
      maxPages,
      maxInFlight,
      keyOf: () => 0,
      read: async (from, to) => {
        const read = from === offset ? unread : null;
        if (read !== null) unread = null;
        return read ?? this.#page(from, to);
      },
      onPage: () => this.#update({ failed: false }),
    });
    this.#cache.want(...this.#visible);
    this.#update({ total: page.total, failed: false });
  }

  async #page(from: number, to: number): Promise<readonly Item[] | null> {
    const page = await this.#read(from, to - from);
    // The list got shorter or longer meanwhile: its length is read anew.
    if (page !== null && page.total !== this.#snapshot.total) this.refresh();
    return page?.items ?? null;
  }

  #update(change: Partial<ListSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change, version: this.#snapshot.version + 1 };
    for (const listener of this.#listeners) listener();
  }
}
