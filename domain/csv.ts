/**
 * CSV as RFC 4180 has it, for spreadsheets: CRLF line ends, quotes only where they are needed, and no
 * cell that a spreadsheet would run as a formula.
 */

/** A cell that starts with one of these may be run as a formula, also after leading blanks. */
const formulaStart = /^[\s]*[=+\-@]|^[\t\r\n]/;
/** A plain negative number is what it seems to be; defusing it would only break sums. */
const plainNumber = /^-\d+(?:\.\d+)?$/;

/**
 * The text with a leading apostrophe where a spreadsheet might take it for a formula. Text that already
 * starts with an apostrophe gets one more, so that `plainCell` always gives back what was there.
 */
export function defused(text: string): string {
  if (text.startsWith("'")) return `'${text}`;
  return formulaStart.test(text) && !plainNumber.test(text) ? `'${text}` : text;
}

/** What a cell was before it was defused. An apostrophe that defusing would not have written stays. */
export function plainCell(cell: string): string {
  if (!cell.startsWith("'")) return cell;
  const before = cell.slice(1);
  return defused(before) === cell ? before : cell;
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** One line, with its line end. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(defused(cell))).join(',')}\r\n`;
}

/** A whole file: a heading and its rows. Starts with the mark by which spreadsheets know UTF-8. */
export function csvText(heading: readonly string[], rows: Iterable<readonly string[]>): string {
  const lines = [`\uFEFF${csvLine(heading)}`];
  for (const row of rows) lines.push(csvLine(row));
  return lines.join('');
}
