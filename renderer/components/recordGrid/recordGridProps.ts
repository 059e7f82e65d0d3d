import type { ReactNode, Ref } from 'react';
import type { Block } from '../../../domain/pasteBlock.ts';
import type { Replacing } from '../../../domain/bulkOperation.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import type { ViewRequest } from '../../../preload/contract/engine.ts';
import type { RecordColumn } from './gridColumns.ts';
import type { GridSnapshot } from './gridSource.ts';

/** A heading's box on screen, in pixels of the window. */
export interface HeaderPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is selected, as rectangles of rows and columns. */
export interface SelectedCells {
  /** Row ranges `[from, to)`, ascending and apart. */
  readonly ranges: readonly (readonly [number, number])[];
  /** Columns that any of the rectangles touches, in their order. */
  readonly fields: readonly string[];
  readonly rows: number;
  /** The one cell of the cursor and nothing else. */
  readonly single: boolean;
}

/** Rows of a pasted block that no row of the sheet is left for. */
export interface RowsBelow {
  /** The fields of the columns that the block was pasted from, in their order; it may be narrower. */
  readonly fields: readonly string[];
  readonly rows: Block;
}

/** What a RecordGrid is asked to show. */
export type GridQuery = Readonly<Pick<ViewRequest, 'sort' | 'filters' | 'search'>>;

/** The record and field the cursor is on. */
export interface FocusedRecord {
  readonly recordId: string;
  readonly field: string;
}

/** A cell by the position of its row in the view. */
export interface CellPlace {
  readonly row: number;
  readonly field: string;
}

/** What those around a sheet may ask of it. */
export interface RecordGridHandle {
  /** Opens the question again: new records, new order. */
  readonly refresh: () => void;
  readonly focus: () => void;
  /** Puts the cursor on a record's cell and scrolls to it; says so in words where the list does not hold it. */
  readonly show: (record: FocusedRecord) => void;
  /** Where the cursor is; null while it is nowhere. */
  readonly cursor: () => CellPlace | null;
  /** Puts the cursor on a cell of this view and scrolls to it, the keys stay where they are. False where another view is shown. */
  readonly moveTo: (viewId: string, cell: CellPlace) => boolean;
  /** Replaces a text in the cell of the cursor; false where nothing was replaced. */
  readonly replaceHere: (how: Replacing) => Promise<boolean>;
  /** The rows of the selection as the engine names them; null while nothing is open or selected. */
  readonly selectedRows: () => {
    readonly viewId: string;
    readonly ranges: readonly (readonly [number, number])[];
  } | null;
  /** Stretches [from, to) of selected rows, each row once; one cell alone selects none. */
  readonly selectedRanges: () => readonly { readonly from: number; readonly to: number }[];
  /** Selects every row of one column, or of all. */
  readonly selectColumn: (field: string) => void;
  readonly selectAll: () => void;
  /** Selects the rows that are on screen now. */
  readonly selectVisible: () => void;
  readonly clearSelection: () => void;
  /** How wide a column must be for its heading and the cells in memory, in pixels. */
  readonly widthOf: (field: string) => number;
}

/** What a sheet is given, and what it tells. */
export interface RecordGridProps {
  readonly ref?: Ref<RecordGridHandle>;
  /** Accessible name of the table, e.g. `Contract assignments`. */
  readonly label: string;
  readonly collection: CollectionName;
  readonly columns: readonly RecordColumn[];
  readonly query: GridQuery;
  /** Columns that stay in sight when scrolling sideways. */
  readonly frozen?: number;
  readonly density?: 'normal' | 'compact';
  /** A heading was clicked; `add` with Shift: one more key behind those there are. */
  readonly onSort: (field: string, add: boolean) => void;
  /** The menu of a heading was asked for, by its arrow, a right click or Alt+Down; where it is on screen. */
  readonly onHeaderMenu: (field: string, place: HeaderPlace) => void;
  readonly onResize: (field: string, width: number) => void;
  readonly onMove: (from: number, to: number) => void;
  /** How the list stands: its length, whether it changed, why it could not be read. */
  readonly onSnapshot: (snapshot: GridSnapshot) => void;
  /** A cell that leads to what it names was asked to: by Enter or a double click. */
  readonly onLink?: (record: FocusedRecord) => void;
  readonly onFocusRecord: (record: FocusedRecord | null) => void;
  /** Null when nothing is selected. */
  readonly onSelectedCells: (selected: SelectedCells | null) => void;
  /** In words, what the last gesture did. */
  readonly onWords: (words: string) => void;
  /** Takes what a paste leaves below the last row; without it those rows are refused in words. */
  readonly onRowsBelow?: ((below: RowsBelow) => void) | undefined;
  /** Laid over the sheet: what stands where rows would be. */
  readonly children?: ReactNode;
}
