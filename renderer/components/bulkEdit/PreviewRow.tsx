import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import type { BulkCell, BulkRow } from '../../../preload/contract/bulk.ts';

/** Pixels of a row of the preview. */
export const bulkRowHeight = 54;
const shownCells = 2;

interface PreviewRowProps {
  readonly row: BulkRow;
  readonly current: boolean;
  readonly tickable: boolean;
  /** By itself, and not with its group. */
  readonly unticked: boolean;
  /** No further row can be unticked by itself. */
  readonly full: boolean;
  readonly onCurrent: () => void;
  readonly onTick: (ticked: boolean) => void;
}

/** One record of a preview: whether it takes part, and each value before and after. */
export function PreviewRow(props: PreviewRowProps): ReactNode {
  const { row, current, tickable, unticked, full, onCurrent, onTick } = props;
  const byGroup = !row.ticked && !unticked;
  const cells = row.cells.filter(({ from, to, refused }) => refused !== null || from !== to);
  const shown = (cells.length === 0 ? row.cells : cells).slice(0, shownCells);
  const more = cells.length - shown.length;
  return (
    <div
      className="upl-bulk-row"
      data-current={current || undefined}
      data-out={(tickable && !row.ticked) || undefined}
    >
      {tickable ? (
        <Checkbox
          data-row-main
          aria-label={`Change ${row.title}`}
          checked={!unticked && row.ticked}
          disabled={byGroup || (full && !unticked)}
          onFocus={onCurrent}
          onChange={(event) => onTick(event.currentTarget.checked)}
        />
      ) : (
        <button
          type="button"
          data-row-main
          className="upl-bulk-mark"
          aria-label={row.title}
          onFocus={onCurrent}
        />
      )}
      <span className="upl-bulk-cell">
        <strong title={row.title}>{row.title}</strong>
        <span className="upl-dim" title={row.detail}>
          {row.detail}
        </span>
      </span>
      <span className="upl-bulk-cell">
        {shown.map((cell) => (
          <Cell key={cell.field} cell={cell} />
        ))}
        {more > 0 ? (
          <span
            className="upl-dim"
            title={cells
              .slice(shownCells)
              .map(({ label }) => label)
              .join(', ')}
          >
            and {more} more
          </span>
        ) : null}
      </span>
    </div>
  );
}

function Cell({ cell: { label, from, to, refused } }: { readonly cell: BulkCell }): ReactNode {
  const old = from === '' ? '(empty)' : from;
  const now = to === '' ? '(empty)' : to;
  if (refused !== null) {
    return (
      <span className="upl-bulk-change" title={`Expected: ${refused}`}>
        <span className="upl-dim">{label}: </span>
        {to === '' ? old : `“${to}”`} <span className="upl-bulk-lacks">Expected: {refused}</span>
      </span>
    );
  }
  return (
    <span className="upl-bulk-change" title={`${label}: ${old} → ${now}`}>
      <span className="upl-dim">{label}: </span>
      {from === to ? (
        old
      ) : (
        <>
          <del>{old}</del>
          <span aria-hidden> → </span>
          <span className="upl-visually-hidden"> becomes </span>
          <ins>{now}</ins>
        </>
      )}
    </span>
  );
}
