import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { joined } from '../../../main/engine/export/zipWriter.ts';
import type { ImportState } from '../../../preload/contract.ts';
import { startEngineProcess } from '../support/engineProcess.ts';
import type { EngineProcess } from '../support/engineProcess.ts';
import { openTestStore } from '../support/store.ts';
import type { TestStore } from '../support/store.ts';
import { excelWorkbook, packed } from './workbookText.ts';

/** Files that are damaged, or made to do damage, brought to the engine in its own process. */

let one: TestStore;
let engine: EngineProcess;
beforeAll(async () => {
  one = openTestStore();
  one.store.close();
  engine = await startEngineProcess({
    databaseFile: one.file,
    databaseKey: one.key,
    sandbox: { url: 'http://127.0.0.1:9', tokenUrl: 'http://127.0.0.1:9', clientId: '', clientSecret: '' },
    workOffline: true,
  });
});
afterAll(async () => {
  await engine.close();
  one.reopen();
  one.dispose();
});

/** What the engine makes of a file. While it is read, somebody else is answered at least once. */
async function outcome(
  data: Uint8Array<ArrayBuffer> | string,
): Promise<Exclude<ImportState, { phase: 'reading' }>> {
  const { importId } = await engine.call('import.open', { name: 'list', data });
  for (;;) {
    await engine.call('status.read', {});
    const state = await engine.call('import.state', { importId });
    if (state.phase === 'reading') continue;
    await engine.call('import.close', { importId });
    return state;
  }
}

async function refusal(
  data: Uint8Array<ArrayBuffer> | string,
): Promise<{ readonly code: string; readonly message: string }> {
  const state = await outcome(data);
  return state.phase === 'failed' ? state.failure : { code: 'read', message: '' };
}

const fixture = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(path.join(import.meta.dirname, 'fixtures', name)));
const workbook = (data: string, after = ''): Uint8Array<ArrayBuffer> =>
  new Uint8Array(packed(excelWorkbook(data, { after })));
const text = (words: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(words);

/** An archive within an archive, each of them a thousandfold. */
function nestedBomb(): Uint8Array<ArrayBuffer> {
  const inner = packed({ 'zeros.bin': new Uint8Array(8 * 1_048_576) });
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`inner${index}.zip`, inner]));
  return new Uint8Array(packed(many));
}

const small = excelWorkbook('<row r="1"><c r="A1"><v>1</v></c></row>');
/** A sheet of 64 MB that is hardly anything packed. */
function bomb(): Uint8Array<ArrayBuffer> {
  const blanks = new Uint8Array(64 * 1_048_576).fill(32);
  const sheet = joined([text('<worksheet><sheetData><row><c t="inlineStr"><is><t>'), blanks]);
  return new Uint8Array(packed({ ...small, 'xl/worksheets/sheet1.xml': sheet }));
}

/** The directory of the archive says that every part is small. */
function lying(data: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const view = new DataView(data.buffer);
  for (let at = data.length - 46; at >= 0; at -= 1)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
  return data;
}

function entities(): Uint8Array<ArrayBuffer> {
  const levels = Array.from(
    { length: 9 },
    (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
  );
  const sheet = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">${levels.join('')}]><worksheet><sheetData><row><c t="inlineStr"><is><t>&l9;</t></is></c></row></sheetData></worksheet>`;
  return new Uint8Array(packed({ ...small, 'xl/worksheets/sheet1.xml': sheet }));
}

const fifty = 50_000_000;
const manyRows = Array.from({ length: 100_000 }, (_, index) => `${index},A`);

const refused: readonly (readonly [
  name: string,
  make: () => Uint8Array<ArrayBuffer>,
  code: string,
  says: RegExp,
])[] = [
  ['a workbook that inflates without end', bomb, 'workbook-too-large', /larger than any list .* as CSV/],
  ['the same with sizes that lie', () => lying(bomb()), 'workbook-too-large', /larger than any list/],
  ['archives within an archive', nestedBomb, 'not-a-workbook', /holds no workbook .* Save the table as/],
  ['entities that multiply', entities, 'workbook-refused', /blow itself up/],
  [
    '50 MB without a line end',
    () => text('x'.repeat(fifty)),
    'cell-too-long',
    /Column 1 of row 1 .* line ends/,
  ],
  ['a quoted cell of 50 MB', () => text(`a,b\n"${'x'.repeat(fifty)}"`), 'cell-too-long', /row 2/],
  [
    'a quote that opens in the middle of 100,000 rows',
    () => text(manyRows.with(49_999, '49999,"A').join('\n')),
    'quote-not-closed',
    /Row 50,000 .* Correct that row/,
  ],
  [
    'bytes that are no text',
    () => Uint8Array.from({ length: 5_000 }, (_, index) => (index * 7) % 256),
    'not-a-table',
    /neither a text file nor/,
  ],
  [
    'NUL bytes among text',
    () => text(`npn,name\n1,a${'\0'.repeat(10)}b\n`),
    'not-a-table',
    /neither a text file nor/,
  ],
  [
    'a workbook of 1997 under a new name',
    () => fixture('xlwt-renamed.xlsx'),
    'old-workbook',
    /whatever its name says/,
  ],
  [
    'a workbook behind a password',
    () => fixture('libreoffice-locked.xlsx'),
    'workbook-locked',
    /Take the password away/,
  ],
  [
    'a million rows and more with a value in each',
    () => workbook('<row><c><v>1</v></c></row>'.repeat(1_048_576)),
    'too-many-rows',
    /100,000 rows, .* Split the file/,
  ],
  [
    '501 columns',
    () => text(`${Array.from({ length: 501 }, (_, index) => `c${index}`).join(',')}\n`),
    'too-many-columns',
    /Row 1 has more than 500 columns/,
  ],
];

describe('is answered with words, and nothing waits', () => {
  test.each(refused)('%s', async (_, make, code, says) => {
    const failure = await refusal(make());
    expect(failure.code).toBe(code);
    expect(failure.message).toMatch(says);
    expect(failure.message).toContain('Nothing was brought in.');
  });
});

describe('is read, and what is odd about it is said', () => {
  const previewOf = async (data: Uint8Array<ArrayBuffer>) => {
    const state = await outcome(data);
    if (state.phase === 'failed') throw new Error(state.failure.code);
    return state.preview;
  };
  const cellsOf = async (data: Uint8Array<ArrayBuffer>): Promise<readonly (readonly string[])[]> =>
    (await previewOf(data)).first.map(({ cells }) => cells);

  test('UTF-16 without its mark', async () => {
    const words = 'NPN,Name\n15645555,Zoë\n';
    const data = new Uint8Array(words.length * 2);
    for (let at = 0; at < words.length; at += 1) data[at * 2] = words.charCodeAt(at);
    expect(await cellsOf(data)).toEqual([
      ['NPN', 'Name'],
      ['15645555', 'Zoë'],
    ]);
  });

  test('1,048,576 rows without a value', async () => {
    const rows =
      '<row><c t="inlineStr"><is><t>NPN</t></is></c></row>' +
      '<row/>'.repeat(1_048_574) +
      '<row><c><v>7</v></c></row>';
    expect((await previewOf(workbook(rows))).rows).toBe(1);
  });

  test('500 columns, of which 499 are called the same', async () => {
    const heading = ['NPN', ...Array.from({ length: 499 }, () => 'Status')].join(',');
    const preview = await previewOf(
      text(`${heading}\n${Array.from({ length: 500 }, () => '1').join(',')}\n`),
    );
    expect(preview.columns).toHaveLength(500);
    expect(preview.columns[499]?.heading).toBe('Status (499)');
    expect(preview.remarks.join(' ')).toContain('Headings stand more than once');
    expect(preview.guesses.filter(({ target }) => target === 'assignmentStatusId')).toHaveLength(1);
  });

  test('merged cells, days with and without the look of a date, formulas with and without a value, errors', async () => {
    const preview = await previewOf(
      workbook(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>NPN</t></is></c></row><row r="2"><c r="A2" s="1"><v>46082</v></c><c r="B2"><v>46082</v></c><c r="C2"><f>1+1</f><v>2</v></c><c r="D2"><f>1+1</f></c><c r="E2" t="e"><v>#REF!</v></c></row><row r="3"><c r="B3"><v>1</v></c></row>',
        '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>',
      ),
    );
    expect(preview.first.slice(1).map(({ cells, kinds }) => [...cells, kinds])).toEqual([
      ['2026-03-01', '46082', '2', '', '#REF!', 'dnnxe'],
      ['', '1', 'mn'],
    ]);
    expect(preview.remarks).toEqual([
      '2 cells are formulas: taken is what the spreadsheet last worked out.',
      '1 cell is covered by merged cells and holds nothing of its own.',
    ]);
  });

  test('text that a spreadsheet would run is text', async () => {
    const cells = ['=HYPERLINK("http://x")', '@SUM(A1)', '+cmd|x', '-2+3'];
    const line = cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
    expect((await cellsOf(text(`NPN,A,B,C\n${line}\n`)))[1]).toEqual(cells);
  });
});
