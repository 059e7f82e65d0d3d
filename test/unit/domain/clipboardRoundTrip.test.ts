import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../../domain/pasteBlock.ts';
import { parseTsv, serialiseTsv } from '../../../domain/tsv.ts';
import { excelReads, excelWrites, sheetsWrites } from './spreadsheetClipboard.ts';

const telling = [
  '',
  ' ',
  '  two before and after  ',
  '"',
  '""',
  '"quoted"',
  '"Bob" Smith',
  '5" pipe',
  '"never closed',
  'tab\tin it',
  'two\nlines',
  'two\r\nlines',
  'ends in a break\n',
  '"quoted"\nand broken',
  '=1+1',
  '+1 555 0100',
  '-1',
  '@SUM(A1)',
  "'00123",
  '00012345',
  '1E5',
  '123456789012345',
  'עברית משמאל',
  'مرحبا "بك"',
  '🙂👩‍👩‍👧‍👦🏳️‍🌈',
  'e\u0301 \u200F\u202E\u2066',
  '\u0000\u0007\uFEFF',
  '\uD800',
  '\u2028\u2029\u0085\u000B\u000C',
];
const cell = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...telling) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 2, arbitrary: fc.stringMatching(/^["\t\r\na ]{0,8}$/) },
);
/** Every row as wide as the first, as a sheet copies them. */
const block = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 6 }))
  .chain(([width, height]) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
      minLength: height,
      maxLength: height,
    }),
  );
const long = fc
  .tuple(cell, cell)
  .map(([filling, last]) => filling.padEnd(10_000 - last.length, filling === '' ? 'x' : filling) + last);

/** A cell of Excel breaks its lines with LF alone, and a block is at least one cell. */
const excelBlock = block.map((rows) => rows.map((row) => row.map((text) => text.replaceAll('\r', ''))));

describe('what a sheet copies', () => {
  it('is pasted again as it was, whatever it holds', () => {
    fc.assert(
      fc.property(block, (rows) => {
        expect(parseTsv(serialiseTsv(rows))).toEqual(rows);
      }),
      {
        numRuns: 2_000,
      },
    );
  });

  it('is pasted again with cells of 10,000 characters', () => {
    fc.assert(
      fc.property(fc.array(long, { minLength: 1, maxLength: 3 }), cell, (cells, other) => {
        const rows = [cells, cells.map(() => other)];
        expect(parseTsv(serialiseTsv(rows))).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  it('is read by Excel cell by cell, quotes and line breaks and all', () => {
    fc.assert(
      fc.property(block, (rows) => {
        expect(excelReads(serialiseTsv(rows))).toEqual(rows);
      }),
      {
        numRuns: 2_000,
      },
    );
  });
});

describe('what a spreadsheet copies', () => {
  const from: Readonly<Record<string, (rows: Block) => string>> = {
    Excel: excelWrites,
    // Without a line break at the end an empty last row of one column cannot be told from none.
    'Google Sheets': (rows) =>
      rows.at(-1)?.join('') === '' ? `${sheetsWrites(rows)}\n` : sheetsWrites(rows),
  };
  for (const [program, write] of Object.entries(from)) {
    it(`is read as it was in ${program}, wherever ${program} itself could read it again`, () => {
      let read = 0;
      fc.assert(
        fc.property(excelBlock, (rows) => {
          const text = write(rows);
          if (JSON.stringify(excelReads(text)) !== JSON.stringify(rows)) return;
          read += 1;
          expect(parseTsv(text)).toEqual(rows);
        }),
        { numRuns: 2_000 },
      );
      // The condition leaves enough to say something.
      expect(read).toBeGreaterThan(300);
    });
  }

  it('is read where Excel itself would lose it: a quote at the beginning is only a character', () => {
    const rows = [
      ['"Bob" Smith', '1'],
      ['"never closed', '2'],
      ['5" pipe', '3'],
    ];
    expect(excelReads(excelWrites(rows))).not.toEqual(rows);
    expect(parseTsv(excelWrites(rows))).toEqual(rows);
  });

  it('cannot be told apart where a whole cell stands in quotes: they are taken for the wrapping, as Excel does', () => {
    expect(parseTsv(excelWrites([['"quoted"', 'x']]))).toEqual([['quoted', 'x']]);
    expect(excelReads(excelWrites([['"quoted"', 'x']]))).toEqual([['quoted', 'x']]);
  });

  it('keeps ids as text: leading zeros, fifteen digits, what looks like a power of ten', () => {
    const rows = [['00012345', '123456789012345', '1E5', '-1', '=1+1']];
    for (const write of [excelWrites, sheetsWrites]) expect(parseTsv(write(rows))).toEqual(rows);
  });
});
