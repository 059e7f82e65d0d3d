import './recordList.css';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { collections } from '../../../domain/collections.ts';
import { listOf } from '../../../domain/lists.ts';
import type { ListName } from '../../../domain/lists.ts';
import type { ViewFilter } from '../../../domain/viewFilter.ts';
import { ArrangedGrid } from '../gridView/ArrangedGrid.tsx';
import { FilterChips } from '../gridView/FilterChips.tsx';
import { SelectionBar } from '../gridView/SelectionBar.tsx';
import { useKeptViews } from '../gridView/useKeptViews.ts';
import type { FocusedRecord, RowsBelow } from '../recordGrid/recordGridProps.ts';
import { FindBar } from './FindBar.tsx';
import { ListCover } from './ListCover.tsx';
import type { Narrowed } from './ListCover.tsx';
import { listStore } from './listStore.ts';
import { useFindText } from './useFindText.ts';
import type { Sheet } from './useSheet.ts';

const nothing: readonly never[] = [];

interface ListSheetProps {
  readonly list: ListName;
  readonly sheet: Sheet;
  /** Accessible name; the collection's own where the sheet shows all of it. */
  readonly label?: string;
  readonly search: string;
  /** Takes back the search and every filter. */
  readonly onClearQuery: () => void;
  /** Conditions that the screen sets, beside those of the view. */
  readonly given?: readonly ViewFilter[];
  /** What `given` narrows the list to. */
  readonly narrowed?: Narrowed | null;
  /** Columns that stay away for now although they are chosen. */
  readonly without?: readonly string[];
  readonly onLink?: (cell: FocusedRecord) => void;
  /** Takes what a paste leaves below the last row. */
  readonly onRowsBelow?: (below: RowsBelow) => void;
  /** Stands beside the sheet. */
  readonly panel?: ReactNode;
}

/** A collection as a sheet with everything that belongs to it but its toolbar. */
export function ListSheet(props: ListSheetProps): ReactNode {
  const { list, sheet, label, search, onClearQuery, onLink, narrowed = null, panel } = props;
  const { given = nothing, without = nothing, onRowsBelow } = props;
  const { fixed, breakdown } = listOf(list);
  const { views } = listStore(list);
  const { grid, snapshot, selected } = sheet;
  const filters = useStore(views, ({ arrangement }) => arrangement.filters);
  const chosen = useStore(views, ({ arrangement }) => arrangement.fields);
  const find = useFindText(
    list,
    sheet,
    chosen.filter((field) => !without.includes(field)),
  );
  useKeptViews(list, views);
  const refresh = (): void => grid.current?.refresh();
  return (
    <>
      <FilterChips collection={list} store={views} />
      <div className="upl-list-body">
        <ArrangedGrid
          grid={grid}
          store={views}
          label={label ?? collections[list].plural}
          collection={list}
          without={without}
          given={given}
          search={search}
          fixed={fixed}
          {...(onLink === undefined ? {} : { onLink })}
          onSnapshot={sheet.setSnapshot}
          onFocusRecord={sheet.setFocused}
          onSelectedCells={sheet.setSelected}
          onWords={sheet.setWords}
          onRowsBelow={onRowsBelow}
        >
          <ListCover
            list={list}
            snapshot={snapshot}
            search={search}
            filters={filters}
            narrowed={narrowed}
            onClearQuery={onClearQuery}
            onRetry={refresh}
          />
        </ArrangedGrid>
        {panel}
      </div>
      <div className="upl-list-foot">
        <div inert={find.shown}>
          <SelectionBar
            collection={list}
            snapshot={snapshot}
            selected={selected}
            breakdown={breakdown}
            words={sheet.words}
            onSelectAll={() => grid.current?.selectAll()}
            onSelectVisible={() => grid.current?.selectVisible()}
            onClear={() => grid.current?.clearSelection()}
            onRefresh={refresh}
          />
        </div>
        {find.shown ? <FindBar find={find} /> : null}
      </div>
    </>
  );
}
