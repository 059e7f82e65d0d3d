import { useEffect, useState } from 'react';
import type { CollectionName } from '../../../domain/fields.ts';
import type { GridRow } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';

interface OwnRowsQuery {
  readonly collection: CollectionName;
  readonly columns: readonly string[];
  readonly sort: readonly string[];
  readonly most: number;
}

interface OwnRows {
  readonly rows: readonly GridRow[];
  /** How many there are, shown or not. */
  readonly count: number;
}

/** The first records that carry an NPN, read again when something of their collection changes. `query` must be steady. */
export function useOwnRows(npn: string, query: OwnRowsQuery): OwnRows {
  const engine = useEngine();
  const [found, setFound] = useState<OwnRows>({ rows: [], count: 0 });
  useEffect(() => {
    let current = true;
    const { collection, columns, sort, most } = query;
    const read = async (): Promise<void> => {
      const view = await engine.call('view.open', {
        collection,
        columns: [...columns],
        sort: sort.map((field) => ({ field, direction: 'ascending' as const })),
        filters: [{ field: 'npn', test: 'is', value: npn }],
        search: '',
      });
      if (!view.ok) return;
      const { viewId, length } = view.value;
      const page = await engine.call('view.read', { viewId, from: 0, to: most });
      await engine.call('view.close', { viewId });
      if (current && page.ok) setFound({ rows: page.value.rows, count: length });
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
