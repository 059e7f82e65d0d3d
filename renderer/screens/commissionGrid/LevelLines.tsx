import { ActionIcon, Button, NativeSelect, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { commissionTypes } from '../../../domain/commissionLevel.ts';
import { mostTypedLevels } from '../../../domain/commissionGrid/plan.ts';
import { announce } from '../../state/announcer.ts';
import { allFields, freshLine, pasteLines, withText } from './levelLines.ts';
import type { LevelLine } from './levelLines.ts';

interface LevelLinesProps {
  readonly lines: readonly LevelLine[];
  readonly fields: readonly string[];
  readonly onChange: (lines: readonly LevelLine[], fields: readonly string[]) => void;
}

const hints: Readonly<Record<string, string>> = {
  name: 'GA',
  firstYearValue: '105%',
  level: '80',
  administrativeDivisions: 'TX, OK; empty for all',
};

/** The levels to make, a line each; a block from a spreadsheet is pasted into any of the boxes. */
export function LevelLines({ lines, fields, onChange }: LevelLinesProps): ReactNode {
  const [remark, setRemark] = useState('');
  const shown = allFields.filter(({ name }) => fields.includes(name));
  const others = allFields.filter(({ name }) => !fields.includes(name));

  const paste = (event: React.ClipboardEvent, line: number, field: string): void => {
    const pasted = pasteLines(lines, fields, { line, field }, event.clipboardData.getData('text'));
    if (pasted === null) return;
    event.preventDefault();
    const words = `${pasted.lines.length} lines. ${pasted.leftOut ?? ''}`.trim();
    setRemark(pasted.leftOut ?? '');
    announce(words);
    onChange(pasted.lines, pasted.fields);
  };

  return (
    <div className="upl-lgrid-lines">
      <div className="upl-lgrid-lines-scroll">
        <table>
          <thead>
            <tr>
              {shown.map(({ name, label }) => (
                <th key={name} scope="col">
                  {label}
                </th>
              ))}
              <th scope="col">
                <span className="upl-visually-hidden">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => (
              // Lines have no identity of their own: what stands in the fourth line is the fourth line.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={index}>
                {shown.map(({ name, label }) => (
                  <td key={name}>
                    <LineInput
                      name={name}
                      label={`${label}, line ${index + 1}`}
                      value={line[name] ?? ''}
                      first={index === 0}
                      onChange={(text) => onChange(withText(lines, index, name, text), fields)}
                      onPaste={(event) => paste(event, index, name)}
                    />
                  </td>
                ))}
                <td>
                  <ActionIcon
                    aria-label={`Remove line ${index + 1}`}
                    disabled={lines.length === 1}
                    onClick={() =>
                      onChange(
                        lines.filter((_, at) => at !== index),
                        fields,
                      )
                    }
                  >
                    <IconTrash size={15} aria-hidden />
                  </ActionIcon>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="upl-lgrid-lines-foot">
        <Button
          variant="subtle"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={lines.length >= mostTypedLevels}
          onClick={() => onChange([...lines, freshLine], fields)}
        >
          Another level
        </Button>
        {others.length === 0 ? null : (
          <Select
            aria-label="Add a column"
            placeholder="Add a column"
            size="xs"
            w={150}
            data={others.map(({ name, label }) => ({ value: name, label }))}
            value={null}
            onChange={(name) => {
              if (name !== null) onChange(lines, [...fields, name]);
            }}
          />
        )}
        <output className="upl-dim">
          {remark === '' ? 'Rows copied from a spreadsheet can be pasted into any box.' : remark}
        </output>
      </div>
    </div>
  );
}

interface LineInputProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly first: boolean;
  readonly onChange: (text: string) => void;
  readonly onPaste: (event: React.ClipboardEvent) => void;
}

function LineInput({ name, label, value, first, onChange, onPaste }: LineInputProps): ReactNode {
  if (name === 'type') {
    const known: readonly string[] = commissionTypes;
    // What was pasted and is no type stays in sight, to be refused by name.
    const data = known.includes(value) || value === '' ? known : [value, ...known];
    return (
      <NativeSelect
        aria-label={label}
        size="xs"
        data={[...data]}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      aria-label={label}
      placeholder={first ? hints[name] : undefined}
      value={value}
      maxLength={20_000}
      autoComplete="off"
      data-autofocus={first && name === 'name' ? true : undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
      onPaste={onPaste}
    />
  );
}
