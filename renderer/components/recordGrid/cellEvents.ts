import { GridCellKind } from '@glideapps/glide-data-grid';
import type { DataEditorProps, GridSelection, Item } from '@glideapps/glide-data-grid';
import type { RefObject } from 'react';
import { run } from '../../state/crash.ts';
import type { MenuPlace } from './CellMenu.tsx';
import { fixedWords } from './fixedCell.ts';
import { clearCells, editCell } from './gestures.ts';
import { isRecordCell } from './recordCell.ts';
import type { RecordGridProps } from './recordGridProps.ts';
import { typeOver } from './rangesGestures.ts';
import { areasOf, isSeveral } from './selection.ts';
import { clickedCell, menuOfCell } from './sheetClicks.ts';
import { isEditable } from './sheetKeys.ts';
import { cellAt } from './showRecord.ts';
import type { OpenSheet } from './useOpenSheet.ts';

interface Choosing {
  /** Whether the canvas is being given the keys right now, for which Glide chooses a cell that nobody chose. */
  readonly takingOver: RefObject<boolean>;
  /** Whether the pointer was let go at one place twice running. */
  readonly samePlace: RefObject<boolean>;
  readonly openMenu: (place: MenuPlace) => void;
}

type SelectionEvents = Pick<DataEditorProps, 'onGridSelectionChange' | 'onCellClicked' | 'onCellContextMenu'>;

/** What a sheet does where cells are chosen. */
export function selectionEvents(
  { selection, setSelection, columns, cell, choice, editor }: OpenSheet,
  { takingOver, samePlace, openMenu }: Choosing,
): SelectionEvents {
  const clicks = { selection, setSelection, columns: columns.length };
  return {
    onGridSelectionChange(next: GridSelection) {
      if (takingOver.current || (cell === undefined && choice.made)) return;
      choice.make();
      setSelection(next);
    },
    onCellClicked: (item, event) =>
      clickedCell(
        { ...clicks, samePlace: samePlace.current, focus: () => editor.current?.focus() },
        item,
        event,
      ),
    onCellContextMenu: (item, event) => openMenu(menuOfCell(clicks, item, event)),
  };
}

/** Says why nothing can be typed into a cell. */
export function tellFixed({ collection, columns, gestures }: OpenSheet, [index]: Item): void {
  const column = columns[index];
  if (column !== undefined) gestures.onRemark(fixedWords(collection, column));
}

type EditEvents = Pick<
  DataEditorProps,
  'onCellEdited' | 'onFinishedEditing' | 'onCellActivated' | 'onDelete'
>;

/** Where the cursor goes when Tab or Enter ended an edit, beyond the step that Glide has made. */
function goOn(
  { cell, columns, snapshot, tabRun, setSelection, editor }: OpenSheet,
  right: number,
  down: number,
): void {
  if (cell === undefined) return;
  if (right !== 0) tabRun.tab(cell, right, columns.length);
  const column = down === 1 ? tabRun.enter(cell) : null;
  if (column === null) return;
  const row = Math.min(cell[1] + 1, snapshot.length - 1);
  setSelection(cellAt(column, row));
  editor.current?.scrollTo(column, row);
}

/** What a sheet does where cells are opened, typed into and emptied. */
export function editEvents(sheet: OpenSheet, onLink: RecordGridProps['onLink']): EditEvents {
  const { columns, source, gestures, keysAhead, contentOf, selection } = sheet;
  return {
    onCellEdited(_item, value) {
      if (value.kind !== GridCellKind.Custom || !isRecordCell(value)) return;
      const { data } = value;
      const { input, inputText } = data;
      if (input === null) return;
      if (data.everywhere && isSeveral(selection))
        run(typeOver(gestures, areasOf(selection, columns.length), inputText));
      else run(editCell(gestures, data, input, inputText));
    },
    onFinishedEditing: (_value, [right, down]) => goOn(sheet, right, down),
    onCellActivated([index, position], event) {
      const column = columns[index];
      const row = source.row(position);
      // Told right before the editor opens, and never where none does.
      const isOpen = isEditable(contentOf([index, position]));
      if (isOpen) keysAhead.opening();
      if (column === undefined || row === undefined) return;
      const isAsked = event.inputType !== 'keyboard' || event.key === 'Enter';
      if (column.link && isAsked) onLink?.({ recordId: row.id, field: column.field });
      else if (!isOpen) tellFixed(sheet, [index, position]);
    },
    onDelete(selected) {
      run(clearCells(gestures, areasOf(selected, columns.length)));
      return false;
    },
  };
}
