import './dataTable.css';
import { Loader } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { collections } from '../../../domain/collections.ts';
import type { GridRow, ViewRequest } from '../../../preload/contract/engine.ts';
import { counted } from '../../state/format.ts';
import { FailureNote } from '../FailureNote.tsx';
import { useFocusWhenDrawn } from '../useFocusWhenDrawn.ts';
import { StatePanel } from '../StatePanel.tsx';
import { DataRow } from './DataRow.tsx';
import { HeaderCell } from './HeaderCell.tsx';
import { narrowest, shownColumns } from './columns.ts';
import type { TableColumn } from './columns.ts';
import { useTableView } from './useTableView.ts';

const rowHeight = 30;
const beyond = 12;

type Sort = NonNullable<ViewRequest['sort']>[number];

interface DataTableProps {
  /** Accessible name of the table. */
  readonly label: string;
  readonly collection: ViewRequest['collection'];
  readonly columns: readonly TableColumn[];
  readonly filters: ViewRequest['filters'];
  readonly search: string;
  readonly initialSort: Sort;
  /** Enter, double click, and the link in the first column. Without it rows lead nowhere. */
  readonly onOpen?: (row: GridRow) => void;
  /** Backspace and Alt+Left. */
  readonly onUp?: () => void;
  /** Shown when there is no row at all, and when the search finds none. */
  readonly empty: ReactNode;
}

/** A list that is read, sorted and drilled into by mouse or keyboard; only the rows in sight are in the page. */
export function DataTable(props: DataTableProps): ReactNode {
  const { label, collection, columns, filters, search, initialSort, onOpen, onUp, empty } = props;
  const [sort, setSort] = useState<Sort>(initialSort);
  const [active, setActive] = useState(0);
  const [top, setTop] = useState(0);
  const scroller = useRef<HTMLDivElement | null>(null);
  const { ref: measure, height } = useElementSize<HTMLDivElement>();
  const focus = useFocusWhenDrawn(scroller);
  const view = useTableView({
    collection,
    columns: columns.map(({ field }) => field),
    filters,
    search,
    sort: [sort],
  });

  const { length, need } = view;
  const shown = useMemo(() => shownColumns(columns, view.rows), [columns, view.rows]);
  const first = Math.max(0, Math.floor(top / rowHeight) - beyond);
  const last = Math.min(length, Math.ceil((top + height) / rowHeight) + beyond);
  const focused = Math.min(active, Math.max(0, length - 1));

  useEffect(() => {
    if (last > first) need(first, last - 1);
  }, [need, first, last]);

  const focusRow = (index: number): void => {
    const box = scroller.current;
    if (box === null || length === 0) return;
    const next = Math.max(0, Math.min(length - 1, index));
    setActive(next);
    // The header is sticky and takes a row's height from what is visible.
    const above = next * rowHeight;
    if (above < box.scrollTop) box.scrollTop = above;
    else if (above + 2 * rowHeight > box.scrollTop + box.clientHeight) {
      box.scrollTop = above + 2 * rowHeight - box.clientHeight;
    }
    focus(`tr[data-index="${next}"]`);
  };

  const press = (event: React.KeyboardEvent): void => {
    // Not the row that the key was pressed on: the one in focus may still be on its way into the page.
    const index = focused;
    const row = view.rows.get(index);
    const page = Math.max(1, Math.floor(height / rowHeight) - 2);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + page,
      PageUp: index - page,
      Home: 0,
      End: length - 1,
    };
    const target = moves[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (target !== undefined) focusRow(target);
    else if (event.key === 'Enter' && onOpen !== undefined && row !== undefined) onOpen(row);
    else if (event.key === 'Backspace' && onUp !== undefined) onUp();
    else return;
    event.preventDefault();
  };

  if (view.failure !== null) {
    return (
      <div style={{ padding: 16 }}>
        <FailureNote failure={view.failure} onRetry={view.reload} />
      </div>
    );
  }
  if (view.state === 'loading') {
    return <StatePanel icon={<Loader size="sm" aria-hidden />} title="Loading…" />;
  }
  if (length === 0) return empty;

  const visible = Array.from({ length: Math.max(0, last - first) }, (_, offset) => first + offset);
  const { singular, plural } = collections[collection];
  return (
    <>
      <div
        className="upl-table-scroll"
        ref={(element) => {
          scroller.current = element;
          return measure(element);
        }}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      >
        {/* A table whose rows take the focus is a grid (ARIA practices); the rule only knows plain tables. */}
        <table
          className="upl-table"
          role="grid"
          aria-label={label}
          aria-rowcount={length + 1}
          tabIndex={-1}
          style={{ minWidth: narrowest(shown) }}
        >
          <colgroup>
            {shown.map(({ field, width }) => (
              <col key={field} style={width === undefined ? undefined : { width }} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              {shown.map((column) => (
                <HeaderCell key={column.field} column={column} sort={sort} onSort={setSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            <Spacer height={first * rowHeight} />
            {visible.map((index) => (
              <DataRow
                key={index}
                index={index}
                row={view.rows.get(index)}
                columns={shown}
                active={index === focused}
                onOpen={onOpen}
                onActivate={setActive}
                onKeyDown={press}
              />
            ))}
            <Spacer height={(length - last) * rowHeight} />
          </tbody>
        </table>
      </div>
      <div className="upl-table-count">
        {counted(length, singular.toLowerCase(), plural.toLowerCase())}
        {search === '' ? '' : ` matching “${search}”`}
      </div>
    </>
  );
}

/** Holds the place of rows that are out of sight. */
function Spacer({ height }: { readonly height: number }): ReactNode {
  if (height <= 0) return null;
  return <tr className="upl-spacer" aria-hidden style={{ height }} />;
}
