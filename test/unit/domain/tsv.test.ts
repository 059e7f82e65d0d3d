import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTsv, readTsv, serialiseTsv } from '../../../domain/tsv.ts';

describe('clipboard text', () => {
  it('reads cells, rows and the line breaks of every system', () => {
    expect(parseTsv('a\tb\nc\td')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(parseTsv('a\r\nb\r\n')).toEqual([['a'], ['b']]);
    expect(parseTsv('a\rb')).toEqual([['a'], ['b']]);
    expect(parseTsv('')).toEqual([]);
  });

  it('keeps empty cells, blank rows and ragged rows', () => {
    expect(parseTsv('a\t\t\nb\n\nc')).toEqual([['a', '', ''], ['b'], [''], ['c']]);
  });

  it('reads quoted cells with tabs, line breaks and doubled quotes', () => {
    expect(parseTsv('"a\tb"\t"two\r\nlines"\n"say ""hi"""')).toEqual([
      ['a\tb', 'two\r\nlines'],
      ['say "hi"'],
    ]);
  });

  it('takes a quote that is only a character literally', () => {
    expect(parseTsv('"Bob" Smith\t5" pipe\n"never closed\tx')).toEqual([
      ['"Bob" Smith', '5" pipe'],
      ['"never closed', 'x'],
    ]);
  });

  it('never changes ids', () => {
    expect(parseTsv('00012345\t1E5\t123456789012345')).toEqual([['00012345', '1E5', '123456789012345']]);
  });

  it('gives back any block that was copied', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^["\t\r\na]{0,6}$/),
      fc.constantFrom('', '"', '""', '\t', '\n', '\r\n', '=1+1', 'עברית', '🙂'),
    );
    const block = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(block, (rows) => {
        expect(parseTsv(serialiseTsv(rows))).toEqual(rows);
      }),
    );
  });

  it('reads 100,000 rows without recursion or splitting the text again and again', () => {
    const text = serialiseTsv(
      Array.from({ length: 100_000 }, (_, row) => [`${row}`, 'x "y"', 'line\nbreak']),
    );
    expect(parseTsv(text)).toHaveLength(100_000);
  });

  it('can be read in slices, between which something else has its turn', () => {
    const text = serialiseTsv(Array.from({ length: 40_000 }, (_, row) => [`NPN ${row}`, `"${row}"`]));
    const reading = readTsv(text);
    let slices = 1;
    let step = reading.next();
    for (; step.done !== true; step = reading.next()) slices += 1;
    expect(slices).toBeGreaterThan(2);
    expect(step.value).toEqual(parseTsv(text));
  });
});
