import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import type { ReceiptSummary } from '../../../preload/contract/engine.ts';
import { useEngine } from '../../state/engineContext.ts';
import { savedIsSettled } from '../../state/messages.ts';
import { useNavigation } from '../../state/navigation.ts';
import { receiptWords } from './receiptWords.ts';

/** Tells when all changes of a gesture are settled, with the way to its receipt. */
export function useReceiptNotices(): void {
  const engine = useEngine();
  useEffect(
    () =>
      engine.on((event) => {
        if (event.event !== 'receipt') return;
        savedIsSettled(event.receipt.batchId);
        notify(event.receipt);
      }),
    [engine],
  );
}

function notify(receipt: ReceiptSummary): void {
  const id = `receipt:${receipt.batchId}`;
  const open = (): void => {
    notifications.hide(id);
    useNavigation.getState().go({ name: 'receipts', batchId: receipt.batchId });
  };
  notifications.show({
    id,
    role: 'status',
    withBorder: true,
    autoClose: 8_000,
    title: receipt.label,
    message: (
      <span className="upl-receipt-notice">
        {receiptWords(receipt.counts)}
        <Button variant="subtle" size="compact-xs" onClick={open}>
          Show receipt
        </Button>
      </span>
    ),
  });
}
