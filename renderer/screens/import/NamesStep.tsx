import { Select } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { FieldOption, ImportName } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { counted } from '../../state/format.ts';
import { nameKey, planOf, useImport } from './importStore.ts';

/** Names of the table that nobody knows here: what each stands for. */
export function NamesStep(): ReactNode {
  const { names, moreNames, chosen } = useImport();
  return (
    <div className="upl-import-names">
      <p>
        {counted(names.length + moreNames, 'name of this table is', 'names of this table are')} not known
        here. Say what they stand for; Upline remembers it for tables with these headings. Rows whose names
        are left open are blocked and come back as a file.
      </p>
      <div className="upl-import-mapping">
        <table aria-label="What names stand for">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">In the table</th>
              <th scope="col">Rows</th>
              <th scope="col">Stands for</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={nameKey(name)}>
                <th scope="row">
                  {name.fieldLabel}
                  {name.contextLabel === '' ? null : <span className="upl-dim"> of {name.contextLabel}</span>}
                </th>
                <td title={name.text}>{name.text}</td>
                <td className="upl-import-number">{name.rows.toLocaleString('en-US')}</td>
                <td>
                  <NameChoice name={name} chosen={chosen.get(nameKey(name)) ?? null} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {moreNames === 0 ? null : (
        <p className="upl-dim">and {counted(moreNames, 'more name')}, which the check will list.</p>
      )}
    </div>
  );
}

interface NameChoiceProps {
  readonly name: ImportName;
  readonly chosen: { readonly id: string; readonly label: string } | null;
}

function NameChoice({ name, chosen }: NameChoiceProps): ReactNode {
  const engine = useEngine();
  const [found, setFound] = useState<readonly FieldOption[] | null>(null);
  const { field, context, text, suggestions } = name;
  const search = async (words: string): Promise<void> => {
    const { collection } = planOf(useImport.getState());
    const recordId = context === '' ? 'none' : context;
    const answer = await engine.call('field.options', { collection, field, recordId, search: words });
    if (answer.ok) setFound(answer.value.slice(0, 100));
  };
  const offered = [...suggestions, ...(found ?? [])];
  const data = new Map(
    offered.map(({ value, label, detail }) => [value, detail === '' ? label : `${label} · ${detail}`]),
  );
  if (chosen !== null && !data.has(chosen.id)) data.set(chosen.id, chosen.label);
  return (
    <Select
      aria-label={`What ${text} stands for`}
      size="xs"
      searchable
      clearable
      placeholder="Left open"
      nothingFoundMessage="Nothing has this name"
      value={chosen?.id ?? null}
      data={[...data].map(([value, label]) => ({ value, label }))}
      onDropdownOpen={() => {
        if (found === null) run(search(''));
      }}
      onSearchChange={(words) => {
        if (words !== chosen?.label && words.trim() !== '') run(search(words.trim().slice(0, 200)));
      }}
      filter={({ options }) => options}
      onChange={(id, option) => {
        const next = new Map(useImport.getState().chosen);
        if (id === null) next.delete(nameKey(name));
        else next.set(nameKey(name), { field, context, text, id, label: option?.label ?? id });
        useImport.setState({ chosen: next });
      }}
    />
  );
}
