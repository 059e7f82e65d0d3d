import { useEffect, useEffectEvent, useRef } from 'react';
import { fieldOf } from '../../../domain/collections.ts';
import type { ListName } from '../../../domain/lists.ts';
import type { EngineClient } from '../../../preload/contract/bridge.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tell } from '../../state/messages.ts';
import { useNavigation } from '../../state/navigation.ts';
import type { Screen } from '../../state/navigation.ts';
import { namedBy, placeOf } from '../../state/places.ts';
import { useScreenCommands } from '../../state/screenCommands.ts';
import type { FocusedRecord } from '../recordGrid/recordGridProps.ts';
import { listStore } from './listStore.ts';
import type { Sheet } from './useSheet.ts';

interface Opening {
  /** Leads to what a cell names. */
  readonly follow: (cell: FocusedRecord) => void;
  /** Leads to the record that the cursor is on; null while it is on none. */
  readonly open: (() => void) | null;
}

/** Leading from a list to the screen of one record, and back to the same cell of the list. */
export function useOpening(list: ListName, { grid, snapshot, focused }: Sheet): Opening {
  const engine = useEngine();
  const { looked } = listStore(list);
  const lead = async (cell: FocusedRecord, find: () => Promise<Screen | null>): Promise<void> => {
    const place = await find();
    if (place === null) return tell('There is no page for this: what it belongs to is not on this computer.');
    looked.getState().setCameFrom(cell);
    useNavigation.getState().go(place);
  };

  const open = (): void => {
    if (focused !== null) run(lead(focused, () => placeOf(engine, list, focused.recordId)));
  };
  const openNow = useEffectEvent(open);
  const canOpen = focused !== null;
  useEffect(() => {
    if (!canOpen) return undefined;
    useScreenCommands.setState({ openRecord: () => openNow() });
    return () => useScreenCommands.setState({ openRecord: null });
  }, [canOpen]);

  // Whoever comes back finds the cursor where it was, once; a list narrowed otherwise meanwhile says so.
  const ready = snapshot.phase === 'ready';
  const came = useRef(looked.getState().cameFrom);
  useEffect(() => {
    const { current } = came;
    if (!ready || current === null) return;
    came.current = null;
    looked.getState().setCameFrom(null);
    grid.current?.show(current);
  }, [ready, looked, grid]);

  return {
    follow: (cell) => run(lead(cell, () => linkedFrom(engine, list, cell))),
    open: canOpen ? open : null,
  };
}

async function linkedFrom(
  engine: EngineClient,
  list: ListName,
  { recordId, field }: FocusedRecord,
): Promise<Screen | null> {
  const kind = fieldOf(list, field)?.kind;
  if (kind?.type !== 'reference') return placeOf(engine, list, recordId);
  const named = await namedBy(engine, list, recordId, field);
  return named === null ? null : placeOf(engine, kind.collection, named);
}
