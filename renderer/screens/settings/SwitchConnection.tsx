import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { run } from '../../state/crash.ts';
import { useEntry } from '../../state/entry.ts';
import { counted } from '../../state/format.ts';
import { tellIfFailed } from '../../state/messages.ts';

async function close(): Promise<void> {
  useEntry.setState({ step: 'start', failure: null });
  await tellIfFailed(window.upline.call('shell.close-connection', {}));
}

/** Back to the list of connections. Says first what stays behind unsent. */
export function SwitchConnection({ unsent }: { readonly unsent: number }): ReactNode {
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button variant="default" onClick={() => (unsent === 0 ? run(close()) : setAsking(true))}>
        Switch connection…
      </Button>
    );
  }
  return (
    <div role="alert" className="upl-entry-actions">
      <span>
        {counted(unsent, 'record')} with changes saved on this computer {unsent === 1 ? 'is' : 'are'} not sent
        yet. They stay with this connection and are sent when it is open again.
      </span>
      <Button onClick={() => run(close())}>Switch anyway</Button>
      <Button variant="default" onClick={() => setAsking(false)}>
        Stay here
      </Button>
    </div>
  );
}
