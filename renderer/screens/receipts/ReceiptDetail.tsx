import { Loader } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { ReceiptRow, ReceiptSummary } from '../../../preload/contract/engine.ts';
import { ListSource } from '../../components/pagedList/listSource.ts';
import { PagedList } from '../../components/pagedList/PagedList.tsx';
import { StatePanel } from '../../components/StatePanel.tsx';
import { useEngine } from '../../state/engineContext.ts';
import { formatCount, formatMoment } from '../../state/format.ts';
import { useNow } from '../../state/useNow.ts';
import { environmentWord } from '../../theme/environments.ts';
import { NewValue, OldNew } from '../tray/OldNew.tsx';
import { ReceiptActions } from './ReceiptActions.tsx';
import { receiptWords, resultWord } from './receiptWords.ts';

const rowHeight = 50;
const shownChanges = 2;

/** One gesture's receipt: who, when, where, counts, and every row with its result. */
export function ReceiptDetail({ batchId }: { readonly batchId: string }): ReactNode {
  const { source, summary, failed } = useReceipt(batchId);
  const [current, setCurrent] = useState(0);
  const now = useNow();
  if (summary === null) {
    return failed ? (
      <StatePanel title="This receipt is not on this computer" role="alert" />
    ) : (
      <StatePanel icon={<Loader size={24} aria-hidden />} title="Reading the receipt" />
    );
  }
  return (
    <section className="upl-receipt" aria-label="Receipt">
      <header>
        <div className="upl-receipt-title">
          <h2 title={summary.label}>{summary.label}</h2>
          <ReceiptActions summary={summary} />
        </div>
        <p data-testid="receipt-words">{receiptWords(summary.counts)}</p>
        <Facts summary={summary} now={now} />
      </header>
      <div className="upl-receipt-head" aria-hidden>
        <span>Record</span>
        <span>Change</span>
        <span>Result</span>
        <span>When</span>
      </div>
      <PagedList<ReceiptRow>
        label="Rows of the receipt"
        source={source}
        rowHeight={rowHeight}
        current={current}
        onCurrent={setCurrent}
        renderRow={(row, index) => <Row row={row} now={now} onOpen={() => setCurrent(index)} />}
      />
    </section>
  );
}

function Facts({ summary, now }: { readonly summary: ReceiptSummary; readonly now: number }): ReactNode {
  const { counts } = summary;
  const facts: readonly (readonly [label: string, value: string])[] = [
    ['By', summary.actor],
    ['Environment', environmentWord(summary.environment)],
    ['Staged', formatMoment(summary.stagedAt, now)],
    ['Settled', summary.settledAt === null ? 'Not all of it yet' : formatMoment(summary.settledAt, now)],
    ['Changes', formatCount(counts.total)],
    ['Sent', formatCount(counts.sent)],
    ['Already there', formatCount(counts.adopted)],
    ['Discarded', formatCount(counts.dropped)],
    ['Not sent yet', formatCount(counts.open)],
  ];
  return (
    <dl className="upl-receipt-facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd title={value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface RowProps {
  readonly row: ReceiptRow;
  readonly now: number;
  readonly onOpen: () => void;
}

function Row({ row, now, onOpen }: RowProps): ReactNode {
  // Two lines are all the room there is: the second says how many more when not all fit.
  const room = row.changes.length > shownChanges ? shownChanges - 1 : shownChanges;
  const shown = row.changes.slice(0, room);
  const hidden = row.changes.length - shown.length;
  return (
    <button type="button" data-row-main className="upl-receipt-row" onClick={onOpen}>
      <strong title={row.title}>{row.title}</strong>
      <span className="upl-receipt-changes">
        {shown.map((change) => (
          <span key={change.label} className="upl-tray-change">
            <span className="upl-dim">{change.label}: </span>
            {row.isNew ? <NewValue value={change.to} /> : <OldNew from={change.from} to={change.to} />}
          </span>
        ))}
        {hidden > 0 ? <span className="upl-dim">and {hidden} more</span> : null}
      </span>
      <span className="upl-receipt-result" data-result={row.result}>
        <strong>{resultWord(row.result)}</strong>
        {row.note === '' ? null : (
          <span className="upl-dim" title={row.note}>
            {row.note}
          </span>
        )}
      </span>
      <span className="upl-dim">{row.at === null ? '' : formatMoment(row.at, now)}</span>
    </button>
  );
}

interface Receipt {
  readonly source: ListSource<ReceiptRow>;
  readonly summary: ReceiptSummary | null;
  readonly failed: boolean;
}

function useReceipt(batchId: string): Receipt {
  const engine = useEngine();
  const [summary, setSummary] = useState<ReceiptSummary | null>(null);
  const [failed, setFailed] = useState(false);
  const source = useMemo(
    () =>
      new ListSource<ReceiptRow>(async (offset, limit) => {
        const answer = await engine.call('receipt.read', { batchId, offset, limit });
        if (answer.ok) setSummary(answer.value.summary);
        setFailed(!answer.ok);
        return answer.ok ? { total: answer.value.total, items: answer.value.rows } : null;
      }),
    [engine, batchId],
  );
  useEffect(() => {
    source.refresh();
    return engine.on((event) => {
      if (event.event === 'receipt' || event.event === 'outbox') source.refresh();
    });
  }, [engine, source]);
  return { source, summary, failed };
}
