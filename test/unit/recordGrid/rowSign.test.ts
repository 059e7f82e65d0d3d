import { expect, test } from 'vitest';
import { changeStates } from '../../../domain/operation.ts';
import { localIdOf } from '../../../domain/localId.ts';
import { rowSign } from '../../../renderer/components/recordGrid/rowSign.ts';

test('every state of a row has a sign of its own, and a new row says that it is new in each of them', () => {
  const signs = (id: string): readonly string[] => changeStates.map((state) => rowSign({ id }, state));
  expect(signs('42')).toEqual(['', '●', '↑', '!', '≠']);
  expect(signs(localIdOf('42'))).toEqual(['+', '+', '+↑', '+!', '+≠']);
  expect(rowSign(undefined, 'clean')).toBe('');
});
