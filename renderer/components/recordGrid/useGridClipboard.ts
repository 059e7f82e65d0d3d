import type { GridSelection } from '@glideapps/glide-data-grid';
import type { Dispatch, RefObject, SetStateAction } from 'react';
import { counted } from '../../state/format.ts';
import { run } from '../../state/crash.ts';
import type { CellOverlay } from './cellOverlay.ts';
import { readText, textAtHand, writeClipboard } from './copySelection.ts';
import { clearCells, pasteText } from './gestures.ts';
import type { GestureContext } from './gestureStaging.ts';
import type { RecordColumn } from './gridColumns.ts';
import type { GridSource } from './gridSource.ts';
import { splitAtEnd } from '../../../domain/pasteBlock.ts';
import type { CellArea } from '../../../domain/pasteBlock.ts';
import { parseTsv, serialiseTsv } from '../../../domain/tsv.ts';
import type { RecordGridProps } from './recordGridProps.ts';
import { areasOf, mainArea, selectionOf } from './selection.ts';
import { useClipboard } from './useClipboard.ts';

interface ClipboardOf {
  readonly source: GridSource;
  readonly gestures: GestureContext;
  readonly overlay: CellOverlay;
  readonly columns: readonly RecordColumn[];
  /** Fields in the order of the rows' cells. */
  readonly fields: readonly string[];
  readonly selection: GridSelection;
  readonly setSelection: Dispatch<SetStateAction<GridSelection>>;
  readonly onRowsBelow: RecordGridProps['onRowsBelow'];
}

/** A paste whose rows are not looked at. */
const whole = { over: [], below: [] } as const;

/** Copies and cuts the selection as shown, and pastes text as one gesture, which selects what it covers. */
export function useGridClipboard(frame: RefObject<HTMLElement | null>, of: ClipboardOf): void {
  const { source, gestures, overlay, columns, fields, selection, setSelection, onRowsBelow } = of;
  const places = columns.map(({ field }) => ({ field, place: fields.indexOf(field) }));

  const copy = (): string | null => {
    const area = mainArea(selection, columns.length);
    if (area === null) return null;
    const areas = selection.rows.length > 0 ? areasOf(selection, columns.length) : [area];
    const text = areas.length === 1 ? textAtHand(source, overlay, area, places) : null;
    if (text === null) run(copyAfterReading(source, gestures, areas));
    else gestures.onRemark(copiedWords(areas));
    return text;
  };

  const copyAfterReading = async (
    from: GridSource,
    context: GestureContext,
    areas: readonly CellArea[],
  ): Promise<void> => {
    context.onRemark('Reading the rows to copy…');
    const text = await readText(from, overlay, areas, places);
    if (text === null) context.onRemark('The rows could not be read. Nothing was copied.');
    else if (await writeClipboard(text)) context.onRemark(copiedWords(areas));
    else context.onRemark('The clipboard could not be written. Nothing was copied.');
  };

  const cut = (): string | null => {
    const area = mainArea(selection, columns.length);
    if (area === null) return null;
    const areas = selection.rows.length > 0 ? areasOf(selection, columns.length) : [area];
    const text = areas.length === 1 ? textAtHand(source, overlay, area, places) : null;
    if (text === null)
      gestures.onRemark('These are too many rows to cut at once. Copy them, then press Delete.');
    else run(clearCells(gestures, areas));
    return text;
  };

  const paste = (text: string): void => {
    const area = mainArea(selection, columns.length);
    if (area === null) return;
    const { length } = source.snapshot;
    const { over, below } =
      onRowsBelow === undefined ? whole : splitAtEnd(parseTsv(text), { row: area.row, length });
    // Who chose something else while a long text was read keeps that.
    const choose = (laid: CellArea): void =>
      setSelection((now) => (now === selection ? selectionOf(laid) : now));
    if (over.length > 0 || below.length === 0)
      run(pasteText(gestures, area, below.length === 0 ? text : serialiseTsv(over), choose));
    if (below.length > 0)
      onRowsBelow?.({ fields: columns.slice(area.column).map(({ field }) => field), rows: below });
  };

  useClipboard(frame, { copy, cut, paste });
}

function copiedWords(areas: readonly CellArea[]): string {
  const cells = areas.reduce((sum, { width, height }) => sum + width * height, 0);
  return `${counted(cells, 'cell')} copied.`;
}
