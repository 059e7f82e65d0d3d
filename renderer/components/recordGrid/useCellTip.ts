import { GridCellKind } from '@glideapps/glide-data-grid';
import type { GridCell, GridMouseEventArgs, Item } from '@glideapps/glide-data-grid';
import { useEffect, useRef, useState } from 'react';
import { vendorOf } from '../../../domain/collections.ts';
import type { Vendor } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { stagedTip } from './cellTipWords.ts';
import { isLocalId } from '../../../domain/localId.ts';
import type { ChangeState } from '../../../domain/operation.ts';
import { changeStateLooks, newRecordLook } from '../../theme/changeStates.ts';
import type { ChangeStateLook } from '../../theme/changeStates.ts';
import type { CellOverlay } from './cellOverlay.ts';
import { isRecordCell } from './recordCell.ts';

const delayMs = 350;

/** Words beside the pointer, in pixels of the window. */
export interface ShownTip {
  readonly x: number;
  readonly y: number;
  /** The sign beside the words; null where nothing is unsent. */
  readonly look: ChangeStateLook | null;
  /** One under the other. */
  readonly lines: readonly string[];
}

type Place = Pick<ShownTip, 'x' | 'y'>;

interface Marked {
  readonly recordId: string;
  readonly field: string;
  readonly mark: ChangeState;
}

interface CellTipState {
  readonly shown: ShownTip | null;
  readonly hovered: (event: GridMouseEventArgs) => void;
}

/** Says in words, next to the pointer, what a marked cell holds and how it came to that, and why text was refused. */
export function useCellTip(
  contentOf: (item: Item) => GridCell,
  overlay: CellOverlay,
  collection: CollectionName,
): CellTipState {
  const engine = useEngine();
  /** Grows whenever what is shown or about to be shown is given up. */
  const turn = useRef(0);
  const [shown, setShown] = useState<ShownTip | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    // The pointer may rest while the keyboard opens a dialog or scrolls: then the words stand beside nothing.
    const hide = (): void => {
      turn.current += 1;
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

  const showStaged = async ({ recordId, field, mark }: Marked, at: Place): Promise<void> => {
    const mine = turn.current;
    const answer = await engine.call('record.read', { collection, id: recordId });
    if (turn.current !== mine) return;
    const detail = answer.ok ? answer.value.fields.find((each) => each.field === field) : undefined;
    const isNew = isLocalId(recordId);
    const look = isNew && mark === 'staged' ? newRecordLook : changeStateLooks[mark];
    setShown({ ...at, look, lines: stagedTip(detail, mark, Date.now(), isNew) });
  };

  const hovered = (event: GridMouseEventArgs): void => {
    turn.current += 1;
    clearTimeout(timer.current);
    setShown(null);
    if (event.kind !== 'cell' || event.location[0] < 0) return;
    const { location, bounds } = event;
    timer.current = setTimeout(() => {
      const cell = contentOf(location);
      if (cell.kind !== GridCellKind.Custom || !isRecordCell(cell)) return;
      const at = { x: bounds.x, y: bounds.y + bounds.height };
      const { mark } = cell.data;
      const words = wordsOf(cell.data, overlay, bounds.width, vendorOf(collection));
      if (words !== null)
        setShown({ ...at, look: mark === 'clean' ? null : changeStateLooks[mark], lines: [words] });
      else if (mark !== 'clean') run(showStaged(cell.data, at));
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
  vendor: Vendor,
): string | null {
  const overlaid = overlay.get(data.recordId, data.field);
  if (overlaid?.state === 'refused') return `Not saved. ${overlaid.reason}`;
  // What a mark means is asked of the store.
  if (data.mark !== 'clean') return null;
  if (data.gone) return `This record is no longer at ${vendor}.`;
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
