import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { csvText } from '../../../domain/csv.ts';
import type { Imports } from '../../../main/engine/import/imports.ts';
import { atOnce } from '../../../main/engine/slices.ts';
import { exportDesk } from '../export/support.ts';
import { make } from '../outbox/createSupport.ts';
import { anyway, rig, valueOf } from '../outbox/support.ts';
import type { Rig } from '../outbox/support.ts';
import { checked, importsOf, obstacles, opened } from './support.ts';

let r: Rig;
let imports: Imports;
let dana = '';
let first = '';
let renewed = '';
const npn = '15645555';
const heading = [
  'NPN',
  'Carrier',
  'Policy #',
  'Certificate number',
  'Policy type',
  'Limit',
  'Effective',
  'Expiration date',
];
const held = [npn, 'Ironquay', '00123', 'C-1', 'INDIVIDUAL', '1000000', '2025-03-01', '2026-03-01'] as const;
const row = (changed: Readonly<Record<number, string>>): readonly string[] =>
  held.map((cell, index) => changed[index] ?? cell);

beforeEach(async () => {
  r = await rig({ assignments: 10 });
  imports = importsOf(r);
  dana = make(r, 'producer', { npn, type: 'INDIVIDUAL', firstName: 'Dana', lastName: 'Reyes' });
  make(r, 'producer', { npn: '90000001', type: 'INDIVIDUAL', firstName: 'Ada', lastName: 'Twice' });
  make(r, 'producer', { npn: '90000002', type: 'INDIVIDUAL', firstName: 'Ada', lastName: 'Twice' });
  const policy = {
    producerId: dana,
    carrier: 'Ironquay',
    policyNumber: '00123',
    certificateNumber: 'C-1',
    type: 'INDIVIDUAL',
    totalLimit: '1000000',
  };
  first = make(r, 'insurancePolicy', { ...policy, effectiveDate: '2025-03-01', expiry: '2026-03-01' });
  renewed = make(r, 'insurancePolicy', {
    ...policy,
    certificateNumber: 'C-2',
    effectiveDate: '2026-03-01',
    expiry: '2027-03-01',
  });
});
afterEach(async () => {
  imports.stop();
  await r.dispose();
});

async function tried(rows: readonly (readonly string[])[], headings: readonly string[] = heading) {
  const { importId, preview, plan } = await opened(imports, csvText(headings, rows));
  expect(preview.collection).toBe('insurancePolicy');
  return { importId, report: checked(imports, importId, plan) };
}

const policyOf = (id: string) => r.store.mirror.get('insurancePolicy', id)?.effective ?? {};

describe('a list of E&O policies', () => {
  test('makes new policies of the producer with the NPN, changes those that are here, and leaves the others', async () => {
    const { importId, report } = await tried([
      held,
      row({ 3: 'C-2', 5: '$2,000,000.00', 6: '3/1/2026', 7: '3/1/2027' }),
      row({ 2: 'EO-9', 3: '', 6: '2026-06-01', 7: '2027-06-01' }),
      // The year after: the number is the same, and the policy another one.
      row({ 3: '', 6: '2027-03-01', 7: '2028-03-01' }),
    ]);
    expect(report.issues).toEqual([]);
    expect(report.counts).toEqual({ create: 2, update: 1, unchanged: 1, blocked: 0 });
    const staged = valueOf(atOnce(imports.stage(importId, 'Import policies', anyway)));
    expect(staged).toMatchObject({ created: 2, updated: 1 });
    expect(policyOf(renewed)).toMatchObject({ totalLimit: '2000000', effectiveDate: '2026-03-01' });
    expect(policyOf(first)).toMatchObject({ totalLimit: '1000000' });
    const all = r.store.producers.details('insurancePolicy', dana).map(policyOf);
    expect(all.map(({ policyNumber }) => policyNumber)).toEqual(['00123', '00123', 'EO-9', '00123']);
    expect(r.effects()).toEqual([]);
    // Without the day, both numbers together tell which of the two years is meant.
    const year = await tried([row({ 5: '3000000', 6: '', 7: '' })]);
    expect(year.report.counts).toEqual({ create: 0, update: 1, unchanged: 0, blocked: 0 });
    // One undo takes the whole table back.
    valueOf(r.outbox.undo());
    expect(r.store.producers.details('insurancePolicy', dana)).toEqual([first, renewed]);
    expect(policyOf(renewed)).toMatchObject({ totalLimit: '1000000' });
  });

  test('is blocked row by row with its reason, and comes back as a file that is an import again', async () => {
    const { importId, report } = await tried([
      row({ 5: '0.5' }),
      row({ 3: 'C-2', 5: '10000001', 6: '2026-03-01', 7: '2027-03-01' }),
      row({ 0: '999999999', 2: 'EO-1' }),
      row({ 0: 'Dana', 2: 'EO-1' }),
      row({ 0: '', 2: 'EO-1' }),
      row({ 2: '', 3: '' }),
      row({ 1: '', 2: 'EO-2', 3: '', 4: '' }),
      row({ 2: 'EO-3', 3: '', 7: 'next year' }),
      row({ 3: '', 6: '' }),
      row({ 2: 'EO-4', 3: '' }),
      row({ 2: 'EO-4', 3: '' }),
    ]);
    expect(obstacles(report)).toEqual({
      'not-possible': ['2 Limit', '3 Limit', '5 NPN', '9 Expiration date'],
      'not-found': ['4 NPN'],
      'missing-value': ['6 NPN', '7 Policy #', '8 Carrier', '8 Policy type'],
      'not-told-apart': ['10 Policy #'],
      'twice-in-file': ['12 '],
    });
    expect(report.counts).toEqual({ create: 1, update: 0, unchanged: 0, blocked: 10 });
    const { text } = atOnce(valueOf(imports.blocked(importId)));
    const back = await opened(imports, text);
    const again = checked(imports, back.importId, back.plan);
    expect(again.counts.blocked + again.counts.create).toBe(10);
    expect(again.counts).toMatchObject({ update: 0, unchanged: 0 });
  });

  test('tells a producer by name only while one producer has it', async () => {
    const headings = ['Producer', ...heading.slice(1)];
    const { report } = await tried(
      [row({ 0: 'Dana Reyes', 5: '2000000' }), row({ 0: 'Ada Twice' }), row({ 0: 'Nobody' })],
      headings,
    );
    expect(report.counts).toEqual({ create: 0, update: 1, unchanged: 0, blocked: 2 });
    expect(obstacles(report)).toEqual({ 'not-told-apart': ['3 Producer'], 'not-found': ['4 Producer'] });
  });

  test('an exported list names its producers by NPN and is an import, here by its ids and elsewhere by the NPNs', async () => {
    const { views, exports } = exportDesk(r);
    const columns = [
      'carrier',
      'policyNumber',
      'certificateNumber',
      'type',
      'totalLimit',
      'effectiveDate',
      'expiry',
    ];
    const query = { collection: 'insurancePolicy' as const, columns, filters: [], sort: [], search: '' };
    const { viewId } = views.open(query);
    const request = { viewId, columns, ranges: null, format: 'csv', unsent: true, personal: true } as const;
    const { exportId } = valueOf(exports.open(request));
    let text = '';
    for (let done = false; !done;) {
      const piece = valueOf(exports.read(exportId));
      text += new TextDecoder().decode(piece.data);
      ({ done } = piece);
    }
    const lines = text.replace('\uFEFF', '').trimEnd().split('\r\n');
    expect(lines[0]).toMatch(/^Upline id,NPN,/);
    expect(lines.slice(1).map((line) => line.split(',')[1])).toEqual([npn, npn]);
    const unchanged = { create: 0, update: 0, unchanged: 2, blocked: 0 };
    const elsewhere = lines.map((line) => line.slice(line.indexOf(',') + 1));
    for (const table of [lines, elsewhere]) {
      const { importId, plan } = await opened(imports, `${table.join('\r\n')}\r\n`);
      expect(checked(imports, importId, plan).counts).toEqual(unchanged);
    }
  });

  test('does not take a policy from its producer: Upline’s id and another NPN disagree', async () => {
    const headings = ['Upline id', ...heading];
    const { report } = await tried(
      [
        [first, ...row({ 0: '90000001' })],
        [renewed, ...row({ 3: 'C-9' })],
      ],
      headings,
    );
    expect(obstacles(report)).toEqual({ 'other-record': ['2 NPN'] });
    expect(report.counts.update).toBe(1);
  });
});
