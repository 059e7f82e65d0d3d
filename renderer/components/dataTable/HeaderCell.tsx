import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ViewRequest } from '../../../preload/contract/engine.ts';
import type { TableColumn } from './columns.ts';

type Sort = NonNullable<ViewRequest['sort']>[number];

interface HeaderCellProps {
  readonly column: TableColumn;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}

/** A heading that sorts; again turns the order round. */
export function HeaderCell({ column, sort, onSort }: HeaderCellProps): ReactNode {
  const direction = sort.field === column.field ? sort.direction : null;
  const Arrow = direction === 'descending' ? IconArrowDown : IconArrowUp;
  return (
    <th scope="col" aria-sort={direction ?? 'none'} data-align={column.align}>
      <button
        type="button"
        onClick={() =>
          onSort({
            field: column.field,
            direction: direction === 'ascending' ? 'descending' : 'ascending',
          })
        }
      >
        {column.label}
        {direction === null ? null : <Arrow size={13} aria-hidden />}
      </button>
    </th>
  );
}
