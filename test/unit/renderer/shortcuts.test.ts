import { expect, test } from 'vitest';
import { commandOf, keyWords, keysOf, shortcuts } from '../../../preload/contract/shortcuts.ts';
import type { KeyPress } from '../../../preload/contract/shortcuts.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});
const ctrl = { ctrlKey: true };

test('no two commands share a key', () => {
  const all = shortcuts.flatMap(({ keys }) => [...keys]);
  expect(new Set(all).size).toBe(all.length);
});

test('a press finds its command, on either system', () => {
  expect(commandOf(press('Enter', ctrl))).toBe('send');
  expect(commandOf(press('Enter', { metaKey: true }))).toBe('send');
  expect(commandOf(press('z', ctrl))).toBe('undo');
  expect(commandOf(press('Z', { ...ctrl, shiftKey: true }))).toBe('redo');
  expect(commandOf(press('y', ctrl))).toBe('redo');
  expect(commandOf(press('s', ctrl))).toBe('reassure');
  expect(commandOf(press('S', { ...ctrl, shiftKey: true }))).toBe('show-tray');
  expect(commandOf(press('3', ctrl))).toBe('show-tray');
  expect(commandOf(press('F5'))).toBe('sync-now');
  expect(commandOf(press('ArrowLeft', { altKey: true }))).toBe('back');
});

test('a sign is the same whether Shift is needed to type it', () => {
  expect(commandOf(press('/', ctrl))).toBe('show-keys');
  expect(commandOf(press('/', { ...ctrl, shiftKey: true }))).toBe('show-keys');
});

test('keys of the sheet and of text are left alone', () => {
  for (const key of ['Enter', 'F2', 'Delete', 'Tab', 'z', '3']) expect(commandOf(press(key))).toBeNull();
  for (const key of ['c', 'v', 'x', 'a', 'd', 'Home', 'End']) expect(commandOf(press(key, ctrl))).toBeNull();
  expect(commandOf(press('1', { ...ctrl, shiftKey: true }))).toBeNull();
  expect(commandOf(press('z', { ...ctrl, altKey: true }))).toBeNull();
});

test('keys are named as on the keyboard', () => {
  expect(keyWords('Mod+Shift+Z', false)).toBe('Ctrl+Shift+Z');
  expect(keyWords('Mod+Shift+Z', true)).toBe('⌘⇧Z');
  expect(keyWords('Alt+ArrowLeft', false)).toBe('Alt+←');
  expect(keysOf('send')).toBe('Mod+Enter');
  expect(keysOf('export-unsent')).toBeNull();
});
