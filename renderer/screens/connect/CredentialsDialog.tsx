import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useEntry } from '../../state/entry.ts';
import { CredentialsForm } from './CredentialsForm.tsx';

const close = (): void => useEntry.setState({ credentialsFor: null });

/** New credentials for a known connection, over whatever is on screen. */
export function CredentialsDialog(): ReactNode {
  const connectionId = useEntry((state) => state.credentialsFor);
  return (
    <Modal opened={connectionId !== null} onClose={close} title="Update credentials">
      {connectionId === null ? null : <CredentialsForm connectionId={connectionId} onDone={close} />}
    </Modal>
  );
}
