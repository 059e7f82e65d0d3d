import { ActionIcon, Tooltip } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface InviteButtonProps {
  /** Whether the cursor is on an assignment, whose producer can be invited. */
  readonly possible: boolean;
  readonly many: boolean;
  readonly onInvite: () => void;
}

/** Invites the producers of the selected assignments. */
export function InviteButton({ possible, many, onInvite }: InviteButtonProps): ReactNode {
  const words = many ? 'Invite selected producers…' : 'Invite producer…';
  return (
    <Tooltip label={possible ? words : 'Choose an assignment of the producer to invite'}>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={words}
        aria-disabled={!possible}
        onClick={() => {
          if (possible) onInvite();
        }}
      >
        <IconUserPlus size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
