import { useEffect, useState } from 'react';
import type { ColumnSum } from '../../../domain/view.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import type { SelectedCells } from '../recordGrid/recordGridProps.ts';

/** Long enough that dragging a selection asks only where it stops. */
const pauseMs = 120;

const none: readonly ColumnSum[] = [];

/** What the selection adds up to, column by column as the answers come; given up when it changes. */
export function useColumnSums(
  viewId: string | null,
  selected: SelectedCells | null,
  breakdown: string | null,
): readonly ColumnSum[] {
  const engine = useEngine();
  const [answer, setAnswer] = useState<{ readonly key: string; readonly sums: readonly ColumnSum[] } | null>(
    null,
  );
  const fields =
    selected === null
      ? []
      : [
          ...new Set([
            ...(selected.fields.length === 1 ? selected.fields : []),
            ...(breakdown === null ? [] : [breakdown]),
          ]),
        ];
  const key = JSON.stringify([viewId, selected?.ranges ?? [], fields]);

  useEffect(() => {
    if (viewId === null) return undefined;
    let current = true;
    const [, ranges, wanted]: [unknown, [number, number][], string[]] = JSON.parse(key);
    if (ranges.length === 0) return undefined;
    const read = async (): Promise<void> => {
      const sums: ColumnSum[] = [];
      for (const field of wanted) {
        const result = await engine.call('view.sum', { viewId, ranges, field });
        if (!current) return;
        if (result.ok) sums.push(result.value);
        setAnswer({ key, sums: [...sums] });
      }
    };
    const timer = setTimeout(() => run(read()), pauseMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [engine, viewId, key]);

  return answer?.key === key ? answer.sums : none;
}
