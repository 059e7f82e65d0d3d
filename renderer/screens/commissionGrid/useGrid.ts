import { useEffect, useRef, useState } from 'react';
import type { CollectionName } from '../../../domain/fields.ts';
import type { Result } from '../../../domain/result.ts';
import type { ReadGrid } from '../../../preload/contract/commissionGrid.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';

/** During a sync records change many times a second; the grid is worked out again at most this often. */
const pauseMs = 400;

const partsOfGrid: ReadonlySet<CollectionName> = new Set(['carrier', 'product', 'commissionLevel']);

/** A carrier's grid, read again when something of it changes; null while it is read for the first time. */
export function useGrid(carrierId: string): {
  readonly answer: Result<ReadGrid> | null;
  readonly retry: () => void;
} {
  const engine = useEngine();
  const [answer, setAnswer] = useState<Result<ReadGrid> | null>(null);
  const readAgain = useRef<() => void>(() => undefined);

  useEffect(() => {
    let current = true;
    let resting = false;
    let again = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async (): Promise<void> => {
      if (resting) {
        again = true;
        return;
      }
      resting = true;
      again = false;
      const found = await engine.call('grid.read', { carrierId });
      if (!current) return;
      // While the engine starts again the grid stays as it was.
      if (found.ok || found.error.code !== 'engine-stopped') setAnswer(found);
      else again = true;
      timer = setTimeout(() => {
        resting = false;
        if (again) run(read());
      }, pauseMs);
    };
    readAgain.current = () => run(read());
    run(read());
    const stop = engine.on((event) => {
      if ((event.event === 'rows' || event.event === 'membership') && partsOfGrid.has(event.collection))
        run(read());
    });
    return () => {
      current = false;
      clearTimeout(timer);
      stop();
    };
  }, [engine, carrierId]);

  return { answer, retry: () => readAgain.current() };
}
