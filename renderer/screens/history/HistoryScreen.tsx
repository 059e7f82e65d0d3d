import './history.css';
import { Button } from '@mantine/core';
import { IconFileTypeCsv, IconHistory, IconShieldCheck } from '@tabler/icons-react';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { AuditLine } from '../../../preload/contract/engine.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { StatePanel } from '../../components/StatePanel.tsx';
import { ListSource } from '../../components/pagedList/listSource.ts';
import { PagedList } from '../../components/pagedList/PagedList.tsx';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted } from '../../state/format.ts';
import { saveText } from '../../state/saveFile.ts';
import { useNow } from '../../state/useNow.ts';
import { CheckResult } from './CheckResult.tsx';
import type { CheckState } from './CheckResult.tsx';
import { HistoryRow } from './HistoryRow.tsx';

const rowHeight = 50;

/** Everything that was ever done here: who, when, what, and what came of it. */
export function HistoryScreen(): ReactNode {
  const engine = useEngine();
  const source = useAudit();
  const snapshot = useSyncExternalStore(source.subscribe, () => source.snapshot);
  const [current, setCurrent] = useState(0);
  const [check, setCheck] = useState<CheckState>({ state: 'not-yet' });
  const now = useNow();
  const total = snapshot.total ?? 0;

  const verify = async (): Promise<void> => {
    setCheck({ state: 'running' });
    const answer = await engine.call('audit.verify', {});
    setCheck(answer.ok ? { state: 'done', ...answer.value } : { state: 'failed', failure: answer.error });
  };

  return (
    <div className="upl-history">
      <div className="upl-history-bar" role="toolbar" aria-label="History">
        <p data-testid="history-count">
          {snapshot.total === null ? 'Reading…' : counted(total, 'entry', 'entries')}
        </p>
        <Button
          variant="default"
          loading={check.state === 'running'}
          leftSection={<IconShieldCheck size={15} aria-hidden />}
          onClick={() => run(verify())}
        >
          Verify
        </Button>
        <Button
          variant="default"
          disabled={total === 0}
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
        />
      ) : (
        <>
          <div className="upl-history-head" aria-hidden>
            <span>When</span>
            <span>Who</span>
            <span>What</span>
            <span>Change</span>
            <span>Result</span>
          </div>
          <PagedList<AuditLine>
            label="History, newest first"
            source={source}
            rowHeight={rowHeight}
            current={current}
            onCurrent={setCurrent}
            renderRow={(line, index) => <HistoryRow line={line} now={now} onOpen={() => setCurrent(index)} />}
          />
        </>
      )}
    </div>
  );
}

interface HistoryEmptyProps {
  readonly reading: boolean;
  readonly failed: boolean;
  readonly onRetry: () => void;
}

function HistoryEmpty({ reading, failed, onRetry }: HistoryEmptyProps): ReactNode {
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

function useAudit(): ListSource<AuditLine> {
  const engine = useEngine();
  const source = useMemo(
    () =>
      new ListSource<AuditLine>(async (offset, limit) => {
        const answer = await engine.call('audit.list', { offset, limit });
        return answer.ok ? { total: answer.value.total, items: answer.value.lines } : null;
      }),
    [engine],
  );
  useEffect(() => {
    source.refresh();
    return engine.on((event) => {
      if (event.event === 'outbox' || event.event === 'receipt') source.refresh();
    });
  }, [engine, source]);
  return source;
}
