import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { atOnce } from '../../../main/engine/slices.ts';
import { holds, holdsNot, signOf, TextSigns, unknown } from '../../../main/engine/store/vectors/textSigns.ts';

/** So many that their signs are kept. */
const padding = Array.from({ length: 12_000 }, (_, index) => `wn${index}`);

function verdicts(
  texts: readonly string[],
  word: string,
): { readonly any: boolean; readonly of: Uint8Array } {
  const signs = new TextSigns();
  const all = [...texts, ...padding];
  atOnce(signs.read(all));
  expect(signs.known).toBe(all.length);
  const of = new Uint8Array(texts.length);
  return { any: signs.sort(signOf(word), of, 0, texts.length), of };
}

const word = fc.oneof(fc.string({ minLength: 1, maxLength: 4 }), fc.string({ unit: 'binary', minLength: 1 }));
const text = fc.oneof(fc.string({ maxLength: 30 }), fc.string({ unit: 'binary', maxLength: 10 }));

test('what signs say of a text is true, whatever is in it and whatever is looked for', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 20 }), word, fc.nat(), (texts, looked, place) => {
      const given = [...texts, `${texts[0] ?? ''}${looked}${texts[1] ?? ''}`];
      const part = given.at(-1)?.slice(place % 3, (place % 3) + 2) ?? '';
      for (const one of [looked, part === '' ? looked : part]) {
        const { any, of } = verdicts(given, one);
        given.forEach((each, code) => {
          if (of[code] !== unknown)
            expect([each, one, of[code] === holds]).toEqual([each, one, each.includes(one)]);
        });
        expect(any).toBe(of.some((verdict) => verdict !== holdsNot));
      }
    }),
    { numRuns: 60 },
  );
});

test('a letter or digit alone needs no look at the text, and most others are passed over', () => {
  const texts = ['jan 5, 2026', 'anderson', 'term life', 'wn-12345', ''];
  expect([...verdicts(texts, 'a').of]).toEqual([holds, holds, holdsNot, holdsNot, holdsNot]);
  expect([...verdicts(texts, '5').of]).toEqual([holds, holdsNot, holdsNot, holds, holdsNot]);
  expect([...verdicts(texts, 'term').of]).toEqual([holdsNot, holdsNot, unknown, holdsNot, holdsNot]);
  expect(verdicts(texts, 'zz').any).toBe(false);
});

test('few texts have none; texts that came later are read when it is asked for again', () => {
  const signs = new TextSigns();
  atOnce(signs.read(['a', 'b']));
  expect(signs.known).toBe(0);
  const texts = [...padding];
  const early = signs.read(texts);
  expect(early.next().done).toBe(false);
  texts.push(...Array.from({ length: 9_000 }, () => 'late'));
  // Begun and given up.
  expect(signs.read(texts).next().done).toBe(false);
  atOnce(early);
  expect(signs.known).toBe(padding.length);
  const none = new Uint8Array(padding.length);
  expect(signs.sort(signOf('w'), none, 0, padding.length)).toBe(true);
  expect(none.every((verdict) => verdict === holds)).toBe(true);
  atOnce(signs.read(texts));
  expect(signs.known).toBe(texts.length);
  const of = new Uint8Array(texts.length);
  expect(signs.sort(signOf('e'), of, 0, texts.length)).toBe(true);
  expect([of[0], of[texts.length - 1]]).toEqual([holdsNot, holds]);
});
