import { Button, Menu } from '@mantine/core';
import { IconArrowBackUp, IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ReceiptSummary } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { useNavigation } from '../../state/navigation.ts';
import { saveText } from '../../state/saveFile.ts';
import { ReverseDialog } from './ReverseDialog.tsx';

/** What can be done with a receipt: keep it as a file, take the gesture back, see what is still unsent. */
export function ReceiptActions({ summary }: { readonly summary: ReceiptSummary }): ReactNode {
  const engine = useEngine();
  const go = useNavigation((state) => state.go);
  const [reversing, setReversing] = useState(false);
  const { batchId, counts } = summary;
  const save = (rows: 'all' | 'failed'): void => run(saveText(engine.call('receipt.csv', { batchId, rows })));
  return (
    <div className="upl-receipt-actions">
      {counts.open === 0 ? null : (
        <Button variant="default" onClick={() => go({ name: 'tray' })}>
          Show unsent changes
        </Button>
      )}
      <Menu position="bottom-end" shadow="md" withinPortal>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
            Save as CSV
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => save('all')}>All rows…</Menu.Item>
          <Menu.Item disabled={counts.dropped + counts.open === 0} onClick={() => save('failed')}>
            Only rows that were not sent…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button
        variant="default"
        disabled={counts.sent === 0}
        leftSection={<IconArrowBackUp size={15} aria-hidden />}
        onClick={() => {
          // The list shows its newest receipt while none is asked for, and reversing makes a newer one.
          go({ name: 'receipts', batchId });
          setReversing(true);
        }}
      >
        Reverse…
      </Button>
      <ReverseDialog summary={reversing ? summary : null} onClose={() => setReversing(false)} />
    </div>
  );
}
