import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { choiceWord } from '../../../domain/choiceWords.ts';
import type { FieldKind } from '../../../domain/fields.ts';
import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { FieldOption } from '../../../preload/contract/engine.ts';
import { run } from '../../state/crash.ts';
import { bestOption } from './bestOption.ts';
import { useFieldOptions } from './fieldOptionsContext.ts';
import { useKeysAhead } from './keysAhead.ts';
import { editEnd, stays } from './editEnd.ts';
import type { EditEnd } from './editEnd.ts';
import type { EditorFinish } from './recordEditors.tsx';

interface PickerEditorProps {
  readonly label: string;
  readonly recordId: string;
  readonly field: string;
  readonly kind: FieldKind;
  readonly current: string;
  readonly firstTyped: string | undefined;
  readonly onFinish: EditorFinish;
}

type Found =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'ready'; readonly search: string; readonly options: readonly FieldOption[] };

/** Chooses a value from the list of what this record may have. Typing filters, Enter picks, Escape leaves. */
export function PickerEditor(props: PickerEditorProps): ReactNode {
  const { label, recordId, field, kind, current, firstTyped, onFinish } = props;
  const keysAhead = useKeysAhead();
  const [typed, setTyped] = useState(() => (firstTyped ?? '') + keysAhead.soFar().text);
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  /** What is typed, also when it is not drawn yet. */
  const newest = useRef(typed);
  /** Enter was pressed before the list for the typed text was there. */
  const waiting = useRef<EditEnd | null>(null);
  const pick = (option: FieldOption, end: EditEnd): void =>
    onFinish({ value: valueOf(kind, option.value) }, option.label, end);

  /** Text that matches nothing goes to the store all the same: it says why not, and the text is kept. */
  const choose = (option: FieldOption | undefined, end: EditEnd): void => {
    if (option !== undefined) pick(option, end);
    else onFinish(typed === '' ? null : { typed }, typed, end);
  };

  const found = useOptions(kind, recordId, field, typed, (search, options) => {
    // Keys that came while this was drawn are searched for next.
    if (search !== newest.current) return;
    const best = bestOption(options, search === '' ? current : search);
    setActive(best);
    if (waiting.current !== null) choose(options[best], waiting.current);
  });
  const listId = useId();
  const options = found.state === 'ready' ? found.options : [];
  // Products of several carriers may be called alike: of those none is ticked.
  const [own, namesake] = options.filter((option) => option.label === current);

  const appear = useEffectEvent(() => {
    const ahead = keysAhead.taken();
    input.current?.focus();
    newest.current = (firstTyped ?? '') + ahead.text;
    if (newest.current !== typed) queueMicrotask(() => setTyped(newest.current));
    if (ahead.end?.key === 'Escape') onFinish(null, current, stays);
    else if (ahead.end !== null) waiting.current = editEnd(ahead.end);
  });
  useEffect(() => appear(), []);

  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement>): void => {
    const end = editEnd(event);
    const step = stepOf(event.key, options.length);
    if (end === null && step === 0 && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (step !== 0) setActive((index) => Math.min(options.length - 1, Math.max(0, index + step)));
    if (event.key === 'Escape') onFinish(null, current, stays);
    if (end === null) return;
    if (event.key === 'Tab' && typed === '') onFinish(null, current, end);
    else if (found.state === 'ready' && found.search === typed) choose(options[active], end);
    else if (found.state === 'failed') choose(undefined, end);
    else waiting.current = end;
  };

  return (
    <div className="upl-picker">
      <input
        ref={input}
        className="upl-cell-input"
        role="combobox"
        aria-label={label}
        aria-expanded
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={options[active] === undefined ? undefined : `${listId}-${active}`}
        value={typed}
        placeholder={current === '' ? 'Type to filter' : current}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          newest.current = event.currentTarget.value;
          setTyped(newest.current);
        }}
        onKeyDown={onKeyDown}
      />
      {/* A select cannot be filtered and a datalist cannot show details. */}
      <div className="upl-picker-list" role="listbox" id={listId} aria-label={label}>
        {options.map((option, index) => (
          <Option
            key={option.value}
            id={`${listId}-${index}`}
            option={option}
            active={index === active}
            current={option === own && namesake === undefined}
            onPick={() => pick(option, stays)}
            onHover={() => setActive(index)}
          />
        ))}
      </div>
      <output className="upl-picker-note">{noteOf(found, typed)}</output>
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly option: FieldOption;
  readonly active: boolean;
  readonly current: boolean;
  readonly onPick: () => void;
  readonly onHover: () => void;
}

function Option({ id, option, active, current, onPick, onHover }: OptionProps): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) element.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div
      ref={element}
      id={id}
      role="option"
      aria-selected={active}
      tabIndex={-1}
      className="upl-picker-option"
      data-active={active || undefined}
      // Before the text box loses the focus, which would end the edit.
      onPointerDown={(event) => event.preventDefault()}
      onPointerMove={onHover}
      onClick={onPick}
      onKeyDown={undefined}
    >
      <span className="upl-picker-sign" aria-hidden>
        {current ? '✓' : ''}
      </span>
      <span className="upl-picker-label" title={option.label}>
        {option.label}
      </span>
      <span className="upl-picker-detail" title={option.detail}>
        {option.detail}
      </span>
    </div>
  );
}

function noteOf(found: Found, typed: string): string {
  if (found.state === 'loading') return 'Looking…';
  if (found.state === 'failed') return found.message;
  if (found.options.length > 0) return '';
  return typed === '' ? 'Nothing to choose from here.' : `Nothing matches “${typed}”.`;
}

function stepOf(key: string, length: number): number {
  if (key === 'ArrowDown') return 1;
  if (key === 'ArrowUp') return -1;
  if (key === 'PageDown') return 8;
  if (key === 'PageUp') return -8;
  if (key === 'Home') return -length;
  if (key === 'End') return length;
  return 0;
}

function valueOf(kind: FieldKind, value: string): string | boolean | null {
  if (kind.type === 'boolean') return value === '' ? null : value === 'true';
  return value === '' ? null : value;
}

/** Options that match what is typed; fixed choices need no engine. */
function useOptions(
  kind: FieldKind,
  recordId: string,
  field: string,
  typed: string,
  onReady: (search: string, options: readonly FieldOption[]) => void,
): Found {
  const read = useFieldOptions();
  const [found, setFound] = useState<Found>({ state: 'loading' });
  const show = useEffectEvent((search: string, options: readonly FieldOption[]) => {
    setFound({ state: 'ready', search, options });
    onReady(search, options);
  });
  useEffect(() => {
    let current = true;
    const ask = async (): Promise<void> => {
      const answer = await (fixedMatches(kind, typed) ?? read(field, recordId, typed));
      if (!current) return;
      if (answer.ok) show(typed, answer.value);
      else setFound({ state: 'failed', message: answer.error.message });
    };
    run(ask());
    return () => {
      current = false;
    };
  }, [kind, field, recordId, typed, read]);
  return found;
}

/** Choices that are the same for every record; null where the engine knows them. */
function fixedMatches(kind: FieldKind, typed: string): Promise<Result<readonly FieldOption[]>> | null {
  const words = typed.toLocaleLowerCase('en-US');
  const fixed = fixedOptions(kind);
  if (fixed === null) return null;
  return Promise.resolve(ok(fixed.filter(({ label }) => label.toLocaleLowerCase('en-US').includes(words))));
}

function fixedOptions(kind: FieldKind): readonly FieldOption[] | null {
  if (kind.type === 'choice') {
    if (kind.open === true) return null;
    return kind.values.map((value) => ({ value, label: choiceWord(value), detail: '' }));
  }
  if (kind.type !== 'boolean') return null;
  return [
    { value: 'true', label: 'Yes', detail: '' },
    { value: 'false', label: 'No', detail: '' },
  ];
}
