import { afterEach, describe, expect, it } from 'vitest';
import type { BulkOperation } from '../../../domain/bulkOperation.ts';
import { createBulkEdits } from '../../../main/engine/bulk/bulk.ts';
import type { BulkEdits } from '../../../main/engine/bulk/bulk.ts';
import { createOpenViews } from '../../../main/engine/openViews.ts';
import type { OpenViews } from '../../../main/engine/openViews.ts';
import type { ViewQuery } from '../../../main/engine/store/api.ts';
import { systemRandom } from '../../../main/engine/system.ts';
import type { BulkLeaveOut, BulkPreview, BulkRow, BulkScope } from '../../../preload/contract.ts';
import { anyway, rig, valueOf } from '../outbox/support.ts';
import type { Rig } from '../outbox/support.ts';
import { atOnce } from '../../../main/engine/slices.ts';
import { noWarmUp } from '../support/noWarmUp.ts';

let used: Rig | null = null;
afterEach(async () => {
  await used?.dispose();
  used = null;
});

interface Desk {
  readonly r: Rig;
  readonly bulk: BulkEdits;
  readonly views: OpenViews;
  readonly open: (change?: Partial<ViewQuery>) => {
    readonly viewId: string;
    readonly ids: readonly string[];
  };
  readonly look: (scope: BulkScope, ...operations: BulkOperation[]) => BulkPreview;
  readonly rows: (
    planId: string,
    show: 'change' | 'unchanged' | 'refused',
    leaveOut?: BulkLeaveOut,
  ) => readonly BulkRow[];
}

const all: BulkLeaveOut = { ids: [], groups: [] };

async function desk(): Promise<Desk> {
  const r = (used = await rig());
  const views = createOpenViews({
    views: r.store.views,
    mirror: r.store.mirror,
    random: systemRandom,
    clock: r.clock,
    warmUp: noWarmUp,
  });
  const bulk = createBulkEdits({ store: r.store, views, outbox: r.outbox, random: systemRandom });
  return {
    r,
    bulk,
    views,
    open(change = {}) {
      const { viewId, length } = views.open({
        collection: 'contractAssignment',
        columns: ['npn'],
        sort: [],
        filters: [],
        search: '',
        ...change,
      });
      return { viewId, ids: valueOf(views.idsAt(viewId, 0, length)).ids };
    },
    look: (scope, ...operations) => valueOf(atOnce(bulk.preview({ scope, operations }))),
    rows: (planId, show, leaveOut = all) =>
      valueOf(bulk.rows({ planId, show, leaveOut, offset: 0, limit: 200 })).rows,
  };
}

const set = (field: string, text: string): BulkOperation => ({ kind: 'set', field, text });

describe('which records are meant', () => {
  it('are rows of a view, each once, or all of them', async () => {
    const { open, look } = await desk();
    const { viewId, ids } = open();
    const ranges = [
      { from: 2, to: 5 },
      { from: 4, to: 8 },
      { from: 50, to: 1_000_000 },
    ];
    expect(look({ kind: 'rows', viewId, ranges }, set('userDefined1', 'x')).records).toBe(
      6 + ids.length - 50,
    );
    expect(look({ kind: 'view', viewId }, set('userDefined1', 'x')).records).toBe(ids.length);
  });

  it('are assignments by pasted NPNs, with those the view hides and those nobody has', async () => {
    const { r, open, look } = await desk();
    const { ids } = open();
    const npn = r.shown(ids[0] ?? '', 'npn');
    const other = ids.map((id) => r.shown(id, 'npn')).find((each) => each !== npn) ?? '';
    const count = (each: string): number => ids.filter((id) => r.shown(id, 'npn') === each).length;
    const { viewId } = open({ filters: [{ field: 'npn', test: 'is', value: npn }] });
    const text = `NPN\n${npn}\n${other}\n${npn}\n999999999`;
    const preview = look({ kind: 'list', viewId, key: 'npn', text }, set('userDefined1', 'x'));
    expect(preview).toMatchObject({
      records: count(npn) + count(other),
      hidden: count(other),
      numbers: { read: 3, notFound: ['999999999'], notFoundCount: 1 },
    });
  });

  it('are assignments by writing numbers', async () => {
    const { r, open, look, rows } = await desk();
    const { viewId, ids } = open();
    const [a = '', b = ''] = ids;
    valueOf(r.type('writingNumber', { [a]: 'W 1-A', [b]: '000123' }));
    const preview = look(
      { kind: 'list', viewId, key: 'writingNumber', text: '000123\nW 1-A\r\n123' },
      set('userDefined1', 'by number'),
    );
    expect(preview.numbers).toEqual({ read: 3, notFound: ['123'], notFoundCount: 1 });
    expect(
      rows(preview.planId, 'change')
        .map(({ id }) => id)
        .sort(),
    ).toEqual([a, b].sort());
  });

  it('must be some, and no more than a gesture reaches', async () => {
    const { open, bulk } = await desk();
    const { viewId } = open({ filters: [{ field: 'npn', test: 'is', value: 'nobody' }] });
    const asked = atOnce(
      bulk.preview({ scope: { kind: 'view', viewId }, operations: [set('userDefined1', 'x')] }),
    );
    expect(asked).toMatchObject({ ok: false, error: { code: 'nothing-chosen' } });
  });
});

describe('looking before changing', () => {
  it('shows old and new as staging then makes them, and touches nothing else', async () => {
    const { r, open, look, rows, bulk } = await desk();
    const { viewId, ids } = open();
    const [a = '', b = '', c = '', d = ''] = ids;
    valueOf(r.type('referralCodes', { [a]: 'A, B', [b]: 'B', [c]: '' }));
    valueOf(r.type('endDate', { [a]: '2026-01-31', [b]: '2199-12-31', [c]: '2026-05-05' }));
    valueOf(r.type('writingNumber', { [a]: 'ax-AX', [b]: 'none', [c]: 'Ax' }));
    const preview = look(
      { kind: 'rows', viewId, ranges: [{ from: 0, to: 4 }] },
      { kind: 'add', field: 'referralCodes', text: 'B, C' },
      { kind: 'shift', field: 'endDate', amount: 1, unit: 'months' },
      { kind: 'replace', field: 'writingNumber', find: 'ax', replacement: 'Q', matchCase: false },
      { kind: 'copy', field: 'userDefined1', from: 'assignmentStatusId' },
      { kind: 'lookUp', field: 'userDefined2', key: 'writingNumber', pairs: [['ax-AX', 'found']] },
    );
    const shown = new Map(rows(preview.planId, 'change').map((row) => [row.id, row.cells] as const));
    const textOf = (id: string, field: string): string =>
      r.store.views.label(
        'contractAssignment',
        field,
        r.store.mirror.get('contractAssignment', id)?.effective[field] ?? null,
      );
    expect(
      shown
        .get(a)
        ?.map(({ from, to }) => [from, to])
        .slice(0, 3),
    ).toEqual([
      ['A, B', 'A, B, C'],
      ['2026-01-31', '2026-02-28'],
      ['ax-AX', 'Q-Q'],
    ]);
    expect(preview.refusals.map(({ field }) => field).sort()).toEqual(['endDate', 'userDefined2']);
    const before = ids.slice(4).map((id) => r.store.mirror.get('contractAssignment', id)?.effective);
    const status = textOf(d, 'assignmentStatusId');
    valueOf(atOnce(bulk.stage({ planId: preview.planId, leaveOut: all, label: 'Bulk' })));
    for (const [id, cells] of shown)
      for (const { field, from, to, refused } of cells)
        expect(textOf(id, field)).toBe(refused === null ? to : from);
    expect(textOf(d, 'userDefined1')).toBe(status);
    expect(ids.slice(4).map((id) => r.store.mirror.get('contractAssignment', id)?.effective)).toEqual(before);
  });

  it('counts what changes, stays and is refused, and groups why', async () => {
    const { r, open, look, rows } = await desk();
    const { viewId, ids } = open();
    const [a = '', b = ''] = ids;
    valueOf(r.type('userDefined1', { [a]: 'same', [b]: 'other' }));
    const range: BulkScope = { kind: 'rows', viewId, ranges: [{ from: 0, to: 2 }] };
    expect(look(range, set('userDefined1', 'same')).counts).toEqual({
      change: 1,
      partly: 0,
      unchanged: 1,
      refused: 0,
      leftOut: 0,
    });
    const refused = look(range, set('assignmentStatusId', 'No such status'));
    expect(refused.counts).toEqual({ change: 0, partly: 0, unchanged: 0, refused: 2, leftOut: 0 });
    expect(refused.refusals).toMatchObject([{ label: 'Status', count: 2 }]);
    expect(rows(refused.planId, 'refused')[0]?.cells[0]).toMatchObject({ to: 'No such status' });
  });

  it('tells how many change although one of their values is refused', async () => {
    const { r, open, look, bulk } = await desk();
    const { viewId, ids } = open();
    const [a = '', b = ''] = ids;
    valueOf(r.type('userDefined1', { [a]: 'new' }));
    const range: BulkScope = { kind: 'rows', viewId, ranges: [{ from: 0, to: 3 }] };
    const refusedToo = set('assignmentStatusId', 'No such status');
    const preview = look(range, set('userDefined1', 'new'), refusedToo);
    expect(preview.counts).toEqual({ change: 2, partly: 2, unchanged: 0, refused: 1, leftOut: 0 });
    const leaveOut = { ids: [b], groups: [] };
    const { counts } = valueOf(atOnce(bulk.recount({ planId: preview.planId, leaveOut })));
    expect(counts).toMatchObject({ change: 1, partly: 1, leftOut: 1 });
  });

  it('refuses operations that make no sense before it looks at any record', async () => {
    const { open, bulk } = await desk();
    const scope = { kind: 'view', viewId: open().viewId } as const;
    const ask = (...operations: BulkOperation[]) => atOnce(bulk.preview({ scope, operations }));
    const bad = { ok: false, error: { code: 'bad-operation' } };
    expect(ask(set('npn', '1'))).toMatchObject(bad);
    expect(ask({ kind: 'shift', field: 'writingNumber', amount: 1, unit: 'days' })).toMatchObject(bad);
    expect(ask(set('endDate', ''), { kind: 'clear', field: 'endDate' })).toMatchObject(bad);
    expect(ask({ kind: 'copy', field: 'userDefined1', from: 'nothing' })).toMatchObject(bad);
  });

  it('tells carriers, statuses and downlines that it reaches', async () => {
    const { r, open, look } = await desk();
    const { viewId, ids } = open();
    const upline = (id: string): string => r.shown(id, 'uplineContractAssignmentId');
    const position = ids.findIndex((id) => ids.some((other) => upline(other) === id));
    const id = ids[position] ?? '';
    const below = ids.filter((other) => upline(other) === id).length;
    expect(below).toBeGreaterThan(0);
    const one: BulkScope = { kind: 'rows', viewId, ranges: [{ from: position, to: position + 1 }] };
    expect(look(one, set('userDefined1', 'reached'))).toMatchObject({
      downlines: below,
      groups: [
        { by: 'carrier', count: 1 },
        { by: 'status', count: 1 },
      ],
    });
    // Downlines that change themselves are not reached besides.
    expect(look({ kind: 'view', viewId }, set('userDefined1', 'reached')).downlines).toBe(0);
  });
});

describe('staging what was looked at', () => {
  it('leaves out what was unticked, row by row and group by group', async () => {
    const { r, open, look, bulk, rows } = await desk();
    const { viewId, ids } = open();
    const preview = look({ kind: 'view', viewId }, set('userDefined1', 'ticked'));
    const carrier = preview.groups.find(({ by }) => by === 'carrier');
    if (carrier === undefined) throw new Error('There is no carrier');
    const page = rows(preview.planId, 'change', { ids: [], groups: [carrier] });
    const out = page.filter(({ ticked }) => !ticked).map(({ id }) => id);
    expect(out).toHaveLength(carrier.count);
    const single = page.find(({ ticked }) => ticked)?.id ?? '';
    const leaveOut = { ids: [single], groups: [{ by: carrier.by, key: carrier.key }] };
    const left = valueOf(atOnce(bulk.recount({ planId: preview.planId, leaveOut })));
    expect(left.counts).toMatchObject({
      change: preview.counts.change - carrier.count - 1,
      leftOut: carrier.count + 1,
    });
    const staged = valueOf(atOnce(bulk.stage({ planId: preview.planId, leaveOut, label: 'Bulk' })));
    expect(staged.staged).toBe(left.counts.change);
    for (const id of ids) {
      const shouldStay = out.includes(id) || id === single;
      expect(r.shown(id, 'userDefined1') === 'ticked').toBe(!shouldStay);
    }
  });

  it('is one gesture, which undo takes back whole', async () => {
    const { r, open, look, bulk } = await desk();
    const { viewId, ids } = open();
    const before = ids.map((id) => r.shown(id, 'userDefined1'));
    const preview = look({ kind: 'view', viewId }, set('userDefined1', 'all of them'));
    valueOf(atOnce(bulk.stage({ planId: preview.planId, leaveOut: all, label: 'Set User defined 1' })));
    expect(r.outbox.undoable().undo).toBe('Set User defined 1');
    expect(r.outbox.counts().unsent).toBe(preview.counts.change);
    valueOf(r.outbox.undo());
    expect(ids.map((id) => r.shown(id, 'userDefined1'))).toEqual(before);
    expect(r.outbox.counts().unsent).toBe(0);
  });

  it('asks about broken rules once for all, and stages with the answer', async () => {
    const { r, open, look, bulk } = await desk();
    const { viewId, ids } = open();
    const options = r.store.views.options('contractAssignment', 'assignmentStatusId', '', '', 500);
    const idOf = (label: RegExp): string => options.find((option) => label.test(option.label))?.value ?? '';
    const approved = Object.fromEntries(
      ids
        .slice(0, 3)
        .map((id) => [id, options.find(({ value }) => value === idOf(/^approved$/i))?.label ?? '']),
    );
    valueOf(r.type('assignmentStatusId', approved));
    const pending = options.find(({ label }) => /^pending with agency$/i.test(label))?.label ?? '';
    const preview = look(
      { kind: 'rows', viewId, ranges: [{ from: 0, to: 3 }] },
      set('assignmentStatusId', pending),
    );
    expect(preview.rules).toEqual([{ rule: 'back-to-pending', count: preview.counts.change }]);
    const request = { planId: preview.planId, leaveOut: all, label: 'Bulk' };
    const asked = valueOf(atOnce(bulk.stage(request)));
    expect(asked).toMatchObject({ staged: 0, warnings: { cells: preview.counts.change } });
    expect(valueOf(atOnce(bulk.stage({ ...request, warned: anyway }))).staged).toBe(preview.counts.change);
  });

  it('stages nothing when a record has another value by now', async () => {
    const { r, open, look, bulk } = await desk();
    const { viewId, ids } = open();
    const preview = look(
      { kind: 'rows', viewId, ranges: [{ from: 0, to: 3 }] },
      { kind: 'replace', field: 'writingNumber', find: '1', replacement: '2', matchCase: true },
      set('userDefined1', 'x'),
    );
    valueOf(r.type('writingNumber', { [ids[1] ?? '']: 'meanwhile 111' }));
    const answer = atOnce(bulk.stage({ planId: preview.planId, leaveOut: all, label: 'Bulk' }));
    expect(answer).toMatchObject({ ok: false, error: { code: 'changed-since-preview' } });
    expect(r.shown(ids[0] ?? '', 'userDefined1')).not.toBe('x');
  });

  it('knows only the newest preview', async () => {
    const { open, look, bulk } = await desk();
    const { viewId } = open();
    const first = look({ kind: 'view', viewId }, set('userDefined1', 'a'));
    look({ kind: 'view', viewId }, set('userDefined1', 'b'));
    expect(atOnce(bulk.recount({ planId: first.planId, leaveOut: all }))).toMatchObject({
      ok: false,
      error: { code: 'unknown-plan' },
    });
  });

  it('works for any collection that is shown as a view', async () => {
    const { open, look, bulk, r } = await desk();
    const { viewId } = open({ collection: 'carrier', columns: ['name'] });
    const preview = look({ kind: 'view', viewId }, set('userDefined1', 'carriers'));
    expect(preview).toMatchObject({ groups: [], downlines: 0 });
    valueOf(atOnce(bulk.stage({ planId: preview.planId, leaveOut: all, label: 'Bulk' })));
    expect(r.outbox.counts().unsent).toBe(preview.counts.change);
  });
});
