import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine, csvText, defused, plainCell } from '../../../domain/csv.ts';

/** A strict reader of RFC 4180, only to prove the writer. */
function read(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let inQuotes = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (inQuotes) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else inQuotes = false;
    } else if (sign === '"' && cell === '') inQuotes = true;
    else if (sign === ',') {
      row.push(cell);
      cell = '';
    } else if (sign === '\r' && text[at + 1] === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
      at += 1;
    } else cell += sign;
  }
  return rows;
}

describe('csv', () => {
  it('quotes only what needs it', () => {
    expect(csvLine(['a', 'b c', 'd,e', 'say "hi"', 'two\nlines', ' edge'])).toBe(
      'a,b c,"d,e","say ""hi""","two\nlines"," edge"\r\n',
    );
  });

  it('defuses what a spreadsheet would run', () => {
    for (const text of ['=1+1', '+1', '-cmd', '@SUM(A1)', ' =1', '\t=1', '\r=1', '\nx'])
      expect(defused(text)).toBe(`'${text}`);
    for (const text of ['', 'plain', '-12.50', '00123', 'a=b', '5-3']) expect(defused(text)).toBe(text);
  });

  it('keeps ids as they are, and says that it is UTF-8', () => {
    const text = csvText(['id'], [['000123456789012345678']]);
    expect(text).toBe('\uFEFFid\r\n000123456789012345678\r\n');
  });

  it('gives back any cells when read again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 5 }), { minLength: 1 }),
        (rows) => {
          const back = read(rows.map(csvLine).join('')).map((row) => row.map(plainCell));
          expect(back).toEqual(rows);
        },
      ),
    );
  });
});
