import { useEffect, useMemo, useRef } from 'react';
import type { CollectionName } from '../../../domain/fields.ts';
import { announce } from '../../state/announcer.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tell, tellFailure, tellSaving } from '../../state/messages.ts';
import type { CellOverlay } from './cellOverlay.ts';
import { outcomeWords } from './gestureLabels.ts';
import type { GestureContext } from './gestureStaging.ts';
import type { RecordColumn } from './gridColumns.ts';
import type { GridSource } from './gridSource.ts';
import { leftOverWords } from './leftOverWords.ts';
import { SavingNotice } from './savingNotice.ts';

interface GesturesOf {
  readonly collection: CollectionName;
  readonly columns: readonly RecordColumn[];
  /** Fields in the order of the rows' cells. */
  readonly fields: readonly string[];
  readonly source: GridSource;
  readonly overlay: CellOverlay;
  readonly redraw: () => void;
  readonly onWords: (words: string) => void;
}

/** What gestures work with. */
export function useGestures(of: GesturesOf): GestureContext {
  const engine = useEngine();
  const { collection, columns, fields, source, overlay, redraw, onWords } = of;
  /** Whether the list, and with it the line that says what a gesture did, is still on screen. */
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  return useMemo(() => {
    const words = (text: string): void => {
      announce(text);
      onWords(text);
    };
    const notice = new SavingNotice((text) => {
      if (text !== null) announce(text);
      tellSaving(text);
    });
    return {
      engine,
      collection,
      source,
      overlay,
      notice,
      columns,
      textOf: (row, field) => overlay.get(row.id, field)?.text ?? row.cells[fields.indexOf(field)] ?? '',
      onCellsChanged: redraw,
      onOutcome(outcome, waitedFor) {
        words(outcomeWords(outcome) + leftOverWords(outcome));
        // Whoever was told that it is being saved is told that it is, once, wherever they are by now.
        if (waitedFor && !here.current) tell(outcomeWords(outcome));
      },
      onFailure: tellFailure,
      onRemark: words,
    };
  }, [engine, collection, columns, fields, source, overlay, redraw, onWords]);
}
