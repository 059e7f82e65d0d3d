import type { Block } from '../../../domain/pasteBlock.ts';

/**
 * How spreadsheets write and read plain text on the clipboard, as far as it was observed:
 *
 * - Excel ends every row, also the last, with CR LF. It wraps a cell in quotes where it holds a tab or a line
 *   break (its own are LF), and only then doubles the quotes in it; a quote elsewhere stands as it is
 *   (github.com/jspreadsheet/ce/issues/1139, github.com/csholmq/vscode-excel-to-markdown-table/issues/3).
 * - Excel reads a cell that begins with a quote up to the quote that closes it, over tabs and line breaks, and so
 *   does not read back every text that it wrote itself (the first of these two, and
 *   macfan.book.mynavi.jp/article/m25984: the quote at the beginning is lost).
 * - Google Sheets separates rows with LF, without one at the end, and wraps and doubles in the same way
 *   (github.com/DataGridXL/DataGridXL2/issues/24).
 */
export function excelWrites(block: Block): string {
  return block.map((row) => `${row.map(wrapped).join('\t')}\r\n`).join('');
}

export function sheetsWrites(block: Block): string {
  return block.map((row) => row.map(wrapped).join('\t')).join('\n');
}

function wrapped(cell: string): string {
  return /[\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The rows Excel makes of plain text. */
export function excelReads(text: string): Block {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let at = 0;
  const endCell = (): void => {
    row.push(cell);
    cell = '';
  };
  const endRow = (): void => {
    endCell();
    rows.push(row);
    row = [];
  };
  let begins = true;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (begins && character === '"') {
      const [quoted, end] = quotedFrom(text, at + 1);
      cell = quoted;
      at = end;
      begins = false;
      continue;
    }
    begins = character === '\t' || character === '\n' || character === '\r';
    if (character === '\t') endCell();
    else if (begins) endRow();
    else cell += character;
    at += character === '\r' && text[at + 1] === '\n' ? 2 : 1;
  }
  // A line break at the end belongs to no row.
  if (!begins || text.endsWith('\t')) endRow();
  return rows;
}

/** What stands between the quotes, and where reading goes on; without a closing quote that is the end. */
function quotedFrom(text: string, start: number): readonly [quoted: string, end: number] {
  let quoted = '';
  let at = start;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '"' && text[at + 1] !== '"') return [quoted, at + 1];
    quoted += character;
    at += character === '"' ? 2 : 1;
  }
  return [quoted, at];
}
