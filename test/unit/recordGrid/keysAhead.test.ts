import { describe, expect, it } from 'vitest';
import { editEnd } from '../../../renderer/components/recordGrid/editEnd.ts';
import { KeysAhead } from '../../../renderer/components/recordGrid/keysAhead.ts';
import type { Press } from '../../../renderer/components/recordGrid/keysAhead.ts';

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe('keys pressed before the editor is there', () => {
  it('are kept in order, with the key that ends the edit', () => {
    const keys = new KeysAhead();
    keys.opening();
    for (const key of ['0', '4', '7', 'x']) expect(keys.keep(press(key))).toBe(true);
    expect(keys.keep(press('Backspace'))).toBe(true);
    expect(keys.keep(press('Tab', { shiftKey: true }))).toBe(true);
    expect(keys.keep(press('9'))).toBe(true);
    const end = { key: 'Tab', ctrlKey: false, metaKey: false, shiftKey: true };
    expect(keys.taken()).toEqual({ text: '047', end });
  });

  it('are the editor’s also where it opens only once the row of its cell is read', () => {
    const keys = new KeysAhead();
    keys.opening();
    for (const key of ['0', '7']) keys.keep(press(key));
    const before = keys.taken();
    keys.opening();
    keys.kept(before);
    keys.keep(press('8'));
    expect(keys.taken()).toEqual({ text: '078', end: null });
  });

  it('belong to the sheet when no editor is opening, and again once it took over', () => {
    const keys = new KeysAhead();
    expect(keys.keep(press('a'))).toBe(false);
    keys.opening();
    keys.taken();
    expect(keys.keep(press('a'))).toBe(false);
    expect(keys.taken()).toEqual({ text: '', end: null });
  });

  it('stay kept while an editor is drawn that is given up and drawn anew', () => {
    const keys = new KeysAhead();
    keys.opening();
    keys.keep(press('S'));
    expect(keys.soFar()).toEqual({ text: 'S', end: null });
    // The next key comes while it is drawn: it is still the editor's, not the sheet's.
    expect(keys.keep(press('u'))).toBe(true);
    expect(keys.soFar().text).toBe('Su');
    expect(keys.taken().text).toBe('Su');
    expect(keys.keep(press('b'))).toBe(false);
  });

  it('are the editor’s also where they only move in it', () => {
    const keys = new KeysAhead();
    keys.opening();
    for (const key of ['4', 'ArrowLeft', 'Shift', '7']) expect(keys.keep(press(key))).toBe(true);
    expect(keys.taken()).toEqual({ text: '47', end: null });
  });

  it('end the edit for all that is selected where it is Ctrl+Enter', () => {
    const keys = new KeysAhead();
    keys.opening();
    expect(keys.keep(press('7'))).toBe(true);
    expect(keys.keep(press('Enter', { ctrlKey: true }))).toBe(true);
    const { text, end } = keys.taken();
    expect(text).toBe('7');
    expect(end === null ? null : editEnd(end)).toEqual({ movement: [0, 0], everywhere: true });
  });

  it('are no longer waited for after a shortcut, which is for the sheet', () => {
    const keys = new KeysAhead();
    keys.opening();
    expect(keys.keep(press('Control', { ctrlKey: true }))).toBe(false);
    expect(keys.keep(press('4'))).toBe(true);
    expect(keys.keep(press('z', { ctrlKey: true }))).toBe(false);
    expect(keys.keep(press('7'))).toBe(false);
  });

  it('belong to the sheet again once it is asked for something else, and what was kept is still the editor’s', () => {
    const keys = new KeysAhead();
    keys.opening();
    expect(keys.keep(press('4'))).toBe(true);
    keys.givenUp();
    expect(keys.keep(press('7'))).toBe(false);
    expect(keys.taken()).toEqual({ text: '4', end: null });
  });
});
