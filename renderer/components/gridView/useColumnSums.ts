import { useEffect, useState } from 'react';
import type { CollectionName } from '../../../domain/fields.ts';
import type { ColumnSum } from '../../../domain/view.ts';
import { useEngine } from '../../state/engineContext.ts';
import type { SelectedCells } from '../recordGrid/recordGridProps.ts';
import { watchSums } from './watchSums.ts';

const none: readonly ColumnSum[] = [];

/** What the selection adds up to, also after its rows were changed; given up when the selection changes. */
export function useColumnSums(
  collection: CollectionName,
  viewId: string | null,
  selected: SelectedCells | null,
  breakdown: string | null,
): readonly ColumnSum[] {
  const engine = useEngine();
  const [answer, setAnswer] = useState<{ readonly key: string; readonly sums: readonly ColumnSum[] } | null>(
    null,
  );
  const own = selected?.fields.length === 1 ? selected.fields : [];
  const fields = selected === null ? [] : [...new Set([...own, ...(breakdown === null ? [] : [breakdown])])];
  const key = JSON.stringify([viewId, selected?.ranges ?? [], fields]);

  useEffect(() => {
    const [, ranges, wanted]: [unknown, [number, number][], string[]] = JSON.parse(key);
    if (viewId === null || ranges.length === 0) return undefined;
    const of = { collection, viewId, ranges, fields: wanted };
    return watchSums(engine, of, (sums) => setAnswer({ key, sums }));
  }, [engine, collection, viewId, key]);

  return answer?.key === key ? answer.sums : none;
}
