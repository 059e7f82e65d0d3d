import { mostCells, mostRows } from '../../../domain/import/sourceTable.ts';
import type {
  ReadOptions,
  SourceFacts,
  SourceRemark,
  SourceRow,
} from '../../../domain/import/sourceTable.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Failure, Result } from '../../../domain/result.ts';
import { decode } from './decode.ts';
import { guessDelimiter, readDelimited } from './delimited.ts';
import { refusals } from './refusals.ts';
import type { MergedArea } from './xlsx/sheet.ts';
import { readWorkbook } from './xlsx/workbook.ts';

/** What was read of a source. */
export interface ReadSource {
  readonly facts: SourceFacts;
  readonly remarks: readonly SourceRemark[];
}

/**
 * Reads a file or pasted text, whatever its name says it is, and hands its rows on in blocks. Fails with one
 * of `refusals`; then what was handed on counts for nothing.
 */
export async function readSource(
  data: Uint8Array,
  options: ReadOptions,
  hand: (rows: readonly SourceRow[]) => void,
): Promise<Result<ReadSource>> {
  if (data.length === 0) return fail(refusals.empty);
  if (startsWith(data, [0xd0, 0xcf, 0x11, 0xe0]))
    return fail(isEncrypted(data) ? refusals.locked : refusals.oldWorkbook);
  const blocks = createBlocks(hand);
  const read = startsWith(data, [0x50, 0x4b])
    ? await workbook(data, options, blocks)
    : delimitedText(data, options, blocks);
  if (!read.ok) return read;
  return blocks.total() === 0 ? fail(refusals.empty) : read;
}

/** Whether an OLE file holds a workbook behind a password: its stream is named in UTF-16 ([MS-OFFCRYPTO] 2.3). */
function isEncrypted(data: Uint8Array): boolean {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  );
}

async function workbook(data: Uint8Array, options: ReadOptions, blocks: Blocks): Promise<Result<ReadSource>> {
  // Merged areas stand behind the rows that they cover.
  const rows: SourceRow[] = [];
  const read = await readWorkbook(data, options, (row) => {
    rows.push(row);
    return blocks.count(row);
  });
  if (!read.ok) return read;
  const { facts, end } = read.value;
  const covered = coverMerged(rows, end.merged);
  for (const row of covered.rows) blocks.hand(row);
  blocks.end();
  const remarks: SourceRemark[] = [];
  if (end.formulas > 0)
    remarks.push(
      `${counted(end.formulas, 'cell is a formula', 'cells are formulas')}: taken is what the spreadsheet last worked out.`,
    );
  if (end.hiddenRows > 0)
    remarks.push(
      `${counted(end.hiddenRows, 'row is hidden', 'rows are hidden')} in the sheet, perhaps by a filter, and read like the others. To leave hidden rows out, copy what is visible and paste it here.`,
    );
  if (covered.cells > 0)
    remarks.push(
      covered.cells === 1
        ? '1 cell is covered by merged cells and holds nothing of its own.'
        : `${covered.cells.toLocaleString('en-US')} cells are covered by merged cells and hold nothing of their own.`,
    );
  return ok({ facts, remarks });
}

function delimitedText(data: Uint8Array, options: ReadOptions, blocks: Blocks): Result<ReadSource> {
  const decoded = decode(data, options.encoding);
  if (decoded === null) return fail(refusals.notATable);
  const { text, encoding, unreadable } = decoded;
  const delimiter = options.delimiter ?? guessDelimiter(text);
  for (const read of readDelimited(text, delimiter)) {
    if (!read.ok) return fail(read.failure);
    const refused = blocks.count(read.row);
    if (refused !== null) return fail(refused);
    blocks.hand(read.row);
  }
  blocks.end();
  const remarks =
    unreadable === 0
      ? []
      : [
          `${counted(unreadable, 'character is', 'characters are')} not readable in this encoding. Choose another encoding until names look right.`,
        ];
  return ok({ facts: { format: 'text', encoding, delimiter }, remarks });
}

function startsWith(data: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => data[index] === byte);
}

function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

interface Blocks {
  /** Counts a row against the bounds; answers the bound that it breaks. */
  count(row: SourceRow): Failure | null;
  hand(row: SourceRow): void;
  end(): void;
  total(): number;
}

const blockRows = 1_000;

function createBlocks(hand: (rows: readonly SourceRow[]) => void): Blocks {
  let block: SourceRow[] = [];
  let rows = 0;
  let cells = 0;
  const flush = (): void => {
    if (block.length > 0) hand(block);
    block = [];
  };
  return {
    count(row) {
      rows += 1;
      cells += row.cells.length;
      // One more for the headings.
      if (rows > mostRows + 1) return refusals.tooManyRows;
      return cells > mostCells ? refusals.tooManyCells : null;
    },
    hand(row) {
      block.push(row);
      if (block.length === blockRows) flush();
    },
    end: flush,
    total: () => rows,
  };
}

/** Marks the empty cells that a merged area covers. */
function coverMerged(
  rows: readonly SourceRow[],
  merged: readonly MergedArea[],
): { readonly rows: readonly SourceRow[]; readonly cells: number } {
  if (merged.length === 0) return { rows, cells: 0 };
  const byRow = new Map<number, MergedArea[]>();
  const present = new Set(rows.map(({ row }) => row));
  let looked = 0;
  for (const area of merged) {
    for (let row = area.fromRow; row <= area.toRow && looked < mostRows * 10; row += 1) {
      looked += 1;
      if (!present.has(row)) continue;
      const areas = byRow.get(row);
      if (areas === undefined) byRow.set(row, [area]);
      else areas.push(area);
    }
  }
  let cells = 0;
  const marked = rows.map((row) => {
    const areas = byRow.get(row.row);
    if (areas === undefined) return row;
    const texts = [...row.cells];
    const kinds = (row.kinds === '' ? 't'.repeat(texts.length) : row.kinds).split('');
    for (const { fromRow, fromColumn, toColumn } of areas) {
      for (let column = fromColumn; column <= Math.min(toColumn, 499); column += 1) {
        if ((row.row === fromRow && column === fromColumn) || (texts[column] ?? '') !== '') continue;
        while (texts.length <= column) {
          texts.push('');
          kinds.push('t');
        }
        kinds[column] = 'm';
        cells += 1;
      }
    }
    return { ...row, cells: texts, kinds: kinds.join('') };
  });
  return { rows: marked, cells };
}
