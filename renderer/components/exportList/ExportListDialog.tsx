import './exportList.css';
import { Button, Checkbox, Modal } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { collections } from '../../../domain/collections.ts';
import { isPersonal } from '../../../domain/personal.ts';
import { run } from '../../state/crash.ts';
import { FailureNote } from '../FailureNote.tsx';
import { ExportChoices, fieldsOf } from './ExportChoices.tsx';
import type { Chosen } from './ExportChoices.tsx';
import type { ExportRequest } from './exportFile.ts';
import { ExportProgress } from './ExportProgress.tsx';
import type { ExportTarget } from './exportTarget.ts';
import { useListExport } from './useListExport.ts';

interface ExportListDialogProps {
  readonly target: ExportTarget | null;
  readonly onClose: () => void;
}

/** Writes a list, or what is selected of it, to a file for a spreadsheet. */
export function ExportListDialog({ target, onClose }: ExportListDialogProps): ReactNode {
  return (
    <Modal opened={target !== null} onClose={onClose} title="Export the list" closeOnClickOutside={false}>
      {target === null ? null : <ExportListForm target={target} onClose={onClose} />}
    </Modal>
  );
}

function ExportListForm({
  target,
  onClose,
}: {
  readonly target: ExportTarget;
  readonly onClose: () => void;
}): ReactNode {
  const { collection, viewId, ranges, columns, selected } = target;
  const [chosen, setChosen] = useState<Chosen>({
    rows: selected > 0 ? 'selected' : 'all',
    fields: 'shown',
    format: 'xlsx',
  });
  const [unsent, setUnsent] = useState(true);
  const [personal, setPersonal] = useState(false);
  const [companion, setCompanion] = useState(false);
  const { progress, failure, save, stop } = useListExport(onClose);
  const { rows, fields, format } = chosen;
  const written = fields === 'shown' ? columns : fieldsOf(collection);
  const { readOnlyBecause } = collections[collection];
  const hasPersonal = written.some((name) => isPersonal(collection, name));

  if (progress !== null) return <ExportProgress progress={progress} onStop={stop} />;
  const request: ExportRequest = {
    viewId,
    ranges: rows === 'selected' ? ranges.map((range) => ({ ...range })) : null,
    columns: [...written],
    format,
    unsent,
    personal: personal && hasPersonal,
  };
  return (
    <form
      className="upl-export-list"
      onSubmit={(event) => {
        event.preventDefault();
        run(save(request, companion));
      }}
    >
      <ExportChoices target={target} chosen={chosen} onChange={setChosen} />
      {format === 'csv' ? (
        <Checkbox
          label="Save a second file that says what it is and of when"
          checked={companion}
          onChange={(event) => setCompanion(event.currentTarget.checked)}
        />
      ) : null}
      {readOnlyBecause === undefined ? (
        <Checkbox
          label="With changes that are not sent yet"
          description="Otherwise every value is as AgentSync last said it, and records made here are left out."
          checked={unsent}
          onChange={(event) => setUnsent(event.currentTarget.checked)}
        />
      ) : null}
      {hasPersonal ? (
        <Checkbox
          label="With personal values, such as birth dates and email addresses"
          description="Otherwise stars stand in their place. The history keeps that you asked for them."
          checked={personal}
          onChange={(event) => setPersonal(event.currentTarget.checked)}
        />
      ) : null}
      {failure === null ? null : <FailureNote failure={failure} />}
      <div className="upl-export-list-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" data-autofocus>
          Save file…
        </Button>
      </div>
    </form>
  );
}
