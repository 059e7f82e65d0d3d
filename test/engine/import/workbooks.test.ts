import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SourceRow } from '../../../domain/import/sourceTable.ts';
import { createWorkbookWriter } from '../../../main/engine/export/workbookWriter.ts';
import { joined } from '../../../main/engine/export/zipWriter.ts';
import { openArchive } from '../../../main/engine/import/xlsx/zip.ts';
import { readSource } from '../../../main/engine/import/readSource.ts';
import { excelWorkbook, googleWorkbook, libreOfficeWorkbook, packed } from './workbookText.ts';
import type { Parts } from './workbookText.ts';

async function rowsOf(
  parts: Parts,
): Promise<{ readonly rows: readonly SourceRow[]; readonly remarks: readonly string[] }> {
  const rows: SourceRow[] = [];
  const read = await readSource(packed(parts), {}, (more) => rows.push(...more));
  if (!read.ok) throw new Error(read.error.code);
  return { rows, remarks: read.value.remarks };
}

async function codeOf(data: Uint8Array): Promise<string> {
  const read = await readSource(data, {}, () => undefined);
  return read.ok ? 'read' : read.error.code;
}

describe('workbooks of the programs that people use', () => {
  test('Excel: shared and rich strings, hidden sheets, dates, zeros of a format, percentages', async () => {
    const { rows } = await rowsOf(
      excelWorkbook(
        `<row r="1" spans="1:6" x14ac:dyDescent="0.3"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>
         <row r="3"><c r="A3" s="5" t="s"><v>2</v></c><c r="B3" s="1"><v>46082</v></c><c r="D3" s="2"><v>123</v></c><c r="E3"><v>15645555</v></c><c r="F3" s="4"><v>0.955</v></c><c r="G3"><v>0.30000000000000004</v></c><c r="H3" s="3"><v>60</v></c><c r="I3" t="b"><v>1</v></c></row>`,
        {
          strings: [
            '<t>NPN</t>',
            '<r><t xml:space="preserve">Start </t></r><r><rPr><b/></rPr><t>date</t></r><rPh sb="0" eb="1"><t>x</t></rPh>',
            '<t>00123_x000D_</t>',
          ],
        },
      ),
    );
    expect(rows).toEqual([
      { row: 1, cells: ['NPN', 'Start date'], kinds: '' },
      {
        row: 3,
        cells: ['00123\r', '2026-03-01', '', '000123', '15645555', '95.5%', '0.3', '60', 'TRUE'],
        kinds: 'tdttnnnnt',
      },
    ]);
  });

  test('Excel on a Mac of long ago: days counted from 1904', async () => {
    const { rows } = await rowsOf(
      excelWorkbook('<row r="1"><c r="A1" s="1"><v>44620</v></c></row>', { date1904: true }),
    );
    expect(rows[0]?.cells).toEqual(['2026-03-01']);
  });

  test('LibreOffice: its own number for General, formulas with their last value', async () => {
    const { rows, remarks } = await rowsOf(
      libreOfficeWorkbook(
        `<row r="1" customFormat="false" ht="12.8"><c r="A1" s="0" t="s"><v>0</v></c><c r="B1" s="1" t="n"><v>46082</v></c><c r="C1" s="0" t="n"><f aca="false">1+1</f><v>2</v></c><c r="D1" s="0" t="str"><f aca="false">"a"&amp;"b"</f><v>ab</v></c></row>`,
        ['Müller &amp; Söhne'],
      ),
    );
    expect(rows).toEqual([{ row: 1, cells: ['Müller & Söhne', '2026-03-01', '2', 'ab'], kinds: 'tdnt' }]);
    expect(remarks).toEqual(['2 cells are formulas: taken is what the spreadsheet last worked out.']);
  });

  test('Google Sheets: parts named from the root, inline strings, no shared ones', async () => {
    const { rows } = await rowsOf(
      googleWorkbook(
        '<row><c t="inlineStr"><is><t>NPN</t></is></c><c><v>7</v></c></row><row><c t="inlineStr"><is><t>00042</t></is></c></row>',
      ),
    );
    expect(rows.map(({ row, cells }) => [row, ...cells])).toEqual([
      [1, 'NPN', '7'],
      [2, '00042'],
    ]);
  });

  test('others: parts under any name, told by what they are to each other', async () => {
    const { 'xl/workbook.xml': book = '', 'xl/worksheets/sheet1.xml': sheet = '' } = excelWorkbook(
      '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
    );
    const office = 'http://purl.oclc.org/ooxml/officeDocument/relationships';
    const relations = (...of: readonly (readonly [type: string, target: string])[]): string =>
      `<Relationships>${of.map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${office}/${type}" Target="${target}"/>`).join('')}</Relationships>`;
    const { rows } = await rowsOf({
      '_rels\\.rels': relations(['officeDocument', 'Book/Workbook2.xml']),
      'book\\workbook2.xml': book,
      'Book/_rels/Workbook2.xml.rels': relations(
        ['worksheet', './../Sheets/One.xml'],
        ['sharedStrings', '/words.xml'],
      ),
      'sheets/one.xml': sheet,
      'words.xml': '<sst><si><t>NPN</t></si></sst>',
    });
    expect(rows.map(({ cells }) => cells)).toEqual([['NPN']]);
  });

  test('what a spreadsheet has lost or covered is marked: digits, errors, merged cells, formulas without a value', async () => {
    const { rows, remarks } = await rowsOf(
      excelWorkbook(
        '<row r="1"><c r="A1"><v>1.2345678901234568E+16</v></c><c r="B1" t="e"><v>#N/A</v></c><c r="C1"><f>SUM(A1)</f></c></row><row r="2"><c r="A2"><v>5</v></c></row>',
        { after: '<mergeCells count="1"><mergeCell ref="B1:B2"/></mergeCells>' },
      ),
    );
    expect(rows.map(({ kinds }) => kinds)).toEqual(['bex', 'nm']);
    expect(remarks.join(' ')).toContain('1 cell is covered by merged cells');
  });
});

describe('hostile workbooks', () => {
  const small = excelWorkbook('<row r="1"><c r="A1"><v>1</v></c></row>');

  test('one that blows up when it is unpacked is stopped, whatever it says of its size', async () => {
    const blanks = new Uint8Array(32 * 1_048_576).fill(32);
    const sheet = joined([new TextEncoder().encode('<worksheet><sheetData>'), blanks]);
    const data = packed({ ...small, 'xl/worksheets/sheet1.xml': sheet });
    expect(data.length).toBeLessThan(200_000);
    for (const one of [data, lying(data)]) expect(await codeOf(one)).toBe('workbook-too-large');
    // Tags in between do not help: bytes are counted as they come out.
    for (const one of [data, lying(data)]) {
      const archive = openArchive(one, 20 * 1_048_576);
      if (!archive.ok) throw new Error(archive.error.code);
      let out = 0;
      for await (const chunk of archive.value.read('xl/worksheets/sheet1.xml')) out += chunk.length;
      expect(out).toBeLessThanOrEqual(20 * 1_048_576);
      expect(archive.value.failure()).toMatchObject({ ok: false, error: { code: 'workbook-too-large' } });
    }
    expect(openArchive(data, 1_000)).toMatchObject({ ok: false, error: { code: 'workbook-too-large' } });
  });

  test('document types, and with them foreign files and entities that multiply, are refused unread', async () => {
    const evil = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&b;&f;</t></is></c></row></sheetData></worksheet>`;
    expect(await codeOf(packed({ ...small, 'xl/worksheets/sheet1.xml': evil }))).toBe('workbook-refused');
    const unknown =
      '<worksheet><sheetData><row><c t="inlineStr"><is><t>&nosuch;</t></is></c></row></sheetData></worksheet>';
    expect(await codeOf(packed({ ...small, 'xl/worksheets/sheet1.xml': unknown }))).toBe('workbook-damaged');
  });

  test('cut off, locked, of the old kind, of another kind, without a workbook: each has its own words', async () => {
    const good = packed(small);
    expect(await codeOf(good)).toBe('read');
    expect(await codeOf(good.slice(0, good.length - 30))).toBe('workbook-damaged');
    const flipped = good.slice();
    const sheet = Buffer.from(good).indexOf('xl/worksheets/sheet1.xml') + 'xl/worksheets/sheet1.xml'.length;
    flipped.fill(0xff, sheet + 4, sheet + 60);
    expect(await codeOf(flipped)).toBe('workbook-damaged');
    expect(await codeOf(locked(good))).toBe('workbook-locked');
    expect(await codeOf(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1))).toBe('old-workbook');
    expect(await codeOf(packed({ 'content.xml': '<office/>' }))).toBe('not-a-workbook');
    expect(await codeOf(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0, 0, 0, 1))).toBe('not-a-table');
    expect(await codeOf(new Uint8Array())).toBe('source-empty');
  });

  test('no more columns, longer cells and rows than a table has', async () => {
    const sheet = (data: string): Promise<string> => codeOf(packed(excelWorkbook(data)));
    expect(await sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>')).toBe('too-many-columns');
    // Empty cells with a format, to the edge of the sheet, are nothing.
    expect(await sheet('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row>')).toBe('read');
    expect(await sheet(`<row><c t="inlineStr"><is><t>${'x'.repeat(40_000)}</t></is></c></row>`)).toBe(
      'cell-too-long',
    );
    expect(await sheet('<row><c><v>1</v></c></row>'.repeat(100_002))).toBe('too-many-rows');
    expect(await sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')).toBe('read');
  });
});

test('whatever is written as a workbook is read back cell by cell', async () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom(
      '_x000D_',
      '<&>',
      '\r\n',
      "'x",
      '=1+1',
      '00123',
      '1E5',
      '2026-03-01',
      '123456789012345',
      'مرحبا 👩‍👩‍👧',
      '\u0000\uFFFE',
      'x'.repeat(10_000),
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { maxLength: 5 }), async (table) => {
      const rows = table.filter((row) => row.some((text) => text.trim() !== ''));
      const heading = ['a', 'b', 'c'];
      const writer = createWorkbookWriter(
        heading.map((one) => ({ heading: one, look: 'text' })),
        { table: 'Rows', about: 'About' },
        [],
      );
      const data = joined([writer.start(), writer.rows(rows), writer.finish()]);
      const read: (readonly string[])[] = [];
      await readSource(data, {}, (more) => read.push(...more.map(({ cells }) => cells)));
      // A row ends with its last value.
      const full = read.map((cells) => Array.from({ length: 3 }, (_, index) => cells[index] ?? ''));
      expect(full).toEqual([heading, ...rows]);
    }),
    { numRuns: 60 },
  );
});

/** The archive with the sizes of its directory made harmless. */
function lying(data: Uint8Array): Uint8Array {
  return patched(data, (view, at) => view.setUint32(at + 24, 10, true));
}

function locked(data: Uint8Array): Uint8Array {
  return patched(data, (view, at) => view.setUint16(at + 8, view.getUint16(at + 8, true) | 1, true));
}

function patched(data: Uint8Array, patch: (view: DataView, at: number) => void): Uint8Array {
  const copy = data.slice();
  const view = new DataView(copy.buffer);
  for (let at = copy.length - 22; at >= 0; at -= 1)
    if (view.getUint32(at, true) === 0x02014b50) patch(view, at);
  return copy;
}
