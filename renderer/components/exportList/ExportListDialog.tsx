import './exportList.css';
import { Button, Checkbox, Modal, Progress, Radio } from '@mantine/core';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { collections } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { isPersonal } from '../../../domain/personal.ts';
import type { Failure } from '../../../domain/result.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted, formatCount } from '../../state/format.ts';
import { tell } from '../../state/messages.ts';
import { saveFile } from '../../state/saveFile.ts';
import { FailureNote } from '../FailureNote.tsx';
import { chosenFile, engineSource, exportFile } from './exportFile.ts';
import type { ExportRequest } from './exportFile.ts';

/** A list as it stood when its export was asked for. */
export interface ExportTarget {
  readonly collection: CollectionName;
  readonly viewId: string;
  readonly length: number;
  /** How many rows are selected, and their stretches [from, to), which may overlap. */
  readonly selected: number;
  readonly ranges: readonly { readonly from: number; readonly to: number }[];
  /** The columns that are shown, in their order. */
  readonly columns: readonly string[];
}

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

interface Progressing {
  readonly done: number;
  readonly total: number;
}

function ExportListForm({
  target,
  onClose,
}: {
  readonly target: ExportTarget;
  readonly onClose: () => void;
}): ReactNode {
  const engine = useEngine();
  const { collection, viewId, length, selected, ranges, columns } = target;
  const [rows, setRows] = useState<'all' | 'selected'>(selected > 0 ? 'selected' : 'all');
  const [fields, setFields] = useState<'shown' | 'all'>('shown');
  const [format, setFormat] = useState<ExportRequest['format']>('xlsx');
  const [unsent, setUnsent] = useState(true);
  const [personal, setPersonal] = useState(false);
  const [companion, setCompanion] = useState(false);
  const [progress, setProgress] = useState<Progressing | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const cancelled = useRef(false);
  const { readOnlyBecause } = collections[collection];
  const plural = collections[collection].plural.toLowerCase();
  const all = collections[collection].fields.map(({ name }) => name);
  const written = fields === 'shown' ? columns : all;
  const hasPersonal = written.some((name) => isPersonal(collection, name));

  const save = async (): Promise<void> => {
    cancelled.current = false;
    setFailure(null);
    setProgress({ done: 0, total: 0 });
    const exported = await exportFile(
      engineSource(engine),
      chosenFile,
      {
        viewId,
        ranges: rows === 'selected' ? ranges.map((range) => ({ ...range })) : null,
        columns: [...written],
        format,
        unsent,
        personal: personal && hasPersonal,
      },
      (done, total) => setProgress({ done, total }),
      () => cancelled.current,
    );
    setProgress(null);
    if (!exported.ok) return setFailure(exported.error);
    const { outcome, rows: count, about } = exported.value;
    if (outcome === 'stopped') tell('The export was stopped. No file was written.');
    if (outcome !== 'saved') return;
    tell(`${counted(count, 'row')} saved as ${format.toUpperCase()}.`);
    if (companion && format === 'csv') await saveFile(about.suggestedName, about.text);
    onClose();
  };

  if (progress !== null) {
    const { done, total } = progress;
    return (
      <div className="upl-export-list">
        <output>
          {total === 0
            ? 'Choose where to keep the file…'
            : `${formatCount(done)} of ${formatCount(total)} rows written`}
        </output>
        <Progress value={total === 0 ? 0 : (done / total) * 100} aria-label="Rows written" />
        <div className="upl-export-list-actions">
          <Button
            variant="default"
            onClick={() => {
              cancelled.current = true;
            }}
          >
            Cancel
          </Button>
        </div>
      </div>
    );
  }
  return (
    <form
      className="upl-export-list"
      onSubmit={(event) => {
        event.preventDefault();
        run(save());
      }}
    >
      <Radio.Group
        label="Rows"
        value={rows}
        onChange={(value) => setRows(value === 'selected' ? 'selected' : 'all')}
      >
        <Radio
          value="all"
          label={`All ${formatCount(length)} ${plural} of the list, as filtered and sorted`}
        />
        <Radio
          value="selected"
          disabled={selected === 0}
          label={
            selected === 0 ? 'The selected rows: none are selected' : `The ${formatCount(selected)} selected`
          }
        />
      </Radio.Group>
      <Radio.Group
        label="Columns"
        value={fields}
        onChange={(value) => setFields(value === 'shown' ? 'shown' : 'all')}
      >
        <Radio value="shown" label={`The ${formatCount(columns.length)} that are shown`} />
        <Radio value="all" label={`All ${formatCount(all.length)}`} />
      </Radio.Group>
      <Radio.Group
        label="File"
        value={format}
        onChange={(value) => setFormat(value === 'csv' ? 'csv' : 'xlsx')}
      >
        <Radio
          value="xlsx"
          label="Excel workbook (XLSX)"
          description="Ids are text cells; a second sheet says what the file is and of when."
        />
        <Radio
          value="csv"
          label="CSV"
          description="Cells that a spreadsheet would run as formulas begin with an apostrophe; Upline takes it away again."
        />
      </Radio.Group>
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
