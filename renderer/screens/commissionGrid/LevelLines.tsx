import { ActionIcon, Button, NativeSelect, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { commissionTypes } from '../../../domain/commissionLevel.ts';
import { mostTypedLevels } from '../../../domain/commissionGrid/plan.ts';
import { announce } from '../../state/announcer.ts';
import { allFields, freshLine, pasteLines, withText } from './levelLines.ts';
import type { LevelLine } from './levelLines.ts';
import { usePasteInto } from './usePasteInto.ts';

interface LevelLinesProps {
  /** What to know of the lines at first; null for what one can do with them. */
  readonly note: string | null;
  readonly lines: readonly LevelLine[];
  readonly fields: readonly string[];
  readonly onChange: (lines: readonly LevelLine[], fields: readonly string[]) => void;
}

const hints: Readonly<Record<string, string>> = {
  productId: 'Gold Term',
  name: 'GA',
  firstYearValue: '105%',
  level: '80',
  administrativeDivisions: 'TX, OK; empty for all',
};

/** The levels to make, a line each; a block from a spreadsheet is pasted into any of the boxes. */
export function LevelLines({ note, lines, fields, onChange }: LevelLinesProps): ReactNode {
  const table = useRef<HTMLTableElement>(null);
  const [remark, setRemark] = useState(note ?? '');
  const shown = allFields.filter(({ name }) => fields.includes(name));
  const others = allFields.filter(({ name }) => !fields.includes(name));

  usePasteInto(table, (box, text) => {
    const { line, field = '' } = box.dataset;
    const pasted = pasteLines(lines, fields, { line: Number(line), field }, text);
    if (pasted === null) return false;
    const words = `${pasted.lines.length} lines. ${pasted.leftOut ?? ''}`.trim();
    setRemark(pasted.leftOut ?? '');
    announce(words);
    onChange(pasted.lines, pasted.fields);
    return true;
  });

  return (
    <div className="upl-lgrid-lines">
      <div className="upl-lgrid-lines-scroll">
        <table ref={table}>
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
            {lines.map(({ id, texts }, index) => (
              <tr key={id}>
                {shown.map(({ name, label }) => (
                  <td key={name}>
                    <LineInput
                      name={name}
                      line={index}
                      label={`${label}, line ${index + 1}`}
                      value={texts[name] ?? ''}
                      onChange={(text) => onChange(withText(lines, id, name, text), fields)}
                    />
                  </td>
                ))}
                <td>
                  <ActionIcon
                    aria-label={`Remove line ${index + 1}`}
                    disabled={lines.length === 1}
                    onClick={() =>
                      onChange(
                        lines.filter((line) => line.id !== id),
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
          onClick={() => onChange([...lines, freshLine()], fields)}
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
  readonly line: number;
  readonly onChange: (text: string) => void;
}

function LineInput({ name, line, label, value, onChange }: LineInputProps): ReactNode {
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
      placeholder={line === 0 ? hints[name] : undefined}
      data-line={line}
      data-field={name}
      value={value}
      maxLength={20_000}
      autoComplete="off"
      data-autofocus={line === 0 && name === 'name' ? true : undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
