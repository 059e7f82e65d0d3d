import { useEffect, useEffectEvent } from 'react';
import { fieldOf } from '../../../domain/collections.ts';
import { openTo } from '../../../domain/fields.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tellIfFailed } from '../../state/messages.ts';
import { oneAtATime } from '../../state/oneAtATime.ts';
import type { CellOverlay } from './cellOverlay.ts';
import { keptOf, lostTo } from './keptRefusals.ts';

/**
 * Keeps what refused cells say with the data of the connection, so that it is there again after the list was left
 * and after a restart.
 */
export function useKeptRefusals(collection: CollectionName, overlay: CellOverlay, redraw: () => void): void {
  const engine = useEngine();
  const restored = useEffectEvent(redraw);
  useEffect(() => {
    let known = false;
    /** How often other cells were refused than before, and of which of these the engine knows. */
    let changed = 0;
    let written = 0;
    let readAfterwards = false;
    const writing = oneAtATime(
      async () => {
        const now = changed;
        const cells = keptOf(overlay.refused());
        await tellIfFailed(engine.call('refused-cells.write', { collection, cells }));
        return now;
      },
      (now) => {
        written = now;
        if (!readAfterwards) return;
        readAfterwards = false;
        reading.ask();
      },
    );
    const reading = oneAtATime(
      async () => {
        const now = changed;
        return { now, answer: await engine.call('refused-cells.read', { collection }) };
      },
      ({ now, answer }) => {
        if (!answer.ok) return;
        // What was refused meanwhile is written first, and all of it read again.
        if (known && (now !== changed || written !== changed)) {
          readAfterwards = written !== changed;
          if (!readAfterwards) reading.ask();
          return;
        }
        const { cells } = answer.value;
        const before = overlay.refusedCount();
        const lost = known && overlay.forgetLost(lostTo(collection, cells));
        overlay.restore(cells, (field, recordId) => {
          const definition = openTo(fieldOf(collection, field), recordId);
          return definition?.editable === true && definition.sealed !== true;
        });
        if (!known) {
          known = true;
          // Until it is known what was refused before, nothing is written over it.
          overlay.onRefused(() => {
            changed += 1;
            writing.ask();
          });
          if (before > 0) writing.ask();
        }
        if (lost || overlay.refusedCount() !== before) restored();
      },
    );
    reading.ask();
    // Records that were made here are discarded, brought back, and named by AgentSync.
    const stop = engine.on((event) => {
      if (event.event === 'membership' && event.collection === collection) reading.ask();
    });
    return () => {
      stop();
      reading.end();
      overlay.onRefused(() => undefined);
    };
  }, [engine, collection, overlay]);
}
