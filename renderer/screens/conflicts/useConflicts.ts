import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../domain/result.ts';
import type { OutboxItem } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';

const pageSize = 500;
/** So many conflicts are decided in several rounds; the rest follows as these are settled. */
const most = 10_000;

interface Conflicts {
  /** Null until they were read once. */
  readonly items: readonly OutboxItem[] | null;
  readonly failure: Failure | null;
  readonly retry: () => void;
}

/** Every record in conflict, read again when the outbox changes: deciding for all alike needs all of them. */
export function useConflicts(): Conflicts {
  const engine = useEngine();
  const [items, setItems] = useState<readonly OutboxItem[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const readAgain = useRef<() => void>(() => undefined);

  useEffect(() => {
    let current = true;
    let reading = false;
    let again = false;
    const readOnce = async (): Promise<void> => {
      const found: OutboxItem[] = [];
      for (let offset = 0; offset < most; offset += pageSize) {
        const answer = await engine.call('outbox.list', { offset, limit: pageSize, states: ['conflict'] });
        if (!current) return;
        if (!answer.ok) {
          // While the engine starts again the list stays as it was.
          if (answer.error.code !== 'engine-stopped') setFailure(answer.error);
          return;
        }
        found.push(...answer.value.items);
        if (answer.value.items.length < pageSize) break;
      }
      setItems(found);
      setFailure(null);
    };
    const read = async (): Promise<void> => {
      if (reading) {
        again = true;
        return;
      }
      reading = true;
      await readOnce();
      reading = false;
      if (!again) return;
      again = false;
      await read();
    };
    readAgain.current = () => run(read());
    run(read());
    const stop = engine.on((event) => {
      if (event.event === 'outbox') run(read());
    });
    return () => {
      current = false;
      stop();
    };
  }, [engine]);

  return { items, failure, retry: () => readAgain.current() };
}
