import { describe, expect, it, test } from 'vitest';
import type { GridLevel } from '../../../domain/commissionGrid/grid.ts';
import { cellStates, cellText, cellWords } from '../../../renderer/screens/commissionGrid/cells.ts';
import {
  freshLine,
  isBlank,
  linesOf,
  namesProduct,
  pasteLines,
  usualFields,
  withText,
} from '../../../renderer/screens/commissionGrid/levelLines.ts';
import type { LevelTexts, PastedLines } from '../../../renderer/screens/commissionGrid/levelLines.ts';
import { moved } from '../../../renderer/screens/commissionGrid/matrixKeys.ts';

const textsOf = (pasted: PastedLines | null): readonly LevelTexts[] =>
  (pasted?.lines ?? []).map(({ texts }) => texts);

describe('a block pasted into the lines of new levels', () => {
  const at = (field: string, line = 0): { readonly line: number; readonly field: string } => ({
    line,
    field,
  });

  it('lands from the box it is pasted into, to the right and down, and makes lines as it needs them', () => {
    const pasted = pasteLines(
      [freshLine()],
      usualFields,
      at('name'),
      'GA\tpercent\t105\t80\tTX, OK\nMGA\t\t$250\n',
    );
    expect(textsOf(pasted)).toEqual([
      {
        name: 'GA',
        type: 'Percent',
        firstYearValue: '105',
        level: '80',
        administrativeDivisions: 'TX, OK',
      },
      { name: 'MGA', type: 'Dollar', firstYearValue: '$250' },
    ]);
    expect(pasted).toMatchObject({ fields: usualFields, leftOut: null });
    const lower = pasteLines(pasted?.lines ?? [], usualFields, at('level', 1), '90\tNM\n91\tAZ');
    expect(textsOf(lower).map(({ level }) => level)).toEqual(['80', '90', '91']);
    expect(textsOf(lower)[1]).toMatchObject({ name: 'MGA', type: 'Dollar' });
  });

  it('follows its headings, in any order, and shows the columns they name', () => {
    const text = 'First-year value\tLevel name\tuser defined 3\tNotes\n105%\tGA\tMarch\tcall first';
    const pasted = pasteLines([freshLine()], usualFields, at('states'), text);
    expect(textsOf(pasted)).toEqual([
      { type: 'Percent', firstYearValue: '105%', name: 'GA', userDefined3: 'March' },
    ]);
    expect(pasted?.fields).toEqual([...usualFields, 'userDefined3']);
    expect(pasted?.leftOut).toBe('Columns that no field here stands for were left out.');
  });

  it('keeps what is no type in sight, to be refused by name', () => {
    const pasted = pasteLines([freshLine()], usualFields, at('name'), 'GA\tShare\t5');
    expect(textsOf(pasted)[0]).toMatchObject({ type: 'Share' });
  });

  it('takes no more lines than one gesture may have, and says how many it left out', () => {
    const text = Array.from({ length: 230 }, (_, index) => `Level ${index}\tPercent`).join('\n');
    const pasted = pasteLines([freshLine()], usualFields, at('name'), text);
    expect(pasted?.lines).toHaveLength(200);
    expect(pasted?.leftOut).toBe('At most 200 levels fit here; 30 below that were left out.');
  });

  it('leaves a single text to the box itself', () => {
    expect(pasteLines([freshLine()], usualFields, at('name'), 'GA')).toBeNull();
    expect(pasteLines([freshLine()], usualFields, at('name'), '\n\n')).toBeNull();
  });
});

test('a sign typed with the value says its type, and a type alone does not make a line', () => {
  const line = freshLine();
  const typed = withText([line, freshLine()], line.id, 'firstYearValue', '$250');
  expect(typed.map(({ texts }) => texts)).toEqual([
    { type: 'Dollar', firstYearValue: '$250' },
    { type: 'Percent' },
  ]);
  const plain = withText(typed, line.id, 'firstYearValue', '250');
  expect(plain[0]?.texts).toEqual({ type: 'Dollar', firstYearValue: '250' });
  const number = freshLine({ type: 'Number', name: ' ' });
  expect([line, number, ...typed].map(isBlank)).toEqual([true, true, false, true]);
});

describe('rows that no level of the sheet is left for', () => {
  const columns = ['productId', 'name', 'type', 'firstYearValue', 'level', 'modifiedDate'];

  it('become lines in the columns they were pasted from, each with its product', () => {
    const pasted = linesOf(
      [
        ['Gold Term', 'GA', 'percent', '105', '80'],
        ['', '', '', '', ''],
        ['Silver', 'MGA', '', '$250'],
      ],
      columns,
    );
    expect(textsOf(pasted)).toEqual([
      { productId: 'Gold Term', name: 'GA', type: 'Percent', firstYearValue: '105', level: '80' },
      { productId: 'Silver', name: 'MGA', type: 'Dollar', firstYearValue: '$250' },
    ]);
    expect(pasted.lines.every(namesProduct)).toBe(true);
    expect(pasted).toMatchObject({ fields: ['productId', ...usualFields], leftOut: null });
  });

  it('name no product where its column is not among them, and tell what has no place', () => {
    const pasted = linesOf([['80', '2026-01-01']], columns.slice(4));
    expect(textsOf(pasted)).toEqual([{ type: 'Percent', level: '80' }]);
    expect(pasted.lines.some(namesProduct)).toBe(false);
    expect(pasted.leftOut).toBe('Columns that no field here stands for were left out.');
  });

  it('follow headings of their own', () => {
    const pasted = linesOf(
      [
        ['Level name', 'Product'],
        ['GA', 'Gold Term'],
      ],
      columns,
    );
    expect(textsOf(pasted)).toEqual([{ type: 'Percent', name: 'GA', productId: 'Gold Term' }]);
  });

  it('tell lines apart that read the same', () => {
    const { lines } = linesOf([['GA'], ['GA']], ['name']);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(2);
  });
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
