import { emptyGridSelection } from '@glideapps/glide-data-grid';
import type { DataEditorRef, GridCell, GridSelection, Item } from '@glideapps/glide-data-grid';
import { useMemo, useRef, useState } from 'react';
import type { Dispatch, RefObject, SetStateAction } from 'react';
import type { CollectionName } from '../../../domain/fields.ts';
import type { ViewRequest } from '../../../preload/contract/engine.ts';
import { CellOverlay } from './cellOverlay.ts';
import { Choice } from './choice.ts';
import type { GestureContext } from './gestureStaging.ts';
import { fieldsToRead } from './gridColumns.ts';
import type { RecordColumn } from './gridColumns.ts';
import type { GridPalette } from './gridPalette.ts';
import type { GridSnapshot, GridSource } from './gridSource.ts';
import { KeysAhead } from './keysAhead.ts';
import type { RecordGridProps } from './recordGridProps.ts';
import { TabRun } from './tabRun.ts';
import { useGestures } from './useGestures.ts';
import { useGridCells } from './useGridCells.ts';
import { useGridSource } from './useGridSource.ts';
import { useRedraw } from './useRedraw.ts';

/** A sheet as it stands now: what is shown, what is selected in it, and what a gesture over it works with. */
export interface OpenSheet {
  readonly collection: CollectionName;
  readonly columns: readonly RecordColumn[];
  /** Fields in the order of the rows' cells. */
  readonly fields: readonly string[];
  readonly palette: GridPalette;
  /** The question that the rows answer. */
  readonly request: ViewRequest;
  readonly source: GridSource;
  readonly snapshot: GridSnapshot;
  readonly overlay: CellOverlay;
  readonly keysAhead: KeysAhead;
  readonly tabRun: TabRun;
  readonly choice: Choice;
  readonly gestures: GestureContext;
  readonly contentOf: (item: Item) => GridCell;
  readonly selection: GridSelection;
  readonly setSelection: Dispatch<SetStateAction<GridSelection>>;
  /** The cell of the cursor. */
  readonly cell: Item | undefined;
  readonly editor: RefObject<DataEditorRef | null>;
  readonly frame: RefObject<HTMLDivElement | null>;
  /** Draws the cells anew with the next frame. */
  readonly redraw: () => void;
}

/** Opens the list that is asked for and keeps what belongs to its sheet for as long as that is on screen. */
export function useOpenSheet(props: RecordGridProps, palette: GridPalette): OpenSheet {
  const { collection, columns, query, onWords } = props;
  const [overlay] = useState(() => new CellOverlay());
  const [keysAhead] = useState(() => new KeysAhead());
  const [tabRun] = useState(() => new TabRun());
  const [choice] = useState(() => new Choice());
  const [selection, setSelection] = useState<GridSelection>(emptyGridSelection);
  const editor = useRef<DataEditorRef>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [redrawn, redraw] = useRedraw();

  const fields = useMemo(() => fieldsToRead(columns), [columns]);
  const request = useMemo<ViewRequest>(
    () => ({
      collection,
      columns: [...fields],
      sort: [...query.sort],
      filters: [...query.filters],
      search: query.search,
    }),
    [collection, fields, query],
  );
  const cell = selection.current?.cell;
  const { source, snapshot } = useGridSource(request, ({ from, rows, fresh, withView, onScreen }) => {
    if (fresh) for (const row of rows) overlay.wasRead(row.id);
    // What is read ahead is drawn when it is scrolled to, and a view because it is another one.
    const underCursor = cell !== undefined && cell[1] >= from && cell[1] < from + rows.length;
    if (!withView && (onScreen || underCursor)) redraw();
  });
  // Another view is drawn as soon as it is told of, a page that was read into one with the next frame.
  const version = `${snapshot.viewId ?? ''} ${redrawn}`;
  const gestures = useGestures({ collection, columns, fields, source, overlay, redraw, onWords });
  const contentOf = useGridCells({ source, fields, columns, overlay, palette, version });
  return {
    collection,
    columns,
    fields,
    palette,
    request,
    source,
    snapshot,
    overlay,
    keysAhead,
    tabRun,
    choice,
    gestures,
    contentOf,
    selection,
    setSelection,
    cell,
    editor,
    frame,
    redraw,
  };
}
