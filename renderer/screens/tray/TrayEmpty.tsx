import { Button, Loader } from '@mantine/core';
import { IconCircleCheck, IconFilterOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { ReceiptSummary } from '../../../preload/contract/engine.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { StatePanel } from '../../components/StatePanel.tsx';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { useNavigation } from '../../state/navigation.ts';
import { trayGroupLabels } from './trayGroups.ts';
import type { TrayGroup } from './trayGroups.ts';

interface TrayEmptyProps {
  readonly group: TrayGroup;
  readonly loading: boolean;
  readonly failed: boolean;
  readonly onRetry: () => void;
}

/** An empty list: still being read, nothing of this kind, or all of it sent. */
export function TrayEmpty({ group, loading, failed, onRetry }: TrayEmptyProps): ReactNode {
  const last = useLastReceipt();
  const go = useNavigation((state) => state.go);
  if (loading && failed) {
    return (
      <div className="upl-tray-failure">
        <FailureNote
          failure={{
            code: 'outbox-unread',
            message: 'The unsent changes could not be read. They are still saved on this computer.',
            remedy: 'retry',
          }}
          onRetry={onRetry}
        />
      </div>
    );
  }
  if (loading)
    return <StatePanel icon={<Loader size={24} aria-hidden />} title="Reading the unsent changes" />;
  if (group !== 'all') {
    return (
      <StatePanel
        icon={<IconFilterOff size={28} aria-hidden />}
        title={`No unsent change is under “${trayGroupLabels[group]}”`}
      />
    );
  }
  return (
    <StatePanel
      icon={<IconCircleCheck size={28} aria-hidden />}
      title="Everything is sent to AgentSync."
      actions={
        last === null ? undefined : (
          <Button variant="default" onClick={() => go({ name: 'receipts', batchId: last.batchId })}>
            Show the last receipt
          </Button>
        )
      }
    >
      {last === null ? 'Changes you make appear here until AgentSync has them.' : `Last: ${last.label}`}
    </StatePanel>
  );
}

function useLastReceipt(): ReceiptSummary | null {
  const engine = useEngine();
  const [last, setLast] = useState<ReceiptSummary | null>(null);
  useEffect(() => {
    let current = true;
    const read = async (): Promise<void> => {
      const answer = await engine.call('receipt.list', { offset: 0, limit: 1 });
      if (current && answer.ok) setLast(answer.value.receipts[0] ?? null);
    };
    run(read());
    return () => {
      current = false;
    };
  }, [engine]);
  return last;
}
