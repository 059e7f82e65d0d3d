import { useEffect, useEffectEvent } from 'react';
import { fieldOf } from '../../../domain/collections.ts';
import { openTo } from '../../../domain/fields.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { mostRefusedKept } from '../../../preload/contract/refusedCells.ts';
import type { RefusedCellKept } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tellIfFailed } from '../../state/messages.ts';
import { oneAtATime } from '../../state/oneAtATime.ts';
import type { CellOverlay, RefusedCell } from './cellOverlay.ts';

/** Characters of all cells together; beyond it the first are kept. */
const mostText = 1_000_000;

/**
 * Keeps what refused cells say with the data of the connection, so that it is there again after the list was left
 * and after a restart.
 */
export function useKeptRefusals(collection: CollectionName, overlay: CellOverlay, redraw: () => void): void {
  const engine = useEngine();
  const restored = useEffectEvent(redraw);
  useEffect(() => {
    let current = true;
    const writing = oneAtATime(
      () => tellIfFailed(engine.call('refused-cells.write', { collection, cells: kept(overlay.refused()) })),
      () => undefined,
    );
    const read = async (): Promise<void> => {
      const answer = await engine.call('refused-cells.read', { collection });
      // Until it is known what was refused before, nothing is written over it.
      if (!current || !answer.ok) return;
      const { cells } = answer.value;
      const before = overlay.refusedCount();
      overlay.restore(cells, (field, recordId) => {
        const definition = openTo(fieldOf(collection, field), recordId);
        return definition?.editable === true && definition.sealed !== true;
      });
      overlay.onRefused(() => writing.ask());
      if (before > 0) writing.ask();
      if (cells.length > 0) restored();
    };
    run(read());
    return () => {
      current = false;
      overlay.onRefused(() => undefined);
    };
  }, [engine, collection, overlay]);
}

function kept(refused: readonly RefusedCell[]): RefusedCellKept[] {
  let room = mostText;
  return refused
    .slice(0, mostRefusedKept)
    .flatMap(({ recordId, field, record, fieldLabel, text, reason }) => {
      room -= text.length + reason.length;
      return room < 0 ? [] : [{ recordId, field, record: record.slice(0, 1_000), fieldLabel, text, reason }];
    });
}
