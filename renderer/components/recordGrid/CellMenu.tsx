import { Menu } from '@mantine/core';
import { IconArrowUpRight, IconForms, IconHistory } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { keysFor } from '../../state/keys.ts';
import { useScreenCommands } from '../../state/screenCommands.ts';

/** Where a menu opens, in pixels of the window. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
}

interface CellMenuProps {
  /** Null while it is closed. */
  readonly place: MenuPlace | null;
  readonly onClose: () => void;
}

/** What a right click on a cell offers; the same by keys, which stand beside each entry. */
export function CellMenu({ place, onClose }: CellMenuProps): ReactNode {
  const { details, openRecord } = useScreenCommands();
  if (place === null || details === null) return null;
  return (
    <Menu opened onClose={onClose} position="bottom-start" withinPortal trapFocus returnFocus>
      <Menu.Target>
        <span
          aria-hidden
          className="upl-cell-anchor"
          style={{ position: 'fixed', left: place.x, top: place.y, width: 1, height: 1 }}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label="The cell">
        <Menu.Item
          leftSection={<IconHistory size={15} aria-hidden />}
          rightSection={<span className="upl-dim">{keysFor('cell-history')}</span>}
          onClick={() => details('cell')}
        >
          History of this cell
        </Menu.Item>
        <Menu.Item
          leftSection={<IconForms size={15} aria-hidden />}
          rightSection={<span className="upl-dim">{keysFor('edit-record')}</span>}
          onClick={() => details('edit')}
        >
          Edit the record in a form
        </Menu.Item>
        {openRecord === null ? null : (
          <Menu.Item
            leftSection={<IconArrowUpRight size={15} aria-hidden />}
            rightSection={<span className="upl-dim">{keysFor('open-record')}</span>}
            onClick={openRecord}
          >
            Open the page of the record
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
