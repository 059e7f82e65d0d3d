import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import {
  IconDots,
  IconLayoutSidebarRight,
  IconLock,
  IconPencilBolt,
  IconTableExport,
  IconX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { collections, vendorOf } from '../../../domain/collections.ts';
import { listOf } from '../../../domain/lists.ts';
import type { ListName } from '../../../domain/lists.ts';
import { formatCount } from '../../state/format.ts';
import { tell } from '../../state/messages.ts';
import { ColumnsPanel } from '../gridView/ColumnsPanel.tsx';
import { ViewsMenu } from '../gridView/ViewsMenu.tsx';
import type { Given } from '../recordForm/CreateDialog.tsx';
import { NewRecordButton } from '../recordForm/NewRecordButton.tsx';
import { listStore, useDetailPanel } from './listStore.ts';
import type { Sheet } from './useSheet.ts';

/** Something the list is narrowed to beside its filters, with a way to leave it. */
export interface ListChip {
  readonly words: string;
  readonly title: string;
  readonly leave: string;
  readonly onLeave: () => void;
}

interface ListToolbarProps {
  readonly list: ListName;
  readonly sheet: Sheet;
  readonly chip: ListChip | null;
  /** What a new record of this list belongs to from the start. */
  readonly newGiven: readonly Given[];
  /** What else can be done with the record of the cursor or the selection. */
  readonly actions: ReactNode;
  readonly onExport: () => void;
  /** Null while there is nothing to change. */
  readonly onEditMany: (() => void) | null;
}

/**
 * Which view of a list is shown, what it holds, what can be done with it, and how it is laid out. One line of
 * one height whatever is selected, so that the sheet below never moves: with less room words give way to
 * signs, then to a menu.
 */
export function ListToolbar(props: ListToolbarProps): ReactNode {
  const { list, sheet, chip, newGiven, actions, onExport, onEditMany } = props;
  const { snapshot, rowsSelected } = sheet;
  const { noun, nouns, plainName, fixed } = listOf(list);
  const { readOnlyBecause } = collections[list];
  const { views } = listStore(list);
  const { open: panelOpen } = useDetailPanel();
  const { arrangement, setFilter } = useStore(views);
  const onlyUnsent = arrangement.filters.some(({ test }) => test === 'has-unsent-change');
  const ready = snapshot.phase === 'ready';
  return (
    <div className="upl-list-bar upl-one-line" role="toolbar" aria-label={asTitle(nouns)}>
      <ViewsMenu collection={list} store={views} plainName={plainName} />
      {readOnlyBecause === undefined ? (
        <Button
          variant={onlyUnsent ? 'light' : 'default'}
          aria-pressed={onlyUnsent}
          aria-label="Unsent changes"
          title="Unsent changes"
          onClick={() =>
            setFilter({ test: 'has-unsent-change' }, onlyUnsent ? null : { test: 'has-unsent-change' })
          }
        >
          <span aria-hidden>●</span>
          <span className="upl-fold-2"> Unsent</span>
          <span className="upl-fold-1"> changes</span>
        </Button>
      ) : null}
      {chip === null ? null : (
        <Button
          variant="light"
          className="upl-chip"
          title={chip.title}
          aria-label={chip.leave}
          onClick={chip.onLeave}
          rightSection={<IconX size={13} aria-hidden />}
        >
          {chip.words}
        </Button>
      )}
      <p className="upl-list-count">
        <CountWords list={list} length={ready ? snapshot.length : null} total={snapshot.total} />
      </p>
      {readOnlyBecause === undefined ? (
        <>
          <EditManyButton selected={rowsSelected} onOpen={onEditMany} />
          <NewRecordButton collection={list} label={`New ${noun}…`} given={newGiven} />
        </>
      ) : (
        <ReadOnlyMark vendor={vendorOf(list)} because={readOnlyBecause} />
      )}
      {actions}
      <Tooltip label="Export the list…">
        <ActionIcon
          className="upl-wide-only"
          variant="default"
          size={30}
          aria-label="Export the list…"
          aria-disabled={!ready}
          onClick={() => {
            if (ready) onExport();
          }}
        >
          <IconTableExport size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <ColumnsPanel collection={list} store={views} fixed={fixed} />
      <Tooltip label={panelOpen ? 'Hide details' : 'Show details'}>
        <Button
          className="upl-layout-button upl-wide-only"
          variant={panelOpen ? 'light' : 'default'}
          aria-pressed={panelOpen}
          onClick={() => useDetailPanel.setState({ open: !panelOpen })}
          leftSection={<IconLayoutSidebarRight size={15} aria-hidden />}
        >
          Details
        </Button>
      </Tooltip>
      <MoreMenu canExport={ready} onExport={onExport} />
    </div>
  );
}

/** Says that a list is only read, and why as soon as somebody asks. */
function ReadOnlyMark({ vendor, because }: { readonly vendor: string; readonly because: string }): ReactNode {
  return (
    <Tooltip label={because} multiline w={320}>
      <Button
        variant="default"
        className="upl-read-only"
        aria-label={`Read only, from ${vendor}`}
        leftSection={<IconLock size={14} aria-hidden />}
        onClick={() => tell(because)}
      >
        Read only
      </Button>
    </Tooltip>
  );
}

interface MoreMenuProps {
  readonly canExport: boolean;
  readonly onExport: () => void;
}

/** What has no room in a narrow window: at twice the size it is one button with a menu. */
function MoreMenu({ canExport, onExport }: MoreMenuProps): ReactNode {
  const { open: panelOpen } = useDetailPanel();
  return (
    <Menu position="bottom-end" shadow="md" withinPortal>
      <Menu.Target>
        <ActionIcon
          className="upl-narrow-only"
          variant="default"
          size={30}
          aria-label="More actions"
          title="More actions"
        >
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown aria-label="More actions">
        <Menu.Item disabled={!canExport} onClick={onExport}>
          Export the list…
        </Menu.Item>
        <Menu.Item onClick={() => useDetailPanel.setState({ open: !panelOpen })}>
          {panelOpen ? 'Hide details' : 'Show details'}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface EditManyButtonProps {
  readonly selected: number;
  /** Null while there is nothing to change. */
  readonly onOpen: (() => void) | null;
}

/** Says how many rows are meant as soon as some are selected; until then it takes little room. */
function EditManyButton({ selected, onOpen }: EditManyButtonProps): ReactNode {
  if (selected > 0) {
    return (
      <Button
        variant="light"
        aria-label={`Edit ${formatCount(selected)} selected…`}
        title={`Edit ${formatCount(selected)} selected…`}
        aria-disabled={onOpen === null}
        onClick={() => onOpen?.()}
      >
        <span className="upl-fold-2">Edit </span>
        {formatCount(selected)}…
      </Button>
    );
  }
  return (
    <Tooltip label="Edit many: all shown, or those selected">
      <ActionIcon
        variant="default"
        size={30}
        aria-label="Edit many…"
        aria-disabled={onOpen === null}
        onClick={() => onOpen?.()}
      >
        <IconPencilBolt size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

interface CountWordsProps {
  readonly list: ListName;
  readonly length: number | null;
  readonly total: number;
}

/** `412 of 20,000 assignments`, in short where there is little room; in full when hovered. */
function CountWords({ list, length, total }: CountWordsProps): ReactNode {
  const { noun, nouns } = listOf(list);
  const testId = `${noun}-count`;
  if (length === null) return <span data-testid={testId}>Opening the list…</span>;
  const numbers = length === total ? formatCount(total) : `${formatCount(length)} of ${formatCount(total)}`;
  const rest = ` ${total === 1 ? noun : nouns}`;
  return (
    <span data-testid={testId} title={numbers + rest}>
      {numbers}
      <span className="upl-fold-2">{rest}</span>
    </span>
  );
}

function asTitle(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
