import { ActionIcon, Button, Checkbox, Popover, Select, Tooltip } from '@mantine/core';
import {
  IconColumns3,
  IconLayoutSidebarRight,
  IconPencilBolt,
  IconUserPlus,
  IconX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { contractAssignmentDefinition } from '../../../domain/contractAssignment.ts';
import { NewRecordButton } from '../../components/recordForm/NewRecordButton.tsx';
import { counted, formatCount, shortCount } from '../../state/format.ts';
import { fixedField, useAssignments } from './assignmentsStore.ts';

export interface StatusChoice {
  readonly value: string;
  readonly label: string;
}

interface AssignmentsToolbarProps {
  readonly statuses: readonly StatusChoice[];
  readonly productId: string | undefined;
  readonly productTitle: string | null;
  readonly onLeaveProduct: () => void;
  readonly length: number | null;
  readonly total: number;
  readonly selected: number;
  readonly words: string;
  /** Whether the cursor is on an assignment, whose producer can be invited. */
  readonly canInvite: boolean;
  readonly onInvite: () => void;
  /** Null while there is nothing to change. */
  readonly onEditMany: (() => void) | null;
}

/** Filters as chips, what the list holds, and how it is laid out. */
export function AssignmentsToolbar(props: AssignmentsToolbarProps): ReactNode {
  const { statuses, productId, productTitle, onLeaveProduct, length, total, selected, words } = props;
  const { canInvite, onInvite, onEditMany } = props;
  const { statusIds, onlyUnsent, panelOpen, setStatus, setOnlyUnsent, setPanelOpen } = useAssignments();
  const inviteWords = selected > 1 ? 'Invite selected producers…' : 'Invite producer…';
  return (
    <div className="upl-assignments-bar" role="toolbar" aria-label="Assignments">
      <Select
        aria-label="Status"
        placeholder="Any status"
        size="xs"
        w={190}
        clearable
        searchable
        data={[...statuses]}
        value={statusIds[0] ?? null}
        onChange={setStatus}
        nothingFoundMessage="No such status"
      />
      <Button
        variant={onlyUnsent ? 'light' : 'default'}
        aria-pressed={onlyUnsent}
        onClick={() => setOnlyUnsent(!onlyUnsent)}
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
      <ColumnChooser />
      <Tooltip label={panelOpen ? 'Hide details' : 'Show details'}>
        <Button
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

function ColumnChooser(): ReactNode {
  const { layout, setLayout, resetLayout } = useAssignments();
  const shown = new Set(layout.fields);
  const toggle = (field: string): void =>
    setLayout({
      ...layout,
      fields: shown.has(field)
        ? layout.fields.filter((candidate) => candidate !== field)
        : [...layout.fields, field],
    });
  return (
    <Popover position="bottom-end" shadow="md" withinPortal trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={15} aria-hidden />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown className="upl-columns" aria-label="Columns">
        <div className="upl-columns-list">
          {contractAssignmentDefinition.fields.map(({ name, label }) => (
            <Checkbox
              key={name}
              label={label}
              checked={shown.has(name)}
              disabled={name === fixedField}
              onChange={() => toggle(name)}
            />
          ))}
        </div>
        <Button variant="subtle" onClick={resetLayout}>
          Reset columns
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
