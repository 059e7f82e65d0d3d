import { commissionLevelDefinition } from '../../../domain/commissionLevel.ts';
import { mostTypedLevels } from '../../../domain/commissionGrid/plan.ts';
import { parseTsv } from '../../../domain/tsv.ts';

/** Levels as they are typed or pasted before there are any. Pure. */

/** Texts by field. */
export type LevelLine = Readonly<Record<string, string>>;

export interface LineField {
  readonly name: string;
  readonly label: string;
}

/** Every field of a new level except its product. */
export const allFields: readonly LineField[] = commissionLevelDefinition.fields
  .filter(({ name, kind }) => name !== 'productId' && kind.type !== 'instant')
  .map(({ name, label }) => ({ name, label }));

/** The columns one starts with; the others are added when they are wanted or pasted. */
export const usualFields: readonly string[] = [
  'name',
  'type',
  'firstYearValue',
  'level',
  'administrativeDivisions',
];

export const freshLine: LevelLine = { type: 'Percent' };

/** Whether nobody has typed anything into a line. */
export function isBlank(line: LevelLine): boolean {
  return Object.entries(line).every(([field, text]) => field === 'type' || text.trim() === '');
}

/** The lines with one field changed. A sign typed with the value says its type. */
export function withText(
  lines: readonly LevelLine[],
  index: number,
  field: string,
  text: string,
): readonly LevelLine[] {
  return lines.map((line, at) => (at === index ? filled(line, { [field]: text }) : line));
}

function filled(line: LevelLine, texts: LevelLine): LevelLine {
  const type = texts['type'] ?? typeOfSign(texts['firstYearValue'] ?? '');
  return { ...line, ...texts, ...(type === null ? {} : { type }) };
}

function typeOfSign(text: string): string | null {
  const value = text.trim();
  if (value.endsWith('%')) return 'Percent';
  return value.startsWith('$') ? 'Dollar' : null;
}

export interface PastedLines {
  readonly lines: readonly LevelLine[];
  /** Columns now shown: those before, and the others that the block named. */
  readonly fields: readonly string[];
  /** What was left out, in words; null when nothing was. */
  readonly leftOut: string | null;
}

/**
 * Lays a block copied from a spreadsheet over the lines, down from one of them and across from one of its
 * columns. Where the block's first row are headings, they say which column is which. Null for a single
 * text, which goes into its box as ever.
 */
export function pasteLines(
  lines: readonly LevelLine[],
  fields: readonly string[],
  at: { readonly line: number; readonly field: string },
  text: string,
): PastedLines | null {
  const block = parseTsv(text).filter((row) => row.some((cell) => cell.trim() !== ''));
  const [first] = block;
  if (first === undefined || (block.length === 1 && first.length === 1)) return null;
  const headings = headingsOf(first);
  const columns = headings ?? fields.slice(Math.max(0, fields.indexOf(at.field)));
  const rows = headings === null ? block : block.slice(1);
  const next = [...lines];
  rows.slice(0, mostTypedLevels - at.line).forEach((cells, offset) => {
    const texts: Record<string, string> = {};
    cells.forEach((cell, column) => {
      const field = columns[column];
      if (field !== undefined && field !== null) texts[field] = cell.trim();
    });
    next[at.line + offset] = filled(next[at.line + offset] ?? freshLine, cleaned(texts));
  });
  const named = columns.filter((field) => field !== null);
  return {
    lines: next,
    fields: allFields.map(({ name }) => name).filter((name) => fields.includes(name) || named.includes(name)),
    leftOut: leftOutWords(rows, columns, at.line),
  };
}

/** An empty type in a block is one that it does not say. */
function cleaned(texts: LevelLine): LevelLine {
  const { type, ...rest } = texts;
  if (type === undefined || type === '') return rest;
  const known = ['Percent', 'Dollar', 'Number'].find((name) => name.toLowerCase() === type.toLowerCase());
  return { ...rest, type: known ?? type };
}

/** The fields that the first row names; null when it names fewer than two, and so is no row of headings. */
function headingsOf(row: readonly string[]): readonly (string | null)[] | null {
  const fields = row.map((cell) => fieldNamed(cell));
  return fields.filter((field) => field !== null).length < 2 ? null : fields;
}

const otherHeadings: Readonly<Record<string, string>> = {
  name: 'name',
  value: 'firstYearValue',
  'first year value': 'firstYearValue',
  'first year': 'firstYearValue',
  state: 'administrativeDivisions',
};

function fieldNamed(cell: string): string | null {
  const wanted = cell.trim().toLowerCase();
  const known = allFields.find(
    ({ name, label }) =>
      label.toLowerCase() === wanted || (name !== 'level' && name.toLowerCase() === wanted),
  );
  return known?.name ?? otherHeadings[wanted] ?? null;
}

function leftOutWords(
  rows: readonly (readonly string[])[],
  columns: readonly (string | null)[],
  line: number,
): string | null {
  const below = Math.max(0, line + rows.length - mostTypedLevels);
  const beside = rows.some((row) =>
    row.some((cell, index) => cell.trim() !== '' && (columns[index] ?? null) === null),
  );
  if (below > 0) return `At most ${mostTypedLevels} levels fit here; ${below} below that were left out.`;
  return beside ? 'Columns that no field here stands for were left out.' : null;
}
