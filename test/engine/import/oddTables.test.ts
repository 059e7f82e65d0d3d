import { afterEach, beforeEach, expect, test } from 'vitest';
import { csvText } from '../../../domain/csv.ts';
import type { Imports } from '../../../main/engine/import/imports.ts';
import { atOnce } from '../../../main/engine/slices.ts';
import { make } from '../outbox/createSupport.ts';
import { anyway, rig, valueOf } from '../outbox/support.ts';
import type { Rig } from '../outbox/support.ts';
import { checked, importsOf, obstacles, opened } from './support.ts';

let r: Rig;
let imports: Imports;
beforeEach(async () => {
  r = await rig({ assignments: 10 });
  imports = importsOf(r);
});
afterEach(async () => {
  imports.stop();
  await r.dispose();
});

const noteColumns = ['Upline id', 'User defined 1', 'User defined 2'] as const;
const line = (...cells: readonly string[]): string => `${cells.join(',')}\r\n`;

test('a row in which a comma stands without quotes is not shifted into other fields', async () => {
  const [a = '', b = '', c = ''] = r.ids;
  const table = [
    line(...noteColumns),
    line(a, 'Reyes', 'Texas'),
    line(b, 'Reyes, Dana', 'Texas'),
    line(c, 'Ruiz', 'Ohio', '', ''),
  ].join('');
  const { importId, plan } = await opened(imports, table);
  const report = checked(imports, importId, plan);
  expect(report.counts).toMatchObject({ update: 2, blocked: 1 });
  expect(report.issues).toMatchObject([
    {
      repair: 'cells-shifted',
      named: [
        {
          row: 3,
          found: `${b} | Reyes | Dana | Texas`,
          expected: 'At most 3 cells, one for each heading; this row has 4.',
        },
      ],
    },
  ]);
});

test('a column without a heading at the right is no mistake of every row', async () => {
  const table = [line(...noteColumns), ...r.ids.map((id) => line(id, 'x', 'y', 'no heading'))].join('');
  const { importId, plan } = await opened(imports, table);
  expect(checked(imports, importId, plan).counts).toMatchObject({ blocked: 0 });
});

test('names are the same however their letters and blanks are written', async () => {
  const carrierId = make(r, 'carrier', { name: 'Société Générale Vie' });
  const lineOfBusinessId = r.store.lookups.list('lineOfBusiness')[0]?.id ?? '';
  const productId = make(r, 'product', { carrierId, name: 'Épargne Plus', lineOfBusinessId });
  const written = 'Socie\u0301te\u0301 Ge\u0301ne\u0301rale\u00A0Vie ';
  const carriers = await opened(imports, csvText(['Carrier name', 'NAIC code'], [[written, '00123']]));
  expect(checked(imports, carriers.importId, carriers.plan).counts).toMatchObject({ update: 1, create: 0 });
  const levels = await opened(
    imports,
    csvText(['Product', 'Level name', 'Type'], [[' E\u0301pargne  Plus', 'Street', 'Percent']]),
  );
  const report = checked(imports, levels.importId, levels.plan);
  expect(report.issues).toEqual([]);
  expect(report.counts).toMatchObject({ create: 1 });
  valueOf(atOnce(imports.stage(levels.importId, 'Import', anyway)));
  expect(r.store.mirror.alike('commissionLevel', { productId, name: 'Street' })).not.toBeNull();
});

test('headings are known with a mark, blanks, other cases and compatible letters', async () => {
  const [id = ''] = r.ids;
  const table =
    `\uFEFF "Upline id" ; writing\u00A0NUMBER  ;\u00A0Ｓｔａｒｔ\r\n${id};W-1;2026-03-01\r\n`.replace(
      ' "Upline id" ',
      '"Upline id "',
    );
  const { preview, plan, importId } = await opened(imports, table);
  expect(preview.facts).toMatchObject({ format: 'text', delimiter: ';' });
  expect(plan.columns.map(({ target }) => target)).toEqual(['id', 'writingNumber', 'startDate']);
  expect(checked(imports, importId, plan).counts.update).toBe(1);
});

test('of two columns with one heading the second is nobody’s second free field', async () => {
  const table = csvText(['Upline id', 'User defined', 'User defined'], [[r.ids[0] ?? '', 'a', 'b']]);
  const { preview, plan } = await opened(imports, table);
  expect(plan.columns.map(({ target }) => target)).toEqual(['id', null, null]);
  expect(preview.remarks.join(' ')).toContain('Headings stand more than once');
});

test('a decimal comma is refused by row and field, never read as another number', async () => {
  const carrierId = make(r, 'carrier', { name: 'Borrowed Life' });
  const lineOfBusinessId = r.store.lookups.list('lineOfBusiness')[0]?.id ?? '';
  make(r, 'product', { carrierId, name: 'Borrowed Term', lineOfBusinessId });
  const values = ['95,5', '1.250,00', '95.5', '95,50 %'];
  const rows = values.map((value, index) => `Borrowed Term;L${index};Percent;${value}`);
  const { preview, importId, plan } = await opened(
    imports,
    ['Product;Level name;Type;First year value', ...rows].join('\n'),
  );
  expect(preview.facts).toMatchObject({ delimiter: ';' });
  const report = checked(imports, importId, plan);
  expect(report.counts).toMatchObject({ create: 1, blocked: 3 });
  expect(obstacles(report)).toEqual({
    'not-possible': ['2 First year value', '3 First year value', '5 First year value'],
  });
});

test('a table of headings alone has no rows, stages nothing and gives nothing back', async () => {
  const { importId, preview, plan } = await opened(imports, 'Upline id,Writing number\r\n');
  expect(preview.rows).toBe(0);
  const report = checked(imports, importId, plan);
  expect(report).toMatchObject({ counts: { create: 0, update: 0, unchanged: 0, blocked: 0 }, issues: [] });
  expect(valueOf(atOnce(imports.stage(importId, 'Import', anyway)))).toMatchObject({
    batchId: null,
    staged: 0,
  });
  const { text } = atOnce(valueOf(imports.blocked(importId)));
  expect(text.trimEnd().split('\r\n')).toHaveLength(1);
});
