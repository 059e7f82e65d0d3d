import { useEffect, useEffectEvent } from 'react';
import { fieldOf } from '../../../domain/collections.ts';
import { openTo } from '../../../domain/fields.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tellIfFailed } from '../../state/messages.ts';
import { oneAtATime } from '../../state/oneAtATime.ts';
import type { CellOverlay } from './cellOverlay.ts';
import { keptOf } from './keptRefusals.ts';

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
      () =>
        tellIfFailed(engine.call('refused-cells.write', { collection, cells: keptOf(overlay.refused()) })),
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
