import { ActionIcon, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import {
  IconBuildingBank,
  IconChevronsLeft,
  IconChevronsRight,
  IconGitMerge,
  IconHistory,
  IconInbox,
  IconKeyboard,
  IconLicense,
  IconMail,
  IconReceipt,
  IconRefresh,
  IconSettings,
  IconTable,
  IconTableImport,
  IconUsers,
  IconUsersPlus,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { EngineStatus } from '../../../preload/contract/engine.ts';
import { formatCount, shortCount } from '../../state/format.ts';
import { openDialog } from '../../state/frameDialogs.ts';
import { keysFor } from '../../state/keys.ts';
import { navigationOrder, screenLabels, useNavigation } from '../../state/navigation.ts';
import type { ScreenName } from '../../state/navigation.ts';
import { environmentLooks } from '../../theme/environments.ts';

const icons: Readonly<Record<ScreenName, Icon>> = {
  carriers: IconBuildingBank,
  assignments: IconTable,
  producers: IconUsers,
  licensing: IconLicense,
  onboarding: IconUsersPlus,
  invitations: IconMail,
  import: IconTableImport,
  tray: IconInbox,
  conflicts: IconGitMerge,
  receipts: IconReceipt,
  history: IconHistory,
  sync: IconRefresh,
  settings: IconSettings,
};

/** The left edge: which connection this is, and where one can go. */
export function Navigation({ status }: { readonly status: EngineStatus }): ReactNode {
  const narrow = useMediaQuery('(width < 1100px)', undefined, { getInitialValueInEffect: false });
  const [chosen, setChosen] = useState<boolean | null>(null);
  const collapsed = chosen ?? narrow;
  const { connection, outbox } = status;
  const environment = environmentLooks[connection.environment].word;
  const screen = useNavigation((state) => state.screen.name);
  // Without conflicts their place would be one more word to read past; whoever is there stays there.
  const shown = navigationOrder.filter(
    (name) => name !== 'conflicts' || outbox.toDecide > 0 || screen === 'conflicts',
  );

  return (
    <nav className="upl-nav" aria-label="Main" data-collapsed={collapsed || undefined}>
      <div className="upl-nav-connection">
        {collapsed ? (
          <Tooltip label={`${connection.name} · ${environment}`} position="right">
            <span className="upl-environment">
              <span className="upl-visually-hidden">{`${connection.name}, ${environment}`}</span>
            </span>
          </Tooltip>
        ) : (
          <>
            <strong title={connection.name}>{connection.name}</strong>
            <span className="upl-environment">{environment}</span>
          </>
        )}
      </div>
      <ul>
        {shown.map((name) => (
          <li key={name}>
            <NavigationItem name={name} count={countOf(name, outbox)} collapsed={collapsed} />
          </li>
        ))}
      </ul>
      <div className="upl-nav-foot">
        <Tooltip label={`Keyboard shortcuts (${keysFor('show-keys')})`} position="right">
          <ActionIcon aria-label="Keyboard shortcuts" onClick={() => openDialog('keys')}>
            <IconKeyboard size={17} />
          </ActionIcon>
        </Tooltip>
        <ActionIcon
          aria-label={collapsed ? 'Widen the navigation' : 'Narrow the navigation'}
          aria-expanded={!collapsed}
          onClick={() => setChosen(!collapsed)}
        >
          {collapsed ? <IconChevronsRight size={17} /> : <IconChevronsLeft size={17} />}
        </ActionIcon>
      </div>
    </nav>
  );
}

function countOf(name: ScreenName, outbox: EngineStatus['outbox']): number {
  if (name === 'tray') return outbox.unsent;
  return name === 'conflicts' ? outbox.toDecide : 0;
}

/** What a count stands for, for those who hear it. */
function countWord(name: ScreenName): string {
  return name === 'conflicts' ? 'to decide' : 'not sent';
}

interface NavigationItemProps {
  readonly name: ScreenName;
  readonly count: number;
  readonly collapsed: boolean;
}

function NavigationItem({ name, count, collapsed }: NavigationItemProps): ReactNode {
  const current = useNavigation((state) => state.screen.name === name);
  const go = useNavigation((state) => state.go);
  const Icon = icons[name];
  const label = screenLabels[name];
  const keys = keysFor(`show-${name}`);
  return (
    <Tooltip
      label={collapsed ? (keys === '' ? label : `${label} (${keys})`) : keys}
      disabled={!collapsed && keys === ''}
      position="right"
      openDelay={collapsed ? 100 : 900}
    >
      <button
        type="button"
        className="upl-nav-item"
        aria-label={count === 0 ? label : `${label}, ${formatCount(count)} ${countWord(name)}`}
        aria-current={current ? 'page' : undefined}
        onClick={() => go({ name })}
      >
        <Icon size={18} stroke={1.6} aria-hidden />
        {/* The space keeps the words apart for whoever compares them with the name. */}
        <span>{label}</span> {count === 0 ? null : <span className="upl-nav-count">{shortCount(count)}</span>}
      </button>
    </Tooltip>
  );
}
