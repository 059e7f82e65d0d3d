import { useEffect } from 'react';
import type { CollectionName } from '../../../domain/fields.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tellFailure, tellIfFailed } from '../../state/messages.ts';
import { useShell } from '../../state/shell.ts';
import type { GridViewStore } from './gridViewStore.ts';

/**
 * Reads what is kept of a list's views once, and keeps every change of them at once, so that whoever leaves finds
 * them as they were. Of changes that come while one is being written only the last is.
 */
export function useKeptViews(collection: CollectionName, store: GridViewStore): void {
  const engine = useEngine();
  const running = useShell(({ shell }) => shell?.engine.state === 'running');
  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      const answer = await engine.call('grid-views.read', { collection });
      if (!current) return;
      if (answer.ok) store.getState().load(answer.value);
      else if (answer.error.code !== 'engine-stopped') tellFailure(answer.error);
    };
    if (running && !store.getState().loaded) run(read());

    let writing = false;
    let again = false;
    const write = async (): Promise<void> => {
      again = true;
      if (writing) return;
      writing = true;
      while (again) {
        again = false;
        const { views, viewId, arrangement } = store.getState();
        const kept = { views: [...views], current: { viewId, arrangement } };
        await tellIfFailed(engine.call('grid-views.write', { collection, kept }));
      }
      writing = false;
    };
    const stop = store.subscribe((state, before) => {
      const same =
        state.views === before.views &&
        state.arrangement === before.arrangement &&
        state.viewId === before.viewId;
      if (same || !state.loaded || !before.loaded) return;
      run(write());
    });
    return () => {
      current = false;
      stop();
    };
  }, [engine, running, collection, store]);
}
