import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { run } from '../../state/crash.ts';
import { useEntry } from '../../state/entry.ts';
import { tellIfFailed } from '../../state/messages.ts';

/**
 * Back to the list of connections. The main process asks first when something is unsent, as it does before
 * quitting: that it stays here, that it can be exported, and that one may stay.
 */
export function SwitchConnection(): ReactNode {
  const [busy, setBusy] = useState(false);
  const leave = async (): Promise<void> => {
    setBusy(true);
    useEntry.setState({ step: 'start', failure: null });
    await tellIfFailed(window.upline.call('shell.close-connection', {}));
    setBusy(false);
  };
  return (
    <Button variant="default" loading={busy} onClick={() => run(leave())}>
      Switch connection…
    </Button>
  );
}
