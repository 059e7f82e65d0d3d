import { ActionIcon } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { stateCodes, stateNames } from '../../../domain/states.ts';
import { editEnd } from './editEnd.ts';
import type { EditEnd } from './editEnd.ts';
import { TextEditor } from './TextEditor.tsx';
import type { TextEditorProps } from './TextEditor.tsx';

const codes = [...stateCodes];

/** Types states over a cell, or ticks them: Alt+Down or the sign opens the list, Escape goes back to the text. */
export function StatesEditor(props: TextEditorProps): ReactNode {
  const { label, text, firstTyped, onTyped, onFinish } = props;
  const [typed, setTyped] = useState(firstTyped ?? text);
  /** Each opening begins with what is typed then. */
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const input = (): HTMLInputElement | null => box.current?.querySelector('input') ?? null;
  const close = (): void => {
    setOpen(false);
    input()?.focus();
  };
  const keep = (now: string): void => {
    setTyped(now);
    onTyped(now);
  };
  return (
    <div ref={box} className="upl-date-editor">
      <TextEditor {...props} onTyped={keep} onOpen={() => setOpen(true)} />
      <ActionIcon
        variant="subtle"
        size={22}
        tabIndex={-1}
        aria-label={`Choose states: ${label}`}
        title="Choose states (Alt+↓)"
        aria-expanded={open}
        onClick={() => (open ? close() : setOpen(true))}
      >
        <IconChevronDown size={15} aria-hidden />
      </ActionIcon>
      {open ? (
        <StatesList
          label={label}
          chosen={statesIn(typed)}
          onChoose={(chosen) => {
            const now = chosen.join(', ');
            const element = input();
            if (element !== null) element.value = now;
            keep(now);
          }}
          onFinish={(end) => onFinish({ typed }, typed, end)}
          onClose={close}
        />
      ) : null}
    </div>
  );
}

interface StatesListProps {
  readonly label: string;
  readonly chosen: readonly string[];
  readonly onChoose: (chosen: readonly string[]) => void;
  readonly onFinish: (end: EditEnd) => void;
  readonly onClose: () => void;
}

/** The states to tick: Space ticks, a letter goes to the next that begins with it, Enter and Tab end the edit. */
function StatesList({ label, chosen, onChoose, onFinish, onClose }: StatesListProps): ReactNode {
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      codes.findIndex((code) => chosen.includes(code)),
    ),
  );
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => list.current?.focus(), []);
  useEffect(() => list.current?.children[active]?.scrollIntoView({ block: 'nearest' }), [active]);

  const toggle = (code: string): void =>
    onChoose(chosen.includes(code) ? chosen.filter((each) => each !== code) : [...chosen, code]);
  const pressed = (event: KeyboardEvent): void => {
    // Neither the sheet nor Glide's overlay acts on the keys of the list.
    event.stopPropagation();
    const end = editEnd(event);
    const next = nextActive(active, event);
    if (end === null && next === null && event.key !== ' ' && event.key !== 'Escape') return;
    event.preventDefault();
    if (next !== null) setActive(next);
    else if (end !== null) onFinish(end);
    else if (event.key === 'Escape') onClose();
    else toggle(codes[active] ?? '');
  };
  return (
    <div
      ref={list}
      className="upl-picker-list upl-states-list"
      role="listbox"
      aria-multiselectable
      aria-label={`States: ${label}`}
      aria-activedescendant={`${id}-${active}`}
      tabIndex={0}
      onKeyDown={pressed}
    >
      {codes.map((code, index) => (
        <div
          key={code}
          id={`${id}-${index}`}
          role="option"
          aria-selected={chosen.includes(code)}
          tabIndex={-1}
          className="upl-picker-option"
          data-active={index === active || undefined}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => {
            setActive(index);
            toggle(code);
          }}
          onKeyDown={undefined}
        >
          <span className="upl-picker-sign" aria-hidden>
            {chosen.includes(code) ? '✓' : ''}
          </span>
          <span className="upl-states-code">{code}</span>
          <span className="upl-picker-label">{stateNames.get(code)}</span>
        </div>
      ))}
    </div>
  );
}

/** The option a key moves to; null where it moves to none. */
function nextActive(active: number, { key, ctrlKey, metaKey, altKey }: KeyboardEvent): number | null {
  const last = codes.length - 1;
  if (key === 'ArrowDown') return Math.min(last, active + 1);
  if (key === 'ArrowUp') return Math.max(0, active - 1);
  if (key === 'PageDown') return Math.min(last, active + 8);
  if (key === 'PageUp') return Math.max(0, active - 8);
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if (!/^[a-z]$/i.test(key) || ctrlKey || metaKey || altKey) return null;
  const begins = (code: string): boolean =>
    stateNames.get(code)?.toLowerCase().startsWith(key.toLowerCase()) === true;
  const after = codes.findIndex((code, index) => index > active && begins(code));
  const found = after === -1 ? codes.findIndex(begins) : after;
  return found === -1 ? active : found;
}

/** The words of a list of states as it is typed; one that is no state stays, to be judged when it is kept. */
function statesIn(text: string): readonly string[] {
  const words = text
    .split(/[\s,;]+/)
    .filter((word) => word !== '')
    .map((word) => word.toUpperCase());
  return [...new Set(words)];
}
