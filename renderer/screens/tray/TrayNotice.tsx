import { Button } from '@mantine/core';
import { IconCloudOff, IconHandStop, IconUpload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { counted, formatCount } from '../../state/format.ts';
import { useStatus } from '../../state/status.ts';

/** Why changes are not leaving, or how far they have come. */
export function TrayNotice({ onGoOnline }: { readonly onGoOnline: () => void }): ReactNode {
  const status = useStatus((state) => state.status);
  if (status === null) return null;
  const { network, sending, outbox } = status;
  if (network.state === 'offline') {
    return (
      <output className="upl-tray-notice">
        <IconCloudOff size={17} aria-hidden />
        <span>
          {network.chosen
            ? 'Saved on this computer. Not sent yet: you are working offline.'
            : 'Saved on this computer. Not sent yet: there is no connection to AgentSync. Sending goes on by itself.'}
        </span>
        {network.chosen ? (
          <Button variant="default" onClick={onGoOnline}>
            Go online
          </Button>
        ) : null}
      </output>
    );
  }
  if (sending !== null) {
    return (
      <output className="upl-tray-notice">
        <IconUpload size={17} aria-hidden />
        <span>
          Sending {formatCount(sending.done)} of {counted(sending.total, 'change')} to AgentSync…
        </span>
      </output>
    );
  }
  if (outbox.byState['needs-auth'] > 0) {
    return (
      <output className="upl-tray-notice">
        <span>
          AgentSync refused our write permission. {counted(outbox.byState['needs-auth'], 'change')} saved on
          this computer wait until the credentials may write.
        </span>
      </output>
    );
  }
  if (status.sendMode === 'review' && outbox.unsent > 0) {
    return (
      <output className="upl-tray-notice">
        <IconHandStop size={17} aria-hidden />
        <span>
          Review first is on: everything is saved on this computer and leaves only when you send it.
        </span>
      </output>
    );
  }
  return null;
}
