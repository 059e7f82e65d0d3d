import { useEffect, useState } from 'react';
import { ListSource } from './listSource.ts';

class ArraySource<Item> {
  #items: readonly Item[] = [];
  readonly source = new ListSource<Item>(async (offset, limit) => ({
    total: this.#items.length,
    items: this.#items.slice(offset, offset + limit),
  }));

  show(items: readonly Item[]): void {
    this.#items = items;
    this.source.refresh();
  }
}

/** A list that is in memory already, for PagedList, which keeps only the rows in sight in the page. */
export function useArraySource<Item>(items: readonly Item[]): ListSource<Item> {
  const [held] = useState(() => new ArraySource<Item>());
  useEffect(() => held.show(items), [held, items]);
  return held.source;
}
