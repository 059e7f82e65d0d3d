import { startTransition, useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { notOpened } from '../recordGrid/gridSource.ts';
import { useStatus } from '../../state/status.ts';
import type { GridSnapshot } from '../recordGrid/gridSource.ts';
import type { FocusedRecord, RecordGridHandle, SelectedCells } from '../recordGrid/recordGridProps.ts';

/** A sheet as those around it see it: how it stands, where its cursor is, what it said last. */
export interface Sheet {
  readonly grid: RefObject<RecordGridHandle | null>;
  readonly snapshot: GridSnapshot;
  readonly focused: FocusedRecord | null;
  readonly selected: SelectedCells | null;
  /** Rows selected; one cell alone is none. */
  readonly rowsSelected: number;
  /** In words, what the last gesture did; nothing once the cursor has moved on or less is unsent than before. */
  readonly words: string;
  readonly setSnapshot: (snapshot: GridSnapshot) => void;
  readonly setFocused: (record: FocusedRecord | null) => void;
  readonly setSelected: (selected: SelectedCells | null) => void;
  readonly setWords: (words: string) => void;
}

/** Keeps what a sheet tells, for those that stand around it. */
export function useSheet(): Sheet {
  const grid = useRef<RecordGridHandle>(null);
  const [snapshot, setKnown] = useState(notOpened);
  const [focused, setFocusedRecord] = useState<FocusedRecord | null>(null);
  const [selected, setSelected] = useState<SelectedCells | null>(null);
  const [words, setWords] = useState('');
  const told = useRef(notOpened);
  const setSnapshot = useCallback((next: GridSnapshot) => {
    const before = told.current;
    told.current = next;
    // Rows after rows, as with each key of a search: they are drawn first, then what stands around them.
    if (showsRows(before) && showsRows(next)) startTransition(() => setKnown(next));
    else setKnown(next);
  }, []);
  const setFocused = useCallback((record: FocusedRecord | null) => {
    setFocusedRecord(record);
    setWords('');
  }, []);
  useEffect(
    () =>
      useStatus.subscribe(({ status }, { status: before }) => {
        // Sent, undone or discarded: what was said of it is no longer so.
        if ((status?.outbox.unsent ?? 0) < (before?.outbox.unsent ?? 0)) setWords('');
      }),
    [],
  );
  const rowsSelected = selected === null || selected.single ? 0 : selected.rows;
  return {
    grid,
    snapshot,
    focused,
    selected,
    rowsSelected,
    words,
    setSnapshot,
    setFocused,
    setSelected,
    setWords,
  };
}

function showsRows({ phase, length }: GridSnapshot): boolean {
  return phase === 'ready' && length > 0;
}
