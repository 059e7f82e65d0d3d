import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvText, plainCell } from '../../../domain/csv.ts';
import { mostColumns } from '../../../domain/import/sourceTable.ts';
import type { Delimiter } from '../../../domain/import/sourceTable.ts';
import { decode } from '../../../main/engine/import/decode.ts';
import { guessDelimiter, readDelimited } from '../../../main/engine/import/delimited.ts';

function rowsOf(text: string, delimiter: Delimiter = ','): readonly (readonly string[])[] {
  return [...readDelimited(text, delimiter)].map((read) => {
    if (!read.ok) throw new Error(read.failure.code);
    return read.row.cells;
  });
}

function failureOf(text: string): string {
  for (const read of readDelimited(text, ',')) if (!read.ok) return read.failure.code;
  return 'none';
}

describe('tables as spreadsheets write them', () => {
  test('any line ends, quotes, line breaks and separators within cells', () => {
    expect(rowsOf('a,b\r\n"1,5","two\nlines"\n"say ""hi""",x\r')).toEqual([
      ['a', 'b'],
      ['1,5', 'two\nlines'],
      ['say "hi"', 'x'],
    ]);
    expect(rowsOf('npn;wn\n15645555;00123', ';')).toEqual([
      ['npn', 'wn'],
      ['15645555', '00123'],
    ]);
  });

  test('rows keep the numbers that a spreadsheet gives them, rows without values are left out', () => {
    const read = [...readDelimited('a,b\n\n , \n1,2\n', ',')];
    expect(read.map((one) => (one.ok ? one.row.row : 0))).toEqual([1, 4]);
  });

  test('a quote in the middle of a cell is a character; text behind a closing quote is marked', () => {
    expect(rowsOf('5" pipe,x')).toEqual([['5" pipe', 'x']]);
    const [read] = readDelimited('"Bob" Smith,x', ',');
    expect(read).toMatchObject({ ok: true, row: { cells: ['Bob Smith', 'x'], kinds: 'qq' } });
  });

  test('a quote that is never closed is named by its row', () => {
    const last = [...readDelimited('a,b\n1,"two\n3,4\n', ',')].at(-1);
    expect(last).toMatchObject({ ok: false, failure: { code: 'quote-not-closed' } });
    expect(last?.ok === false && last.failure.message).toContain('Row 2');
  });

  test('fifty megabytes without a line end are answered with a sentence', () => {
    expect(failureOf('x'.repeat(50_000_000))).toBe('cell-too-long');
    expect(failureOf(`"${'x'.repeat(50_000_000)}`)).toBe('quote-not-closed');
    expect(failureOf(`"${'""'.repeat(25_000_000)}"`)).toBe('cell-too-long');
    expect(failureOf(','.repeat(50_000_000))).toBe('too-many-columns');
  });

  test('five hundred columns are read, one more is not', () => {
    const wide = (count: number): string =>
      Array.from({ length: count }, (_, index) => `c${index}`).join(',');
    expect(rowsOf(wide(mostColumns))[0]).toHaveLength(mostColumns);
    expect(failureOf(wide(mostColumns + 1))).toBe('too-many-columns');
  });
});

test.each([
  ['npn,name\n1,"Smith, J"\n2,Lee', ','],
  ['npn;share\n1;1,5\n2;2,5\n', ';'],
  ['npn\tname\n1\tSmith, J\n2\tLee, K', '\t'],
  ['npn|name\n1|a\n2|b', '|'],
  ['15645555\n15645556', ','],
] as const)('tells the separator of %j', (text, delimiter) => {
  expect(guessDelimiter(text)).toBe(delimiter);
});

describe('encodings', () => {
  const words = 'Zoë,Müller,“O’Neill”';
  const utf16 = (little: boolean, mark: boolean): Uint8Array => {
    const text = mark ? `\uFEFF${words}` : words;
    const bytes = new Uint8Array(text.length * 2);
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), little);
    return bytes;
  };
  const windows = Uint8Array.from([0x5a, 0x6f, 0xeb, 0x2c, 0x93, 0x4f, 0x92, 0x4e, 0x94]);

  test('are told by their marks, by the zeros of UTF-16, and by being valid', () => {
    expect(decode(new TextEncoder().encode(words))).toMatchObject({ encoding: 'utf-8', text: words });
    for (const mark of [true, false]) {
      expect(decode(utf16(true, mark))).toMatchObject({ encoding: 'utf-16le', text: words });
      expect(decode(utf16(false, mark))).toMatchObject({ encoding: 'utf-16be', text: words });
    }
    expect(decode(windows)).toMatchObject({ encoding: 'windows-1252', text: 'Zoë,“O’N”' });
  });

  test('a wrong one says how many characters it cannot read; bytes that are no text are refused', () => {
    expect(decode(windows, 'utf-8')).toMatchObject({ unreadable: 4 });
    expect(decode(Uint8Array.from([0, 1, 2, 0, 0, 7, 9, 0]))).toBeNull();
  });
});

test('whatever is written as CSV is read back cell by cell', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({
      unit: fc.constantFrom('"', ',', '\n', '\r', '\t', ';', "'", '=', '+', '-', '@', ' ', 'ا', '👩‍👩‍👧', '0'),
    }),
    fc.constantFrom(
      '=HYPERLINK("http://x")',
      '00123',
      '1E5',
      '123456789012345',
      '-5',
      "'quoted",
      'x'.repeat(10_000),
    ),
  );
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { maxLength: 6 }), (rows) => {
      const full = rows.filter((row) => row.some((text) => text.trim() !== ''));
      const read = rowsOf(csvText(['a', 'b', 'c'], full)).slice(1);
      expect(read.map((row) => row.map(plainCell))).toEqual(full);
    }),
    { numRuns: 100 },
  );
});
