import type {
  DataEditorRef,
  FillPatternEventArgs,
  GridSelection,
  Rectangle,
} from '@glideapps/glide-data-grid';
import { useEffect, useEffectEvent } from 'react';
import type { RefObject } from 'react';
import type { CellArea } from '../../../domain/pasteBlock.ts';
import { run } from '../../state/crash.ts';
import { fillOut, fillToEnd } from './fillGestures.ts';
import type { GestureContext } from './gestureStaging.ts';
import { selectionOf } from './selection.ts';

/** How far from a cell's corner a click still meets the handle, in pixels. */
const reach = 8;

interface FillHandleOf {
  readonly editor: RefObject<DataEditorRef | null>;
  readonly selection: GridSelection;
  readonly setSelection: (selection: GridSelection) => void;
  readonly gestures: GestureContext;
}

interface FillHandle {
  /** Whether the handle is there: where nothing can be changed it would promise too much. */
  readonly shown: boolean;
  readonly drawnOut: (event: FillPatternEventArgs) => void;
}

/**
 * The handle at the corner of what is selected: drawn out it repeats the values there, double clicked it
 * repeats them down to the end of the column beside.
 */
export function useFillHandle(frame: RefObject<HTMLElement | null>, of: FillHandleOf): FillHandle {
  const { editor, selection, setSelection, gestures } = of;
  const range = selection.current?.range;
  const columns =
    range === undefined || selection.rows.length > 0
      ? []
      : gestures.columns.slice(range.x, range.x + range.width);
  const shown = columns.some(({ editable }) => editable);

  const isOnHandle = (event: MouseEvent): boolean => {
    if (range === undefined || !shown) return false;
    const corner = editor.current?.getBounds(range.x + range.width - 1, range.y + range.height - 1);
    if (corner === undefined) return false;
    const right = corner.x + corner.width - event.clientX;
    const bottom = corner.y + corner.height - event.clientY;
    return Math.abs(right) <= reach && Math.abs(bottom) <= reach;
  };
  const toEnd = async (pattern: Rectangle): Promise<void> => {
    const whole = await fillToEnd(gestures, areaOf(pattern));
    if (whole !== null) setSelection(selectionOf(whole));
  };
  const doubleClicked = useEffectEvent((event: MouseEvent) => {
    if (range === undefined || !isOnHandle(event)) return;
    event.preventDefault();
    event.stopPropagation();
    run(toEnd(range));
  });
  useEffect(() => {
    const element = frame.current;
    const listen = (event: MouseEvent): void => doubleClicked(event);
    element?.addEventListener('dblclick', listen, { capture: true });
    return () => element?.removeEventListener('dblclick', listen, { capture: true });
  }, [frame]);

  return {
    shown,
    drawnOut(event) {
      // Glide would write cell by cell.
      event.preventDefault();
      run(fillOut(gestures, areaOf(event.patternSource), areaOf(event.fillDestination)));
    },
  };
}

function areaOf({ x, y, width, height }: Rectangle): CellArea {
  return { column: x, row: y, width, height };
}
