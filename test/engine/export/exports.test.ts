import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { collections } from '../../../domain/collections.ts';
import { createAuditReader } from '../../../main/engine/audit/reader.ts';
import type { Exports } from '../../../main/engine/export/exports.ts';
import { joined } from '../../../main/engine/export/zipWriter.ts';
import { readSource } from '../../../main/engine/import/readSource.ts';
import type { OpenViews } from '../../../main/engine/openViews.ts';
import { checked, importsOf, opened } from '../import/support.ts';
import { make } from '../outbox/createSupport.ts';
import { rig, valueOf } from '../outbox/support.ts';
import type { Rig } from '../outbox/support.ts';
import { exportDesk } from './support.ts';

let r: Rig;
let views: OpenViews;
let exports: Exports;

beforeEach(async () => {
  r = await rig({ assignments: 40 });
  ({ views, exports } = exportDesk(r));
});
afterEach(() => r.dispose());

const columns = collections.contractAssignment.fields.map(({ name }) => name);
type Wish = Parameters<Exports['open']>[0];

function viewOf(
  collection: 'contractAssignment' | 'producer' | 'carrier',
  fields: readonly string[],
): string {
  const query = { collection, columns: [...fields], sort: [], filters: [], search: '' };
  return views.open(query).viewId;
}

function exported(wish: Partial<Wish> = {}): { readonly data: Uint8Array; readonly rows: number } {
  const { exportId } = valueOf(
    exports.open({
      viewId: viewOf('contractAssignment', columns),
      ranges: null,
      columns,
      format: 'csv',
      unsent: true,
      personal: false,
      ...wish,
    }),
  );
  const pieces: Uint8Array[] = [];
  for (;;) {
    const { data, rows, done } = valueOf(exports.read(exportId));
    pieces.push(data);
    if (done) return { data: joined(pieces), rows };
  }
}

function textOf(data: Uint8Array): string {
  return new TextDecoder().decode(data);
}

/** Texts that spreadsheets like to change. */
const troublesome = [
  '00123',
  '1E5',
  '123456789012345',
  '=2+2',
  '@SUM(A1)',
  "'already",
  'Zoë "Zo" Müller\nline two',
  'مرحبا, 👩‍👩‍👧',
  ' _x0041_ <&> ',
  '-5',
  'x'.repeat(10_000),
];

describe.each(['csv', 'xlsx'] as const)('an export as %s', (format) => {
  test('is an import: brought in unchanged it changes nothing, and a corrected cell is one change', async () => {
    r.type('userDefined1', Object.fromEntries(troublesome.map((text, index) => [r.ids[index] ?? '', text])));
    r.type('startDate', { [r.ids[0] ?? '']: '2026-03-01' });
    const { data, rows } = exported({ format });
    expect(rows).toBe(r.store.mirror.count('contractAssignment'));
    const imports = importsOf(r);
    const { importId, preview, plan } = await opened(imports, data);
    expect(preview.rows).toBe(rows);
    expect(preview.columns[0]?.heading).toBe(format === 'csv' ? 'Upline id' : 'Upline ID');
    const report = checked(imports, importId, { ...plan, emptyClears: true });
    expect(report.issues).toEqual([]);
    expect(report.counts).toEqual({ create: 0, update: 0, unchanged: rows, blocked: 0 });
    // Somebody changes a value here after the export: the file brings the old one back.
    r.type('userDefined1', { [r.ids[3] ?? '']: 'changed since' });
    expect(checked(imports, importId, plan).counts.update).toBe(1);
  });

  test('names the ids, leaves unsent changes out when it is asked to, and takes only the selected rows', async () => {
    const [id = ''] = r.ids;
    r.type('writingNumber', { [id]: 'UNSENT-1' });
    const read = async (wish: Partial<Wish>): Promise<readonly (readonly string[])[]> => {
      const found: (readonly string[])[] = [];
      await readSource(exported({ format, ...wish }).data, {}, (rows) =>
        found.push(...rows.map(({ cells }) => cells)),
      );
      return found;
    };
    const whole = await read({});
    expect(whole[0]?.slice(0, 2)).toEqual([format === 'csv' ? 'Upline id' : 'Upline ID', 'NPN']);
    expect(whole.flat()).toContain('UNSENT-1');
    const told = await read({ unsent: false });
    expect(told).toHaveLength(whole.length);
    expect(told.flat()).not.toContain('UNSENT-1');
    expect(told.find((cells) => cells[0] === id)).toContain(r.held(id, 'writingNumber'));
    const some = await read({
      ranges: [
        { from: 1, to: 3 },
        { from: 2, to: 4 },
      ],
    });
    expect(some.slice(1).map((cells) => cells[0])).toEqual(whole.slice(2, 5).map((cells) => cells[0]));
    // Ranges come as they were selected, columns as they stand in the sheet.
    const arranged = await read({
      columns: ['writingNumber', 'npn'],
      ranges: [
        { from: 7, to: 8 },
        { from: 30, to: 30 },
        { from: 0, to: 2 },
      ],
    });
    const [heading = [], ...all] = whole;
    const place = (name: string): number => heading.indexOf(name);
    expect(arranged).toEqual([
      [heading[0], 'Writing number', 'NPN'],
      ...[all[0], all[1], all[7]].map((cells = []) => [
        cells[0],
        cells[place('Writing number')],
        cells[place('NPN')],
      ]),
    ]);
  });

  test('counts only the rows that are in it: a record made here is not, where unsent changes are left out', async () => {
    make(r, 'carrier', { name: 'Made here' });
    const known = r.store.mirror.count('carrier') - 1;
    const wish = {
      viewId: viewOf('carrier', ['name']),
      columns: ['name'],
      format,
      unsent: false,
      personal: false,
    };
    const { exportId, rows, about } = valueOf(exports.open({ ...wish, ranges: null }));
    expect(rows).toBe(known);
    expect(about.text).toContain(`Rows,${known}\r\n`);
    const file = exported(wish);
    expect(file.rows).toBe(known);
    valueOf(exports.close(exportId));
    const [line] = createAuditReader(r.store).list({ offset: 0, limit: 1 }).lines;
    expect(line?.words).toContain(`${known} carriers were exported`);
    expect(exported({ ...wish, unsent: true }).rows).toBe(known + 1);
  });
});

test('a cell that a spreadsheet would run is defused in a text file', () => {
  r.type('userDefined1', { [r.ids[0] ?? '']: '=HYPERLINK("http://example.test")' });
  expect(textOf(exported().data)).toContain(`"'=HYPERLINK(""http://example.test"")"`);
});

test('a workbook says on its second sheet what it is', async () => {
  const about: (readonly string[])[] = [];
  const { data } = exported({ format: 'xlsx' });
  const read = await readSource(data, { sheet: 'About this export' }, (rows) =>
    about.push(...rows.map(({ cells }) => cells)),
  );
  expect(read).toMatchObject({ ok: true, value: { facts: { sheet: 'About this export' } } });
  const facts = new Map(about.map(([name = '', value = '']) => [name, value]));
  expect(facts.get('Environment')).toBe('practice');
  expect(facts.get('As of')).toMatch(/^2026-03-02T/);
  expect(facts.get('Unsent changes')).toContain('Included');
  const { about: companion } = valueOf(
    exports.open({
      viewId: viewOf('contractAssignment', columns),
      ranges: null,
      columns,
      format: 'csv',
      unsent: false,
      personal: false,
    }),
  );
  expect(companion.text).toContain('Left out: every value is as AgentSync last said it.');
});

test('a list that is no longer open, and an export that is no longer under way', () => {
  const wish = { ranges: null, columns, format: 'csv', unsent: true, personal: false } as const;
  expect(exports.open({ ...wish, viewId: 'x' })).toMatchObject({
    ok: false,
    error: { code: 'unknown-view' },
  });
  expect(exports.read('x')).toMatchObject({ ok: false, error: { code: 'export-closed' } });
});

test('the history says what was exported, and whether personal values were in it', () => {
  exported();
  exported({ format: 'xlsx', personal: true });
  const words = createAuditReader(r.store)
    .list({ offset: 0, limit: 2 })
    .lines.map((line) => line.words);
  expect(words).toEqual([
    '40 contract assignments were exported as XLSX, with personal values',
    '40 contract assignments were exported as CSV, without personal values',
  ]);
});
