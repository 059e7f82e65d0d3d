import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SourceRow } from '../../../domain/import/sourceTable.ts';
import type { Imports } from '../../../main/engine/import/imports.ts';
import { readSource } from '../../../main/engine/import/readSource.ts';
import type { StartReading } from '../../../main/engine/import/readerThread.ts';
import { rig, valueOf } from '../outbox/support.ts';
import type { Rig } from '../outbox/support.ts';
import { sampleCsv, sampleRows, sampleWorkbook } from './sample.ts';
import { checked, importsOf, obstacles, opened, readHere } from './support.ts';

/** Tables as other programs wrote them: fixtures/README.md. */
function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(path.join(import.meta.dirname, 'fixtures', name)));
}

async function read(
  data: Uint8Array,
): Promise<{ readonly rows: readonly SourceRow[]; readonly remarks: readonly string[] }> {
  const rows: SourceRow[] = [];
  const { remarks } = valueOf(await readSource(data, {}, (more) => rows.push(...more)));
  return { rows, remarks };
}

const headings = ['NPN', 'Writing number', 'Carrier', 'Status', 'Start', 'Share', 'Note', 'Worked out'];
type Cells = readonly [npn: string, number: string, carrier: string, status: string, note: string];

/** The rows that all of them have, without the columns that look different in text and in workbooks. */
const common: readonly Cells[] = [
  ['0012345', '00123', 'Müller Life', 'Approved', 'plain'],
  ['123456789012345', '1E5', 'Müller Life', 'Approved', 'say "hi", twice; so'],
  ['15645555', '100000', 'Zoë’s “Best”', 'Pending', 'this row is hidden'],
  ['15645556', '00042', 'Müller Life', 'Approved', 'two\nlines'],
  ['15645557', '=2+2', 'Müller Life', 'Approved', '@SUM(A1)'],
  ['15645558', "'already", 'Müller Life', 'Approved', '-5'],
  ['123456789012345', '1234567890123456', 'Müller Life', 'Approved', 'digits are lost in the second cell'],
  ['15645559', 'A-7', 'Müller Life', 'Approved', 'an error follows'],
  ['15645560', 'A-8', 'Müller Life', 'Approved', 'tab\there'],
];
const isoDays = ['2026-03-01', '2025-12-31', ...Array.from({ length: 7 }, () => '2026-03-01')];
const shares = ['95.5%', '100%', '50%', ...Array.from({ length: 6 }, () => '25%')];
const worked = ['2', 'ab', '15645555', '', '', '', '', '#DIV/0!', '#N/A'];

function columns(
  rows: readonly Cells[],
  start: readonly string[],
  share: readonly string[],
  last: readonly string[],
): readonly (readonly string[])[] {
  return rows.map(([npn, number, carrier, status, note], index) => {
    const cells = [npn, number, carrier, status, start[index], share[index], note, last[index]];
    return cells.map((cell) => cell ?? '');
  });
}

/** Rows end with their last value in a workbook. */
const filled = (rows: readonly SourceRow[]): readonly (readonly string[])[] =>
  rows.map(({ cells }) => Array.from({ length: 8 }, (_, index) => cells[index] ?? ''));

const title = ['Assignments of the agency', '', '', '', '', '', '', ''];
const unicode = ['15645561', 'مرحبا', '株式会社', 'Zoë 👩‍👩‍👧', '2026-03-01'];
const merged = [
  ['15645562', '', 'Merged Life', '', '', '', '', ''],
  ['15645563', '', '', '', '', '', '', ''],
];

test('LibreOffice, as a workbook: every cell, what is merged, hidden, failed and lost', async () => {
  const { rows, remarks } = await read(fixture('libreoffice.xlsx'));
  // It keeps fifteen digits itself.
  const kept = common.map((row): Cells =>
    row[1].length === 16 ? [row[0], '1234567890123460', row[2], row[3], row[4]] : row,
  );
  const days = isoDays.with(6, '46082');
  expect(filled(rows)).toEqual([
    title,
    headings,
    ...columns(kept, days, shares, worked),
    [...unicode, '25%', 'שלום, world', ''],
    ...merged,
  ]);
  expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
  expect(rows.map(({ kinds }) => kinds)).toEqual([
    'tmmmmm',
    '',
    'ttttdntn',
    'ttttdntt',
    'nnttdntn',
    'ttttdnt',
    'ttttdnt',
    'ttttdnt',
    'nbttnnt',
    'ttttdnte',
    'ttttdnte',
    'ttttdnt',
    'ttt',
    'ttm',
  ]);
  expect(remarks).toEqual([
    '5 cells are formulas: taken is what the spreadsheet last worked out.',
    '1 row is hidden in the sheet, perhaps by a filter, and read like the others. To leave hidden rows out, copy what is visible and paste it here.',
    '6 cells are covered by merged cells and hold nothing of their own.',
  ]);
});

const shownDays = [
  '03/01/26',
  '2025-12-31',
  '03/01/26',
  '2026-03-01',
  '03/01/26',
  '2026-03-01',
  '46082',
  '2026-03-01',
  '03/01/26',
];
const shownShares = ['95.5%', '100.0%', '50.0%', ...Array.from({ length: 6 }, () => '25.0%')];

describe('LibreOffice, as text', () => {
  const asText = [
    ...columns(common, shownDays, shownShares, worked),
    [...unicode, '25.0%', 'שלום, world', ''],
    ...merged,
  ];

  test.each([
    ['libreoffice-utf8.csv', 'utf-8', ','],
    ['libreoffice-quoted.csv', 'utf-8', ','],
    ['libreoffice-not-as-shown.csv', 'utf-8', ','],
    ['libreoffice-utf16.tsv', 'utf-16le', '\t'],
  ])('%s', async (name, encoding, delimiter) => {
    const rows: SourceRow[] = [];
    const { facts } = valueOf(await readSource(fixture(name), {}, (more) => rows.push(...more)));
    expect(facts).toEqual({ format: 'text', encoding, delimiter });
    expect(rows.map(({ cells }) => cells)).toEqual([title, headings, ...asText]);
  });

  test('libreoffice-windows.csv: what that code page lacks was lost when it was saved', async () => {
    const rows: SourceRow[] = [];
    const { facts } = valueOf(
      await readSource(fixture('libreoffice-windows.csv'), {}, (more) => rows.push(...more)),
    );
    expect(facts).toEqual({ format: 'text', encoding: 'windows-1252', delimiter: ';' });
    const lost = ['15645561', '?????', '????', 'Zoë ?????', '2026-03-01', '25.0%', '????, world', ''];
    expect(rows.map(({ cells }) => cells)).toEqual([
      title,
      headings,
      ...asText.map((cells) => (cells[0] === '15645561' ? lost : cells)),
    ]);
  });

  test('libreoffice-clipboard.txt: line breaks and tabs within cells become blanks', async () => {
    const { rows } = await read(fixture('libreoffice-clipboard.txt'));
    expect(rows.map(({ cells }) => cells)).toEqual([
      headings,
      ...asText.map((cells) => cells.map((cell) => cell.replace(/[\n\t]/, ' '))),
    ]);
  });
});

describe('other writers of workbooks', () => {
  /** One row has a day number without the look of a date. */
  const days = isoDays.with(6, '46082');
  const bare = columns(common, days, shares, worked);
  const padded = bare.map((cells) => cells.map((cell) => (cell === '100000' ? '00100000' : cell)));
  const rich = ['15645562', '', 'Rich Life Company', '', '', '', '', 'TRUE'];

  test('openpyxl: formulas that nobody has worked out are marked', async () => {
    const { rows } = await read(fixture('openpyxl.xlsx'));
    expect(filled(rows)).toEqual([headings, ...bare.map((cells) => cells.with(7, ''))]);
    expect(rows.filter(({ kinds }) => kinds.endsWith('x'))).toHaveLength(5);
  });

  test('openpyxl, row by row, with days counted from 1904', async () => {
    const { rows } = await read(fixture('openpyxl-1904.xlsx'));
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['NPN', 'Start'],
      ['00042', '2026-03-01T14:30:00'],
    ]);
  });

  test.each(['xlsxwriter.xlsx', 'strict.xlsx'])('%s: shared and rich strings, a table', async (name) => {
    const { rows } = await read(fixture(name));
    expect(filled(rows)).toEqual([headings, ...padded, rich]);
    expect(rows[1]?.kinds).toBe('ttttdntn');
  });

  test.each(['xlsxwriter-inline.xlsx', 'xlsxwriter-1904.xlsx'])('%s', async (name) => {
    const { rows } = await read(fixture(name));
    expect(filled(rows)).toEqual([headings, ...padded]);
  });
});

test.each([
  ['libreoffice-locked.xlsx', 'workbook-locked', 'password'],
  ['libreoffice.xls', 'old-workbook', 'old kind'],
  ['xlwt-renamed.xlsx', 'old-workbook', 'whatever its name says'],
  ['libreoffice.ods', 'not-a-workbook', 'save'],
])('%s is not read, and the answer says what to do', async (name, code, word) => {
  const refused = await readSource(fixture(name), {}, () => undefined);
  expect(refused).toMatchObject({ ok: false, error: { code } });
  expect(refused.ok ? '' : refused.error.message.toLowerCase()).toContain(word.toLowerCase());
});

describe('an export that another program has saved again', () => {
  let r: Rig;
  let imports: Imports;
  beforeEach(async () => {
    r = await rig({ assignments: 40 });
    const ids = new Map(sampleRows.map(([id], index) => [id, r.ids[index] ?? ''] as const));
    /** The sample names its records by their place; here they get their ids. */
    const withIds: StartReading = (data, options, on) =>
      readHere(data, options, {
        ...on,
        rows: (rows) =>
          on.rows(rows.map((row) => ({ ...row, cells: row.cells.map((cell) => ids.get(cell) ?? cell) }))),
      });
    imports = importsOf(r, withIds);
    const column = (at: 1 | 2 | 3): Readonly<Record<string, string>> =>
      Object.fromEntries(sampleRows.map((row) => [ids.get(row[0]) ?? '', row[at]]));
    valueOf(r.type('writingNumber', column(1)));
    valueOf(r.type('startDate', column(2)));
    valueOf(r.type('userDefined1', column(3)));
  });
  afterEach(async () => {
    imports.stop();
    await r.dispose();
  });

  const unchanged = { create: 0, update: 0, unchanged: sampleRows.length, blocked: 0 };

  test('the fixtures are what Upline exports today', async () => {
    expect(fixture('upline-export.csv')).toEqual(sampleCsv());
    expect(await read(fixture('upline-export.xlsx'))).toEqual(await read(sampleWorkbook()));
  });

  test.each([
    'upline-export.csv',
    'upline-export.xlsx',
    'libreoffice-resaved-xlsx.xlsx',
    'libreoffice-resaved-xlsx.csv',
  ])('%s changes nothing', async (name) => {
    const { importId, plan } = await opened(imports, fixture(name));
    expect(plan.columns.map(({ target }) => target)).toEqual([
      'id',
      'writingNumber',
      'startDate',
      'userDefined1',
    ]);
    const report = checked(imports, importId, { ...plan, emptyClears: true });
    expect(report.issues).toEqual([]);
    expect(report.counts).toEqual(unchanged);
  });

  test('text that was opened with the defaults of a spreadsheet: texts come back, ids that it damaged are named', async () => {
    for (const name of ['libreoffice-resaved-csv.csv', 'libreoffice-resaved-csv.xlsx']) {
      const { importId, plan } = await opened(imports, fixture(name));
      const report = checked(imports, importId, {
        ...plan,
        emptyClears: true,
        accepted: ['number-as-id', 'day-number'],
      });
      expect(report.counts).toEqual({ ...unchanged, unchanged: sampleRows.length - 2, blocked: 2 });
      expect(obstacles(report)).toEqual({
        'zeros-lost': ['10 Writing number'],
        'digits-lost': ['11 Writing number'],
      });
      expect(report.issues.map(({ named }) => named[0]?.expected).join(' ')).toContain('00123, as it is now');
    }
  });
});
