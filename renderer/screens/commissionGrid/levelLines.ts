import { commissionLevelDefinition } from '../../../domain/commissionLevel.ts';
import { mostTypedLevels } from '../../../domain/commissionGrid/plan.ts';
import { widthOf } from '../../../domain/pasteBlock.ts';
import type { Block } from '../../../domain/pasteBlock.ts';
import { parseTsv } from '../../../domain/tsv.ts';

/** Levels as they are typed or pasted before there are any. Pure. */

/** Texts by field. */
export type LevelTexts = Readonly<Record<string, string>>;

/** A level as it is typed. */
export interface LevelLine {
  /** Tells lines apart while the dialog is open. */
  readonly id: number;
  readonly texts: LevelTexts;
}

/** A field of the lines that levels are typed into. */
export interface LineField {
  readonly name: string;
  readonly label: string;
}

/** Every field of a new level. The product is named where levels pasted together are for several. */
export const allFields: readonly LineField[] = commissionLevelDefinition.fields
  .filter(({ kind }) => kind.type !== 'instant')
  .map(({ name, label }) => ({ name, label }));

/** The columns one starts with; the others are added when they are wanted or pasted. */
export const usualFields: readonly string[] = [
  'name',
  'type',
  'firstYearValue',
  'level',
  'administrativeDivisions',
];

let lastId = 0;

/** A new line. A sign typed with the value says its type; what says none is a percentage. */
export function freshLine(texts: LevelTexts = {}): LevelLine {
  lastId += 1;
  return filled({ id: lastId, texts: { type: 'Percent' } }, texts);
}

/** Whether nobody has typed anything into a line. */
export function isBlank({ texts }: LevelLine): boolean {
  return Object.entries(texts).every(([field, text]) => field === 'type' || text.trim() === '');
}

/** Whether a line says which product it is for. */
export function namesProduct({ texts }: LevelLine): boolean {
  return (texts['productId'] ?? '').trim() !== '';
}

/** The lines with one field changed. A sign typed with the value says its type. */
export function withText(
  lines: readonly LevelLine[],
  id: number,
  field: string,
  text: string,
): readonly LevelLine[] {
  return lines.map((line) => (line.id === id ? filled(line, { [field]: text }) : line));
}

function filled(line: LevelLine, texts: LevelTexts): LevelLine {
  const type = texts['type'] ?? typeOfSign(texts['firstYearValue'] ?? '');
  return { ...line, texts: { ...line.texts, ...texts, ...(type === null ? {} : { type }) } };
}

function typeOfSign(text: string): string | null {
  const value = text.trim();
  if (value.endsWith('%')) return 'Percent';
  return value.startsWith('$') ? 'Dollar' : null;
}

/** Lines after a block was pasted into them. */
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
  const block = parseTsv(text);
  const [first] = block.filter(holdsText);
  if (first === undefined || (block.length === 1 && first.length === 1)) return null;
  return laidOver({ lines, fields }, at.line, block, fields.slice(Math.max(0, fields.indexOf(at.field))));
}

/** New lines from a block of a spreadsheet or sheet whose columns are these fields; its own headings go before them. */
export function linesOf(block: Block, columns: readonly string[]): PastedLines {
  const known = columns.map((field) => (allFields.some(({ name }) => name === field) ? field : null));
  return laidOver({ lines: [], fields: usualFields }, 0, block, known);
}

function holdsText(row: readonly string[]): boolean {
  return row.some((cell) => cell.trim() !== '');
}

function laidOver(
  { lines, fields }: Pick<PastedLines, 'lines' | 'fields'>,
  from: number,
  block: Block,
  given: readonly (string | null)[],
): PastedLines {
  const filledRows = block.filter(holdsText);
  const headings = headingsOf(filledRows[0] ?? []);
  const rows = headings === null ? filledRows : filledRows.slice(1);
  const width = widthOf(rows);
  const columns = (headings ?? given).slice(0, width);
  const next = [...lines];
  rows.slice(0, mostTypedLevels - from).forEach((cells, offset) => {
    const texts: Record<string, string> = {};
    cells.forEach((cell, column) => {
      const field = columns[column];
      if (field !== undefined && field !== null) texts[field] = cell.trim();
    });
    const line = next[from + offset];
    next[from + offset] = line === undefined ? freshLine(cleaned(texts)) : filled(line, cleaned(texts));
  });
  const named = columns.filter((field) => field !== null);
  return {
    lines: next,
    fields: allFields.map(({ name }) => name).filter((name) => fields.includes(name) || named.includes(name)),
    leftOut: leftOutWords(rows, columns, from),
  };
}

/** An empty type in a block is one that it does not say. */
function cleaned(texts: LevelTexts): LevelTexts {
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
