import '@glideapps/glide-data-grid/dist/index.css';
import './recordGrid.css';
import { DataEditor } from '@glideapps/glide-data-grid';
import type { GridKeyEventArgs } from '@glideapps/glide-data-grid';
import { useCallback, useEffect, useImperativeHandle, useState } from 'react';
import type { ReactNode } from 'react';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { editEvents, selectionEvents, tellFixed } from './cellEvents.ts';
import { CellMenu } from './CellMenu.tsx';
import type { MenuPlace } from './CellMenu.tsx';
import { CellTip } from './CellTip.tsx';
import { FieldOptionsContext } from './fieldOptionsContext.ts';
import type { ReadFieldOptions } from './fieldOptionsContext.ts';
import { gridHandle } from './gridHandle.ts';
import { useGridPalette } from './gridPalette.ts';
import { headingEvents, openHeadingMenu } from './headingEvents.ts';
import { KeysAheadContext } from './keysAhead.ts';
import type { FocusedRecord, RecordGridProps } from './recordGridProps.ts';
import { RefusedStrip } from './RefusedStrip.tsx';
import { SheetFrame } from './SheetFrame.tsx';
import { pressedInSheet } from './sheetKeys.ts';
import { showInSheet } from './showRecord.ts';
import { useCellTip } from './useCellTip.ts';
import { useFillHandle } from './useFillHandle.ts';
import { useGridClipboard } from './useGridClipboard.ts';
import { useKeepKeys } from './useKeepKeys.ts';
import { useKeepRecord } from './useKeepRecord.ts';
import { useKeptRefusals } from './useKeptRefusals.ts';
import { useKeysForUnread } from './useKeysForUnread.ts';
import { usePortal } from './usePortal.ts';
import { useSamePlace } from './useSamePlace.ts';
import { useOpenSheet } from './useOpenSheet.ts';
import { useSheetLook } from './useSheetLook.ts';
import { useTableWords } from './useTableWords.ts';
import { useTellSelection } from './useTellSelection.ts';

const handleLook = { size: 6, offsetX: 0, offsetY: 0, outline: 1 } as const;

/**
 * A sheet over a view of the engine. It holds no truth: edits are staged in the store at once, and what
 * it shows is read back from there. Glide, which draws it, is not visible outside this folder.
 */
export function RecordGrid(props: RecordGridProps): ReactNode {
  const { ref, label, collection, columns, query, children } = props;
  const { onSnapshot, onWords, onLink, onHeaderMenu, onRowsBelow } = props;
  const engine = useEngine();
  const palette = useGridPalette();
  const portal = usePortal('upl-grid-portal');
  const sheet = useOpenSheet(props, palette);
  const { source, snapshot, overlay, keysAhead, gestures, contentOf, editor, frame } = sheet;
  const { selection, setSelection, cell, redraw, tabRun } = sheet;

  // Effects run in the order of these lines: the cursor follows its record before anybody is told where it is.
  useKeptRefusals(collection, overlay, redraw);
  const tip = useCellTip(contentOf, overlay, collection);
  const [menuAt, setMenuAt] = useState<MenuPlace | null>(null);
  useGridClipboard(frame, { ...sheet, onRowsBelow });
  const takingOver = useKeepKeys(frame);
  const samePlace = useSamePlace();
  const handle = useFillHandle(frame, sheet);
  useTableWords(frame, label, columns, query.sort);
  useEffect(() => onSnapshot(snapshot), [snapshot, onSnapshot]);
  const keepForUnread = useKeysForUnread(frame, sheet);
  const focusedId = cell === undefined ? undefined : source.row(cell[1])?.id;
  useKeepRecord(sheet, focusedId);
  useTellSelection(sheet, focusedId, props);

  const show = (record: FocusedRecord): Promise<void> => showInSheet(engine, sheet, record, onWords);
  useImperativeHandle(ref, () => gridHandle(sheet, show));
  const readOptions = useCallback<ReadFieldOptions>(
    (field, recordId, search) => engine.call('field.options', { collection, field, recordId, search }),
    [engine, collection],
  );
  const look = useSheetLook(sheet, props);

  const pressed = (event: GridKeyEventArgs): void =>
    pressedInSheet(
      {
        selection,
        setSelection,
        gestures,
        keysAhead,
        tabRun,
        contentOf,
        keepForUnread,
        columns: columns.length,
        rows: snapshot.length,
        top: source.visible[0],
        // One more than is on screen is read.
        page: source.visible[1] - source.visible[0] - 1,
        scrollTo: (column, row) => editor.current?.scrollTo(column, row),
        openMenu: (index) => openHeadingMenu(sheet, onHeaderMenu, index),
        tellFixed: (item) => tellFixed(sheet, item),
      },
      event,
    );

  return (
    <div className="upl-grid">
      <SheetFrame source={source} frame={frame} onPointerDown={() => keysAhead.givenUp()}>
        <KeysAheadContext value={keysAhead}>
          <FieldOptionsContext value={readOptions}>
            <DataEditor
              {...look}
              {...selectionEvents(sheet, { takingOver, samePlace, openMenu: setMenuAt })}
              {...editEvents(sheet, onLink)}
              {...headingEvents(sheet, props)}
              ref={editor}
              portalElementRef={portal}
              rows={snapshot.length}
              getCellContent={contentOf}
              gridSelection={selection}
              fillHandle={handle.shown ? handleLook : false}
              // Glide asks for this before it tells of a fill, which it then leaves to us.
              getCellsForSelection
              onFillPattern={handle.drawnOut}
              onVisibleRegionChanged={({ y, height }) => source.setVisible(y, y + height + 1)}
              onKeyDown={pressed}
              onItemHovered={tip.hovered}
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
