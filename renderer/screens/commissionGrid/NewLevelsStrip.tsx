import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { parseTsv } from '../../../domain/tsv.ts';
import { linesOf } from './levelLines.ts';
import type { PastedLines } from './levelLines.ts';
import { usePasteInto } from './usePasteInto.ts';

interface NewLevelsStripProps {
  /** The sheet's columns, in which pasted rows are read unless they bring headings. */
  readonly fields: readonly string[];
  readonly onLines: (pasted: PastedLines) => void;
}

/** The row behind the last one: what is pasted or typed here becomes new levels, checked before anything is staged. */
export function NewLevelsStrip({ fields, onLines }: NewLevelsStripProps): ReactNode {
  const form = useRef<HTMLFormElement>(null);
  const [text, setText] = useState('');
  /** Something was typed since the strip was last emptied by itself: Ctrl+Z is about that, and not about the sheet. */
  const [typed, setTyped] = useState(false);
  const take = (given: string, columns: readonly string[]): void => {
    setText('');
    setTyped(false);
    onLines(linesOf(parseTsv(given), columns));
  };
  usePasteInto(form, (_box, pasted) => {
    if (!/[\t\n]/.test(pasted.trim())) return false;
    take(pasted, fields);
    return true;
  });
  return (
    <form
      ref={form}
      className="upl-lgrid-new"
      onSubmit={(event) => {
        event.preventDefault();
        // One name, or one for each comma of a list.
        take(text.split(/[,;]/).join('\n'), ['name']);
      }}
    >
      <TextInput
        aria-label="New levels"
        placeholder="New levels: paste rows here, or type a name"
        size="xs"
        value={text}
        maxLength={2_000}
        autoComplete="off"
        data-nothing-typed={typed ? undefined : true}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setTyped(true);
        }}
      />
      <Button type="submit" variant="subtle" size="xs" leftSection={<IconPlus size={14} aria-hidden />}>
        New levels…
      </Button>
    </form>
  );
}
