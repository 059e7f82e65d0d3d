import { emptyGridSelection } from '@glideapps/glide-data-grid';
import type { DataEditorRef, GridSelection } from '@glideapps/glide-data-grid';
import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import type { ViewRequest } from '../../../preload/contract/engine.ts';
import type { GridSnapshot, GridSource } from './gridSource.ts';
import { cellAt } from './showRecord.ts';

interface KeepRecord {
  readonly source: GridSource;
  readonly snapshot: GridSnapshot;
  readonly request: ViewRequest;
  readonly selection: GridSelection;
  readonly setSelection: (selection: GridSelection) => void;
  readonly editor: RefObject<DataEditorRef | null>;
}

/** Rows around the cursor in which its record is looked for after the list was opened again. */
const reach = 400;

/**
 * Positions mean other records once the list is opened again. The cursor follows its record where that
 * is near; otherwise nothing stays selected, so that no gesture lands on records nobody chose.
 */
export function useKeepRecord({
  source,
  snapshot,
  request,
  selection,
  setSelection,
  editor,
}: KeepRecord): void {
  const viewId = snapshot.viewId;
  const held = useRef<{ viewId: string | null; recordId: string | null; question: string }>({
    viewId: null,
    recordId: null,
    question: '',
  });
  const cell = selection.current?.cell;
  const question = JSON.stringify([request.sort, request.filters, request.search]);

  useEffect(() => {
    const before = held.current;
    if (viewId === before.viewId) {
      const recordId = cell === undefined ? null : (source.row(cell[1])?.id ?? before.recordId);
      held.current = { ...before, recordId };
      return;
    }
    held.current = { viewId, recordId: null, question };
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
    held.current = { viewId, recordId: before.recordId, question };
    setSelection(cellAt(cell[0], position));
  }, [viewId, question, source, cell, setSelection, editor]);
}

function findNear(source: GridSource, recordId: string, position: number): number | null {
  for (let distance = 0; distance <= reach; distance += 1) {
    for (const candidate of [position + distance, position - distance]) {
      if (candidate >= 0 && source.row(candidate)?.id === recordId) return candidate;
    }
  }
  return null;
}
