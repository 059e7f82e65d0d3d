import type { SourceRow } from './sourceTable.ts';

/** A heading as it is compared: case, blanks and punctuation make no difference. */
export function plainHeading(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A column of a source by the name a person sees. */
export interface SourceColumn {
  readonly index: number;
  /** The heading; where two are the same, or there is none, told apart: `Status (2)`, `Column 4`. */
  readonly heading: string;
  /** The heading stands more than once in the row of headings. */
  readonly repeated: boolean;
  /** The first values below it that are not empty, at most three, each cut to 60 characters. */
  readonly samples: readonly string[];
}

const mostSamples = 3;
const longestSample = 60;

/** The columns below a row of headings; without one they are numbered. */
export function columnsOf(heading: SourceRow | null, rows: readonly SourceRow[]): readonly SourceColumn[] {
  const width = Math.max(heading?.cells.length ?? 0, ...rows.slice(0, 200).map(({ cells }) => cells.length));
  const seen = new Map<string, number>();
  const columns: SourceColumn[] = [];
  for (let index = 0; index < width; index += 1) {
    const text = heading?.cells[index]?.trim() ?? '';
    const key = plainHeading(text) || text;
    const times = (seen.get(key) ?? 0) + 1;
    if (text !== '') seen.set(key, times);
    const named = text === '' ? `Column ${index + 1}` : times === 1 ? text : `${text} (${times})`;
    const samples = samplesOf(rows, index);
    // A column without a heading and without values is the empty edge of a sheet.
    if (text === '' && samples.length === 0) continue;
    columns.push({ index, heading: named.slice(0, 200), repeated: times > 1 && text !== '', samples });
  }
  return columns;
}

function samplesOf(rows: readonly SourceRow[], index: number): readonly string[] {
  const samples: string[] = [];
  for (const { cells } of rows.slice(0, 200)) {
    const cell = cells[index]?.trim() ?? '';
    if (cell === '') continue;
    samples.push(cell.slice(0, longestSample));
    if (samples.length === mostSamples) break;
  }
  return samples;
}

/**
 * Names a source by its headings, whatever the order of its columns: the next file of the same carrier has
 * the same signature. Empty for a source without headings.
 */
export function signatureOf(columns: readonly SourceColumn[], hasHeading: boolean): string {
  if (!hasHeading) return '';
  return columns
    .map(({ heading }) => plainHeading(heading))
    .toSorted()
    .join('\u001F');
}

/** Rows among which the headings are looked for: reports begin with a title and a date. */
const searched = 10;

/**
 * The index of the row that reads like headings: where most cells name something we know, else a first row of
 * short texts without numbers above rows that are as wide. Null when there seems to be none.
 */
export function headingRowIn(
  rows: readonly SourceRow[],
  isKnown: (heading: string) => boolean,
): number | null {
  let best: number | null = null;
  let most = 0;
  for (const [index, { cells }] of rows.slice(0, searched).entries()) {
    const known = new Set(cells.map(plainHeading).filter((cell) => cell !== '' && isKnown(cell))).size;
    if (known > most) {
      best = index;
      most = known;
    }
  }
  if (best !== null) return best;
  const [first] = rows;
  if (first === undefined || rows.length < 2) return null;
  const texts = first.cells.filter((cell) => cell.trim() !== '');
  const wordy = texts.every((cell) => cell.length <= 60 && /\p{L}/u.test(cell) && !/\d{4}/.test(cell));
  return texts.length > 0 && wordy ? 0 : null;
}
