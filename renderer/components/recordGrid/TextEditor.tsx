import { useEffect, useEffectEvent, useRef } from 'react';
import type { ReactNode } from 'react';
import type { FieldKind } from '../../../domain/fields.ts';
import { editEnd, stays } from './editEnd.ts';
import type { EditEnd } from './editEnd.ts';
import { useKeysAhead } from './keysAhead.ts';
import type { EditorFinish } from './recordEditors.tsx';

/** What the editor of a cell is given. */
export interface TextEditorProps {
  readonly label: string;
  readonly text: string;
  /** The key that opened the editor; it replaces the text. */
  readonly firstTyped: string | undefined;
  readonly kind: FieldKind;
  readonly onTyped: (text: string) => void;
  readonly onFinish: EditorFinish;
  /** Opens what the value can be picked from, where there is such a thing. */
  readonly onOpen?: () => void;
}

/** Types a value over a cell. Enter goes down, Tab goes right, Ctrl+Enter fills what is selected, Escape leaves it. */
export function TextEditor(props: TextEditorProps): ReactNode {
  const { label, text, firstTyped, kind, onTyped, onFinish, onOpen } = props;
  const input = useRef<HTMLInputElement>(null);
  const touched = useRef(firstTyped !== undefined);
  const keysAhead = useKeysAhead();

  const finish = (value: string, end: EditEnd): void => {
    // What was picked into it was not typed. For other cells what stands here is new.
    const isNew = touched.current || value !== text || end.everywhere;
    onFinish(isNew ? { typed: value } : null, value, end);
  };

  const appear = useEffectEvent((element: HTMLInputElement) => {
    const ahead = keysAhead.taken();
    element.focus();
    if (ahead.text !== '') {
      touched.current = true;
      element.value = (firstTyped ?? '') + ahead.text;
    }
    if (touched.current) onTyped(element.value);
    // As in a spreadsheet: what is typed goes on behind what is there.
    else element.setSelectionRange(element.value.length, element.value.length);
    if (ahead.end === null) return;
    const end = editEnd(ahead.end);
    if (end === null) onFinish(null, text, stays);
    else finish(element.value, end);
  });
  useEffect(() => {
    if (input.current !== null) appear(input.current);
  }, []);

  return (
    <input
      ref={input}
      className="upl-cell-input"
      aria-label={label}
      defaultValue={firstTyped ?? text}
      placeholder={placeholderOf(kind)}
      inputMode={kind.type === 'decimal' ? 'decimal' : 'text'}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => {
        touched.current = true;
        onTyped(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.altKey && event.key === 'ArrowDown' && onOpen !== undefined) {
          event.preventDefault();
          event.stopPropagation();
          onOpen();
          return;
        }
        const end = editEnd(event);
        if (event.key !== 'Escape' && end === null) return;
        event.preventDefault();
        event.stopPropagation();
        if (end === null) onFinish(null, text, stays);
        else finish(event.currentTarget.value, end);
      }}
    />
  );
}

function placeholderOf(kind: FieldKind): string {
  switch (kind.type) {
    case 'date':
      return 'yyyy-mm-dd';
    case 'states':
      return 'CA, TX, NY';
    case 'textList':
    case 'lookupList':
      return 'One, two, three';
    default:
      return '';
  }
}
