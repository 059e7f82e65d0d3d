import { afterEach, describe, expect, it } from 'vitest';
import { createAssignmentHistories } from '../../main/engine/assignmentHistory.ts';
import type { AssignmentHistories } from '../../main/engine/assignmentHistory.ts';
import type { AssignmentHistory } from '../../preload/contract.ts';
import { textOf } from '../../sandbox/json.ts';
import { requests } from './outbox/createSupport.ts';
import { rig, valueOf } from './outbox/support.ts';
import type { Rig } from './outbox/support.ts';

let used: Rig | null = null;
let histories: AssignmentHistories | null = null;
afterEach(async () => {
  histories?.stop();
  await used?.dispose();
  used = null;
  histories = null;
});

interface Made {
  readonly r: Rig;
  readonly id: string;
  readonly productId: string;
  /** Asks and waits for the answer. */
  asked(ask?: 'when-old' | 'now', id?: string): Promise<AssignmentHistory>;
  read(): AssignmentHistory;
}

async function make(organization: 'chosen' | 'unknown' | 'elsewhere' = 'chosen'): Promise<Made> {
  const r = await rig();
  used = r;
  const announced: number[] = [];
  const made = createAssignmentHistories({
    store: r.store,
    connector: r.connector,
    network: r.network,
    clock: r.clock,
    log: { write: () => undefined },
    changes: { rows: (_collection, rowids) => announced.push(...rowids) },
  });
  histories = made;
  if (organization === 'chosen')
    valueOf(r.outbox.setOrganization(r.sandbox.control.records('carriers', 0, 1)[0]?.id ?? ''));
  if (organization === 'elsewhere') valueOf(r.outbox.setOrganization('nobody-knows'));
  const id = r.ids[0] ?? '';
  const productId = textOf(r.sandbox.control.record('contractAssignments', id)?.['productId']);
  return {
    r,
    id,
    productId,
    read: () => valueOf(made.read(id, 'no')),
    async asked(ask = 'now', of = id) {
      const before = announced.length;
      valueOf(made.read(of, ask));
      await r.until(() => announced.length > before, 'the answer');
      return valueOf(made.read(of, 'no'));
    },
  };
}

const edit = ({ r, id }: Made, fields: Record<string, string>, of = id): unknown =>
  r.sandbox.control.remoteEdit('contractAssignments', of, fields);

describe('the changelog of the hierarchy, in the history of an assignment', () => {
  it('says who made each change, and what the position was after it', async () => {
    const made = await make();
    const { r, id } = made;
    expect(made.read().hierarchy).toMatchObject({ offered: { yes: true }, fetchedAt: null, entries: [] });
    edit(made, { startDate: '2026-01-01' });
    valueOf(r.type('userDefined1', { [id]: 'makes no version' }));
    const [yearly] = r.store.lookups.list('annualization').slice(-1);
    valueOf(
      r.outbox.stage('contractAssignment', 'Annualization', [
        { recordId: id, field: 'annualizationId', input: { value: yearly?.id ?? '' } },
      ]),
    );
    r.outbox.start();
    await r.drained();
    const { hierarchy, changes } = await made.asked();
    expect(hierarchy).toMatchObject({ problem: null, complete: true });
    expect(hierarchy.fetchedAt).not.toBeNull();
    expect(hierarchy.entries).toMatchObject([
      { by: 'API client practice', annualization: yearly?.name },
      { by: 'Dana Whitfield', effectiveDate: '2026-01-01', startDate: '2026-01-01' },
    ]);
    // Each belongs to one of the changes of the assignment itself, in the same order.
    const ids = changes.map((change) => change.id);
    expect(hierarchy.entries.map(({ changeId }) => ids.indexOf(changeId))).toEqual([0, 1]);
  });

  it('names the upline and the level as they were', async () => {
    const made = await make();
    const { r } = made;
    const row = r.sandbox.control
      .records('contractAssignments', 0, 1_000)
      .find((one) => typeof one['uplineContractAssignmentId'] === 'string');
    const id = row?.id ?? '';
    const upline = r.sandbox.control.record(
      'contractAssignments',
      textOf(row?.['uplineContractAssignmentId']),
    );
    edit(made, { startDate: '2026-02-02' }, id);
    const { hierarchy } = await made.asked('now', id);
    expect(hierarchy.entries[0]).toMatchObject({
      upline: `NPN ${textOf(upline?.['npn'])}`,
      level: r.store.views.label(
        'contractAssignment',
        'commissionLevelId',
        textOf(row?.['commissionLevelId']),
      ),
    });
  });

  it('is kept for when there is no network, and read again only back to what is known', async () => {
    const made = await make();
    const { r } = made;
    edit(made, { startDate: '2026-01-01' });
    const { hierarchy } = await made.asked();
    r.network.choose(true);
    expect(made.read().hierarchy).toEqual(hierarchy);
    r.network.choose(false);
    r.clock.jump(3 * 86_400_000);
    r.sandbox.control.addFault({
      match: { operation: 'listHierarchyChanges' },
      action: { kind: 'status', status: 503, phase: 'before' },
      times: 1,
    });
    edit(made, { startDate: '2026-01-02' });
    const again = await made.asked('when-old');
    expect(again.hierarchy.entries.map(({ effectiveDate }) => effectiveDate)).toEqual([
      '2026-01-02',
      '2026-01-01',
    ]);
    // The list of positions changes rarely: it was read once.
    const before = requests(r)['listProductHierarchies'];
    edit(made, { startDate: '2026-01-03' });
    await made.asked('now');
    expect(requests(r)['listProductHierarchies']).toBe(before);
  });

  it('is not asked for again a moment later', async () => {
    const made = await make();
    await made.asked('when-old');
    const before = requests(made.r);
    valueOf(histories?.read(made.id, 'when-old') ?? { ok: false, error: { code: 'x', message: '' } });
    expect(requests(made.r)).toEqual(before);
  });

  it('tells the entries of one assignment from those of others on the same product', async () => {
    const made = await make();
    const other = made.r.sandbox.control
      .records('contractAssignments', 0, 1_000)
      .find((row) => row.id !== made.id && row['productId'] === made.productId);
    edit(made, { startDate: '2026-03-03' }, other?.id);
    expect((await made.asked()).hierarchy.entries).toEqual([]);
    expect((await made.asked('now', other?.id)).hierarchy.entries).toHaveLength(1);
  });

  it('cannot be asked for before the own organization is known, and says so', async () => {
    const made = await make('unknown');
    const { hierarchy } = await made.asked();
    expect(hierarchy.offered).toMatchObject({
      yes: false,
      reason: expect.stringContaining('Choose your organization in Settings'),
    });
    expect(requests(made.r)['listProductHierarchies']).toBeUndefined();
  });

  it.each([
    ['an organization nobody knows', 'elsewhere', null, /knows no hierarchies under your organization id/],
    ['a refusal', 'chosen', 403, /does not let these credentials read hierarchies/],
  ] as const)('says why nothing came: %s', async (_what, organization, status, words) => {
    const made = await make(organization);
    if (status !== null)
      made.r.sandbox.control.addFault({
        match: { operation: 'listProductHierarchies' },
        action: { kind: 'status', status, phase: 'before' },
      });
    const history = await made.asked();
    expect(history.hierarchy.problem).toMatch(words);
    // The changes of the assignment came all the same.
    expect(history.changes.length).toBeGreaterThan(0);
    expect(history.problem).toBeNull();
  });

  it('reads many pages, newest first, and stops at what it knows', async () => {
    const made = await make();
    for (let day = 1; day <= 260; day += 1)
      edit(made, { startDate: new Date(Date.UTC(2025, 0, day)).toISOString().slice(0, 10) });
    expect((await made.asked()).hierarchy.entries).toHaveLength(200);
    expect(requests(made.r)['listHierarchyChanges']).toBe(2);
  });
});
