import { useEffect, useRef, useState } from 'react';
import type { OperationState } from '../../domain/operation.ts';
import type { Failure } from '../../domain/result.ts';
import type { OutboxItem } from '../../preload/contract/engine.ts';
import { run } from '../state/crash.ts';
import { useEngine } from '../state/engineContext.ts';

const pageSize = 500;

/** Which changes are read. */
export interface ItemFilter {
  readonly states?: OperationState[];
  readonly toDecide?: boolean;
}

/** Changes that have not ended, read whole as far as a screen can hold them. */
export interface AllItems {
  /** Null until they were read once. */
  readonly items: readonly OutboxItem[] | null;
  /** How many there are; more than were read when there are too many. */
  readonly total: number;
  /** Whether there are more than were read. */
  readonly cut: boolean;
  readonly failure: Failure | null;
  readonly retry: () => void;
}

/**
 * Unsent changes that a filter lets through, all of them up to a number, read again when the outbox changes. For
 * what needs the whole: deciding for all alike, grouping.
 */
export function useAllItems(filter: ItemFilter, most: number): AllItems {
  const engine = useEngine();
  const [items, setItems] = useState<readonly OutboxItem[] | null>(null);
  const [total, setTotal] = useState(0);
  const [failure, setFailure] = useState<Failure | null>(null);
  const readAgain = useRef<() => void>(() => undefined);
  const key = JSON.stringify(filter);

  useEffect(() => {
    let current = true;
    let reading = false;
    let again = false;
    const wanted: ItemFilter = JSON.parse(key);
    const readOnce = async (): Promise<void> => {
      const found: OutboxItem[] = [];
      let count = 0;
      do {
        const answer = await engine.call('outbox.list', {
          offset: found.length,
          limit: pageSize,
          ...wanted,
        });
        if (!current) return;
        if (!answer.ok) {
          // While the engine starts again the list stays as it was.
          if (answer.error.code !== 'engine-stopped') setFailure(answer.error);
          return;
        }
        found.push(...answer.value.items);
        count = answer.value.total;
        if (answer.value.items.length === 0) break;
      } while (found.length < Math.min(count, most));
      setItems(found);
      setTotal(count);
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

  return {
    items,
    total,
    cut: items !== null && total > items.length,
    failure,
    retry: () => readAgain.current(),
  };
}
