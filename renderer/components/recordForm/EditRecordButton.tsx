import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { RecordDetail } from '../../../preload/contract/engine.ts';
import { EditDialog } from './EditDialog.tsx';

interface EditRecordButtonProps {
  readonly record: RecordDetail | null;
  /** e.g. `Edit carrier…` */
  readonly label: string;
}

/** Opens the form of the record one has drilled into. */
export function EditRecordButton({ record, label }: EditRecordButtonProps): ReactNode {
  const [opened, setOpened] = useState(false);
  const gone = record?.gone === true;
  return (
    <>
      <Button
        variant="default"
        disabled={record === null || gone}
        title={gone ? 'It is no longer at AgentSync' : undefined}
        leftSection={<IconPencil size={15} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {label}
      </Button>
      <EditDialog record={opened ? record : null} onClose={() => setOpened(false)} />
    </>
  );
}
