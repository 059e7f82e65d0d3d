import { IconPointer } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { vendorOf } from '../../../domain/collections.ts';
import { changeStateOf } from '../../../domain/operation.ts';
import type { FieldDetail, RecordDetail } from '../../../preload/contract/engine.ts';
import { StatePanel } from '../StatePanel.tsx';
import { asSentence, formatAge, formatMoment } from '../../state/format.ts';
import { useNow } from '../../state/useNow.ts';
import { changeStateLooks } from '../../theme/changeStates.ts';
import { operationWord } from '../../state/operationWord.ts';
import { HistoryList } from './HistoryList.tsx';
import { useRecordHistory } from './useRecordHistory.ts';

interface CellFactsProps {
  readonly record: RecordDetail;
  /** The field the cursor is on. */
  readonly field: string | null;
}

/** Everything about the cell in focus: both values, where they come from, how old they are, and its history. */
export function CellFacts({ record, field }: CellFactsProps): ReactNode {
  const detail = record.fields.find((candidate) => candidate.field === field);
  if (detail === undefined) {
    return (
      <StatePanel icon={<IconPointer size={26} aria-hidden />} title="No cell chosen">
        Move to a cell to see where its value comes from and what became of it.
      </StatePanel>
    );
  }
  return (
    <>
      <h3>{detail.label}</h3>
      <Facts record={record} detail={detail} />
      <section aria-label={`History of ${detail.label}`}>
        <h3>History of this field</h3>
        <HistoryList collection={record.collection} id={record.id} field={detail.field} />
      </section>
    </>
  );
}

function Facts({
  record,
  detail,
}: {
  readonly record: RecordDetail;
  readonly detail: FieldDetail;
}): ReactNode {
  const now = useNow();
  const { history } = useRecordHistory(record.collection, record.id, detail.field);
  const { staged } = detail;
  const source = history?.source ?? null;
  const facts: (readonly [string, ReactNode])[] = [];
  if (staged !== null) facts.push(['Staged value', <strong key="staged">{valueOf(detail.shown)}</strong>]);
  if (detail.derived)
    facts.push(
      ['Shown', valueOf(detail.shown)],
      ['Where from', `Worked out here: ${vendorOf(record.collection)}’s record does not carry it`],
    );
  else facts.push([`At ${vendorOf(record.collection)}`, serverValue(record, detail)]);
  if (staged !== null) {
    const look = changeStateLooks[changeStateOf(staged.state)];
    facts.push(
      [
        'State',
        <span key="state" style={{ color: `var(${look.color})` }}>
          <span aria-hidden>{look.sign}</span> {operationWord(staged.state)}
        </span>,
      ],
      ['Staged', `${formatMoment(staged.at, now)}${staged.by === '' ? '' : ` by ${staged.by}`}`],
    );
    if (staged.gesture !== '') facts.push(['Part of', staged.gesture]);
    if (staged.message !== null)
      facts.push([
        'Why',
        <span key="why" className="upl-detail-message">
          {asSentence(staged.message)}
        </span>,
      ]);
  }
  if (record.fetchedAt !== null) {
    facts.push([
      'Read',
      <span key="read" title={formatMoment(record.fetchedAt, now)}>
        {formatAge(record.fetchedAt, now)}
      </span>,
    ]);
    if (source !== null)
      facts.push(['Source', <Source key="source" vendor={source.vendor} call={source.call} />]);
  }
  return (
    <dl className="upl-cell-facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Source({ vendor, call }: { readonly vendor: string; readonly call: string }): ReactNode {
  return (
    <>
      {vendor}
      <br />
      <span className="upl-dim upl-cell-call">{call}</span>
    </>
  );
}

/** What the server holds, or that it holds nothing, or that nobody knows. */
function serverValue({ fetchedAt, gone }: RecordDetail, { server, told, staged }: FieldDetail): string {
  if (fetchedAt === null) return 'Not there yet: the record was made on this computer';
  if (!told && staged === null) return 'Not named by AgentSync so far';
  return gone ? `${valueOf(server)}. The record is no longer there` : valueOf(server);
}

function valueOf(text: string): string {
  return text === '' ? '(empty)' : text;
}
