import { Button } from '@mantine/core';
import { IconKey, IconLock, IconRotate2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { EngineStatus } from '../../../preload/contract/engine.ts';
import { askForCredentials } from '../../components/useRemedies.ts';
import { useShell } from '../../state/shell.ts';
import { signInMessage } from '../../state/syncWords.ts';
import { RescuedBanner } from './RescuedBanner.tsx';

/** What concerns every screen and cannot wait for the chip to be opened. */
export function Banners({ status }: { readonly status: EngineStatus }): ReactNode {
  const engine = useShell((state) => state.shell?.engine);
  const { authorization } = status;
  const refused = signInMessage(status);
  return (
    <>
      {engine?.state === 'restarting' ? (
        <output className="upl-banner">
          <IconRotate2 size={17} aria-hidden />
          <span>The data engine stopped and is starting again. Nothing you staged is lost.</span>
        </output>
      ) : null}
      <RescuedBanner status={status} />
      {refused === null ? null : (
        <output className="upl-banner" data-tone="attention">
          <IconKey size={17} aria-hidden />
          <span>
            {lacksPermission(status)
              ? 'AgentSync does not grant everything this connection asks for. Ask AgentSync for the missing permission, or connect once more with fewer. '
              : 'AgentSync does not accept the credentials of this connection. '}
            You can go on working; changes stay saved on this computer until they can be sent.
          </span>
          <Button variant="default" onClick={askForCredentials}>
            Update credentials…
          </Button>
        </output>
      )}
      {authorization.state === 'read-only' ? (
        <output className="upl-banner">
          <IconLock size={17} aria-hidden />
          <span>{authorization.message}</span>
          <Button variant="default" onClick={askForCredentials}>
            Update credentials…
          </Button>
        </output>
      ) : null}
    </>
  );
}

/** The credentials are right, but a scope that was asked for is not theirs. */
function lacksPermission({ sync }: EngineStatus): boolean {
  return sync.some(({ state, failure }) => state === 'needs-auth' && failure?.code === 'scope-not-granted');
}
