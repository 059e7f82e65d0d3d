import { GridCellKind } from '@glideapps/glide-data-grid';
import type { GridCell, GridMouseEventArgs, Item } from '@glideapps/glide-data-grid';
import { useEffect, useRef, useState } from 'react';
import type { ChangeState } from '../../../domain/operation.ts';
import { changeStateLooks } from '../../theme/changeStates.ts';
import type { CellOverlay } from './cellOverlay.ts';
import { isRecordCell } from './recordCell.ts';

const delayMs = 350;

export interface ShownTip {
  readonly x: number;
  readonly y: number;
  readonly mark: ChangeState;
  readonly words: string;
}

interface CellTipState {
  readonly shown: ShownTip | null;
  readonly hovered: (event: GridMouseEventArgs) => void;
}

/** Says in words, next to the pointer, what the mark of a cell means and why text was refused. */
export function useCellTip(contentOf: (item: Item) => GridCell, overlay: CellOverlay): CellTipState {
  const [shown, setShown] = useState<ShownTip | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    // The pointer may rest while the keyboard opens a dialog or scrolls: then the words stand beside nothing.
    const hide = (): void => {
      clearTimeout(timer.current);
      setShown(null);
    };
    window.addEventListener('keydown', hide, true);
    window.addEventListener('blur', hide);
    return () => {
      clearTimeout(timer.current);
      window.removeEventListener('keydown', hide, true);
      window.removeEventListener('blur', hide);
    };
  }, []);

  const hovered = (event: GridMouseEventArgs): void => {
    clearTimeout(timer.current);
    setShown(null);
    if (event.kind !== 'cell' || event.location[0] < 0) return;
    const { location, bounds } = event;
    timer.current = setTimeout(() => {
      const cell = contentOf(location);
      if (cell.kind !== GridCellKind.Custom || !isRecordCell(cell)) return;
      const words = wordsOf(cell.data, overlay, bounds.width);
      if (words === null) return;
      setShown({ x: bounds.x, y: bounds.y + bounds.height, mark: cell.data.mark, words });
    }, delayMs);
  };
  return { shown, hovered };
}

function wordsOf(
  data: {
    readonly text: string;
    readonly recordId: string;
    readonly field: string;
    readonly mark: ChangeState;
    readonly gone: boolean;
  },
  overlay: CellOverlay,
  width: number,
): string | null {
  const overlaid = overlay.get(data.recordId, data.field);
  if (overlaid?.state === 'refused') return `Not saved. ${overlaid.reason}`;
  if (data.mark !== 'clean') return changeStateLooks[data.mark].word;
  if (data.gone) return 'This record is no longer at AgentSync.';
  return isCut(data.text, width) ? data.text : null;
}

let ruler: CanvasRenderingContext2D | null = null;

/** Whether a text is longer than its cell shows. */
function isCut(text: string, width: number): boolean {
  ruler ??= document.createElement('canvas').getContext('2d');
  if (ruler === null) return false;
  ruler.font = `13px ${getComputedStyle(document.body).fontFamily}`;
  return ruler.measureText(text).width > width - 16 || /[\r\n]/.test(text);
}
