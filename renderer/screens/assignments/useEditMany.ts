import { useEffect, useEffectEvent, useState } from 'react';
import type { RefObject } from 'react';
import type { BulkTarget } from '../../components/bulkEdit/bulkScope.ts';
import type { GridSnapshot } from '../../components/recordGrid/gridSource.ts';
import type { RecordGridHandle } from '../../components/recordGrid/recordGridProps.ts';
import { useScreenCommands } from '../../state/screenCommands.ts';

interface EditMany {
  /** Null while nothing is changed in bulk. */
  readonly target: BulkTarget | null;
  /** Null while there is no list to change anything of. */
  readonly open: (() => void) | null;
  readonly close: () => void;
}

/** Changing many assignments at once: of the list as it is shown when it is asked for, by button or keys. */
export function useEditMany(grid: RefObject<RecordGridHandle | null>, snapshot: GridSnapshot): EditMany {
  const [target, setTarget] = useState<BulkTarget | null>(null);
  const { viewId, length, total } = snapshot;
  const possible = snapshot.phase === 'ready' && viewId !== null && total > 0;
  const open = (): void => {
    if (!possible) return;
    const ranges = grid.current?.selectedRanges() ?? [];
    setTarget({ collection: 'contractAssignment', viewId, length, total, ranges });
  };
  const openNow = useEffectEvent(open);
  useEffect(() => {
    if (!possible) return undefined;
    useScreenCommands.setState({ editMany: () => openNow() });
    return () => useScreenCommands.setState({ editMany: null });
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
