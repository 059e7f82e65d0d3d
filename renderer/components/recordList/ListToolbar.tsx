import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconLayoutSidebarRight, IconPencilBolt, IconTableExport, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { listOf } from '../../../domain/lists.ts';
import type { ListName } from '../../../domain/lists.ts';
import { counted, formatCount, shortCount } from '../../state/format.ts';
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

/** Which view of a list is shown, what it holds, what can be done with it, and how it is laid out. */
export function ListToolbar(props: ListToolbarProps): ReactNode {
  const { list, sheet, chip, newGiven, actions, onExport, onEditMany } = props;
  const { snapshot, rowsSelected, words } = sheet;
  const { noun, nouns, plainName, fixed } = listOf(list);
  const { views } = listStore(list);
  const { open: panelOpen } = useDetailPanel();
  const { arrangement, setFilter } = useStore(views);
  const onlyUnsent = arrangement.filters.some(({ test }) => test === 'has-unsent-change');
  const ready = snapshot.phase === 'ready';
  return (
    <div className="upl-list-bar" role="toolbar" aria-label={asTitle(nouns)}>
      <ViewsMenu collection={list} store={views} plainName={plainName} />
      <Button
        variant={onlyUnsent ? 'light' : 'default'}
        aria-pressed={onlyUnsent}
        onClick={() =>
          setFilter({ test: 'has-unsent-change' }, onlyUnsent ? null : { test: 'has-unsent-change' })
        }
        leftSection={<span aria-hidden>●</span>}
      >
        Unsent changes
      </Button>
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
        <span data-testid={`${noun}-count`}>
          {countWords(list, ready ? snapshot.length : null, snapshot.total, rowsSelected)}
        </span>
        {words === '' ? null : (
          <span className="upl-dim" title={words}>
            {words}
          </span>
        )}
      </p>
      <EditManyButton selected={rowsSelected} onOpen={onEditMany} />
      <NewRecordButton collection={list} label={`New ${noun}…`} given={newGiven} />
      {actions}
      <Tooltip label="Export the list…">
        <ActionIcon
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
          className="upl-layout-button"
          variant={panelOpen ? 'light' : 'default'}
          aria-pressed={panelOpen}
          onClick={() => useDetailPanel.setState({ open: !panelOpen })}
          leftSection={<IconLayoutSidebarRight size={15} aria-hidden />}
        >
          Details
        </Button>
      </Tooltip>
    </div>
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
      <Button variant="light" aria-disabled={onOpen === null} onClick={() => onOpen?.()}>
        Edit {shortCount(selected)} selected…
      </Button>
    );
  }
  return (
    <Tooltip label="Edit many: all shown, or a list of numbers">
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

/** `412 of 20,000 assignments · 3 selected`. */
export function countWords(list: ListName, length: number | null, total: number, selected: number): string {
  if (length === null) return 'Opening the list…';
  const { noun, nouns } = listOf(list);
  const whole = counted(total, noun, nouns);
  const shown = length === total ? whole : `${formatCount(length)} of ${whole}`;
  return selected === 0 ? shown : `${shown} · ${formatCount(selected)} selected`;
}

function asTitle(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
