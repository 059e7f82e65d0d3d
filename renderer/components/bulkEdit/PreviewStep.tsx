import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { BulkOperation } from '../../../domain/bulkOperation.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { isListed } from '../../../domain/lists.ts';
import type { BulkPreview } from '../../../preload/contract/bulk.ts';
import type { StageOutcome } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { counted, formatCount } from '../../state/format.ts';
import { FailureNote } from '../FailureNote.tsx';
import { PagedList } from '../pagedList/PagedList.tsx';
import { Impact } from './Impact.tsx';
import { mostUnticked, toggledGroup, toggledRecord } from './leaveOut.ts';
import { bulkLabel } from './operationForm.ts';
import { bulkRowHeight, PreviewRow } from './PreviewRow.tsx';
import { countWords, numberWords } from './previewWords.ts';
import { useBulkStaging } from './useBulkStaging.ts';
import { usePreview } from './usePreview.ts';
import type { Shown } from './previewRows.ts';

const kinds: readonly Shown[] = ['change', 'unchanged', 'refused'];

interface PreviewStepProps {
  readonly collection: CollectionName;
  readonly preview: BulkPreview;
  readonly operations: readonly BulkOperation[];
  readonly onBack: () => void;
  readonly onCancel: () => void;
  readonly onStaged: (outcome: StageOutcome) => void;
}

/** Every old and new value before anything is changed, what it reaches, and what is left out of it. */
export function PreviewStep(props: PreviewStepProps): ReactNode {
  const { collection, preview, operations, onBack, onCancel, onStaged } = props;
  const [show, setShow] = useState<Shown>(() => firstShown(preview));
  const { impact, source, leaveOut, setLeaveOut, failure: unread } = usePreview(preview, show);
  const [current, setCurrent] = useState(0);
  const { counts } = impact;
  const { busy, failure, stage } = useBulkStaging({
    planId: preview.planId,
    leaveOut,
    label: bulkLabel(collection, operations, counts.change),
    records: counts.change,
    onStaged,
  });
  const wholly = counts.change + counts.leftOut;
  const full = leaveOut.ids.length >= mostUnticked;

  const total = { change: wholly, unchanged: counts.unchanged, refused: counts.refused };
  return (
    <div className="upl-bulk">
      <div className="upl-bulk-told">
        <p aria-live="polite">{countWords(counts)}</p>
        {(isListed(collection) ? numberWords(collection, preview) : []).map((words) => (
          <p key={words} className="upl-dim">
            {words}
          </p>
        ))}
      </div>
      <div className="upl-bulk-preview">
        <Impact
          impact={impact}
          leaveOut={leaveOut}
          onGroup={(group, ticked) => setLeaveOut(toggledGroup(leaveOut, group, ticked))}
        />
        <div className="upl-bulk-rows">
          <SegmentedControl
            aria-label="Which rows to look at"
            data={kinds.map((kind) => ({
              value: kind,
              label: `${kindWords[kind]} (${formatCount(total[kind])})`,
            }))}
            value={show}
            onChange={(value) => {
              const kind = kinds.find((each) => each === value);
              if (kind !== undefined) setShow(kind);
              setCurrent(0);
            }}
          />
          {show === 'refused' && preview.refusals.length > 0 ? (
            <ul className="upl-bulk-refusals" aria-label="Why they are refused">
              {preview.refusals.map(({ field, label, reason, count }) => (
                <li key={`${field} ${reason}`}>
                  <strong>{formatCount(count)}</strong> × {label}. Expected: {reason}
                </li>
              ))}
            </ul>
          ) : null}
          {total[show] === 0 ? (
            <p className="upl-bulk-none">
              {show === 'refused' && preview.refusals.length > 0
                ? 'No record is refused as a whole.'
                : noneWords[show]}
            </p>
          ) : (
            <PagedList
              label={kindWords[show]}
              source={source}
              rowHeight={bulkRowHeight}
              current={current}
              onCurrent={setCurrent}
              renderRow={(row, index, isCurrent) => (
                <PreviewRow
                  row={row}
                  current={isCurrent}
                  tickable={show === 'change'}
                  unticked={leaveOut.ids.includes(row.id)}
                  full={full}
                  onCurrent={() => setCurrent(index)}
                  onTick={(ticked) => setLeaveOut(toggledRecord(leaveOut, row.id, ticked))}
                />
              )}
            />
          )}
        </div>
      </div>
      {full ? (
        <output className="upl-bulk-lacks">
          {counted(mostUnticked, 'row')} are unticked one by one, which is the most. Go back and choose other
          records instead.
        </output>
      ) : null}
      {unread === null ? null : <FailureNote failure={unread} />}
      {failure === null ? null : <FailureNote failure={failure} />}
      <div className="upl-dialog-actions upl-bulk-actions">
        <Button variant="subtle" onClick={onBack}>
          Back
        </Button>
        <span />
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button
          data-autofocus
          loading={busy}
          aria-disabled={counts.change === 0}
          variant={counts.change === 0 ? 'default' : 'filled'}
          onClick={() => {
            if (counts.change > 0) run(stage());
          }}
        >
          {counts.change === 0 ? 'Nothing to change' : `Change ${counted(counts.change, 'record')}`}
        </Button>
      </div>
    </div>
  );
}

const kindWords: Readonly<Record<Shown, string>> = {
  change: 'Will change',
  unchanged: 'Unchanged',
  refused: 'Refused',
};
const noneWords: Readonly<Record<Shown, string>> = {
  change: 'No record would change.',
  unchanged: 'No record has the values already.',
  refused: 'Nothing is refused.',
};

function firstShown({ counts }: BulkPreview): Shown {
  if (counts.change > 0) return 'change';
  return counts.refused > 0 ? 'refused' : 'unchanged';
}
