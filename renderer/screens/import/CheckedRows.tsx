import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { ImportReport, ImportRow, RowVerdict } from '../../../preload/contract/engine.ts';
import { ListSource } from '../../components/pagedList/listSource.ts';
import { PagedList } from '../../components/pagedList/PagedList.tsx';
import { VerdictChoice } from '../../components/VerdictChoice.tsx';
import { useEngine } from '../../state/engineContext.ts';
import { formatCount } from '../../state/format.ts';
import { useImport } from './importStore.ts';
import type { Purpose } from './importStore.ts';

const recordWords: Readonly<Record<RowVerdict, string>> = {
  create: 'New',
  update: 'Changed',
  unchanged: 'Unchanged',
  blocked: 'Blocked',
};
/** Writing numbers are held against what is here; none is made. */
const numberWords: Readonly<Record<RowVerdict, string>> = {
  ...recordWords,
  update: 'Missing or different',
  unchanged: 'The same',
};

function wordsOf(purpose: Purpose): Readonly<Record<RowVerdict, string>> {
  return purpose === 'writing-numbers' ? numberWords : recordWords;
}

const rowHeight = 34;
const order = ['create', 'update', 'unchanged', 'blocked'] as const;

/** The rows of the table with what would become of each. */
export function CheckedRows({ report }: { readonly report: ImportReport }): ReactNode {
  const { purpose } = useImport();
  const [shown, setShown] = useState<RowVerdict | null>(null);
  const words = wordsOf(purpose);
  const all = order.reduce((sum, verdict) => sum + report.counts[verdict], 0);
  const offered = purpose === 'writing-numbers' ? order.filter((verdict) => verdict !== 'create') : order;
  return (
    <section className="upl-import-rows" aria-label="Rows">
      <VerdictChoice
        label="Which rows to show"
        verdicts={offered}
        words={words}
        counts={report.counts}
        total={all}
        value={shown}
        onChange={setShown}
      />
      <div className="upl-import-head" aria-hidden>
        <span>Row</span>
        <span>Record</span>
        <span>What would happen</span>
      </div>
      <Rows key={shown ?? 'all'} verdict={shown} words={words} />
    </section>
  );
}

interface RowsProps {
  readonly verdict: RowVerdict | null;
  readonly words: Readonly<Record<RowVerdict, string>>;
}

function Rows({ verdict, words }: RowsProps): ReactNode {
  const engine = useEngine();
  const importId = useImport((state) => state.importId);
  const [current, setCurrent] = useState(0);
  const [source] = useState(
    () =>
      new ListSource<ImportRow>(async (offset, limit) => {
        const answer = await engine.call('import.rows', { importId, verdict, offset, limit });
        return answer.ok ? { total: answer.value.total, items: answer.value.rows } : null;
      }),
  );
  useEffect(() => source.refresh(), [source]);
  return (
    <div className="upl-paged-fill">
      <PagedList<ImportRow>
        label="What would happen to each row"
        source={source}
        rowHeight={rowHeight}
        current={current}
        onCurrent={setCurrent}
        renderRow={(row, index) => {
          const text = row.verdict === 'blocked' ? row.why : changesOf(row);
          return (
            <button
              type="button"
              data-row-main
              className="upl-paged-button upl-import-row"
              data-verdict={row.verdict}
              onClick={() => setCurrent(index)}
            >
              <span className="upl-import-number">{formatCount(row.row)}</span>
              <span title={row.title}>{row.title}</span>
              <span title={text}>
                <strong>{words[row.verdict]}</strong> {text}
              </span>
            </button>
          );
        }}
      />
    </div>
  );
}

function changesOf({ changes, verdict }: ImportRow): string {
  return changes
    .map(({ label, from, to }) =>
      verdict === 'create'
        ? `${label} ${to}`
        : `${label}: ${from === '' ? 'nothing' : from} → ${to === '' ? 'nothing' : to}`,
    )
    .join(', ');
}
