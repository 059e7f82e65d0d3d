import { useEffect, useState } from 'react';
import type { CollectionName } from '../../../domain/fields.ts';
import type { ValueCount } from '../../../domain/view.ts';
import type { GridRow } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';

interface OwnRowsQuery {
  readonly collection: CollectionName;
  readonly columns: readonly string[];
  readonly sort: readonly string[];
  readonly most: number;
  /** A field whose values are counted over all of them, shown or not. */
  readonly countBy?: string;
}

/** What of a list belongs to one producer. */
export interface OwnRows {
  readonly rows: readonly GridRow[];
  /** How many there are, shown or not. */
  readonly count: number;
  /** How many have each value of the counted field; at most 200 values. */
  readonly counts: readonly ValueCount[];
}

/**
 * The first records that carry an NPN, read again when something of their collection changes; null while they are
 * read first. `query` must be steady.
 */
export function useOwnRows(npn: string, query: OwnRowsQuery): OwnRows | null {
  const engine = useEngine();
  const [found, setFound] = useState<OwnRows | null>(npn === '' ? nothing : null);
  useEffect(() => {
    let current = true;
    const { collection, columns, sort, most, countBy } = query;
    const asked = {
      collection,
      columns: [...columns],
      sort: sort.map((field) => ({ field, direction: 'ascending' as const })),
      filters: [{ field: 'npn', test: 'is' as const, value: npn }],
      search: '',
    };
    const read = async (): Promise<void> => {
      const view = await engine.call('view.open', asked);
      if (!view.ok) return;
      const { viewId, length } = view.value;
      const page = await engine.call('view.read', { viewId, from: 0, to: most });
      await engine.call('view.close', { viewId });
      const counts =
        countBy === undefined || length <= most
          ? null
          : await engine.call('view.values', { query: asked, field: countBy, search: '' });
      if (!current || !page.ok) return;
      setFound({
        rows: page.value.rows,
        count: length,
        counts: counts?.ok === true ? counts.value.values : [],
      });
    };
    if (npn !== '') run(read());
    const stop = engine.on((event) => {
      const changed = event.event === 'rows' || event.event === 'membership';
      if (changed && event.collection === collection && npn !== '') run(read());
    });
    return () => {
      current = false;
      stop();
    };
  }, [engine, npn, query]);
  return found;
}

const nothing: OwnRows = { rows: [], count: 0, counts: [] };
