import { useEffect, useEffectEvent, useRef } from 'react';
import type { ReactNode } from 'react';
import type { FieldKind } from '../../../domain/fields.ts';
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

/** Types a value over a cell. Enter goes down, Tab goes right, Escape leaves the cell as it was. */
export function TextEditor(props: TextEditorProps): ReactNode {
  const { label, text, firstTyped, kind, onTyped, onFinish, onOpen } = props;
  const input = useRef<HTMLInputElement>(null);
  const touched = useRef(firstTyped !== undefined);
  const keysAhead = useKeysAhead();

  const finish = (value: string, movement: readonly [-1 | 0 | 1, -1 | 0 | 1]): void =>
    // What was picked into it was not typed.
    onFinish(touched.current || value !== text ? { typed: value } : null, value, movement);

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
    const movement = movementOf(ahead.end.key, ahead.end.shift);
    if (movement === null) onFinish(null, text, [0, 0]);
    else finish(element.value, movement);
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
        const movement = movementOf(event.key, event.shiftKey);
        if (event.key !== 'Escape' && movement === null) return;
        event.preventDefault();
        event.stopPropagation();
        if (movement === null) onFinish(null, text, [0, 0]);
        else finish(event.currentTarget.value, movement);
      }}
    />
  );
}

/** Where the cursor goes after the key that ends an edit; null when the key does not end it. */
export function movementOf(key: string, shift: boolean): readonly [-1 | 0 | 1, -1 | 0 | 1] | null {
  if (key === 'Enter') return [0, shift ? -1 : 1];
  if (key === 'Tab') return [shift ? -1 : 1, 0];
  return null;
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
