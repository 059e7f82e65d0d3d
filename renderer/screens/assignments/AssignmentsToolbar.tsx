import { ActionIcon, Button, Tooltip } from '@mantine/core';
import {
  IconLayoutSidebarRight,
  IconPencilBolt,
  IconTableExport,
  IconUserPlus,
  IconX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { ColumnsPanel } from '../../components/gridView/ColumnsPanel.tsx';
import { ViewsMenu } from '../../components/gridView/ViewsMenu.tsx';
import { NewRecordButton } from '../../components/recordForm/NewRecordButton.tsx';
import { counted, formatCount, shortCount } from '../../state/format.ts';
import { fixedField, useAssignments, assignmentViews } from './assignmentsStore.ts';

interface AssignmentsToolbarProps {
  readonly productId: string | undefined;
  readonly productTitle: string | null;
  readonly onLeaveProduct: () => void;
  readonly length: number | null;
  readonly total: number;
  /** Rows selected; one cell alone is none. */
  readonly selected: number;
  readonly words: string;
  readonly onExport: () => void;
  /** Whether the cursor is on an assignment, whose producer can be invited. */
  readonly canInvite: boolean;
  readonly onInvite: () => void;
  /** Null while there is nothing to change. */
  readonly onEditMany: (() => void) | null;
}

/** Filters as chips, what the list holds, and how it is laid out. */
export function AssignmentsToolbar(props: AssignmentsToolbarProps): ReactNode {
  const { productId, productTitle, onLeaveProduct, length, total, selected, words } = props;
  const { canInvite, onInvite, onEditMany, onExport } = props;
  const { panelOpen, setPanelOpen } = useAssignments();
  const { arrangement, setFilter } = useStore(assignmentViews);
  const onlyUnsent = arrangement.filters.some(({ test }) => test === 'has-unsent-change');
  const inviteWords = selected > 1 ? 'Invite selected producers…' : 'Invite producer…';
  return (
    <div className="upl-assignments-bar" role="toolbar" aria-label="Assignments">
      <ViewsMenu collection="contractAssignment" store={assignmentViews} plainName="All assignments" />
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
      {productTitle === null ? null : (
        <Button
          variant="light"
          className="upl-chip"
          title={productTitle}
          aria-label={`Show all products, not only ${productTitle}`}
          onClick={onLeaveProduct}
          rightSection={<IconX size={13} aria-hidden />}
        >
          Product: {productTitle}
        </Button>
      )}
      <p className="upl-assignments-count">
        <span data-testid="assignment-count">{countWords(length, total, selected)}</span>
        {words === '' ? null : (
          <span className="upl-dim" title={words}>
            {words}
          </span>
        )}
      </p>
      <EditManyButton selected={selected} onOpen={onEditMany} />
      <NewRecordButton
        collection="contractAssignment"
        label="New assignment…"
        given={
          productId === undefined || productTitle === null
            ? []
            : [{ field: 'productId', value: productId, label: productTitle }]
        }
      />
      <Tooltip label={canInvite ? inviteWords : 'Choose an assignment of the producer to invite'}>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={inviteWords}
          aria-disabled={!canInvite}
          onClick={() => {
            if (canInvite) onInvite();
          }}
        >
          <IconUserPlus size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Export the list…">
        <ActionIcon
          variant="default"
          size={30}
          aria-label="Export the list…"
          aria-disabled={length === null}
          onClick={() => {
            if (length !== null) onExport();
          }}
        >
          <IconTableExport size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <ColumnsPanel collection="contractAssignment" store={assignmentViews} fixed={fixedField} />
      <Tooltip label={panelOpen ? 'Hide details' : 'Show details'}>
        <Button
          className="upl-layout-button"
          variant={panelOpen ? 'light' : 'default'}
          aria-pressed={panelOpen}
          onClick={() => setPanelOpen(!panelOpen)}
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
export function countWords(length: number | null, total: number, selected: number): string {
  if (length === null) return 'Opening the list…';
  const shown =
    length === total
      ? counted(total, 'assignment')
      : `${formatCount(length)} of ${counted(total, 'assignment')}`;
  return selected === 0 ? shown : `${shown} · ${formatCount(selected)} selected`;
}
