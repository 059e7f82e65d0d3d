import { afterEach, beforeEach, expect, test } from 'vitest';
import { collections } from '../../../domain/collections.ts';
import { turrisCollectionNames } from '../../../domain/fields.ts';
import type { TurrisCollection } from '../../../domain/fields.ts';
import { createAuditReader } from '../../../main/engine/audit/reader.ts';
import { joined } from '../../../main/engine/export/zipWriter.ts';
import { readSource } from '../../../main/engine/import/readSource.ts';
import { rig, valueOf } from '../outbox/support.ts';
import type { Rig } from '../outbox/support.ts';
import { fillTurris } from '../support/turrisRows.ts';
import { exportDesk } from './support.ts';

let r: Rig;
beforeEach(async () => {
  r = await rig({ assignments: 5 });
  fillTurris(r.store, { now: r.clock.now() });
});
afterEach(() => r.dispose());

interface Wish {
  readonly columns?: readonly string[];
  readonly format?: 'csv' | 'xlsx';
  readonly personal?: boolean;
  readonly ranges?: readonly { readonly from: number; readonly to: number }[];
}

function exported(collection: TurrisCollection, wish: Wish = {}) {
  const { views, exports } = exportDesk(r);
  const columns = [...(wish.columns ?? collections[collection].fields.map(({ name }) => name))];
  const { viewId } = views.open({ collection, columns, sort: [], filters: [], search: '' });
  const { exportId, about } = valueOf(
    exports.open({
      viewId,
      columns,
      ranges: wish.ranges === undefined ? null : [...wish.ranges],
      format: wish.format ?? 'csv',
      unsent: false,
      personal: wish.personal ?? false,
    }),
  );
  const pieces: Uint8Array[] = [];
  for (;;) {
    const { data, done } = valueOf(exports.read(exportId));
    pieces.push(data);
    if (done) return { data: joined(pieces), about: about.text };
  }
}

async function read({ data }: { readonly data: Uint8Array }): Promise<readonly (readonly string[])[]> {
  const found: (readonly string[])[] = [];
  await readSource(data, {}, (rows) => found.push(...rows.map(({ cells }) => cells)));
  return found;
}

const lastWords = (): string | undefined =>
  createAuditReader(r.store).list({ offset: 0, limit: 1 }).lines[0]?.words;

test.each(turrisCollectionNames)(
  'a file of %s says whose list it is, and that nobody changes it',
  async (list) => {
    const { plural, readOnlyBecause } = collections[list];
    for (const format of ['csv', 'xlsx'] as const) {
      const file = exported(list, { format });
      expect(await read(file)).toHaveLength(r.store.mirror.count(list) + 1);
      expect(file.about).toContain(`As of,${new Date(r.clock.now()).toISOString()}\r\n`);
      expect(file.about).toContain('Unsent changes,"None: this list is only read, from Turris."');
      expect(file.about).toContain(readOnlyBecause);
      expect(lastWords()).toContain(`${plural.toLowerCase()} were exported as ${format.toUpperCase()}`);
    }
  },
);

test('what is personal of agents and entities is left out unless a person asks, and both are written down', () => {
  const text = ({ data }: { readonly data: Uint8Array }): string => new TextDecoder().decode(data);
  const agents = exported('agent');
  expect(text(agents)).toContain('Rosa,Quill,****,');
  expect(text(agents)).not.toContain('rosa@example.com');
  expect(agents.about).toContain('Personal values,Left out.');
  expect(lastWords()).toBe('3 agents were exported as CSV, without personal values');
  expect(text(exported('agent', { personal: true }))).toContain('rosa@example.com');
  expect(lastWords()).toBe('3 agents were exported as CSV, with personal values');
  expect(text(exported('downstreamEntity'))).not.toContain('12-3456789');
  expect(text(exported('downstreamEntity', { personal: true }))).toContain('12-3456789');
  expect(exported('licence').about).toContain('Personal values,None in these columns.');
});

test('several stretches of licences come in the order of the sheet, with the columns as they stand there', async () => {
  const columns = ['expirationDate', 'linesOfAuthority', 'licenceNumber', 'holderName'];
  const ranges = [
    { from: 5, to: 6 },
    { from: 0, to: 2 },
  ];
  for (const format of ['csv', 'xlsx'] as const) {
    const [heading, ...rows] = await read(exported('licence', { columns, ranges, format }));
    expect(heading?.slice(1)).toEqual(['Expires', 'Lines of authority', 'Licence number', 'Holder']);
    expect(rows.map(([id, , lines, number, holder]) => [id, lines, number, holder])).toEqual([
      ['l1', 'Life (active), Health (active)', '0A00123', 'Rosa Quill'],
      ['l2', 'Life (active), Health (active)', '0012', 'Rosa Quill'],
      ['l6', 'Life (active), Health (active)', '9', 'Harbor Light Agency'],
    ]);
  }
});

test('what Turris says that a spreadsheet would run is defused, and reads as it was in a workbook', async () => {
  const values = { firstName: '=cmd()', lastName: '+1', email: '-2+3', npn: '00041', externalId: '@SUM(A1)' };
  const records = [{ id: 'g4', values, server: { _id: 'g4' } }];
  r.store.mirror.applyPage('agent', records, { pass: 1, now: r.clock.now() });
  const columns = ['firstName', 'lastName', 'email', 'npn', 'externalId'];
  const wish = { columns, personal: true, ranges: [{ from: 3, to: 4 }] };
  const { data } = exported('agent', wish);
  expect(new TextDecoder().decode(data)).toContain("g4,'=cmd(),'+1,'-2+3,00041,'@SUM(A1)\r\n");
  const [, row] = await read(exported('agent', { ...wish, format: 'xlsx' }));
  expect(row).toEqual(['g4', '=cmd()', '+1', '-2+3', '00041', '@SUM(A1)']);
});
