import { Button, Loader, Radio, Textarea } from '@mantine/core';
import { IconTableImport } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Failure } from '../../../domain/result.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted } from '../../state/format.ts';
import { CarrierSelect } from './CarrierSelect.tsx';
import { chooseTable, openTable } from './importActions.ts';
import { useImport } from './importStore.ts';

/** A picture, files, or a copy that its program took back. */
const nothingToPaste: Failure = {
  code: 'nothing-to-paste',
  message:
    'The clipboard holds no text. Nothing was brought in. Copy the cells of the table once more, then paste them here.',
};

/** Where the table comes from, and what it is brought in for. */
export function SourceStep(): ReactNode {
  const engine = useEngine();
  const { purpose, reading, failure, name } = useImport();
  return (
    <div className="upl-import-source">
      <section aria-labelledby="upl-import-purpose">
        <h2 id="upl-import-purpose">What is it for?</h2>
        <Radio.Group
          aria-labelledby="upl-import-purpose"
          value={purpose}
          onChange={(value) =>
            useImport.setState({ purpose: value === 'records' ? 'records' : 'writing-numbers' })
          }
        >
          <div className="upl-import-purposes">
            <Radio
              value="records"
              label="New and changed records"
              description="Assignments, producers, E&O policies, carriers, products or levels. An export of Upline comes back this way."
            />
            <Radio
              value="writing-numbers"
              label="Reconcile writing numbers"
              description="A carrier’s list of NPNs and writing numbers is held against every assignment with that carrier: missing, different or the same."
            />
          </div>
        </Radio.Group>
        {purpose === 'writing-numbers' ? <CarrierSelect /> : null}
      </section>
      <section aria-labelledby="upl-import-table">
        <h2 id="upl-import-table">The table</h2>
        {failure === null ? null : <FailureNote failure={failure} />}
        {reading === null ? (
          <div className="upl-import-open">
            <div className="upl-import-drop">
              <IconTableImport size={26} aria-hidden />
              <p>Drop a CSV, TSV or XLSX file anywhere in this window, or</p>
              <Button onClick={() => run(chooseTable(engine))}>Choose file…</Button>
              <p className="upl-dim">At most 100,000 rows. Nothing is changed by opening it.</p>
            </div>
            <Textarea
              label="Paste a table"
              description="Copied from Excel, Google Sheets or a web page"
              placeholder="Click here and press Ctrl+V"
              rows={6}
              value=""
              onChange={() => undefined}
              onPaste={(event) => {
                const text = event.clipboardData.getData('text/plain');
                event.preventDefault();
                if (text === '') useImport.setState({ failure: nothingToPaste });
                else run(openTable(engine, 'Pasted table', text));
              }}
            />
          </div>
        ) : (
          <output className="upl-import-reading">
            <Loader size={18} aria-hidden />
            Reading {name}: {counted(reading, 'row')} so far
          </output>
        )}
      </section>
    </div>
  );
}
