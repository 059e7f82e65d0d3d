import { Checkbox, Loader, ScrollArea, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { collections } from '../../../domain/collections.ts';
import { importable } from '../../../domain/import/columnMapping.ts';
import { delimiters, encodings } from '../../../domain/import/sourceTable.ts';
import type { Delimiter, Encoding } from '../../../domain/import/sourceTable.ts';
import type { ImportPreview } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted } from '../../state/format.ts';
import { CarrierSelect } from './CarrierSelect.tsx';
import { ColumnList } from './ColumnList.tsx';
import { arrange, readAgain } from './importActions.ts';
import { useImport } from './importStore.ts';

const encodingWords: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16, little-endian',
  'utf-16be': 'UTF-16, big-endian',
  'windows-1252': 'Windows (1252)',
};
const delimiterWords: Readonly<Record<Delimiter, string>> = {
  ',': 'Comma',
  '\t': 'Tab',
  ';': 'Semicolon',
  '|': 'Vertical bar',
};

/** How the table was read, and what its columns mean. */
export function ColumnsStep(): ReactNode {
  const { preview, reading, purpose, emptyClears } = useImport();
  if (preview === null) return <Loader size={20} aria-label="Reading the table" />;
  return (
    <div className="upl-import-columns">
      <div className="upl-import-how">
        <Reading preview={preview} />
        {purpose === 'writing-numbers' ? <CarrierSelect /> : null}
      </div>
      <p className="upl-dim">
        {preview.name}: {counted(preview.rows, 'row')}
        {preview.remembered ? '. The columns are as you chose them the last time.' : '.'}
        {reading === null ? '' : ' Reading it again…'}
      </p>
      {preview.remarks.length === 0 ? null : (
        <ul className="upl-import-remarks">
          {preview.remarks.map((remark) => (
            <li key={remark}>{remark}</li>
          ))}
        </ul>
      )}
      <FirstRows preview={preview} />
      <h2>What the columns mean</h2>
      <ColumnList preview={preview} />
      {purpose === 'writing-numbers' ? null : (
        <Checkbox
          label="Empty cells empty the field of a record that exists"
          description="Otherwise an empty cell leaves the value alone."
          checked={emptyClears}
          onChange={(event) => useImport.setState({ emptyClears: event.currentTarget.checked })}
        />
      )}
    </div>
  );
}

/** Encoding, separator, sheet, row of headings and kind of record: found out, and changeable. */
function Reading({ preview }: { readonly preview: ImportPreview }): ReactNode {
  const engine = useEngine();
  const purpose = useImport((state) => state.purpose);
  const { facts, heading, first, collection } = preview;
  return (
    <>
      {facts.format === 'text' ? (
        <>
          <Select
            label="Encoding"
            allowDeselect={false}
            value={facts.encoding}
            data={encodings.map((value) => ({ value, label: encodingWords[value] }))}
            onChange={(value) => {
              const encoding = encodings.find((one) => one === value);
              if (encoding !== undefined) run(readAgain(engine, { encoding }));
            }}
          />
          <Select
            label="Columns are separated by"
            allowDeselect={false}
            value={facts.delimiter}
            data={delimiters.map((value) => ({ value, label: delimiterWords[value] }))}
            onChange={(value) => {
              const delimiter = delimiters.find((one) => one === value);
              if (delimiter !== undefined) run(readAgain(engine, { delimiter }));
            }}
          />
        </>
      ) : (
        <Select
          label="Sheet"
          allowDeselect={false}
          value={facts.sheet}
          data={[...new Set(facts.sheets)]}
          onChange={(sheet) => {
            if (sheet !== null) run(readAgain(engine, { sheet }));
          }}
        />
      )}
      <Select
        label="Headings"
        allowDeselect={false}
        value={heading === null ? 'none' : String(heading)}
        data={[
          ...first.slice(0, 10).map(({ row }, index) => ({ value: String(index), label: `In row ${row}` })),
          { value: 'none', label: 'There are none' },
        ]}
        onChange={(value) => run(arrange(engine, { heading: value === 'none' ? null : Number(value) }))}
      />
      {purpose === 'writing-numbers' ? null : (
        <Select
          label="Each row is a"
          allowDeselect={false}
          value={collection}
          data={importable.map((value) => ({ value, label: collections[value].singular }))}
          onChange={(value) => {
            const chosen = importable.find((one) => one === value);
            if (chosen !== undefined) run(arrange(engine, { collection: chosen }));
          }}
        />
      )}
    </>
  );
}

const mostShown = 40;

/** The first rows as they stand in the source. */
function FirstRows({ preview: { first, heading, columns } }: { readonly preview: ImportPreview }): ReactNode {
  const shown = columns.slice(0, mostShown);
  return (
    <ScrollArea
      className="upl-import-first"
      type="auto"
      offsetScrollbars="x"
      viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'The first rows of the table' }}
    >
      <table>
        <tbody>
          {first.slice(0, 6).map((row, index) => (
            <tr key={row.row} data-heading={index === heading || undefined}>
              <th scope="row">{row.row}</th>
              {shown.map(({ index: column }) => (
                <td key={column} title={row.cells[column]}>
                  {row.cells[column] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}
