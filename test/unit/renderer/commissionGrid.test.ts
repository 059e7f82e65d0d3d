import { describe, expect, it, test } from 'vitest';
import type { GridLevel } from '../../../domain/commissionGrid/grid.ts';
import { cellStates, cellText, cellWords } from '../../../renderer/screens/commissionGrid/cells.ts';
import {
  freshLine,
  isBlank,
  pasteLines,
  usualFields,
  withText,
} from '../../../renderer/screens/commissionGrid/levelLines.ts';
import { moved } from '../../../renderer/screens/commissionGrid/matrixKeys.ts';

describe('a block pasted into the lines of new levels', () => {
  const at = (field: string, line = 0): { readonly line: number; readonly field: string } => ({
    line,
    field,
  });

  it('lands from the box it is pasted into, to the right and down, and makes lines as it needs them', () => {
    const pasted = pasteLines(
      [freshLine],
      usualFields,
      at('name'),
      'GA\tpercent\t105\t80\tTX, OK\nMGA\t\t$250\n',
    );
    expect(pasted).toEqual({
      lines: [
        {
          name: 'GA',
          type: 'Percent',
          firstYearValue: '105',
          level: '80',
          administrativeDivisions: 'TX, OK',
        },
        { name: 'MGA', type: 'Dollar', firstYearValue: '$250' },
      ],
      fields: usualFields,
      leftOut: null,
    });
    const lower = pasteLines(pasted?.lines ?? [], usualFields, at('level', 1), '90\tNM\n91\tAZ');
    expect(lower?.lines.map(({ level }) => level)).toEqual(['80', '90', '91']);
    expect(lower?.lines[1]).toMatchObject({ name: 'MGA', type: 'Dollar' });
  });

  it('follows its headings, in any order, and shows the columns they name', () => {
    const text = 'First-year value\tLevel name\tuser defined 3\tNotes\n105%\tGA\tMarch\tcall first';
    const pasted = pasteLines([freshLine], usualFields, at('states'), text);
    expect(pasted?.lines).toEqual([
      { type: 'Percent', firstYearValue: '105%', name: 'GA', userDefined3: 'March' },
    ]);
    expect(pasted?.fields).toEqual([...usualFields, 'userDefined3']);
    expect(pasted?.leftOut).toBe('Columns that no field here stands for were left out.');
  });

  it('keeps what is no type in sight, to be refused by name', () => {
    const pasted = pasteLines([freshLine], usualFields, at('name'), 'GA\tShare\t5');
    expect(pasted?.lines[0]).toMatchObject({ type: 'Share' });
  });

  it('takes no more lines than one gesture may have, and says how many it left out', () => {
    const text = Array.from({ length: 230 }, (_, index) => `Level ${index}\tPercent`).join('\n');
    const pasted = pasteLines([freshLine], usualFields, at('name'), text);
    expect(pasted?.lines).toHaveLength(200);
    expect(pasted?.leftOut).toBe('At most 200 levels fit here; 30 below that were left out.');
  });

  it('leaves a single text to the box itself', () => {
    expect(pasteLines([freshLine], usualFields, at('name'), 'GA')).toBeNull();
    expect(pasteLines([freshLine], usualFields, at('name'), '\n\n')).toBeNull();
  });
});

test('a sign typed with the value says its type, and a type alone does not make a line', () => {
  const typed = withText([freshLine], 0, 'firstYearValue', '$250');
  expect(typed).toEqual([{ type: 'Dollar', firstYearValue: '$250' }]);
  expect(withText(typed, 0, 'firstYearValue', '250')).toEqual([{ type: 'Dollar', firstYearValue: '250' }]);
  expect([freshLine, { type: 'Number', name: ' ' }, ...typed].map(isBlank)).toEqual([true, true, false]);
});

test('keys move within the laid-out grid and stop at its edges', () => {
  const size = { rows: 40, columns: 13, page: 10 };
  const go = (row: number, column: number, key: string, ctrl = false): unknown => {
    const place = moved({ row, column }, key, ctrl, size);
    return place === null ? null : [place.row, place.column];
  };
  expect(go(0, 0, 'ArrowUp')).toEqual([0, 0]);
  expect(go(0, 12, 'ArrowRight')).toEqual([0, 12]);
  expect(go(3, 4, 'ArrowDown')).toEqual([4, 4]);
  expect(go(35, 4, 'PageDown')).toEqual([39, 4]);
  expect(go(3, 4, 'Home')).toEqual([3, 0]);
  expect(go(3, 4, 'End', true)).toEqual([39, 12]);
  expect(go(3, 4, 'Enter')).toBeNull();
});

test('a cell says what it pays in short, and all of it to those who hear it', () => {
  const level: GridLevel = {
    id: 'l1',
    productId: 'p1',
    name: 'GA',
    type: 'Percent',
    firstYearValue: '105',
    level: '80',
    states: ['TX', 'OK'],
  };
  const everywhere = { ...level, firstYearValue: '110', states: [] };
  const wide = { ...level, states: ['TX', 'OK', 'NM'] };
  expect([cellText([level]), cellStates([level]), cellStates([wide]), cellStates([everywhere])]).toEqual([
    '105%',
    'TX OK',
    '3 states',
    '',
  ]);
  expect([cellText([level, everywhere]), cellStates([level, everywhere]), cellText([])]).toEqual([
    '105% / 110%',
    '',
    '–',
  ]);
  expect(cellWords('Gold Term', 'GA', [level, everywhere])).toBe(
    'Gold Term, GA: 105%, level 80, in TX and OK; 110%, level 80, wherever the product is sold',
  );
  expect(cellWords('Gold Term', 'MGA', [])).toBe('Gold Term: no level MGA');
});
