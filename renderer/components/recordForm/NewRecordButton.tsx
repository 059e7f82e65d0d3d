import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { ReactNode } from 'react';
import type { CollectionName } from '../../../domain/fields.ts';
import { CreateDialog } from './CreateDialog.tsx';
import type { Given } from './CreateDialog.tsx';

interface NewRecordButtonProps {
  readonly collection: CollectionName;
  /** e.g. `New carrier…` */
  readonly label: string;
  readonly given?: readonly Given[];
  /** Id of what says what is added, where the label alone does not. */
  readonly describes?: string;
}

/** Opens the form for a new record. */
export const NewRecordButton = memo(function NewRecordButton(props: NewRecordButtonProps): ReactNode {
  const { collection, label, describes, given = [] } = props;
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        variant="default"
        className="upl-new-record"
        title={label}
        aria-describedby={describes}
        leftSection={<IconPlus size={15} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {label}
      </Button>
      <CreateDialog collection={collection} opened={opened} given={given} onClose={() => setOpened(false)} />
    </>
  );
});
