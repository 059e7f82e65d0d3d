import { expect, test } from 'vitest';
import { fitText } from '../../../renderer/components/recordGrid/fitText.ts';

/** A canvas on which every letter is so wide; counts what it is asked to measure. */
function canvas(letter: number) {
  let measured = 0;
  return {
    get measured() {
      return measured;
    },
    measureText(text: string) {
      measured += 1;
      return { width: text.length * letter };
    },
  };
}

test('a text that fits stays, a longer one ends with an ellipsis, and only its first line is shown', () => {
  const ctx = canvas(10);
  expect(fitText(ctx, 'ten', 'anderson', 80)).toBe('anderson');
  expect(fitText(ctx, 'ten', 'anderson', 79)).toBe('anders…');
  expect(fitText(ctx, 'ten', 'term life insurance', 60)).toBe('term…');
  expect(fitText(ctx, 'ten', 'one\ntwo', 200)).toBe('one…');
  expect(fitText(ctx, 'ten', 'x'.repeat(600), 100_000)).toBe(`${'x'.repeat(500)}…`);
});

test('is remembered for its width and font, and for no other', () => {
  const wide = canvas(10);
  const narrow = canvas(5);
  expect(fitText(wide, 'wide font', 'commission level', 90)).toBe('commissi…');
  const { measured } = wide;
  expect(fitText(wide, 'wide font', 'commission level', 90)).toBe('commissi…');
  expect(wide.measured).toBe(measured);
  expect(fitText(narrow, 'narrow font', 'commission level', 90)).toBe('commission level');
  expect(fitText(wide, 'wide font', 'commission level', 50)).toBe('comm…');
  // Back at the first width, as when columns are drawn one after the other.
  expect(fitText(wide, 'wide font', 'commission level', 90)).toBe('commissi…');
});

test('goes on when more texts and widths were drawn than are remembered', () => {
  const ctx = canvas(10);
  for (let index = 0; index < 9_000; index += 1)
    expect(fitText(ctx, 'many', `number ${index}`, 60)).toBe('numbe…');
  for (let width = 0; width < 200; width += 1)
    expect(fitText(ctx, 'many', 'anderson', 80 + width)).toBe('anderson');
});
