import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowUpRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { keysFor } from '../../state/keys.ts';

interface OpenButtonProps {
  /** What is opened, e.g. `producer`. */
  readonly noun: string;
  /** Null while the cursor is on no row. */
  readonly onOpen: (() => void) | null;
}

/** Opens the record that the cursor of a list is on. */
export function OpenButton({ noun, onOpen }: OpenButtonProps): ReactNode {
  const words = `Open the ${noun}`;
  return (
    <Tooltip label={onOpen === null ? `Choose the ${noun} to open` : `${words} (${keysFor('open-record')})`}>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={words}
        aria-disabled={onOpen === null}
        onClick={() => onOpen?.()}
      >
        <IconArrowUpRight size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
