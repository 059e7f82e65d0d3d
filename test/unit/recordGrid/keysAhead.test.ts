import { describe, expect, it } from 'vitest';
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
    const keys = new KeysAhead(() => 0);
    keys.opening();
    for (const key of ['0', '4', '7', 'x']) expect(keys.keep(press(key))).toBe(true);
    expect(keys.keep(press('Backspace'))).toBe(true);
    expect(keys.keep(press('Tab', { shiftKey: true }))).toBe(true);
    expect(keys.keep(press('9'))).toBe(true);
    expect(keys.taken()).toEqual({ text: '047', end: { key: 'Tab', shift: true } });
  });

  it('belong to the sheet when no editor is opening, and again once it took over', () => {
    const keys = new KeysAhead(() => 0);
    expect(keys.keep(press('a'))).toBe(false);
    keys.opening();
    keys.taken();
    expect(keys.keep(press('a'))).toBe(false);
    expect(keys.taken()).toEqual({ text: '', end: null });
  });

  it('leave shortcuts and arrows alone', () => {
    const keys = new KeysAhead(() => 0);
    keys.opening();
    expect(keys.keep(press('z', { ctrlKey: true }))).toBe(false);
    expect(keys.keep(press('ArrowDown'))).toBe(false);
  });

  it('are given up when the editor never appears', () => {
    let now = 0;
    const keys = new KeysAhead(() => now);
    keys.opening();
    now = 2_001;
    expect(keys.keep(press('a'))).toBe(false);
  });
});
