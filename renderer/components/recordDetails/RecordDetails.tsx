import './recordDetails.css';
import { ActionIcon, SegmentedControl } from '@mantine/core';
import { IconHandFinger, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import type { CollectionName } from '../../../domain/fields.ts';
import { changeStateOf } from '../../../domain/operation.ts';
import type { FieldDetail, RecordDetail } from '../../../preload/contract/engine.ts';
import { shortenInstant } from '../dataTable/columns.ts';
import { FailureNote } from '../FailureNote.tsx';
import { StatePanel } from '../StatePanel.tsx';
import { formatAge, formatMoment } from '../../state/format.ts';
import { useNow } from '../../state/useNow.ts';
import { changeStateLooks } from '../../theme/changeStates.ts';
import { operationWord } from '../../screens/tray/operationLooks.ts';
import { useRecordDetail } from './useRecordDetail.ts';

const views = [
  { value: 'fields', label: 'Fields' },
  { value: 'changes', label: 'Changes' },
];

interface RecordDetailsProps {
  readonly collection: CollectionName;
  readonly recordId: string | null;
  /** The field the cursor is on. */
  readonly field: string | null;
  readonly onClose: () => void;
  /** What became of the record over time; without it only its fields are shown. */
  readonly Changes?: ComponentType<{ readonly id: string }>;
}

/** Beside the sheet: every field of the focused record, what the server holds and what is staged. */
export function RecordDetails({
  collection,
  recordId,
  field,
  onClose,
  Changes,
}: RecordDetailsProps): ReactNode {
  const { record, failure } = useRecordDetail(collection, recordId);
  const [view, setView] = useState('fields');
  return (
    <aside className="upl-detail" aria-label="Record details">
      <header className="upl-detail-head">
        <h2 title={record?.title}>{record?.title ?? 'Details'}</h2>
        <ActionIcon aria-label="Hide details" onClick={onClose}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </header>
      {failure === null ? null : <FailureNote failure={failure} />}
      {record === null && failure === null ? (
        <StatePanel icon={<IconHandFinger size={26} aria-hidden />} title="No record chosen">
          Move to a cell to see what AgentSync holds and what you changed.
        </StatePanel>
      ) : null}
      {record === null ? null : (
        <>
          {Changes === undefined ? null : (
            <SegmentedControl
              className="upl-detail-views"
              size="xs"
              fullWidth
              aria-label="What to show of the record"
              data={views}
              value={view}
              onChange={setView}
            />
          )}
          {Changes === undefined || view === 'fields' ? (
            <RecordFields record={record} field={field} />
          ) : (
            <Changes key={record.id} id={record.id} />
          )}
        </>
      )}
    </aside>
  );
}

interface RecordFieldsProps {
  readonly record: RecordDetail;
  readonly field: string | null;
}

function RecordFields({ record, field }: RecordFieldsProps): ReactNode {
  const now = useNow();
  const staged = record.fields.filter((candidate) => candidate.staged !== null);
  const rest = record.fields.filter((candidate) => candidate.staged === null);
  return (
    <section className="upl-detail-body" aria-label="Fields" tabIndex={0}>
      <RecordAge record={record} now={now} />
      {staged.length === 0 ? null : (
        <section aria-label="Not sent yet">
          <h3>Not sent yet</h3>
          <dl className="upl-detail-staged">
            {staged.map((candidate) => (
              <StagedField
                key={candidate.field}
                detail={candidate}
                focused={candidate.field === field}
                now={now}
              />
            ))}
          </dl>
        </section>
      )}
      <section aria-label="As on the server">
        {staged.length === 0 ? null : <h3>As on the server</h3>}
        <dl className="upl-detail-fields">
          {rest.map((candidate) => (
            <div key={candidate.field} data-focused={candidate.field === field || undefined}>
              <dt>{candidate.label}</dt>
              <dd title={candidate.shown}>{shownOf(candidate, now)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </section>
  );
}

function RecordAge({ record, now }: { readonly record: RecordDetail; readonly now: number }): ReactNode {
  const { fetchedAt, gone } = record;
  if (fetchedAt === null)
    return <p className="upl-detail-age">Made on this computer, not at AgentSync yet.</p>;
  return (
    <p className="upl-detail-age" title={formatMoment(fetchedAt, now)}>
      {gone ? 'No longer at AgentSync. ' : ''}
      Read from AgentSync {formatAge(fetchedAt, now)}.
    </p>
  );
}

interface StagedFieldProps {
  readonly detail: FieldDetail;
  readonly focused: boolean;
  readonly now: number;
}

function StagedField({ detail, focused, now }: StagedFieldProps): ReactNode {
  const { staged } = detail;
  if (staged === null) return null;
  const look = changeStateLooks[changeStateOf(staged.state)];
  return (
    <div data-focused={focused || undefined}>
      <dt>{detail.label}</dt>
      <dd>
        <p className="upl-old-new">
          <del title={detail.server}>{detail.server === '' ? '(empty)' : detail.server}</del>
          <span aria-hidden>→</span>
          <ins title={detail.shown}>{detail.shown === '' ? '(empty)' : detail.shown}</ins>
        </p>
        <p className="upl-detail-state" style={{ color: `var(${look.color})` }}>
          <span aria-hidden>{look.sign}</span> {operationWord(staged.state)} · staged{' '}
          {formatMoment(staged.at, now)}
        </p>
        {staged.message === null ? null : <p className="upl-detail-message">{staged.message}</p>}
      </dd>
    </div>
  );
}

function shownOf({ kind, shown }: FieldDetail, now: number): ReactNode {
  if (shown === '') return <Empty />;
  return kind === 'instant' ? shortenInstant(shown, now) : shown;
}

function Empty(): ReactNode {
  return (
    <span className="upl-dim" aria-label="empty">
      –
    </span>
  );
}
