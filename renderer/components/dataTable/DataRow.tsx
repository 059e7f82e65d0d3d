import { memo } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { changeStates } from '../../../domain/operation.ts';
import type { GridRow } from '../../../preload/contract/engine.ts';
import { ChangeMark } from '../ChangeMark.tsx';
import { useNow } from '../../state/useNow.ts';
import type { ShownColumn } from './columns.ts';

interface DataRowProps {
  readonly index: number;
  /** Absent while it is being read. */
  readonly row: GridRow | undefined;
  readonly columns: readonly ShownColumn[];
  /** The row that is in the tab order. */
  readonly active: boolean;
  readonly onOpen: ((row: GridRow) => void) | undefined;
  readonly onActivate: (index: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** One row of a DataTable. */
export const DataRow = memo(function DataRow(props: DataRowProps): ReactNode {
  const { index, row, columns, active, onOpen, onActivate, onKeyDown } = props;
  const now = useNow(600_000);
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={active}
      tabIndex={active ? 0 : -1}
      onFocus={() => onActivate(index)}
      onDoubleClick={() => {
        if (row !== undefined) onOpen?.(row);
      }}
      onKeyDown={onKeyDown}
    >
      {columns.map((column, order) => {
        const text = row?.cells[column.position] ?? '';
        const shown = column.shorten?.(text, now) ?? text;
        return (
          <td
            key={column.field}
            data-align={column.align}
            data-change={changeStates[row?.marks[column.position] ?? 0]}
            title={text === '' ? undefined : text}
          >
            {order === 0 && row !== undefined ? <ChangeMark state={changeStates[row.state]} /> : null}
            {order === 0 && row !== undefined && onOpen !== undefined ? (
              <button type="button" className="upl-table-open" tabIndex={-1} onClick={() => onOpen(row)}>
                {shown}
              </button>
            ) : (
              shown
            )}
          </td>
        );
      })}
    </tr>
  );
});
