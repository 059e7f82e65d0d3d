import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBulkEdits } from '../../../main/engine/bulk/bulk.ts';
import type { BulkEdits } from '../../../main/engine/bulk/bulk.ts';
import { createOpenViews } from '../../../main/engine/openViews.ts';
import { atOnce } from '../../../main/engine/slices.ts';
import { systemRandom } from '../../../main/engine/system.ts';
import { rig, valueOf } from '../outbox/support.ts';
import type { Rig } from '../outbox/support.ts';

/** More than one slice works out. */
const assignments = 2_500;
const nobody = { ids: [], groups: [] };

let r: Rig;
let bulk: BulkEdits;
let viewId: string;
let first: string;

beforeAll(async () => {
  r = await rig({ assignments });
  const views = createOpenViews({
    views: r.store.views,
    mirror: r.store.mirror,
    random: systemRandom,
    clock: r.clock,
    warmUp: { start: () => undefined, standBack: () => () => undefined },
  });
  bulk = createBulkEdits({ store: r.store, views, outbox: r.outbox, random: systemRandom });
  viewId = views.open({
    collection: 'contractAssignment',
    columns: ['npn'],
    sort: [],
    filters: [],
    search: '',
  }).viewId;
  first = valueOf(views.idsAt(viewId, 0, 1)).ids[0] ?? '';
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

  it('is the one that was asked for last, whichever is worked out last', () => {
    const older = ask('older');
    expect(older.next().done).toBe(false);
    const newer = valueOf(atOnce(ask('newer')));
    valueOf(atOnce(older));
    expect(atOnce(bulk.recount({ planId: newer.planId, leaveOut: nobody })).ok).toBe(true);
  });
});
