import { useEffect } from 'react';
import type { CollectionName } from '../../../domain/fields.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tellFailure, tellIfFailed } from '../../state/messages.ts';
import type { GridViewStore } from './gridViewStore.ts';

/** Long enough that resizing a column writes once. */
const pauseMs = 400;

/** Reads what is kept of a list's views once, and keeps every change of them. */
export function useKeptViews(collection: CollectionName, store: GridViewStore): void {
  const engine = useEngine();
  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      const answer = await engine.call('grid-views.read', { collection });
      if (!current) return;
      if (answer.ok) store.getState().load(answer.value);
      else if (answer.error.code !== 'engine-stopped') tellFailure(answer.error);
    };
    if (!store.getState().loaded) run(read());

    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = (): void => {
      timer = undefined;
      const { loaded, views, viewId, arrangement } = store.getState();
      if (!loaded) return;
      const kept = { views: [...views], current: { viewId, arrangement } };
      run(tellIfFailed(engine.call('grid-views.write', { collection, kept })));
    };
    const stop = store.subscribe((state, before) => {
      const same =
        state.views === before.views &&
        state.arrangement === before.arrangement &&
        state.viewId === before.viewId;
      if (same || !state.loaded || !before.loaded) return;
      clearTimeout(timer);
      timer = setTimeout(write, pauseMs);
    });
    return () => {
      current = false;
      stop();
      if (timer === undefined) return;
      clearTimeout(timer);
      write();
    };
  }, [engine, collection, store]);
}
