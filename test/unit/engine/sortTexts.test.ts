import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareTexts, sortedByText } from '../../../main/engine/store/vectors/sortTexts.ts';
import { atOnce } from '../../../main/engine/slices.ts';

function sorted(texts: readonly string[]): readonly string[] {
  const codes = Uint32Array.from(texts, (_, code) => code);
  const { order, differs } = atOnce(sortedByText(codes, texts));
  const inOrder = Array.from(order, (code) => texts[code] ?? '');
  expect([...differs]).toEqual(inOrder.map((text, at) => (at > 0 && inOrder[at - 1] === text ? 0 : 1)));
  return inOrder;
}

const wide = fc.array(fc.string({ unit: 'binary', maxLength: 30 }), { maxLength: 900 });
const alike = fc.array(fc.stringMatching(/^(WN|wn|AB-2026-)[01ß😀]{0,24}$/u), { maxLength: 1_500 });

test('texts are sorted as comparing them would, whatever they hold and however much they share', () => {
  fc.assert(
    fc.property(fc.oneof(wide, alike), (texts) => {
      expect(sorted(texts)).toEqual(texts.toSorted(compareTexts));
    }),
    { numRuns: 150 },
  );
});

test('many that share long beginnings, repeat, end early or are empty', () => {
  const texts = Array.from({ length: 5_000 }, (_, index) => {
    const day = String((index * 7_919) % 28).padStart(2, '0');
    const beginning = 'the same long beginning of all '.repeat(index % 3);
    return index % 11 === 0 ? beginning : `${beginning}2026-0${index % 9}-${day}T${index % 500}Z`;
  });
  expect(sorted(texts)).toEqual(texts.toSorted(compareTexts));
});

test('only the codes that are given are sorted', () => {
  const texts = ['d', 'a', 'c', 'b'];
  expect([...atOnce(sortedByText(Uint32Array.of(3, 0, 1), texts)).order]).toEqual([1, 3, 0]);
  expect([...atOnce(sortedByText(new Uint32Array(0), texts)).order]).toEqual([]);
});
