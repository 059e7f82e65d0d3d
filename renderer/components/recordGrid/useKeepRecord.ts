import { emptyGridSelection } from '@glideapps/glide-data-grid';
import type { Item } from '@glideapps/glide-data-grid';
import { useEffect, useRef } from 'react';
import type { GridSource } from './gridSource.ts';
import { cellAt } from './showRecord.ts';
import type { OpenSheet } from './useOpenSheet.ts';

interface Held {
  readonly viewId: string | null;
  readonly recordId: string | null;
  readonly cell: Item | undefined;
  readonly question: string;
}

/** Rows around the cursor in which its record is looked for after the list was opened again. */
const reach = 400;

/**
 * Positions mean other records once the list is opened again. The cursor follows its record where that
 * is near; otherwise nothing stays selected, so that no gesture lands on records nobody chose.
 * `focusedId` is the record under the cursor; undefined while its row is not read.
 */
export function useKeepRecord(
  { source, snapshot, request, cell, setSelection, editor }: OpenSheet,
  focusedId: string | undefined,
): void {
  const { viewId } = snapshot;
  const held = useRef<Held>({ viewId: null, recordId: null, cell: undefined, question: '' });
  const question = JSON.stringify([request.sort, request.filters, request.search]);

  useEffect(() => {
    const before = held.current;
    if (viewId === before.viewId) {
      // A row that scrolled out of memory is still the one the cursor is on; one not read yet is not the one before.
      const recordId = focusedId ?? (cell === before.cell ? before.recordId : null);
      held.current = { ...before, cell, recordId };
      return;
    }
    held.current = { viewId, recordId: null, cell, question };
    if (before.viewId === null) return;
    if (before.question !== question) {
      editor.current?.scrollTo(0, 0);
      setSelection(emptyGridSelection);
      return;
    }
    if (cell === undefined) {
      setSelection(emptyGridSelection);
      return;
    }
    const position = before.recordId === null ? null : findNear(source, before.recordId, cell[1]);
    if (position === null) {
      setSelection(emptyGridSelection);
      return;
    }
    const next = cellAt(cell[0], position);
    held.current = { viewId, recordId: before.recordId, cell: next.current?.cell, question };
    setSelection(next);
  }, [viewId, question, source, cell, focusedId, setSelection, editor]);
}

function findNear(source: GridSource, recordId: string, position: number): number | null {
  for (let distance = 0; distance <= reach; distance += 1) {
    for (const candidate of [position + distance, position - distance]) {
      if (candidate >= 0 && source.row(candidate)?.id === recordId) return candidate;
    }
  }
  return null;
}
