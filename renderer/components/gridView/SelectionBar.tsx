import './gridView.css';
import { Button, CloseButton } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { collections, fieldOf } from '../../../domain/collections.ts';
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
  /** What the last gesture did. */
  readonly words: string;
  readonly onSelectAll: () => void;
  readonly onSelectVisible: () => void;
  readonly onClear: () => void;
  readonly onRefresh: () => void;
}

/**
 * Below the sheet: how much is selected of what there is, and what it adds up to; what the last gesture did; and
 * whether the list has changed since it was opened. It is always there, so that the sheet stays as high as it was when something
 * gets selected.
 */
export function SelectionBar(props: SelectionBarProps): ReactNode {
  const { collection, snapshot, selected, words, onRefresh } = props;
  const several = selected === null || selected.single ? null : selected;
  return (
    <div className="upl-selection-bar">
      {several === null ? (
        <span className="upl-selection-none">{cursorWords(selected, snapshot)}</span>
      ) : (
        <Several {...props} several={several} />
      )}
      {words === '' ? null : (
        <span className="upl-gesture-words" title={words}>
          {words}
        </span>
      )}
      {snapshot.changed ? (
        <output className="upl-list-changed" title={changedWords(collection)}>
          <IconRefresh size={15} aria-hidden />
          <span>{changedWords(collection)}</span>
          <Button variant="subtle" size="compact-xs" onClick={onRefresh}>
            Refresh
          </Button>
        </output>
      ) : null}
    </div>
  );
}

type SeveralProps = Pick<
  SelectionBarProps,
  'collection' | 'snapshot' | 'breakdown' | 'onSelectAll' | 'onSelectVisible' | 'onClear'
> & { readonly several: SelectedCells };

function Several(props: SeveralProps): ReactNode {
  const { collection, snapshot, several, breakdown, onSelectAll, onSelectVisible, onClear } = props;
  const sums = useColumnSums(collection, snapshot.viewId, several, breakdown);
  const { length, total } = snapshot;
  const column = sums.find(({ field }) => several.fields.length === 1 && field === several.fields[0]);
  const told = sums.find(({ field }) => field === breakdown);
  return (
    <section className="upl-selection" aria-label="Selection">
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
      <Button variant="subtle" size="compact-xs" onClick={onSelectVisible}>
        Only those on screen
      </Button>
      <CloseButton size="xs" aria-label="Clear the selection" onClick={onClear} />
    </section>
  );
}

function cursorWords(selected: SelectedCells | null, { phase, length }: GridSnapshot): string {
  const at = selected?.ranges[0]?.[0];
  if (phase !== 'ready') return '';
  return at === undefined ? 'Nothing selected' : `Row ${formatCount(at + 1)} of ${formatCount(length)}`;
}

function changedWords(collection: CollectionName): string {
  const noun = collections[collection].plural.toLowerCase();
  return `The list has changed: ${noun} came or went since it was opened.`;
}

/** `38 selected of 412 matching; 12 hidden by search and filters`. */
export function selectionWords(rows: number, length: number, total: number): string {
  const of =
    length === total
      ? `${formatCount(rows)} of ${formatCount(total)} selected`
      : `${formatCount(rows)} selected of ${formatCount(length)} matching`;
  const hidden = Math.max(0, total - length);
  return hidden === 0 ? of : `${of}; ${formatCount(hidden)} hidden by search and filters`;
}

/** `Status: 3 different, 2 empty · Approved 30 · Pending 6`; of numbers their sum and range. */
export function columnWords(
  collection: CollectionName,
  { field, rows, filled, distinct, numbers, most }: ColumnSum,
): string {
  const label = fieldOf(collection, field)?.label ?? field;
  const values = distinct === 1 ? '1 value' : `${formatCount(distinct)} different`;
  const counts = `${label}: ${[
    ...(distinct === 0 ? [] : [values]),
    ...(filled < rows ? [`${formatCount(rows - filled)} empty`] : []),
  ].join(', ')}`;
  if (numbers !== null)
    return `${counts} · sum ${numbers.sum} · average ${numbers.average} · ${numbers.least} to ${numbers.greatest}`;
  return distinct <= most.length && distinct > 0 ? `${counts} · ${mostWords(most, distinct)}` : counts;
}

function mostWords(most: readonly ValueCount[], distinct: number): string {
  const named = most.map(({ text, count }) => `${text} ${formatCount(count)}`).join(' · ');
  return distinct > most.length ? `${named} · …` : named;
}
