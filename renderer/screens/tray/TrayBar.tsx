import { Button, Menu, SegmentedControl, Switch } from '@mantine/core';
import { IconChevronDown, IconFileExport, IconFileImport } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatCount } from '../../state/format.ts';
import { keysFor } from '../../state/keys.ts';
import { useStatus } from '../../state/status.ts';
import { beforeSending } from './planWords.ts';
import { trayGroupLabels, trayGroupOf, trayGroups } from './trayGroups.ts';
import type { TrayGroup } from './trayGroups.ts';
import { usePlan } from './usePlan.ts';
import type { TrayActions } from './useTrayActions.ts';
import type { TraySelection } from './useTraySelection.ts';

/** Whether changes are listed by record or by what was done. */
export type Grouping = 'record' | 'gesture';

const groupings = [
  { value: 'record', label: 'By record' },
  { value: 'gesture', label: 'By gesture' },
] as const;

/** On the button that the keys press: the selection's, or the one for everything. */
const sendKeys = { title: keysFor('send'), 'aria-keyshortcuts': 'Control+Enter' };

interface TrayBarProps {
  readonly group: TrayGroup;
  readonly onGroup: (group: TrayGroup) => void;
  readonly grouping: Grouping;
  readonly onGrouping: (grouping: Grouping) => void;
  readonly words: string;
  readonly selection: TraySelection;
  readonly actions: TrayActions;
  readonly onDiscard: () => void;
  readonly onExport: () => void;
  readonly onImport: () => void;
}

/** What is listed and how, what sending would take, and what can be done with it. */
export function TrayBar(props: TrayBarProps): ReactNode {
  const { group, onGroup, grouping, onGrouping, words, selection, actions } = props;
  const unsent = useStatus((state) => state.status?.outbox.unsent ?? 0);
  const review = useStatus((state) => state.status?.sendMode === 'review');
  const some = selection.count > 0;
  const plan = usePlan(some ? selection.operationIds : undefined);
  const nothingToSend = plan?.records === 0;
  const planned = plan === null || unsent === 0 ? '' : beforeSending(plan, some);
  return (
    <>
      <div className="upl-tray-bar">
        <SegmentedControl
          aria-label="Show"
          value={group}
          onChange={(value) => onGroup(trayGroupOf(value))}
          data={trayGroups.map((value) => ({ value, label: trayGroupLabels[value] }))}
        />
        <span className="upl-tray-count" data-testid="tray-count">
          {words}
        </span>
        <SegmentedControl
          aria-label="Group"
          value={grouping}
          onChange={(value) => onGrouping(value)}
          data={[...groupings]}
        />
      </div>
      <div className="upl-tray-bar" role="toolbar" aria-label="Unsent changes">
        <Switch
          role="switch"
          aria-checked={review}
          label="Review first"
          title="Keep every change on this computer until you send it"
          checked={review}
          onChange={(event) => actions.setMode(event.currentTarget.checked ? 'review' : 'automatic')}
        />
        <span className="upl-tray-plan upl-dim" data-testid="tray-plan" title={planned}>
          {planned}
        </span>
        <MoreMenu unsent={unsent} onExport={props.onExport} onImport={props.onImport} />
        <Button disabled={!some || actions.busy} variant="default" onClick={props.onDiscard}>
          Discard
        </Button>
        <Button
          disabled={!some || actions.busy}
          variant="default"
          onClick={() => actions.hold(selection.operationIds)}
        >
          Hold
        </Button>
        <Button
          disabled={!some || actions.busy || nothingToSend}
          variant="default"
          {...(some ? sendKeys : {})}
          onClick={() => actions.send(selection.operationIds)}
        >
          {some ? `Send selected (${formatCount(selection.count)})` : 'Send selected'}
        </Button>
        <Button
          disabled={unsent === 0 || actions.busy || (!some && nothingToSend)}
          {...(some ? {} : sendKeys)}
          onClick={() => actions.send()}
        >
          Send all clean
        </Button>
      </div>
    </>
  );
}

interface MoreMenuProps {
  readonly unsent: number;
  readonly onExport: () => void;
  readonly onImport: () => void;
}

function MoreMenu({ unsent, onExport, onImport }: MoreMenuProps): ReactNode {
  return (
    <Menu position="bottom-end" shadow="md" withinPortal>
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
          File
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          disabled={unsent === 0}
          leftSection={<IconFileExport size={15} aria-hidden />}
          onClick={onExport}
        >
          Export unsent changes…
        </Menu.Item>
        <Menu.Item leftSection={<IconFileImport size={15} aria-hidden />} onClick={onImport}>
          Import unsent changes…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
