import '@glideapps/glide-data-grid/dist/index.css';
import './recordGrid.css';
import { DataEditor, emptyGridSelection, GridCellKind } from '@glideapps/glide-data-grid';
import type {
  CellActivatedEventArgs,
  CellClickedEventArgs,
  DataEditorRef,
  EditableGridCell,
  GridKeyEventArgs,
  GridSelection,
  Item,
} from '@glideapps/glide-data-grid';
import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { ViewRequest } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { CellOverlay } from './cellOverlay.ts';
import { CellMenu } from './CellMenu.tsx';
import type { MenuPlace } from './CellMenu.tsx';
import { CellTip } from './CellTip.tsx';
import { useCellTip } from './useCellTip.ts';
import { Choice } from './choice.ts';
import { FieldOptionsContext } from './fieldOptionsContext.ts';
import { fixedWords } from './fixedCell.ts';
import { KeysAhead, KeysAheadContext } from './keysAhead.ts';
import type { ReadFieldOptions } from './fieldOptionsContext.ts';
import { clearCells, editCell } from './gestures.ts';
import { fieldsToRead } from './gridColumns.ts';
import { gridHandle } from './gridHandle.ts';
import { useGridPalette } from './gridPalette.ts';
import { isRecordCell, recordCellRenderer, renderersWithRowSigns } from './recordCell.ts';
import type { FocusedRecord, HeaderPlace, RecordGridProps } from './recordGridProps.ts';
import { RefusedStrip } from './RefusedStrip.tsx';
import { SheetFrame } from './SheetFrame.tsx';
import { cellAt, findRecord, reveal } from './showRecord.ts';
import { areasOf, selectedCells } from './selection.ts';
import { useFillHandle } from './useFillHandle.ts';
import { useGestures } from './useGestures.ts';
import { useGridCells } from './useGridCells.ts';
import { useGridClipboard } from './useGridClipboard.ts';
import { useGridSource } from './useGridSource.ts';
import { useKeepKeys } from './useKeepKeys.ts';
import { useKeptRefusals } from './useKeptRefusals.ts';
import { useKeepRecord } from './useKeepRecord.ts';
import { usePortal } from './usePortal.ts';
import { useKeysForUnread } from './useKeysForUnread.ts';
import { useRedraw } from './useRedraw.ts';
import { useSamePlace } from './useSamePlace.ts';
import { clickedCell, menuOfCell } from './sheetClicks.ts';
import { isEditable, pressedInSheet } from './sheetKeys.ts';
import { useSortHeader } from './useSortHeader.ts';
import { useTableWords } from './useTableWords.ts';

const rowHeights = { normal: 28, compact: 22 } as const;
const headerHeight = 30;
const handleLook = { size: 6, offsetX: 0, offsetY: 0, outline: 1 } as const;
const rowMarkers = { kind: 'both', width: 68, checkboxStyle: 'square' } as const;
/** Copy, cut and paste are ours; so is filling, which Glide would do cell by cell. */
const keybindings = {
  copy: false,
  cut: false,
  paste: false,
  downFill: false,
  rightFill: false,
  search: false,
  // As in a spreadsheet, on every system.
  delete: 'Delete|Backspace',
  activateCell: ' |Enter|shift+Enter|F2',
};

/**
 * A sheet over a view of the engine. It holds no truth: edits are staged in the store at once, and what
 * it shows is read back from there. Glide, which draws it, is not visible outside this folder.
 */
export function RecordGrid(props: RecordGridProps): ReactNode {
  const { ref, label, collection, columns, query, frozen = 1, density = 'normal', children } = props;
  const { onSnapshot, onFocusRecord, onSelectedCells, onWords, onLink } = props;
  const { onSort, onHeaderMenu, onResize, onMove } = props;
  const engine = useEngine();
  const palette = useGridPalette();
  const [overlay] = useState(() => new CellOverlay());
  const [keysAhead] = useState(() => new KeysAhead());
  const [selection, setSelection] = useState<GridSelection>(emptyGridSelection);
  const editor = useRef<DataEditorRef>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [choice] = useState(() => new Choice());
  const portal = usePortal('upl-grid-portal');
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
  const gestures = useGestures({
    collection,
    columns,
    fields,
    source,
    overlay,
    redraw,
    onWords,
  });
  const getCellContent = useGridCells({ source, fields, columns, overlay, palette, version });
  useKeptRefusals(collection, overlay, redraw);
  const tip = useCellTip(getCellContent, overlay, collection);
  const [menuAt, setMenuAt] = useState<MenuPlace | null>(null);

  const { onRowsBelow } = props;
  const clipboardOf = { source, gestures, overlay, columns, fields };
  useGridClipboard(frame, { ...clipboardOf, selection, setSelection, onRowsBelow });
  const takingOver = useKeepKeys(frame);
  const samePlace = useSamePlace();
  const handle = useFillHandle(frame, { editor, selection, setSelection, gestures });
  useTableWords(frame, label, columns, query.sort);

  useEffect(() => onSnapshot(snapshot), [snapshot, onSnapshot]);

  const keepForUnread = useKeysForUnread(frame, { keysAhead, contentOf: getCellContent, cell });
  const focusedRow = cell === undefined ? undefined : source.row(cell[1]);
  const focusedField = cell === undefined ? undefined : columns[cell[0]]?.field;
  const focusedId = focusedRow?.id;
  useKeepRecord({ source, snapshot, request, selection, focusedId, setSelection, editor });
  useEffect(() => {
    if (focusedField === undefined) onFocusRecord(null);
    // A row that scrolled out of memory is still the one the cursor is on.
    else if (focusedId !== undefined) onFocusRecord({ recordId: focusedId, field: focusedField });
  }, [focusedId, focusedField, onFocusRecord]);

  const selected = useMemo(() => selectedCells(selection, columns), [selection, columns]);
  useEffect(() => onSelectedCells(selected), [selected, onSelectedCells]);
  const inUse = cell !== undefined || selection.rows.length > 0;
  useEffect(() => source.setInUse(inUse), [source, inUse]);

  const show = async ({ recordId, field }: FocusedRecord): Promise<void> => {
    const row = await findRecord(engine, source, recordId);
    if (row === null) return onWords('This record is not in the list as it is filtered now.');
    const column = Math.max(
      0,
      columns.findIndex((candidate) => candidate.field === field),
    );
    // Focusing the canvas must not choose the first cell instead.
    choice.make();
    setSelection(cellAt(column, row));
    reveal(editor.current, column, row);
  };
  const { length } = snapshot;
  useImperativeHandle(ref, () =>
    gridHandle({
      source,
      gestures,
      columns,
      fields,
      selection,
      setSelection,
      theme: palette.theme,
      editor: () => editor.current,
      show,
    }),
  );

  const readOptions = useCallback<ReadFieldOptions>(
    (field, recordId, search) => engine.call('field.options', { collection, field, recordId, search }),
    [engine, collection],
  );
  const renderers = useMemo(
    () => renderersWithRowSigns((position) => source.row(position), palette),
    [source, palette],
  );
  const customRenderers = useMemo(() => [recordCellRenderer], []);
  const glideColumns = useMemo(
    () => columns.map(({ field, title, width }) => ({ id: field, title, width, hasMenu: true })),
    [columns],
  );
  const header = useSortHeader(columns, query.sort);

  const select = (next: GridSelection): void => {
    if (takingOver.current || (cell === undefined && choice.made)) return;
    choice.make();
    setSelection(next);
  };
  const edited = (_item: Item, value: EditableGridCell): void => {
    if (
      gestures === null ||
      value.kind !== GridCellKind.Custom ||
      !isRecordCell(value) ||
      value.data.input === null
    )
      return;
    run(editCell(gestures, value.data, value.data.input, value.data.inputText));
  };
  const clicks = { selection, setSelection, columns: columns.length };
  const clicked = (item: Item, event: CellClickedEventArgs): void =>
    clickedCell(
      { ...clicks, samePlace: samePlace.current, focus: () => editor.current?.focus() },
      item,
      event,
    );
  const tellFixed = ([index]: Item): void => {
    const column = columns[index];
    if (column !== undefined) gestures.onRemark(fixedWords(collection, column));
  };
  const activated = ([index, position]: Item, event: CellActivatedEventArgs): void => {
    const column = columns[index];
    const row = source.row(position);
    // Told right before the editor opens, and never where none does.
    const isOpen = isEditable(getCellContent([index, position]));
    if (isOpen) keysAhead.opening();
    if (column === undefined || row === undefined) return;
    const isAsked = event.inputType !== 'keyboard' || event.key === 'Enter';
    if (column.link && isAsked) onLink?.({ recordId: row.id, field: column.field });
    else if (!isOpen) tellFixed([index, position]);
  };
  const openMenu = (index: number, place?: HeaderPlace): void => {
    const column = columns[index];
    // Row -1 is the heading.
    const box = place ?? editor.current?.getBounds(index, -1);
    if (column !== undefined && box !== undefined) onHeaderMenu(column.field, box);
  };
  const goTo = (column: number, row: number): void => {
    setSelection(cellAt(column, row));
    editor.current?.scrollTo(column, row);
  };
  const keysOn = { selection, setSelection, columns: columns.length, rows: length, goTo };
  const pressed = (event: GridKeyEventArgs): void =>
    pressedInSheet(
      {
        ...keysOn,
        top: source.visible[0],
        gestures,
        keysAhead,
        contentOf: getCellContent,
        keepForUnread,
        openMenu,
        tellFixed,
      },
      event,
    );

  return (
    <div className="upl-grid">
      <SheetFrame source={source} frame={frame} onPointerDown={() => keysAhead.givenUp()}>
        <KeysAheadContext value={keysAhead}>
          <FieldOptionsContext value={readOptions}>
            <DataEditor
              ref={editor}
              width="100%"
              height="100%"
              columns={glideColumns}
              rows={length}
              getCellContent={getCellContent}
              customRenderers={customRenderers}
              renderers={renderers}
              theme={palette.theme}
              rowHeight={rowHeights[density]}
              headerHeight={headerHeight}
              freezeColumns={frozen}
              rowMarkers={rowMarkers}
              columnSelect="none"
              rangeSelect="multi-rect"
              rowSelect="multi"
              cellActivationBehavior="double-click"
              keybindings={keybindings}
              minColumnWidth={60}
              maxColumnWidth={700}
              smoothScrollX
              smoothScrollY
              gridSelection={selection}
              onGridSelectionChange={select}
              fillHandle={handle.shown ? handleLook : false}
              // Glide asks for this before it tells of a fill, which it then leaves to us.
              getCellsForSelection
              onFillPattern={handle.drawnOut}
              onVisibleRegionChanged={({ y, height }) => source.setVisible(y, y + height + 1)}
              onCellClicked={clicked}
              onCellEdited={edited}
              onCellActivated={activated}
              onDelete={(selected) => {
                run(clearCells(gestures, areasOf(selected, columns.length)));
                return false;
              }}
              onKeyDown={pressed}
              onHeaderClicked={(index, event) => {
                const column = columns[index];
                if (column !== undefined) onSort(column.field, event.shiftKey);
              }}
              onHeaderMenuClick={(index, bounds) => openMenu(index, bounds)}
              onHeaderContextMenu={(index, event) => {
                event.preventDefault();
                openMenu(index);
              }}
              onColumnResize={(_, width, index) => {
                const column = columns[index];
                if (column !== undefined) onResize(column.field, Math.round(width));
              }}
              onColumnMoved={onMove}
              onColumnProposeMove={(from, to) => from >= frozen && to >= frozen}
              drawHeader={header}
              onItemHovered={tip.hovered}
              onCellContextMenu={(item, event) => setMenuAt(menuOfCell(clicks, item, event))}
              portalElementRef={portal}
            />
          </FieldOptionsContext>
        </KeysAheadContext>
        {children}
      </SheetFrame>
      <RefusedStrip
        refused={overlay.refused()}
        count={overlay.refusedCount()}
        onShow={(refused) => run(show(refused))}
        onDismiss={() => {
          overlay.dismissAll();
          redraw();
          onWords('');
          editor.current?.focus();
        }}
      />
      <CellTip tip={tip.shown} />
      <CellMenu place={menuAt} onClose={() => setMenuAt(null)} />
    </div>
  );
}
