import { Popover } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClockPause,
  IconCloudOff,
  IconKey,
  IconPlugConnectedX,
  IconRefresh,
  IconRotate2,
  IconUpload,
  IconUserExclamation,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { EngineStatus } from '../../../preload/contract/engine.ts';
import { chipOf } from '../../state/chip.ts';
import type { ChipKind } from '../../state/chip.ts';
import { useShell } from '../../state/shell.ts';
import { useNow } from '../../state/useNow.ts';
import { environmentLooks } from '../../theme/environments.ts';
import { StatusDetails } from './StatusDetails.tsx';

const icons: Readonly<Record<ChipKind, Icon>> = {
  online: IconCircleCheck,
  'working-offline': IconCloudOff,
  offline: IconPlugConnectedX,
  syncing: IconRefresh,
  sending: IconUpload,
  paused: IconClockPause,
  'sign-in': IconKey,
  trouble: IconAlertTriangle,
  stopped: IconRotate2,
};

/** The one place that says how things stand with the outside. Opens the details. */
export function StatusChip({ status }: { readonly status: EngineStatus }): ReactNode {
  const [opened, setOpened] = useState(false);
  const engine = useShell((state) => state.shell?.engine.state ?? 'none');
  const now = useNow();
  const chip = chipOf(status, engine, now);
  const environment = environmentLooks[status.connection.environment].word;
  const Icon = icons[chip.kind];
  const name = [`Status: ${chip.words}`, chip.needsYou, environment].filter((part) => part !== null);

  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={440}
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <button
          type="button"
          className="upl-chip"
          data-testid="status-chip"
          data-kind={chip.kind}
          aria-label={name.join(', ')}
          onClick={() => setOpened(!opened)}
        >
          <span className="upl-chip-main">
            <Icon size={15} aria-hidden />
            <span className="upl-chip-words">{chip.words}</span>
            {/* Spaces keep the words apart for whoever compares them with the name. */}
          </span>{' '}
          {chip.needsYou === null ? null : (
            <span className="upl-chip-needs">
              <IconUserExclamation size={15} aria-hidden />
              {chip.needsYou}
            </span>
          )}{' '}
          <span className="upl-environment">{environment}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Status details">
        <StatusDetails status={status} now={now} close={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
