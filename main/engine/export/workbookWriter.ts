import { createZipWriter, joined } from './zipWriter.ts';

/** How a column's values stand in a workbook. Everything that is not clearly a number or a date is text. */
export type ColumnLook = 'text' | 'number' | 'date';

/** A column of a workbook's sheet. */
export interface WorkbookColumn {
  readonly heading: string;
  readonly look: ColumnLook;
}

/** An XLSX workbook of one table and one sheet about it, written row by row. */
export interface WorkbookWriter {
  start(): Uint8Array;
  rows(rows: readonly (readonly string[])[]): Uint8Array;
  finish(): Uint8Array;
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';

/** Styles by their number in `styles` below. */
const styleOf = { text: 1, quoted: 2, heading: 3, date: 4 } as const;

/**
 * Texts are text cells: a spreadsheet neither counts with an id nor runs what looks like a formula, and no
 * character is added to keep it from doing so. `about` are names and values for the second sheet.
 */
export function createWorkbookWriter(
  columns: readonly WorkbookColumn[],
  names: { readonly table: string; readonly about: string },
  about: readonly (readonly [string, string])[],
): WorkbookWriter {
  const zip = createZipWriter();
  const encoder = new TextEncoder();
  const letters = columns.map((_, index) => lettersOf(index));
  let row = 1;

  const part = (name: string, text: string): readonly Uint8Array[] => [
    zip.begin(name),
    zip.write(encoder.encode(text)),
    zip.end(),
  ];
  const line = (cells: readonly string[], cell: (text: string, index: number) => string): string => {
    const parts: string[] = [];
    for (const [index, text] of cells.entries()) if (text !== '') parts.push(cell(text, index));
    const made = `<row r="${row}">${parts.join('')}</row>`;
    row += 1;
    return made;
  };
  const heading = (text: string, index: number): string =>
    inline(`${letters[index] ?? ''}${row}`, styleOf.heading, text);
  const value = (text: string, index: number): string => {
    const place = `${letters[index] ?? ''}${row}`;
    const look = columns[index]?.look ?? 'text';
    if (look === 'number' && /^-?\d{1,10}(?:\.\d{1,4})?$/.test(text))
      return `<c r="${place}"><v>${text}</v></c>`;
    const day = look === 'date' ? dayNumber(text) : null;
    if (day !== null) return `<c r="${place}" s="${styleOf.date}"><v>${day}</v></c>`;
    return inline(place, /^[\s]*[=+\-@']/.test(text) ? styleOf.quoted : styleOf.text, text);
  };

  return {
    start() {
      const pieces = [
        ...part('[Content_Types].xml', contentTypes),
        ...part('_rels/.rels', rootRelations),
        ...part('xl/workbook.xml', workbook(names)),
        ...part('xl/_rels/workbook.xml.rels', workbookRelations),
        ...part('xl/styles.xml', styles),
        zip.begin('xl/worksheets/sheet1.xml'),
      ];
      const widths = columns
        .map(
          (_, index) =>
            `<col min="${index + 1}" max="${index + 1}" width="${index === 0 ? 24 : 18}" customWidth="1"/>`,
        )
        .join('');
      const head = `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths}</cols><sheetData>`;
      return joined([
        ...pieces,
        zip.write(
          encoder.encode(
            head +
              line(
                columns.map((column) => column.heading),
                heading,
              ),
          ),
        ),
      ]);
    },
    rows(rows) {
      return zip.write(encoder.encode(rows.map((cells) => line(cells, value)).join('')));
    },
    finish() {
      const sheet = [zip.write(encoder.encode('</sheetData></worksheet>')), zip.end()];
      row = 1;
      const lines = about.map((pair) =>
        line(pair, (text, index) =>
          inline(`${lettersOf(index)}${row}`, index === 0 ? styleOf.heading : styleOf.text, text),
        ),
      );
      const second = `${xml}<worksheet xmlns="${main}"><cols><col min="1" max="1" width="24" customWidth="1"/><col min="2" max="2" width="70" customWidth="1"/></cols><sheetData>${lines.join('')}</sheetData></worksheet>`;
      return joined([...sheet, ...part('xl/worksheets/sheet2.xml', second), zip.finish()]);
    },
  };
}

function inline(place: string, style: number, text: string): string {
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** Characters that XML cannot hold, and those it would change, stand as `_x000D_`, as Excel writes them. */
function escaped(text: string): string {
  const held = /_x[0-9A-Fa-f]{4}_|[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text)
    ? text
        .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
        .replaceAll(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, unheld)
    : text;
  return /[&<>]/.test(held)
    ? held.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    : held;
}

function unheld(character: string): string {
  return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}

function lettersOf(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** The day number of a date from March 1900 on, in the calendar that counts from 1900. */
function dayNumber(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const day = Math.round((Date.parse(`${text}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000);
  return day > 60 ? day : null;
}

const contentTypes = `${xml}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`;
const rootRelations = `${xml}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const workbookRelations = `${xml}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="${relations}/styles" Target="styles.xml"/></Relationships>`;
const styles = `${xml}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

function workbook({ table, about }: { readonly table: string; readonly about: string }): string {
  return `${xml}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="${sheetName(table)}" sheetId="1" r:id="rId1"/><sheet name="${sheetName(about)}" sheetId="2" r:id="rId2"/></sheets></workbook>`;
}

/** At most 31 characters, none of which spreadsheets refuse in a name. */
function sheetName(name: string): string {
  return escaped(name.replaceAll(/[[\]*?/\\:'"]/g, ' ').slice(0, 31));
}
