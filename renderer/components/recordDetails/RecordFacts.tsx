import type { ReactNode } from 'react';
import { vendorOf } from '../../../domain/collections.ts';
import { changeStateOf } from '../../../domain/operation.ts';
import type { FieldDetail, RecordDetail } from '../../../preload/contract/engine.ts';
import { shortenInstant } from '../dataTable/columns.ts';
import { formatAge, formatMoment } from '../../state/format.ts';
import { useNow } from '../../state/useNow.ts';
import { changeStateLooks } from '../../theme/changeStates.ts';
import { operationWord } from '../../state/operationWord.ts';

interface RecordFactsProps {
  readonly record: RecordDetail;
  readonly field: string | null;
}

/** Every field of a record: what is staged with what the server holds, then the rest. */
export function RecordFacts({ record, field }: RecordFactsProps): ReactNode {
  const now = useNow();
  const staged = record.fields.filter((candidate) => candidate.staged !== null);
  const rest = record.fields.filter((candidate) => candidate.staged === null);
  return (
    <>
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
    </>
  );
}

function RecordAge({ record, now }: { readonly record: RecordDetail; readonly now: number }): ReactNode {
  const { fetchedAt, gone } = record;
  const vendor = vendorOf(record.collection);
  if (fetchedAt === null)
    return <p className="upl-detail-age">Made on this computer, not at AgentSync yet.</p>;
  return (
    <p className="upl-detail-age" title={formatMoment(fetchedAt, now)}>
      {gone ? `No longer at ${vendor}. ` : ''}
      Read from {vendor} {formatAge(fetchedAt, now)}.
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
