import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findNpns, isNpn } from '../../../domain/npnFinder.ts';

const npns = (text: string): readonly string[] => findNpns(text).found.map(({ npn }) => npn);
const doubts = (text: string): readonly string[] => findNpns(text).doubtful.map(({ text: found }) => found);

describe('NPNs in a column', () => {
  it('takes every number of a plain column, whatever its length, with leading zeros', () => {
    expect(npns('15645555\n0019855109\n12345\n')).toEqual(['15645555', '0019855109', '12345']);
  });

  it('takes the column under the heading NPN and no other', () => {
    const pasted = 'Name\tPhone\tNPN\nAda\t5125550100\t15645555\nBob\t5125550101\t19855109';
    expect(npns(pasted)).toEqual(['15645555', '19855109']);
  });

  it('reads semicolons, commas, quotes and the apostrophe by which spreadsheets mark text', () => {
    expect(npns('"National Producer Number";"State"\n"15645555";"TX"\n\'19855109;CA')).toEqual([
      '15645555',
      '19855109',
    ]);
    expect(npns('npn,level\n15645555,Street')).toEqual(['15645555']);
  });

  it('says what a spreadsheet did to a number instead of guessing', () => {
    const { found, doubtful } = findNpns(
      'NPN\n1.5645E+07\n19855109.0\n15 645 555\nunknown\n1234567890123456',
    );
    expect(found).toEqual([]);
    expect(doubtful.map(({ text, line, npn }) => [text, line, npn])).toEqual([
      ['1.5645E+07', 2, null],
      ['19855109.0', 3, '19855109'],
      ['15 645 555', 4, '15645555'],
      ['unknown', 5, null],
      ['1234567890123456', 6, null],
    ]);
    expect(doubtful[0]?.why).toContain('power of ten');
    expect(doubtful[4]?.why).toContain('at most 15 digits');
  });

  it('counts a number that stands there again, and names it once', () => {
    expect(findNpns('15645555\n19855109\n15645555').found).toEqual([
      { npn: '15645555', line: 1, repeats: 1, because: 'column' },
      { npn: '19855109', line: 2, repeats: 0, because: 'column' },
    ]);
  });
});

describe('NPNs in an e-mail', () => {
  const mail = `Hi Dana,
please contract these for Acme Life (NAIC 12345) from 11/21/2026 at 85%:
 - Ada Lovelace, NPN 15645555, Austin TX 78701, tel. 512 555 0100
 - Bob Byron (NPN: 19855109), cell (512) 555-0101, SSN 123-45-6789
 - and 20111222 from Reno, EIN 12-3456789, first premium $1,250,000.00
Policy POL-99887766 is separate. Regards, 2026-11-20`;

  it('finds those behind the letters NPN and those of the usual length, and nothing else', () => {
    expect(npns(mail)).toEqual(['15645555', '19855109', '20111222']);
    expect(doubts(mail)).toEqual([]);
  });

  it('says the line and the reason', () => {
    expect(findNpns(mail).found.map(({ line, because }) => [line, because])).toEqual([
      [3, 'label'],
      [4, 'label'],
      [5, 'length'],
    ]);
  });

  it('takes several behind one label', () => {
    expect(npns('NPNs 15645555, 19855109 and 20111222 please')).toEqual(['15645555', '19855109', '20111222']);
  });

  it('asks about numbers that may be something else', () => {
    const { found, doubtful } = findNpns('See 78701 and 123456789 and 5125550100 about 15645555.');
    expect(found.map(({ npn }) => npn)).toEqual(['15645555']);
    expect(doubtful.map(({ npn }) => npn)).toEqual(['78701', '123456789', '5125550100']);
    expect(doubtful.every(({ why }) => why.endsWith('.'))).toBe(true);
  });

  it('does not ask about a number that is known to be an NPN from elsewhere in the text', () => {
    expect(doubts('NPN 123456789 ... again 123456789')).toEqual([]);
  });
});

describe('whatever is pasted', () => {
  it('takes nothing longer than an NPN for one, whatever stands before it', () => {
    const { found, doubtful } = findNpns('NPN 123456789012345678901234567890 and NPN 15645555');
    expect(found.map(({ npn }) => npn)).toEqual(['15645555']);
    expect(doubtful).toMatchObject([{ npn: null, why: expect.stringContaining('at most 15 digits') }]);
  });

  it('reads one very long line of numbers without standing still', () => {
    const line = `see ${Array.from({ length: 60_000 }, (_, index) => index % 7).join(',')} 15645555`;
    expect(npns(line)).toEqual(['15645555']);
  });

  it('answers only numbers that stand in the text and can be NPNs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        for (const { npn, line } of findNpns(text).found) {
          expect(isNpn(npn)).toBe(true);
          expect(text.split(/\r\n|\r|\n/)[line - 1]).toContain(npn);
        }
      }),
    );
  });

  it('finds every NPN of a list however its lines end', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[1-9]\d{5,7}$/), { minLength: 2, maxLength: 50 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        (list, ending) => {
          expect(npns(list.join(ending))).toEqual(list);
        },
      ),
    );
  });
});
