import { Radio } from '@mantine/core';
import type { ReactNode } from 'react';
import { collections } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { formatCount } from '../../state/format.ts';
import type { ExportRequest } from './exportFile.ts';
import type { ExportTarget } from './exportTarget.ts';

/** Which rows and columns go into which kind of file. */
export interface Chosen {
  readonly rows: 'all' | 'selected';
  readonly fields: 'shown' | 'all';
  readonly format: ExportRequest['format'];
}

interface ExportChoicesProps {
  readonly target: ExportTarget;
  readonly chosen: Chosen;
  readonly onChange: (chosen: Chosen) => void;
}

/** Every column that a collection has. */
export function fieldsOf(collection: CollectionName): readonly string[] {
  return collections[collection].fields.map(({ name }) => name);
}

/** What is written, and as what. */
export function ExportChoices({ target, chosen, onChange }: ExportChoicesProps): ReactNode {
  const { collection, length, selected, columns } = target;
  const { rows, fields, format } = chosen;
  const plural = collections[collection].plural.toLowerCase();
  return (
    <>
      <Radio.Group
        label="Rows"
        value={rows}
        onChange={(value) => onChange({ ...chosen, rows: value === 'selected' ? 'selected' : 'all' })}
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
        onChange={(value) => onChange({ ...chosen, fields: value === 'shown' ? 'shown' : 'all' })}
      >
        <Radio value="shown" label={`The ${formatCount(columns.length)} that are shown`} />
        <Radio value="all" label={`All ${formatCount(fieldsOf(collection).length)}`} />
      </Radio.Group>
      <Radio.Group
        label="File"
        value={format}
        onChange={(value) => onChange({ ...chosen, format: value === 'csv' ? 'csv' : 'xlsx' })}
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
    </>
  );
}
