import './gridView.css';
import { Button, Popover } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { FieldFilter, ViewFilter } from '../../../domain/viewFilter.ts';
import type { ViewRequest } from '../../../preload/contract/engine.ts';
import type { RecordColumn } from '../recordGrid/gridColumns.ts';
import type { HeaderPlace } from '../recordGrid/recordGridProps.ts';
import { FilterEditor } from './FilterEditor.tsx';

/** What can be done with a column from its heading. */
export interface HeaderMenuActions {
  readonly onSort: (direction: 'ascending' | 'descending' | null, add: boolean) => void;
  readonly onFilter: (filter: ViewFilter | null) => void;
  readonly onHide: () => void;
  readonly onFreeze: () => void;
  readonly onFit: () => void;
  readonly onSelect: () => void;
  readonly onClose: () => void;
}

interface HeaderMenuProps extends HeaderMenuActions {
  readonly column: RecordColumn;
  readonly place: HeaderPlace;
  readonly request: ViewRequest;
  readonly filter: FieldFilter | null;
  readonly sorted: 'ascending' | 'descending' | null;
  /** Whether the list is sorted by another column, to which this one can be added. */
  readonly others: boolean;
  readonly frozen: boolean;
  readonly canHide: boolean;
}

/** What can be done with one column: sort, filter by what it holds, hide, freeze, fit, select. */
export function HeaderMenu(props: HeaderMenuProps): ReactNode {
  const { column, place, request, filter, sorted, others, frozen, canHide } = props;
  const { onSort, onFilter, onHide, onFreeze, onFit, onSelect, onClose } = props;
  // What was typed goes with the filter.
  const [epoch, setEpoch] = useState(0);
  const item = (label: string, act: () => void, disabled = false): ReactNode => (
    <Button
      variant="subtle"
      color="gray"
      size="compact-sm"
      fullWidth
      justify="start"
      disabled={disabled}
      onClick={() => {
        act();
        onClose();
      }}
    >
      {label}
    </Button>
  );
  return (
    <Popover
      opened
      trapFocus
      returnFocus
      withinPortal
      shadow="md"
      width={272}
      position="bottom-start"
      onDismiss={onClose}
      closeOnEscape
    >
      <Popover.Target>
        <span
          aria-hidden
          className="upl-header-anchor"
          style={{ left: place.x, top: place.y, width: place.width, height: place.height }}
        />
      </Popover.Target>
      <Popover.Dropdown
        className="upl-header-menu"
        aria-label={`Column ${column.title}`}
        style={{ '--upl-below': `${place.y + place.height}px` }}
      >
        {item('Sort ascending', () => onSort('ascending', false), sorted === 'ascending' && !others)}
        {item('Sort descending', () => onSort('descending', false), sorted === 'descending' && !others)}
        {others && sorted === null ? item('Sort by this as well', () => onSort('ascending', true)) : null}
        {sorted === null ? null : item('Do not sort by this', () => onSort(null, true))}
        <section className="upl-header-filter" aria-label={`Filter by ${column.title}`}>
          <h3>Filter</h3>
          <FilterEditor
            key={epoch}
            request={request}
            field={column.field}
            kind={column.kind}
            filter={filter}
            onChange={onFilter}
          />
          {filter === null ? null : (
            <Button
              variant="subtle"
              size="compact-xs"
              onClick={() => {
                onFilter(null);
                setEpoch(epoch + 1);
              }}
            >
              Clear this filter
            </Button>
          )}
        </section>
        {item(frozen ? 'Unfreeze columns' : 'Freeze up to here', onFreeze)}
        {item('Size to fit', onFit)}
        {item('Select this column', onSelect)}
        {item('Hide this column', onHide, !canHide)}
      </Popover.Dropdown>
    </Popover>
  );
}
