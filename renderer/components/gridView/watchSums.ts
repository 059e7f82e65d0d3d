import type { CollectionName } from '../../../domain/fields.ts';
import { mostPastedRows } from '../../../domain/pasteBlock.ts';
import type { ColumnSum } from '../../../domain/view.ts';
import type { EngineClient } from '../../../preload/contract/bridge.ts';
import { run } from '../../state/crash.ts';

/** Long enough that dragging a selection asks only where it stops. */
const pauseMs = 120;

export interface SumsOf {
  readonly collection: CollectionName;
  readonly viewId: string;
  readonly ranges: readonly [from: number, to: number][];
  readonly fields: readonly string[];
}

/**
 * Reads what selected rows add up to, column by column as the answers come, and again when rows of the list have
 * changed: one reading at a time, so that a sync that changes many asks no more often than it is answered. Of more rows
 * than a gesture reaches only what was there when they were selected is told. Answers what ends it.
 */
export function watchSums(
  engine: EngineClient,
  { collection, viewId, ranges, fields }: SumsOf,
  onSums: (sums: readonly ColumnSum[]) => void,
): () => void {
  const rows = ranges.reduce((sum, [from, to]) => sum + to - from, 0);
  let ended = false;
  let reading = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Rows changed since the last reading began. */
  let changed = false;
  let told = false;

  const read = async (): Promise<void> => {
    timer = undefined;
    reading = true;
    changed = false;
    const sums: ColumnSum[] = [];
    for (const field of fields) {
      const result = await engine.call('view.sum', {
        viewId,
        ranges: [...ranges],
        field,
      });
      if (ended) return;
      if (result.ok) sums.push(result.value);
      // What is told already stays until all of it is known anew.
      if (!told) onSums([...sums]);
    }
    if (told) onSums(sums);
    told = true;
    reading = false;
    if (changed) soon();
  };
  const soon = (): void => {
    timer ??= setTimeout(() => run(read()), pauseMs);
  };

  const stop = engine.on((event) => {
    if (event.event !== 'rows' || event.collection !== collection || rows > mostPastedRows) return;
    changed = true;
    if (!reading) soon();
  });
  soon();
  return () => {
    ended = true;
    clearTimeout(timer);
    stop();
  };
}
