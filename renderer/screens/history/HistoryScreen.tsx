import './history.css';
import { Button, Select } from '@mantine/core';
import { IconFileTypeCsv, IconFilterOff, IconHistory, IconShieldCheck } from '@tabler/icons-react';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { AuditLine } from '../../../preload/contract/engine.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { StatePanel } from '../../components/StatePanel.tsx';
import { SearchBox } from '../../components/topBar/SearchBox.tsx';
import { ListSource } from '../../components/pagedList/listSource.ts';
import { PagedList } from '../../components/pagedList/PagedList.tsx';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted } from '../../state/format.ts';
import { saveText } from '../../state/saveFile.ts';
import { useNow } from '../../state/useNow.ts';
import { CheckResult } from './CheckResult.tsx';
import type { CheckState } from './CheckResult.tsx';
import { HistoryDetail } from './HistoryDetail.tsx';
import { HistoryRow } from './HistoryRow.tsx';
import { kindOf, kinds } from './historyKinds.ts';
import type { HistoryKind } from './historyKinds.ts';

const rowHeight = 50;

/** Everything that was ever done here: who, when, what, and what came of it. */
export function HistoryScreen(): ReactNode {
  const engine = useEngine();
  const [search, setSearch] = useState('');
  const [kind, setKind] = useState<HistoryKind>('all');
  const source = useAudit(search, kind);
  const snapshot = useSyncExternalStore(source.subscribe, () => source.snapshot);
  const [current, setCurrent] = useState(0);
  const [check, setCheck] = useState<CheckState>({ state: 'not-yet' });
  const now = useNow();
  const total = snapshot.total ?? 0;
  const filtered = search !== '' || kind !== 'all';
  const line = source.item(Math.min(current, Math.max(0, total - 1)));
  const clear = (): void => {
    setSearch('');
    setKind('all');
  };

  const verify = async (): Promise<void> => {
    setCheck({ state: 'running' });
    const answer = await engine.call('audit.verify', {});
    setCheck(answer.ok ? { state: 'done', ...answer.value } : { state: 'failed', failure: answer.error });
  };

  return (
    <div className="upl-history">
      <SearchBox label="Search the history" value={search} onSearch={setSearch} />
      <div className="upl-history-bar" role="toolbar" aria-label="History">
        <Select
          aria-label="Show"
          data={[...kinds]}
          value={kind}
          allowDeselect={false}
          onChange={(chosen) => setKind(kindOf(chosen))}
        />
        <p data-testid="history-count">
          {snapshot.total === null ? 'Reading…' : countWords(total, filtered)}
        </p>
        <Button
          variant="default"
          loading={check.state === 'running'}
          leftSection={<IconShieldCheck size={15} aria-hidden />}
          onClick={() => run(verify())}
        >
          Verify the chain
        </Button>
        <Button
          variant="default"
          disabled={total === 0 && !filtered}
          title="The whole history, for spreadsheets and auditors"
          leftSection={<IconFileTypeCsv size={15} aria-hidden />}
          onClick={() => run(saveText(engine.call('audit.csv', {})))}
        >
          Save as CSV…
        </Button>
      </div>
      <CheckResult check={check} />
      {total === 0 ? (
        <HistoryEmpty
          reading={snapshot.total === null}
          failed={snapshot.failed}
          onRetry={() => source.refresh()}
          onClear={filtered ? clear : null}
        />
      ) : (
        <div className="upl-history-body">
          <div className="upl-history-list">
            <div className="upl-history-head" aria-hidden>
              <span>When</span>
              <span>Who</span>
              <span>What</span>
              <span>Result</span>
            </div>
            <PagedList<AuditLine>
              label="History, newest first"
              source={source}
              rowHeight={rowHeight}
              current={current}
              onCurrent={setCurrent}
              renderRow={(shown, index, isCurrent) => (
                <HistoryRow line={shown} now={now} current={isCurrent} onOpen={() => setCurrent(index)} />
              )}
            />
          </div>
          <HistoryDetail line={line ?? null} />
        </div>
      )}
    </div>
  );
}

interface HistoryEmptyProps {
  readonly reading: boolean;
  readonly failed: boolean;
  readonly onRetry: () => void;
  /** Null while nothing is searched. */
  readonly onClear: (() => void) | null;
}

function HistoryEmpty({ reading, failed, onRetry, onClear }: HistoryEmptyProps): ReactNode {
  if (failed && reading) {
    return (
      <div className="upl-history-failure">
        <FailureNote
          failure={{
            code: 'audit-unread',
            message: 'The history could not be read just now.',
            remedy: 'retry',
          }}
          onRetry={onRetry}
        />
      </div>
    );
  }
  if (onClear !== null && !reading) {
    return (
      <StatePanel
        icon={<IconFilterOff size={28} aria-hidden />}
        title="No entry fits"
        actions={
          <Button variant="default" onClick={onClear}>
            Show all entries
          </Button>
        }
      >
        A search finds who did it, the words of the gesture, values, NPNs, and names of carriers, products and
        levels.
      </StatePanel>
    );
  }
  return (
    <StatePanel
      icon={<IconHistory size={28} aria-hidden />}
      title={reading ? 'Reading the history' : 'Nothing has been done here yet'}
    >
      {reading
        ? undefined
        : 'Every change, sending and decision is written down here and never altered afterwards.'}
    </StatePanel>
  );
}

function countWords(total: number, filtered: boolean): string {
  const entries = counted(total, 'entry', 'entries');
  return filtered ? `${entries} found` : entries;
}

function useAudit(search: string, kind: HistoryKind): ListSource<AuditLine> {
  const engine = useEngine();
  const source = useMemo(
    () =>
      new ListSource<AuditLine>(async (offset, limit) => {
        const answer = await engine.call('audit.list', {
          offset,
          limit,
          ...(search === '' ? {} : { search }),
          ...(kind === 'all' ? {} : { kind }),
        });
        return answer.ok ? { total: answer.value.total, items: answer.value.lines } : null;
      }),
    [engine, search, kind],
  );
  useEffect(() => {
    source.refresh();
    return engine.on((event) => {
      if (event.event === 'outbox' || event.event === 'receipt') source.refresh();
    });
  }, [engine, source]);
  return source;
}
