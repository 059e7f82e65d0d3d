import type { GridSelection } from '@glideapps/glide-data-grid';
import type { Dispatch, RefObject, SetStateAction } from 'react';
import { counted } from '../../state/format.ts';
import { run } from '../../state/crash.ts';
import type { CellOverlay } from './cellOverlay.ts';
import { copiedFrom, readText, textAtHand, writeClipboard } from './copySelection.ts';
import type { Copied } from './copySelection.ts';
import { clearCells, pasteText } from './gestures.ts';
import type { GestureContext } from './gestureStaging.ts';
import type { RecordColumn } from './gridColumns.ts';
import type { GridSource } from './gridSource.ts';
import { splitAtEnd } from '../../../domain/pasteBlock.ts';
import type { CellArea } from '../../../domain/pasteBlock.ts';
import { parseTsv, serialiseTsv } from '../../../domain/tsv.ts';
import type { RecordGridProps } from './recordGridProps.ts';
import { pasteIntoRanges } from './rangesGestures.ts';
import { areasOf, selectionOf } from './selection.ts';
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

const notTogether =
  'Ranges are copied together where they share their rows or their columns. Nothing was copied; select one range.';

/** A paste whose rows are not looked at. */
const whole = { over: [], below: [] } as const;

/** Copies and cuts the selection as shown, and pastes text as one gesture, which selects what it covers. */
export function useGridClipboard(frame: RefObject<HTMLElement | null>, of: ClipboardOf): void {
  const { source, gestures, overlay, columns, fields, selection, setSelection, onRowsBelow } = of;
  const places = columns.map(({ field }) => ({ field, place: fields.indexOf(field) }));

  const copy = (): string | null => {
    const copied = chosen();
    if (copied === null) return null;
    const text = textAtHand(source, overlay, copied, places);
    if (text === null) run(copyAfterReading(source, gestures, copied));
    else gestures.onRemark(copiedWords(copied));
    return text;
  };

  /** What is selected, as one block; null where there is none, which is said where ranges do not make one. */
  const chosen = (): Copied | null => {
    const areas = areasOf(selection, columns.length);
    const copied = copiedFrom(areas);
    if (copied === null && areas.length > 0) gestures.onRemark(notTogether);
    return copied;
  };

  const copyAfterReading = async (
    from: GridSource,
    context: GestureContext,
    copied: Copied,
  ): Promise<void> => {
    context.onRemark('Reading the rows to copy…');
    const text = await readText(from, overlay, copied, places);
    if (text === null) context.onRemark('The rows could not be read. Nothing was copied.');
    else if (await writeClipboard(text)) context.onRemark(copiedWords(copied));
    else context.onRemark('The clipboard could not be written. Nothing was copied.');
  };

  const cut = (): string | null => {
    const copied = chosen();
    if (copied === null) return null;
    const text = textAtHand(source, overlay, copied, places);
    if (text === null)
      gestures.onRemark('These are too many rows to cut at once. Copy them, then press Delete.');
    else run(clearCells(gestures, areasOf(selection, columns.length)));
    return text;
  };

  const paste = (text: string): void => {
    const [area, ...others] = areasOf(selection, columns.length);
    if (area === undefined) return;
    if (others.length > 0) return run(pasteIntoRanges(gestures, [area, ...others], text));
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

function copiedWords({ columns, stretches }: Copied): string {
  const rows = stretches.reduce((sum, [from, to]) => sum + to - from, 0);
  return `${counted(rows * columns.length, 'cell')} copied.`;
}
