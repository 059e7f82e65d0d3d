import { useMemo, useState } from 'react';
import type { OperationState } from '../../../domain/operation.ts';
import type { OutboxItem } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tellFailure } from '../../state/messages.ts';
import { itemKey } from '../conflicts/conflictChoices.ts';

const pageSize = 500;

/** Which changes are ticked. */
export interface TraySelection {
  readonly count: number;
  /** The same array as long as the selection is the same. */
  readonly operationIds: readonly string[];
  readonly has: (item: OutboxItem) => boolean;
  readonly set: (items: readonly OutboxItem[], checked: boolean) => void;
  /** Every record of the list, also those never scrolled to. */
  readonly selectAll: (states: readonly OperationState[] | undefined) => void;
  readonly clear: () => void;
}

/** Which records of the tray are ticked, with their operations. */
export function useTraySelection(): TraySelection {
  const engine = useEngine();
  const [ticked, setTicked] = useState<ReadonlyMap<string, readonly string[]>>(new Map());

  const operationIds = useMemo(() => [...ticked.values()].flat(), [ticked]);

  const readAll = async (states: readonly OperationState[] | undefined): Promise<void> => {
    const all = new Map<string, readonly string[]>();
    for (let offset = 0; ; offset += pageSize) {
      const answer = await engine.call('outbox.list', {
        offset,
        limit: pageSize,
        ...(states === undefined ? {} : { states: [...states] }),
      });
      if (!answer.ok) {
        tellFailure(answer.error);
        return;
      }
      for (const item of answer.value.items) all.set(itemKey(item), item.operationIds);
      if (answer.value.items.length < pageSize) break;
    }
    setTicked(all);
  };

  return {
    count: ticked.size,
    operationIds,
    has: (item) => ticked.has(itemKey(item)),
    set: (items, checked) =>
      setTicked((before) => {
        const next = new Map(before);
        for (const item of items) {
          if (checked) next.set(itemKey(item), item.operationIds);
          else next.delete(itemKey(item));
        }
        return next;
      }),
    selectAll: (states) => run(readAll(states)),
    clear: () => setTicked(new Map()),
  };
}
