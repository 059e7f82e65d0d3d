import { Button } from '@mantine/core';
import { IconClockPause, IconCloudOff, IconHandStop, IconUpload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { counted } from '../../state/format.ts';
import { useStatus } from '../../state/status.ts';
import { pauseWords, sendingWords } from './planWords.ts';

interface TrayNoticeProps {
  readonly now: number;
  readonly onGoOnline: () => void;
  /** Asks about the terminations, then sends. */
  readonly onConfirm: () => void;
}

/** Why changes are not leaving, or how far they have come. */
export function TrayNotice({ now, onGoOnline, onConfirm }: TrayNoticeProps): ReactNode {
  const status = useStatus((state) => state.status);
  if (status === null) return null;
  const { network, sending, outbox, pause } = status;
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
        {/* What is counted is shown and not spoken: each figure would interrupt the one before. */}
        <span aria-live="off">{sendingWords(sending)}</span>
      </output>
    );
  }
  if (pause !== null && pause.until > now) {
    return (
      <output className="upl-tray-notice">
        <IconClockPause size={17} aria-hidden />
        <span>{pauseWords(pause, now)}</span>
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
  if (outbox.toConfirm > 0) {
    const one = outbox.toConfirm === 1;
    return (
      <output className="upl-tray-notice">
        <IconHandStop size={17} aria-hidden />
        <span>
          {counted(outbox.toConfirm, 'termination')} saved on this computer {one ? 'waits' : 'wait'} for you:{' '}
          {one ? 'it is' : 'they are'} sent only after you confirm {one ? 'it' : 'them'}.
        </span>
        <Button variant="default" onClick={onConfirm}>
          Confirm and send…
        </Button>
      </output>
    );
  }
  if (status.sendMode === 'review' && outbox.unsent > 0) {
    return (
      <output className="upl-tray-notice">
        <IconHandStop size={17} aria-hidden />
        <span>Review first is on: changes are saved on this computer and leave only when you send them.</span>
      </output>
    );
  }
  return null;
}
