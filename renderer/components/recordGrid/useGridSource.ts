import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import type { ViewRequest } from '../../../preload/contract/engine.ts';
import { useEngine } from '../../state/engineContext.ts';
import { GridSource } from './gridSource.ts';
import type { GridSnapshot, RowsListener } from './gridSource.ts';

interface SourceInUse {
  readonly source: GridSource;
  readonly snapshot: GridSnapshot;
}

/** A view of the engine for as long as the component is mounted; follows the request. */
export function useGridSource(request: ViewRequest, onRows: RowsListener): SourceInUse {
  const engine = useEngine();
  const [source] = useState(() => new GridSource(engine));
  const snapshot = useSyncExternalStore(source.subscribe, () => source.snapshot);
  const rowsArrived = useEffectEvent(onRows);
  const ask = useEffectEvent(() => source.setRequest(request));

  useEffect(() => source.start((arrived) => rowsArrived(arrived)), [source]);

  const key = JSON.stringify(request);
  useEffect(() => {
    // The key stands for the request: an equal request is not asked again.
    if (key !== '') ask();
  }, [key]);

  return { source, snapshot };
}
