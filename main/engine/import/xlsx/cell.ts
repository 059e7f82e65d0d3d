import { dateOfDayNumber } from '../../../../domain/import/excelDamage.ts';
import type { CellKind } from '../../../../domain/import/sourceTable.ts';
import type { NumberLook } from './styles.ts';
import { unescapeText } from './xml.ts';

/** A cell as the sheet has it: its type attribute, its value, and whether a formula stands behind it. */
export interface RawCell {
  readonly type: string;
  readonly value: string | null;
  readonly formula: boolean;
}

/** A cell as text, with how the sheet kept it. */
export interface ReadCell {
  readonly text: string;
  readonly kind: CellKind;
}

/** Beyond it not every whole number is one of a spreadsheet's. */
const exact = 1e15;

/** The text of a cell as a person sees it in the spreadsheet, and how the spreadsheet keeps it. */
export function readCell(
  { type, value, formula }: RawCell,
  sharedString: (index: number) => string,
  look: NumberLook,
  system: 1900 | 1904,
): ReadCell {
  if (value === null) return { text: '', kind: formula ? 'x' : 't' };
  switch (type) {
    case 's':
      return { text: sharedString(Number(value)), kind: 't' };
    case 'str':
    case 'inlineStr':
      return { text: unescapeText(value), kind: 't' };
    case 'b':
      return { text: value === '1' ? 'TRUE' : 'FALSE', kind: 't' };
    case 'e':
      return { text: value, kind: 'e' };
    case 'd':
      return { text: value.replace(/T00:00:00(?:\.0+)?Z?$/, ''), kind: 'd' };
    default:
      return numberCell(value, look, system);
  }
}

function numberCell(value: string, look: NumberLook, system: 1900 | 1904): ReadCell {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return { text: value, kind: 't' };
  if (look.as === 'date') {
    const date = dateOfDayNumber(number, system);
    return date === null ? { text: plainNumber(number), kind: 'n' } : { text: date, kind: 'd' };
  }
  if (look.as === 'percent') return { text: `${plainNumber(number * 100)}%`, kind: 'n' };
  if (Math.abs(number) >= exact) return { text: value, kind: 'b' };
  const text = plainNumber(number);
  // The zeros are on the screen, so they are what the person has in mind.
  if (look.as === 'padded' && /^\d+$/.test(text)) return { text: text.padStart(look.digits, '0'), kind: 't' };
  return { text, kind: 'n' };
}

/** A number with the fifteen digits that spreadsheets keep, never in the scientific notation. */
function plainNumber(number: number): string {
  const rounded = Number(number.toPrecision(15));
  const text = String(rounded);
  return text.includes('e') ? rounded.toFixed(20).replace(/\.?0+$/, '') : text;
}
