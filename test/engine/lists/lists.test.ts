import { afterEach, describe, expect, test } from 'vitest';
import { bulkKindsOf } from '../../../domain/bulkOperation.ts';
import { collections } from '../../../domain/collections.ts';
import type { TurrisCollection } from '../../../domain/fields.ts';
import { listOf, lists } from '../../../domain/lists.ts';
import type { ListName } from '../../../domain/lists.ts';
import { plainArrangement, shippedViews } from '../../../domain/shippedViews.ts';
import type { ViewFilter } from '../../../domain/viewFilter.ts';
import { createBulkEdits } from '../../../main/engine/bulk/bulk.ts';
import { clearAreas, pasteBlock } from '../../../main/engine/calls/editing.ts';
import { noOverride } from '../../../main/engine/connectors/agentsync/override.ts';
import type { createOpenViews } from '../../../main/engine/openViews.ts';
import { atOnce } from '../../../main/engine/slices.ts';
import { systemRandom } from '../../../main/engine/system.ts';
import type { GridRow } from '../../../preload/contract.ts';
import { anyway, rig, valueOf } from '../outbox/support.ts';
import type { Rig } from '../outbox/support.ts';
import { exportDesk } from '../export/support.ts';
import { fillTurris } from '../support/turrisRows.ts';

const names = Object.keys(lists).filter((name): name is ListName => Object.hasOwn(lists, name));

let used: Rig | null = null;
afterEach(async () => {
  await used?.dispose();
  used = null;
});

interface Opened {
  readonly viewId: string;
  readonly columns: readonly string[];
  readonly rows: readonly GridRow[];
  readonly textOf: (row: number, field: string) => string;
}

interface ListDesk {
  readonly r: Rig;
  readonly open: (
    list: ListName,
    change?: {
      readonly columns?: readonly string[];
      readonly filters?: readonly ViewFilter[];
      readonly search?: string;
    },
  ) => Opened;
  readonly views: ReturnType<typeof createOpenViews>;
  readonly bulk: ReturnType<typeof createBulkEdits>;
  readonly csv: (opened: Opened, personal?: boolean) => string;
}

/** Lists over a mirror with every collection filled. */
async function desk(): Promise<ListDesk> {
  const r = (used = await rig({ producerProfile: noOverride }));
  fillTurris(r.store, { now: r.clock.now() });
  const { views, exports } = exportDesk(r);
  const bulk = createBulkEdits({ store: r.store, views, outbox: r.outbox, random: systemRandom });
  return {
    r,
    views,
    bulk,
    open(list, { columns, filters = [], search = '' } = {}) {
      const arrangement = plainArrangement(list);
      const shown = columns ?? arrangement.fields;
      const { viewId, length } = views.open({
        collection: list,
        columns: [...shown],
        sort: [...arrangement.sort],
        filters: [...filters],
        search,
      });
      const { rows } = valueOf(views.read(viewId, 0, length));
      return {
        viewId,
        columns: shown,
        rows,
        textOf: (row, field) => rows[row]?.cells[shown.indexOf(field)] ?? '',
      };
    },
    csv({ viewId, columns }, personal = false) {
      const wish = { viewId, ranges: null, format: 'csv', unsent: true, personal } as const;
      const { exportId } = valueOf(exports.open({ ...wish, columns: [...columns] }));
      let text = '';
      for (;;) {
        const { data, done } = valueOf(exports.read(exportId));
        text += new TextDecoder('utf-8', { ignoreBOM: true }).decode(data);
        if (done) return text;
      }
    },
  };
}

/** A field of a list that takes any text, for whichever rows. */
const freeText = {
  contractAssignment: 'userDefined1',
  producer: 'finraCrdNumber',
  insurancePolicy: 'certificateNumber',
  carrier: 'userDefined1',
  product: 'userDefined1',
  commissionLevel: 'userDefined1',
} as const satisfies Readonly<Record<Exclude<ListName, TurrisCollection>, string>>;

describe.each(names)('the list of %s', (list) => {
  test('opens as it stands and in every view that comes with it, and is searched by what it shows', async () => {
    const { open } = await desk();
    const whole = open(list);
    expect(whole.rows.length).toBeGreaterThan(0);
    const { fixed } = listOf(list);
    const words = whole.textOf(0, fixed);
    expect(words).not.toBe('');
    const found = open(list, { search: words });
    expect(found.rows.map(({ id }) => id)).toContain(whole.rows[0]?.id);
    for (const { arrangement } of shippedViews(list)) {
      const { rows } = open(list, { columns: arrangement.fields, filters: arrangement.filters });
      expect(rows.length).toBeLessThanOrEqual(whole.rows.length);
    }
  });
});

describe.each(names.filter((name): name is keyof typeof freeText => Object.hasOwn(freeText, name)))(
  'the list of %s',
  (list) => {
    test('is changed in bulk as one gesture, shows what is not sent, and undo takes all of it back', async () => {
      const { r, open, bulk } = await desk();
      const field = freeText[list];
      const { viewId, rows } = open(list);
      const scope = { kind: 'view', viewId } as const;
      const preview = valueOf(
        atOnce(bulk.preview({ scope, operations: [{ kind: 'set', field, text: 'In bulk 7' }] })),
      );
      expect(preview).toMatchObject({ records: rows.length, counts: { change: rows.length, refused: 0 } });
      const shown = valueOf(
        bulk.rows({
          planId: preview.planId,
          show: 'change',
          leaveOut: { ids: [], groups: [] },
          offset: 0,
          limit: 1,
        }),
      );
      // A line of a preview says which record it is.
      expect(shown.rows[0]?.title).not.toBe('');
      expect(shown.rows[0]?.detail).not.toBe('');
      valueOf(
        atOnce(
          bulk.stage({
            planId: preview.planId,
            leaveOut: { ids: [], groups: [] },
            label: 'In bulk',
            warned: anyway,
          }),
        ),
      );
      const unsent = open(list, { columns: [field], filters: [{ test: 'has-unsent-change' }] });
      expect(unsent.rows).toHaveLength(rows.length);
      expect(unsent.rows.every(({ cells, marks }) => cells[0] === 'In bulk 7' && (marks[0] ?? 0) > 0)).toBe(
        true,
      );
      valueOf(r.outbox.undo());
      expect(open(list, { filters: [{ test: 'has-unsent-change' }] }).rows).toEqual([]);
    });
  },
);

describe.each(names)('the list of %s', (list) => {
  test('stages nothing that nobody may change: not pasted, not cleared, not in bulk', async () => {
    const { r, open, views, bulk } = await desk();
    const closed = collections[list].fields.filter((field) => !field.editable || field.sealed === true);
    const columns = closed.map(({ name }) => name);
    const { viewId, rows } = open(list, { columns });
    const cells = [columns.map(() => '518-27-5546')];
    const block = { viewId, fromRow: 0, columns, cells, across: 1, down: rows.length, label: 'Paste' };
    const pasted = valueOf(atOnce(pasteBlock(r.outbox, views, block)));
    expect(pasted).toMatchObject({ batchId: null, staged: 0, refusedCount: columns.length * rows.length });
    const areas = [{ fromRow: 0, rows: rows.length, columns }];
    expect(valueOf(atOnce(clearAreas(r.outbox, views, { viewId, areas, label: 'Clear' }))).staged).toBe(0);
    for (const definition of closed) {
      expect(bulkKindsOf(definition)).toEqual([]);
      const operations = [{ kind: 'set' as const, field: definition.name, text: 'x' }];
      expect(atOnce(bulk.preview({ scope: { kind: 'view', viewId }, operations })).ok).toBe(false);
    }
    expect(r.outbox.list({ offset: 0, limit: 1 }).total).toBe(0);
  });

  test('is exported as it reads, with its ids', async () => {
    const { open, csv } = await desk();
    const opened = open(list);
    const lines = csv(opened).trimEnd().split('\r\n');
    expect(lines).toHaveLength(opened.rows.length + 1);
    for (const { id } of opened.rows) expect(lines.some((line) => line.includes(id))).toBe(true);
  });
});

describe('producers', () => {
  test('read as people say it, and a sealed number that is pasted is told nobody', async () => {
    const { r, open, views } = await desk();
    const { viewId, rows, textOf } = open('producer', { columns: ['type', 'ssnLast4'] });
    expect(new Set(rows.map((_, row) => textOf(row, 'type')))).toEqual(new Set(['Individual', 'Firm']));
    const cells = [['518-27-5546']];
    const request = { viewId, fromRow: 0, columns: ['ssnLast4'], cells, across: 1, down: 1, label: 'Paste' };
    const outcome = valueOf(atOnce(pasteBlock(r.outbox, views, request)));
    expect(outcome).toMatchObject({
      staged: 0,
      refusedCount: 1,
      refused: [{ field: 'ssnLast4', found: '' }],
    });
    expect(JSON.stringify(outcome)).not.toContain('518');
  });

  test('a masked number is found by what is shown of it alone, and is replaced in no way', async () => {
    const { r, open, views, bulk } = await desk();
    const persons = open('producer', {
      columns: ['ssnLast4', 'lastName'],
      filters: [{ field: 'type', test: 'one-of', texts: ['Individual'] }],
    });
    const { viewId } = persons;
    const row = persons.rows.length - 1;
    const recordId = persons.rows[row]?.id ?? '';
    const edit = { recordId, field: 'ssnLast4', input: { typed: '518-27-5546' } };
    expect(valueOf(r.outbox.stage('producer', 'SSN', [edit]))).toMatchObject({
      staged: 1,
      refused: [],
      warnings: null,
    });
    const find = (text: string): unknown =>
      atOnce(
        valueOf(
          views.findText(viewId, {
            from: null,
            direction: 'next',
            fields: ['ssnLast4'],
            text,
            matchCase: false,
            wholeCell: false,
          }),
        ),
      );
    expect(find('5546')).toMatchObject({ kind: 'found', row, field: 'ssnLast4' });
    for (const text of ['518', '27-55', '518275546', '275546']) expect(find(text)).toEqual({ kind: 'none' });
    const how = { find: '5546', replacement: '0000', matchCase: false } as const;
    const operations = [{ kind: 'replace' as const, field: 'ssnLast4', ...how }];
    expect(atOnce(bulk.preview({ scope: { kind: 'view', viewId }, operations }))).toMatchObject({
      ok: false,
      error: { code: 'bad-operation' },
    });
    // Nor where it would be one of several columns.
    const several = [{ kind: 'replace' as const, field: 'lastName', ...how }, ...operations];
    expect(atOnce(bulk.preview({ scope: { kind: 'view', viewId }, operations: several })).ok).toBe(false);
  });

  test('text is replaced in several columns as one step, and undo takes it back as one', async () => {
    const { r, open, bulk } = await desk();
    const columns = ['firstName', 'lastName'];
    const filters: ViewFilter[] = [{ field: 'type', test: 'one-of', texts: ['Individual'] }];
    const persons = { columns, filters };
    const { viewId, rows } = open('producer', persons);
    const name = rows[0]?.cells[1] ?? '';
    const how = { find: name, replacement: 'Replaced', matchCase: true, wholeCell: true } as const;
    const operations = columns.map((field) => ({ kind: 'replace' as const, field, ...how }));
    const { planId } = valueOf(atOnce(bulk.preview({ scope: { kind: 'view', viewId }, operations })));
    const label = `Replace “${name}”`;
    valueOf(atOnce(bulk.stage({ planId, leaveOut: { ids: [], groups: [] }, label, warned: anyway })));
    const texts = open('producer', persons).rows.flatMap(({ cells }) => cells.slice(0, 2));
    expect(texts).toEqual(
      rows.flatMap(({ cells }) => cells.slice(0, 2).map((text) => (text === name ? 'Replaced' : text))),
    );
    expect(texts).toContain('Replaced');
    expect(valueOf(r.outbox.undo())).toMatchObject({ label });
    expect(open('producer', persons).rows[0]?.cells[1]).toBe(name);
    expect(r.outbox.list({ offset: 0, limit: 1 }).total).toBe(0);
  });

  test('a person’s fields are refused for a firm and changed for the others in the same gesture', async () => {
    const { open, bulk } = await desk();
    const { viewId, rows, textOf } = open('producer', { columns: ['type'] });
    const persons = rows.filter((_, row) => textOf(row, 'type') === 'Individual').length;
    const operations = [{ kind: 'set' as const, field: 'suffix', text: 'Esq.' }];
    const { counts, refusals } = valueOf(
      atOnce(bulk.preview({ scope: { kind: 'view', viewId }, operations })),
    );
    expect(counts).toMatchObject({ change: persons, refused: rows.length - persons });
    expect(refusals).toMatchObject([{ reason: 'Nothing: only a person has this field.' }]);
  });

  test('are found by a pasted list of NPNs, with those nobody has', async () => {
    const { open, bulk } = await desk();
    const { viewId, textOf } = open('producer', { columns: ['npn'] });
    const scope = {
      kind: 'list',
      viewId,
      key: 'npn',
      text: `${textOf(1, 'npn')}\n${textOf(3, 'npn')}\n99999991`,
    } as const;
    const operations = [{ kind: 'set' as const, field: 'finraCrdNumber', text: '7' }];
    const preview = valueOf(atOnce(bulk.preview({ scope, operations })));
    expect(preview).toMatchObject({ records: 2, hidden: 0, numbers: { read: 3, notFound: ['99999991'] } });
    const carriers = open('carrier');
    const wrong = atOnce(bulk.preview({ scope: { ...scope, viewId: carriers.viewId }, operations }));
    expect(wrong).toMatchObject({ ok: false, error: { code: 'no-such-numbers' } });
  });

  test('a new name is the one that their policies are read, sorted and found by', async () => {
    const { r, open } = await desk();
    const before = open('insurancePolicy');
    const policy = before.rows.at(-1)?.id ?? '';
    const producerId = r.store.mirror.get('insurancePolicy', policy)?.effective['producerId'];
    if (typeof producerId !== 'string') throw new Error('A policy without a producer');
    const field =
      r.store.mirror.get('producer', producerId)?.effective['type'] === 'FIRM' ? 'name' : 'firstName';
    valueOf(
      r.outbox.stage('producer', 'Rename', [
        { recordId: producerId, field, input: { typed: 'Aaaron Aardvark' } },
      ]),
    );
    const after = open('insurancePolicy');
    expect(after.textOf(0, 'producerId')).toMatch(/^Aaaron Aardvark/);
    const found = open('insurancePolicy', { search: 'aardvark' }).rows.map(({ id }) => id);
    expect(found).toContain(policy);
  });
});

test('policies that expire within sixty days are those and no others', async () => {
  const { r, open } = await desk();
  const view = shippedViews('insurancePolicy').find(({ name }) => name === 'Expires within 60 days');
  const day = (offset: number): string =>
    new Date(r.clock.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const { rows } = open('insurancePolicy');
  const [soon, last, late, over] = rows.map(({ id }) => id);
  const edits = [
    [soon, 1],
    [last, 60],
    [late, 62],
    [over, -2],
  ] as const;
  // Everything else lies far ahead.
  const dates = new Map<string, string>(rows.map(({ id }) => [id, day(4_000)]));
  for (const [id, offset] of edits) if (id !== undefined) dates.set(id, day(offset));
  valueOf(
    r.outbox.stage(
      'insurancePolicy',
      'Dates',
      [...dates].map(([recordId, typed]) => ({ recordId, field: 'expiry', input: { typed } })),
      anyway,
    ),
  );
  const found = open('insurancePolicy', { filters: view?.arrangement.filters ?? [] });
  expect(new Set(found.rows.map(({ id }) => id))).toEqual(new Set([soon, last]));
});
