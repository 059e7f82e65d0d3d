import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { csvText } from '../../../domain/csv.ts';
import type { Imports } from '../../../main/engine/import/imports.ts';
import { atOnce } from '../../../main/engine/slices.ts';
import { anyway, rig, valueOf } from '../outbox/support.ts';
import type { Rig } from '../outbox/support.ts';
import { checked, importsOf, obstacles, opened, planOf, previewOf } from './support.ts';

let r: Rig;
let imports: Imports;

beforeEach(async () => {
  r = await rig({ assignments: 40 });
  imports = importsOf(r);
});
afterEach(async () => {
  imports.stop();
  await r.dispose();
});

/** What people read of an assignment. */
function shown(id: string, field: string): string {
  const value = r.store.mirror.get('contractAssignment', id)?.effective[field] ?? null;
  return r.store.views.label('contractAssignment', field, value);
}

function carrierOf(id: string): string {
  const productId = r.store.mirror.get('contractAssignment', id)?.effective['productId'];
  const product = typeof productId === 'string' ? r.store.mirror.get('product', productId) : null;
  return String(product?.effective['carrierId'] ?? '');
}

function carrierName(id: string): string {
  return r.store.views.label('product', 'carrierId', carrierOf(id));
}

/** Assignments that their NPN alone tells apart. */
function ids(): readonly [string, string, string] {
  const seen = new Set<string>();
  const [a, b, c] = r.ids.filter((id) => {
    const npn = shown(id, 'npn');
    return seen.has(npn) ? false : seen.add(npn);
  });
  if (a === undefined || b === undefined || c === undefined) throw new Error('too few assignments');
  return [a, b, c];
}

const label = 'Import list.csv';

describe('a dry run', () => {
  test('says for every row what staging then does: create, update, unchanged or blocked', async () => {
    const [a, b, c] = ids();
    const level = shown(a, 'commissionLevelId');
    const table = csvText(
      ['NPN', 'Carrier', 'Product', 'Commission level', 'Status', 'Writing number'],
      [
        [shown(a, 'npn'), carrierName(a), shown(a, 'productId'), level, '', 'NEW-1'],
        [shown(b, 'npn'), carrierName(b), shown(b, 'productId'), '', '', shown(b, 'writingNumber')],
        ['900000001', carrierName(a), shown(a, 'productId'), level, 'Approved', '00042'],
        ['900000002', carrierName(a), shown(a, 'productId'), level, 'Nearly approved', '7'],
        [shown(c, 'npn'), carrierName(c), shown(c, 'productId'), 'Level of nobody', '', 'NEW-2'],
      ],
    );
    const { importId, preview, plan } = await opened(imports, table);
    expect(preview.collection).toBe('contractAssignment');
    expect(plan.columns.map(({ target }) => target)).toEqual([
      'npn',
      'carrierId',
      'productId',
      'commissionLevelId',
      'assignmentStatusId',
      'writingNumber',
    ]);
    const report = checked(imports, importId, plan);
    expect(report.counts).toEqual({ create: 1, update: 1, unchanged: 1, blocked: 2 });
    expect(obstacles(report)).toEqual({ 'unknown-name': ['5 Status', '6 Commission level'] });
    expect(report.issues[0]?.named[0]?.expected).toContain('One of:');
    // Trying it out has changed nothing.
    expect(r.outbox.counts().unsent).toBe(0);

    const rows = valueOf(imports.rows(importId, 'update', 0, 10)).rows;
    expect(rows).toMatchObject([
      { row: 2, changes: [{ label: 'Writing number', from: shown(a, 'writingNumber'), to: 'NEW-1' }] },
    ]);

    const staged = valueOf(atOnce(imports.stage(importId, label, anyway)));
    expect(staged).toMatchObject({ created: 1, updated: 1 });
    expect(r.outbox.counts().unsent).toBe(2);
    expect(shown(a, 'writingNumber')).toBe('NEW-1');
    expect(shown(c, 'writingNumber')).not.toBe('NEW-2');
    const productId = String(r.store.mirror.get('contractAssignment', a)?.effective['productId']);
    const made = r.store.mirror.alike('contractAssignment', { npn: '900000001', productId });
    expect(made).not.toBeNull();
    expect(shown(made ?? '', 'writingNumber')).toBe('00042');
    expect(shown(made ?? '', 'assignmentStatusId')).toBe('Approved');
    // One gesture, and nothing of it at the server.
    expect(r.outbox.undoable().undo).toBe(label);
    expect(r.effects()).toEqual([]);
    valueOf(r.outbox.undo());
    expect(r.outbox.counts().unsent).toBe(0);
    expect(shown(a, 'writingNumber')).not.toBe('NEW-1');
  });

  test('shows the rows in the order of the table, whenever it is known what becomes of each', async () => {
    const [a, b, c] = ids();
    const npns = [shown(a, 'npn'), '1.23457E+14', shown(b, 'npn'), '900000002', shown(c, 'npn')];
    const table = csvText(
      ['NPN', 'Carrier', 'Product', 'Status', 'Writing number'],
      npns.map((npn, at) => {
        const of = [a, a, b, c, c][at] ?? a;
        return [npn, carrierName(of), shown(of, 'productId'), at === 3 ? 'Nearly approved' : '', `N-${at}`];
      }),
    );
    const { importId, plan } = await opened(imports, table);
    expect(checked(imports, importId, plan).counts).toMatchObject({ update: 3, blocked: 2 });
    const { rows } = valueOf(imports.rows(importId, null, 0, 10));
    expect(rows.map(({ row, verdict }) => `${row} ${verdict}`)).toEqual([
      '2 update',
      '3 blocked',
      '4 update',
      '5 blocked',
      '6 update',
    ]);
  });

  test('an empty cell leaves a value alone, unless a person says that it empties it', async () => {
    const [a] = ids();
    r.type('writingNumber', { [a]: 'KEEP-1' });
    const table = csvText(['Upline id', 'Writing number'], [[a, '']]);
    const { importId, plan } = await opened(imports, table);
    expect(checked(imports, importId, plan).counts.unchanged).toBe(1);
    expect(checked(imports, importId, { ...plan, emptyClears: true }).counts.update).toBe(1);
    valueOf(atOnce(imports.stage(importId, label)));
    expect(shown(a, 'writingNumber')).toBe('');
  });

  test('two rows for one record, an id of another producer, and a row that says nothing are named', async () => {
    const [a, b] = ids();
    const table = csvText(
      ['Upline id', 'NPN', 'Writing number'],
      [
        [a, shown(a, 'npn'), 'X-1'],
        [a, shown(a, 'npn'), 'X-2'],
        [b, '123', 'X-3'],
        ['no-such-id', '', 'X-4'],
        ['', '', 'X-5'],
      ],
    );
    const { importId, plan } = await opened(imports, table);
    const report = checked(imports, importId, plan);
    expect(report.counts).toMatchObject({ update: 1, blocked: 4 });
    expect(obstacles(report)).toEqual({
      'twice-in-file': ['3 '],
      'other-record': ['4 NPN'],
      'not-found': ['5 Upline id'],
      'missing-value': ['6 NPN'],
    });
  });

  test('writing number and carrier tell which assignment is meant; what fits several is not guessed', async () => {
    const [a] = ids();
    const same = r.ids.filter((id) => carrierOf(id) === carrierOf(a) && id !== a).slice(0, 2);
    r.type('writingNumber', { [a]: 'ONLY-1', [same[0] ?? '']: 'BOTH', [same[1] ?? '']: 'BOTH' });
    const table = csvText(
      ['Agent code', 'Company', 'Start date'],
      [
        ['only-1', carrierName(a), '1/2/2026'],
        ['BOTH', carrierName(a), '1/2/2026'],
        ['NOBODY', carrierName(a), '1/2/2026'],
      ],
    );
    const { importId, plan } = await opened(imports, table);
    const report = checked(imports, importId, plan);
    expect(report.counts.blocked).toBe(2);
    expect(obstacles(report)).toEqual({
      'not-told-apart': ['3 Agent code'],
      'not-found': ['4 Agent code'],
    });
    valueOf(atOnce(imports.stage(importId, label)));
    expect(shown(a, 'startDate')).toBe('2026-01-02');
    // Found by its number whatever the case, and the number rewritten as the list has it.
    expect(shown(a, 'writingNumber')).toBe('only-1');
  });
});

describe('what is remembered of a source', () => {
  test('columns by their headings, in any order, and names with what they stand for, across a restart', async () => {
    const [a] = ids();
    const approved = r.store.lookups
      .list('assignmentStatus')
      .find(({ description }) => description === 'Approved');
    const statusId = approved?.id ?? '';
    const rows = (status: string): string =>
      csvText(
        ['Agent', 'Number of producer', 'Insurer', 'Plan', 'State of contract'],
        [['Somebody', shown(a, 'npn'), carrierName(a), shown(a, 'productId'), status]],
      );
    const first = await opened(imports, rows('In force'));
    expect(first.preview.remembered).toBe(false);
    const plan = planOf(first.preview, {
      columns: first.plan.columns.map((one) =>
        one.column === 0 ? { ...one, target: null } : one.column === 1 ? { ...one, target: 'npn' } : one,
      ),
    });
    const listed = atOnce(valueOf(imports.names(first.importId, plan)));
    expect(listed.names).toMatchObject([
      { field: 'assignmentStatusId', text: 'In force', rows: 1, chosen: null },
    ]);
    expect(checked(imports, first.importId, plan).counts.blocked).toBe(1);
    const named = {
      ...plan,
      values: [{ field: 'assignmentStatusId', context: '', text: 'In force', id: statusId }],
    };
    expect(checked(imports, first.importId, named).counts.blocked).toBe(0);

    await r.restart();
    imports = importsOf(r);
    const shuffled = csvText(
      ['Plan', 'STATE OF CONTRACT', 'number of producer', 'Insurer', 'Agent'],
      [[shown(a, 'productId'), 'IN FORCE', shown(a, 'npn'), carrierName(a), 'x']],
    );
    const second = await opened(imports, shuffled);
    expect(second.preview.remembered).toBe(true);
    expect(second.preview.guesses.map(({ target, because }) => `${because} ${target}`)).toEqual([
      'remembered productId',
      'remembered assignmentStatusId',
      'remembered npn',
      'remembered carrierId',
      'remembered null',
    ]);
    const recalled = atOnce(valueOf(imports.names(second.importId, second.plan)));
    expect(recalled.names[0]?.chosen).toEqual({ value: statusId, label: 'Approved', detail: '' });
  });
});

describe('rows that cannot be used', () => {
  test('come back as a file with reasons, and are brought in again after they were corrected', async () => {
    const [a, b] = ids();
    const table = csvText(
      ['NPN', 'Carrier', 'Product', 'Start', 'Note'],
      [
        [shown(a, 'npn'), carrierName(a), shown(a, 'productId'), 'tomorrow', '=SUM(A1)'],
        [shown(b, 'npn'), carrierName(b), shown(b, 'productId'), '2026-03-01', ''],
      ],
    );
    const first = await opened(imports, table);
    checked(imports, first.importId, first.plan);
    valueOf(atOnce(imports.stage(first.importId, label)));
    const { text } = atOnce(valueOf(imports.blocked(first.importId)));
    expect(text.split('\r\n')[0]).toBe('\uFEFFNPN,Carrier,Product,Start,Note,Upline reason');
    expect(text).toContain('found “tomorrow”. Expected: A date');

    const again = await opened(imports, text.replace(',tomorrow,', ',2026-04-01,'));
    expect(again.preview.rows).toBe(1);
    expect(again.plan.columns.at(-1)).toEqual({ column: 5, target: null });
    expect(again.preview.first[1]?.cells[4]).toContain('=SUM(A1)');
    expect(checked(imports, again.importId, again.plan).counts.update).toBe(1);
    valueOf(atOnce(imports.stage(again.importId, label)));
    expect(shown(a, 'startDate')).toBe('2026-04-01');
    // Nothing is left to correct, and the file says so by its headings alone.
    expect(
      atOnce(valueOf(imports.blocked(again.importId)))
        .text.trimEnd()
        .split('\r\n'),
    ).toHaveLength(1);
  });
});

describe('ids stay text', () => {
  test('zeros, fifteen digits and 1E5 survive; what Excel has damaged is named and not taken', async () => {
    const [a, b, c] = ids();
    r.type('writingNumber', { [b]: '000123' });
    const table = csvText(
      ['Upline id', 'Writing number'],
      [
        [a, '1E5'],
        [b, '123'],
        [c, '1.23457E+14'],
      ],
    );
    const { importId, plan } = await opened(imports, table);
    const report = checked(imports, importId, plan);
    expect(obstacles(report)).toEqual({
      'zeros-lost': ['3 Writing number'],
      'digits-lost': ['4 Writing number'],
    });
    expect(report.issues.map(({ fix }) => fix).join(' ')).toContain('as Text');
    valueOf(atOnce(imports.stage(importId, label)));
    expect(shown(a, 'writingNumber')).toBe('1E5');
    expect(shown(b, 'writingNumber')).toBe('000123');
  });
});

test('in text of other programs the words of a failed formula are no value; in our own they are text', async () => {
  const [a] = ids();
  for (const [heading, blocked] of [
    ['NPN', 1],
    ['Upline id', 0],
  ] as const) {
    const table = csvText(
      [heading, 'Carrier', 'Product', 'User defined 1'],
      [[heading === 'NPN' ? shown(a, 'npn') : a, carrierName(a), shown(a, 'productId'), '#REF!']],
    );
    const { importId, plan } = await opened(imports, table);
    const report = checked(imports, importId, plan);
    expect(report.counts.blocked).toBe(blocked);
    if (blocked === 1) expect(obstacles(report)).toEqual({ 'error-value': ['2 User defined 1'] });
  }
});

describe('a carrier’s list of writing numbers', () => {
  test('tells what is missing, different and the same, and who is not in the list', async () => {
    const [a] = ids();
    const carrierId = carrierOf(a);
    const mine = r.ids.filter((id) => carrierOf(id) === carrierId);
    const npns = [...new Set(mine.map((id) => shown(id, 'npn')))];
    const [one = '', two = '', three = ''] = npns;
    const ofNpn = (npn: string): readonly string[] => mine.filter((id) => shown(id, 'npn') === npn);
    r.type('writingNumber', Object.fromEntries(mine.map((id) => [id, `OLD-${shown(id, 'npn')}`])));
    r.type('writingNumber', Object.fromEntries(ofNpn(one).map((id) => [id, ''])));
    const table = `NPN\tName\tWriting No\n${one}\tA\t00111\n${two}\tB\tNEW-2\n${three}\tC\tOLD-${three}\n999\tD\t5\n`;
    const { importId, preview } = await opened(imports, table);
    const plan = planOf(preview, { collection: 'contractAssignment', writingNumbersOf: carrierId });
    const report = checked(imports, importId, plan);
    expect(report.counts).toEqual({
      create: 0,
      update: ofNpn(one).length + ofNpn(two).length,
      unchanged: ofNpn(three).length,
      blocked: 1,
    });
    expect(report.absent?.count).toBe(mine.length - [one, two, three].flatMap(ofNpn).length);
    valueOf(atOnce(imports.stage(importId, label)));
    for (const id of ofNpn(one)) expect(shown(id, 'writingNumber')).toBe('00111');
    for (const id of ofNpn(three)) expect(shown(id, 'writingNumber')).toBe(`OLD-${three}`);
  });
});

test('a table that is read again in another encoding, and one that was closed', async () => {
  const bytes = Uint8Array.from([
    ...new TextEncoder().encode('Carrier,NAIC code\nM'),
    0xfc,
    ...new TextEncoder().encode('ller Life,00123\n'),
  ]);
  const { importId, preview } = await opened(imports, bytes);
  expect(preview).toMatchObject({ facts: { encoding: 'windows-1252' }, collection: 'carrier' });
  expect(preview.columns[0]?.samples).toEqual(['Müller Life']);
  valueOf(imports.readAgain(importId, { encoding: 'utf-8' }));
  const second = await previewOf(imports, importId);
  expect(second.remarks.join(' ')).toContain('1 character is not readable');
  const checkedOnce = checked(imports, importId, planOf(second));
  expect(checkedOnce.counts.create).toBe(1);
  valueOf(imports.close(importId));
  expect(atOnce(imports.stage(importId, label))).toMatchObject({
    ok: false,
    error: { code: 'import-closed' },
  });
  expect(r.outbox.counts().unsent).toBe(0);
});
