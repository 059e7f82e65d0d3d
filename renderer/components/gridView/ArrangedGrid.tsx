import { useMemo, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useStore } from 'zustand';
import type { FieldFilter, ViewFilter } from '../../../domain/viewFilter.ts';
import type { ViewRequest } from '../../../preload/contract/engine.ts';
import { columnsOf } from '../recordGrid/gridColumns.ts';
import { RecordGrid } from '../recordGrid/RecordGrid.tsx';
import type {
  GridQuery,
  HeaderPlace,
  RecordGridHandle,
  RecordGridProps,
} from '../recordGrid/recordGridProps.ts';
import { HeaderMenu } from './HeaderMenu.tsx';
import type { GridViewStore } from './gridViewStore.ts';

type Passed = Pick<
  RecordGridProps,
  | 'label'
  | 'collection'
  | 'onSnapshot'
  | 'onFocusRecord'
  | 'onSelectedCells'
  | 'onWords'
  | 'onLink'
  | 'onRowsBelow'
  | 'children'
>;

interface ArrangedGridProps extends Passed {
  readonly grid: RefObject<RecordGridHandle | null>;
  readonly store: GridViewStore;
  /** Columns that stay away for now although they are chosen. */
  readonly without: readonly string[];
  /** Conditions that the screen sets, beside those of the view. */
  readonly given: readonly ViewFilter[];
  readonly search: string;
  /** A column that always stays, at the left. */
  readonly fixed: string;
}

/** A RecordGrid that stands as its view says: what its headings are asked to do changes the view. */
export function ArrangedGrid(props: ArrangedGridProps): ReactNode {
  const { grid, store, without, given, search, fixed, collection, ...passed } = props;
  const { arrangement, arrange, sortBy, setFilter } = useStore(store);
  const [menu, setMenu] = useState<{ readonly field: string; readonly place: HeaderPlace } | null>(null);
  const { fields, widths, sort, filters, frozen, density } = arrangement;

  const shown = useMemo(() => fields.filter((field) => !without.includes(field)), [fields, without]);
  const columns = useMemo(() => columnsOf(collection, shown, widths), [collection, shown, widths]);
  const query = useMemo<GridQuery>(
    () => ({ search, sort, filters: [...given, ...filters] }),
    [search, sort, given, filters],
  );
  const frozenShown = fields.slice(0, frozen).filter((field) => shown.includes(field)).length;

  const move = (from: number, to: number): void => {
    const moved = shown[from];
    const target = shown[to];
    if (moved === undefined || target === undefined) return;
    const rest = fields.filter((field) => field !== moved);
    arrange({ fields: rest.toSpliced(rest.indexOf(target) + (from < to ? 1 : 0), 0, moved) });
  };
  const column = columns.find(({ field }) => field === menu?.field);
  const field = column?.field ?? '';
  const place = fields.indexOf(field);
  const request: ViewRequest = {
    collection,
    columns: [...shown],
    sort: [],
    filters: [...given, ...filters],
    search,
  };
  const key = sort.find((one) => one.field === field);

  return (
    <>
      <RecordGrid
        {...passed}
        ref={grid}
        collection={collection}
        columns={columns}
        query={query}
        frozen={frozenShown}
        density={density}
        onSort={sortBy}
        onHeaderMenu={(at, box) => setMenu({ field: at, place: box })}
        onResize={(at, width) => arrange({ widths: { ...widths, [at]: width } })}
        onMove={move}
      />
      {menu === null || column === undefined ? null : (
        <HeaderMenu
          key={field}
          column={column}
          place={menu.place}
          request={request}
          filter={filters.find((one): one is FieldFilter => 'field' in one && one.field === field) ?? null}
          sorted={key?.direction ?? null}
          others={sort.some((one) => one.field !== field)}
          frozen={place < frozen && place === frozen - 1}
          canHide={field !== fixed && shown.length > 1}
          onSort={(direction, add) => {
            const rest = add ? sort.filter((one) => one.field !== field) : [];
            arrange({ sort: direction === null ? rest : [...rest, { field, direction }] });
          }}
          onFilter={(filter) => setFilter({ field }, filter)}
          onHide={() => arrange({ fields: fields.filter((one) => one !== field) })}
          onFreeze={() =>
            arrange({ frozen: place < frozen && place === frozen - 1 ? 0 : Math.min(10, place + 1) })
          }
          onFit={() =>
            arrange({ widths: { ...widths, [field]: grid.current?.widthOf(field) ?? column.width } })
          }
          onSelect={() => grid.current?.selectColumn(field)}
          onClose={() => {
            setMenu(null);
            grid.current?.focus();
          }}
        />
      )}
    </>
  );
}
