import { useEffect, useRef, useState } from 'react';
import type { OperationState } from '../../domain/operation.ts';
import type { Failure } from '../../domain/result.ts';
import type { OutboxItem } from '../../preload/contract/engine.ts';
import { run } from '../state/crash.ts';
import { useEngine } from '../state/engineContext.ts';

const pageSize = 500;

export interface AllItems {
  /** Null until they were read once. */
  readonly items: readonly OutboxItem[] | null;
  /** Whether there are more than were read. */
  readonly cut: boolean;
  readonly failure: Failure | null;
  readonly retry: () => void;
}

/**
 * Unsent changes in these states, all of them up to a number, read again when the outbox changes. For
 * what needs the whole: deciding for all alike, grouping.
 */
export function useAllItems(states: readonly OperationState[] | undefined, most: number): AllItems {
  const engine = useEngine();
  const [items, setItems] = useState<readonly OutboxItem[] | null>(null);
  const [cut, setCut] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const readAgain = useRef<() => void>(() => undefined);
  const key = JSON.stringify(states ?? null);

  useEffect(() => {
    let current = true;
    let reading = false;
    let again = false;
    const wanted: OperationState[] | null = JSON.parse(key);
    const readOnce = async (): Promise<void> => {
      const found: OutboxItem[] = [];
      let total = 0;
      do {
        const answer = await engine.call('outbox.list', {
          offset: found.length,
          limit: pageSize,
          ...(wanted === null ? {} : { states: wanted }),
        });
        if (!current) return;
        if (!answer.ok) {
          // While the engine starts again the list stays as it was.
          if (answer.error.code !== 'engine-stopped') setFailure(answer.error);
          return;
        }
        found.push(...answer.value.items);
        ({ total } = answer.value);
        if (answer.value.items.length === 0) break;
      } while (found.length < Math.min(total, most));
      setItems(found);
      setCut(total > found.length);
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
  }, [engine, key, most]);

  return { items, cut, failure, retry: () => readAgain.current() };
}
