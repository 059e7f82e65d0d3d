import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBulkEdits } from '../../../main/engine/bulk/bulk.ts';
import type { BulkEdits } from '../../../main/engine/bulk/bulk.ts';
import { createOpenViews } from '../../../main/engine/openViews.ts';
import { atOnce } from '../../../main/engine/slices.ts';
import type { Store } from '../../../main/engine/store/api.ts';
import { systemRandom } from '../../../main/engine/system.ts';
import { rig, valueOf } from '../outbox/support.ts';
import type { Rig } from '../outbox/support.ts';
import { noWarmUp } from '../support/noWarmUp.ts';

/** More than one slice works out. */
const assignments = 2_500;
const nobody = { ids: [], groups: [] };

let r: Rig;
let bulk: BulkEdits;
/** Records that bulk edits read to work them out. */
let read: string[] = [];
let viewId: string;
let first: string;

beforeAll(async () => {
  r = await rig({ assignments });
  const views = createOpenViews({
    views: r.store.views,
    mirror: r.store.mirror,
    random: systemRandom,
    clock: r.clock,
    warmUp: noWarmUp,
  });
  const { operations } = r.store;
  const store: Store = {
    ...r.store,
    operations: {
      ...operations,
      readClean(collection, ids, fields) {
        read.push(...ids);
        return operations.readClean(collection, ids, fields);
      },
    },
  };
  bulk = createBulkEdits({ store, views, outbox: r.outbox, random: systemRandom });
  viewId = views.open({
    collection: 'contractAssignment',
    columns: ['npn'],
    sort: [],
    filters: [],
    search: '',
  }).viewId;
  first = valueOf(views.idsAt(viewId, 0, 1)).ids[0] ?? '';
});
beforeEach(() => {
  read = [];
});
afterAll(() => r.dispose());

const ask = (text: string) =>
  bulk.preview({
    scope: { kind: 'view', viewId },
    operations: [{ kind: 'set', field: 'userDefined1', text }],
  });

describe('a bulk edit of many records', () => {
  it('is worked out and staged in slices, and written in one go', () => {
    const looking = ask('slices');
    expect(looking.next().done).toBe(false);
    const { planId, counts } = valueOf(atOnce(looking));
    expect(counts.change).toBe(assignments);
    const staging = bulk.stage({ planId, leaveOut: nobody, label: 'Bulk' });
    expect(staging.next().done).toBe(false);
    expect(r.outbox.counts().unsent).toBe(0);
    expect(valueOf(atOnce(staging)).staged).toBe(assignments);
    valueOf(r.outbox.undo());
  });

  it('stages nothing when a record gets another value between two slices', () => {
    const { planId } = valueOf(atOnce(ask('too late')));
    const staging = bulk.stage({ planId, leaveOut: nobody, label: 'Bulk' });
    expect(staging.next().done).toBe(false);
    valueOf(r.type('userDefined1', { [first]: 'meanwhile' }));
    expect(atOnce(staging)).toMatchObject({ ok: false, error: { code: 'changed-since-preview' } });
    expect(r.outbox.counts().unsent).toBe(1);
    valueOf(r.outbox.undo());
  });

  it('goes on over a record of which something else changed', () => {
    const { planId } = valueOf(atOnce(ask('beside')));
    const staging = bulk.stage({ planId, leaveOut: nobody, label: 'Bulk' });
    expect(staging.next().done).toBe(false);
    valueOf(r.type('userDefined2', { [first]: 'meanwhile' }));
    expect(valueOf(atOnce(staging)).staged).toBe(assignments);
    expect(r.shown(first, 'userDefined2')).toBe('meanwhile');
    valueOf(r.outbox.undo());
    valueOf(r.outbox.undo());
  });

  it('works out again only what was written since it was looked at', () => {
    const { planId } = valueOf(atOnce(ask('once')));
    expect(read).toHaveLength(assignments);
    valueOf(r.type('userDefined2', { [first]: 'since' }));
    read = [];
    const staged = valueOf(atOnce(bulk.stage({ planId, leaveOut: nobody, label: 'Bulk' })));
    expect(staged.staged).toBe(assignments);
    expect(read).toEqual([first]);
    valueOf(r.outbox.undo());
    valueOf(r.outbox.undo());
  });

  it('stages nothing a second time either while a record has another value', () => {
    const { planId } = valueOf(atOnce(ask('twice')));
    valueOf(r.type('userDefined1', { [first]: 'since' }));
    const request = { planId, leaveOut: nobody, label: 'Bulk' };
    for (const _ of [1, 2])
      expect(atOnce(bulk.stage(request))).toMatchObject({
        ok: false,
        error: { code: 'changed-since-preview' },
      });
    // Without that record the others may go.
    const leaveOut = { ids: [first], groups: [] };
    expect(valueOf(atOnce(bulk.stage({ ...request, leaveOut }))).staged).toBe(assignments - 1);
    valueOf(r.outbox.undo());
    valueOf(r.outbox.undo());
  });

  it('stages nothing when a name that it copies is another by now', () => {
    const { productId = null } = r.store.mirror.get('contractAssignment', first)?.effective ?? {};
    const copied = (): string =>
      valueOf(
        atOnce(
          bulk.preview({
            scope: { kind: 'rows', viewId, ranges: [{ from: 0, to: 1 }] },
            operations: [{ kind: 'copy', field: 'userDefined1', from: 'productId' }],
          }),
        ),
      ).planId;
    const planId = copied();
    const renamed = { recordId: String(productId), field: 'name', input: { typed: 'Another name' } };
    valueOf(r.outbox.stage('product', 'Rename', [renamed]));
    expect(atOnce(bulk.stage({ planId, leaveOut: nobody, label: 'Bulk' }))).toMatchObject({
      error: { code: 'changed-since-preview' },
    });
    const again = { planId: copied(), leaveOut: nobody, label: 'Bulk' };
    expect(valueOf(atOnce(bulk.stage(again))).staged).toBe(1);
    expect(r.shown(first, 'userDefined1')).toContain('Another name');
    valueOf(r.outbox.undo());
    valueOf(r.outbox.undo());
  });

  it('notices what is written while it is staged, even when its preview is put away', () => {
    const { planId } = valueOf(atOnce(ask('put away')));
    const staging = bulk.stage({ planId, leaveOut: nobody, label: 'Bulk' });
    expect(staging.next().done).toBe(false);
    bulk.forget(planId);
    valueOf(r.type('userDefined1', { [first]: 'meanwhile' }));
    expect(atOnce(staging)).toMatchObject({ ok: false, error: { code: 'changed-since-preview' } });
    valueOf(r.outbox.undo());
  });

  it('is the one that was asked for last, whichever is worked out last', () => {
    const older = ask('older');
    expect(older.next().done).toBe(false);
    const newer = valueOf(atOnce(ask('newer')));
    valueOf(atOnce(older));
    expect(atOnce(bulk.recount({ planId: newer.planId, leaveOut: nobody })).ok).toBe(true);
  });
});
