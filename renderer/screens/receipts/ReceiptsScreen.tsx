import '../tray/tray.css';
import './receipts.css';
import { Button, Loader } from '@mantine/core';
import { IconFileImport, IconReceipt } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { FailureNote } from '../../components/FailureNote.tsx';
import { StatePanel } from '../../components/StatePanel.tsx';
import { formatMoment } from '../../state/format.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useNow } from '../../state/useNow.ts';
import { BringInDialog } from './BringInDialog.tsx';
import { ReceiptDetail } from './ReceiptDetail.tsx';
import { receiptWords } from './receiptWords.ts';
import { useReceipts } from './useReceipts.ts';

/** What became of each gesture: its receipt, newest first. */
export function ReceiptsScreen({ batchId }: { readonly batchId?: string }): ReactNode {
  const { receipts, failure, mayBeMore, more, retry } = useReceipts();
  const go = useNavigation((state) => state.go);
  const now = useNow();
  const [bringingIn, setBringingIn] = useState(false);
  if (failure !== null) {
    return (
      <div className="upl-receipts-failure">
        <FailureNote failure={failure} onRetry={retry} />
      </div>
    );
  }
  if (receipts === null) {
    return <StatePanel icon={<Loader size={24} aria-hidden />} title="Reading the receipts" />;
  }
  const shown = batchId ?? receipts[0]?.batchId;
  if (shown === undefined) {
    return (
      <StatePanel icon={<IconReceipt size={28} aria-hidden />} title="No receipts yet">
        Each thing you change gets a receipt here: what it was, who did it, and what AgentSync made of it.
      </StatePanel>
    );
  }
  return (
    <div className="upl-receipts">
      <div className="upl-receipts-list">
        <Button
          className="upl-receipts-bring"
          variant="default"
          leftSection={<IconFileImport size={15} aria-hidden />}
          onClick={() => setBringingIn(true)}
        >
          Bring in corrected rows…
        </Button>
        <nav aria-label="Receipts">
          <ul>
            {receipts.map((receipt) => (
              <li key={receipt.batchId}>
                <button
                  type="button"
                  className="upl-receipt-item"
                  aria-current={receipt.batchId === shown}
                  onClick={() => go({ name: 'receipts', batchId: receipt.batchId })}
                >
                  <strong title={receipt.label}>{receipt.label}</strong>
                  <span className="upl-dim">{receiptWords(receipt.counts)}</span>
                  <span className="upl-dim">
                    {formatMoment(receipt.stagedAt, now)} · {receipt.actor}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          {mayBeMore ? (
            <Button variant="subtle" onClick={more}>
              Show older receipts
            </Button>
          ) : null}
        </nav>
      </div>
      <ReceiptDetail key={shown} batchId={shown} />
      <BringInDialog opened={bringingIn} onClose={() => setBringingIn(false)} />
    </div>
  );
}
