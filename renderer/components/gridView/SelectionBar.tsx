import './gridView.css';
import { Button, CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { fieldOf } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import type { ColumnSum, ValueCount } from '../../../domain/view.ts';
import { formatCount } from '../../state/format.ts';
import type { GridSnapshot } from '../recordGrid/gridSource.ts';
import type { SelectedCells } from '../recordGrid/recordGridProps.ts';
import { useColumnSums } from './useColumnSums.ts';

interface SelectionBarProps {
  readonly collection: CollectionName;
  readonly snapshot: GridSnapshot;
  readonly selected: SelectedCells | null;
  /** A field whose values are always told, e.g. the status. */
  readonly breakdown: string | null;
  readonly onSelectAll: () => void;
  readonly onClear: () => void;
}

/** Below the sheet: how much is selected of what there is, and what it adds up to. Nothing for one cell. */
export function SelectionBar(props: SelectionBarProps): ReactNode {
  const { collection, snapshot, selected, breakdown, onSelectAll, onClear } = props;
  const several = selected === null || selected.single ? null : selected;
  const sums = useColumnSums(snapshot.viewId, several, breakdown);
  if (several === null) return null;
  const { length, total } = snapshot;
  const column = sums.find(({ field }) => several.fields.length === 1 && field === several.fields[0]);
  const told = sums.find(({ field }) => field === breakdown);
  return (
    <section className="upl-selection-bar" aria-label="Selection">
      <output>
        <strong>{selectionWords(several.rows, length, total)}</strong>
        {column === undefined ? null : <span>{columnWords(collection, column)}</span>}
        {told === undefined || told === column ? null : (
          <span className="upl-dim">{mostWords(told.most, told.distinct)}</span>
        )}
      </output>
      {several.rows < length ? (
        <Button variant="subtle" size="compact-xs" onClick={onSelectAll}>
          Select all {formatCount(length)} matching
        </Button>
      ) : null}
      <CloseButton size="xs" aria-label="Clear the selection" onClick={onClear} />
    </section>
  );
}

/** `38 selected of 412 matching; 12 hidden by filter`. */
export function selectionWords(rows: number, length: number, total: number): string {
  const of =
    length === total
      ? `${formatCount(rows)} of ${formatCount(total)} selected`
      : `${formatCount(rows)} selected of ${formatCount(length)} matching`;
  const hidden = Math.max(0, total - length);
  return hidden === 0 ? of : `${of}; ${formatCount(hidden)} hidden by filter`;
}

function columnWords(
  collection: CollectionName,
  { field, rows, filled, distinct, numbers, most }: ColumnSum,
): string {
  const label = fieldOf(collection, field)?.label ?? field;
  const counts = `${label}: ${formatCount(distinct)} different${filled < rows ? `, ${formatCount(rows - filled)} empty` : ''}`;
  if (numbers !== null)
    return `${counts} · sum ${numbers.sum} · average ${numbers.average} · ${numbers.least} to ${numbers.greatest}`;
  return distinct <= most.length && distinct > 0 ? `${counts} · ${mostWords(most, distinct)}` : counts;
}

function mostWords(most: readonly ValueCount[], distinct: number): string {
  const named = most.map(({ text, count }) => `${text} ${formatCount(count)}`).join(' · ');
  return distinct > most.length ? `${named} · …` : named;
}
