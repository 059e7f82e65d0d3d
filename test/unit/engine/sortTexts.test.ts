import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareTexts, sortedByText } from '../../../main/engine/store/vectors/sortTexts.ts';
import { atOnce } from '../../../main/engine/slices.ts';

/** In lower case, as they are compared. */
function sorted(texts: readonly string[]): readonly string[] {
  const codes = Uint32Array.from(texts, (_, code) => code);
  const { order, differs } = atOnce(sortedByText(codes, (code) => texts[code] ?? ''));
  const inOrder = Array.from(order, (code) => (texts[code] ?? '').toLowerCase());
  expect([...differs]).toEqual(inOrder.map((text, at) => (at > 0 && inOrder[at - 1] === text ? 0 : 1)));
  return inOrder;
}

function compared(texts: readonly string[]): readonly string[] {
  return texts.map((text) => text.toLowerCase()).sort(compareTexts);
}

/** Fewer are compared with each other directly. */
const many = { minLength: 501, maxLength: 1_500 } as const;
const wide = fc.array(fc.string({ unit: 'binary', maxLength: 30 }), many);
/** Capitals, and letters whose lower case is longer, another one at the end of a word, or of the plain ones. */
const cased = fc.array(fc.stringMatching(/^[aAbBzZ\u0130\u03a3\u212aÉé0@[`]{0,30}$/u), many);
const instants = fc.array(
  fc.stringMatching(
    /^202[0-6]-(0[1-9]|1[0-2])-[0-2][1-8]T[01]\d:[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|z|[+-]0[0-9]:[03]0)$/u,
  ),
  many,
);
const few = fc.array(fc.string({ unit: 'binary', maxLength: 5 }), { maxLength: 30 });
const alike = fc.array(fc.stringMatching(/^(WN|wn|AB-2026-)[01ß😀]{0,24}$/u), many);

test('texts are sorted as comparing them in lower case would, whatever they hold and share', () => {
  fc.assert(
    fc.property(fc.oneof(few, wide, alike, cased, instants), (texts) => {
      expect(sorted(texts)).toEqual(compared(texts));
    }),
    { numRuns: 60 },
  );
});

test('many that share long beginnings, repeat, end early or are empty', () => {
  const texts = Array.from({ length: 5_000 }, (_, index) => {
    const day = String((index * 7_919) % 28).padStart(2, '0');
    const beginning = 'the same long beginning of all '.repeat(index % 3);
    return index % 11 === 0 ? beginning : `${beginning}2026-0${index % 9}-${day}T${index % 500}Z`;
  });
  expect(sorted(texts)).toEqual(compared(texts));
});

test('only the codes that are given are sorted', () => {
  const textAt = (code: number): string => ['d', 'a', 'c', 'b'][code] ?? '';
  expect([...atOnce(sortedByText(Uint32Array.of(3, 0, 1), textAt)).order]).toEqual([1, 3, 0]);
  expect([...atOnce(sortedByText(new Uint32Array(0), textAt)).order]).toEqual([]);
});
