import { Button } from '@mantine/core';
import { IconAddressBook } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { StatePanel } from '../../components/StatePanel.tsx';
import { formatAge } from '../../state/format.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useStatus } from '../../state/status.ts';
import { useNow } from '../../state/useNow.ts';

interface NoRecordProps {
  readonly npn: string;
  /** How many contract assignments carry the NPN. */
  readonly assignments: number;
}

/** Stands where the identity of a producer would be of whom there is only an NPN, and says why there is none. */
export function NoRecord({ npn, assignments }: NoRecordProps): ReactNode {
  const now = useNow();
  const go = useNavigation((state) => state.go);
  const sync = useStatus((state) => state.status?.sync.find(({ target }) => target === 'producer'));
  const icon = <IconAddressBook size={26} aria-hidden />;
  const title =
    assignments > 0
      ? `NPN ${npn} is known by its contracts only`
      : `NPN ${npn} has no producer and no contracts here`;
  if (sync?.state === 'not-offered') {
    return (
      <StatePanel
        icon={icon}
        title={title}
        actions={
          <Button variant="default" onClick={() => go({ name: 'settings' })}>
            Open settings
          </Button>
        }
      >
        AgentSync has not said where its producers are, so this connection reads none. Enter the addresses of
        Producer Profile under Settings; its name, addresses and accounts then stand here.
      </StatePanel>
    );
  }
  return (
    <StatePanel icon={icon} title={title}>
      {sync === undefined || sync.completedAt === null
        ? 'Producers have not been read whole from AgentSync yet, so its name, addresses and accounts may still come.'
        : `AgentSync gave no producer with this NPN when producers were read ${formatAge(sync.completedAt, now)}, so there is no name, address or account here.`}
    </StatePanel>
  );
}
