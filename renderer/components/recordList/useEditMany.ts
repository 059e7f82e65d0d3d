import { useEffect, useEffectEvent, useState } from 'react';
import type { ReplaceIn } from '../../../domain/bulkOperation.ts';
import { collections } from '../../../domain/collections.ts';
import type { ListName } from '../../../domain/lists.ts';
import { tell } from '../../state/messages.ts';
import { useScreenCommands } from '../../state/screenCommands.ts';
import type { BulkTarget } from '../bulkEdit/bulkScope.ts';
import type { Sheet } from './useSheet.ts';

interface EditMany {
  /** Null while nothing is changed in bulk. */
  readonly target: BulkTarget | null;
  /** Null while there is no list to change anything of. */
  readonly open: (() => void) | null;
  readonly close: () => void;
}

/** Changing many records at once: of the list as it is shown when it is asked for, by button or keys. */
export function useEditMany(list: ListName, { grid, snapshot }: Sheet): EditMany {
  const [target, setTarget] = useState<BulkTarget | null>(null);
  const { viewId, length, total } = snapshot;
  const possible = snapshot.phase === 'ready' && viewId !== null && total > 0;
  const targetNow = (): BulkTarget | null => {
    const ranges = grid.current?.selectedRanges() ?? [];
    return possible ? { collection: list, viewId, length, total, ranges } : null;
  };
  const { readOnlyBecause } = collections[list];
  const open = (): void => {
    if (readOnlyBecause === undefined) setTarget(targetNow());
    else tell(readOnlyBecause);
  };
  const openNow = useEffectEvent(open);
  const replaceNow = useEffectEvent((replace: ReplaceIn) => {
    if (readOnlyBecause !== undefined) return tell(readOnlyBecause);
    const now = targetNow();
    setTarget(now === null ? null : { ...now, replace });
  });
  useEffect(() => {
    if (!possible) return undefined;
    useScreenCommands.setState({ editMany: () => openNow(), replaceAll: (replace) => replaceNow(replace) });
    return () => useScreenCommands.setState({ editMany: null, replaceAll: null });
  }, [possible]);
  return {
    target,
    open: possible ? open : null,
    close() {
      setTarget(null);
      grid.current?.focus();
    },
  };
}
