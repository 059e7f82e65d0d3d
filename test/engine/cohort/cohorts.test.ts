import { expect, it } from 'vitest';
import type { CohortRow } from '../../../domain/cohort.ts';
import { createRecipes } from '../../../main/engine/cohort/recipes.ts';
import { systemRandom } from '../../../main/engine/system.ts';
import { make, makeChain } from '../outbox/createSupport.ts';
import { valueOf } from '../outbox/support.ts';
import { start, textOf } from './support.ts';

const verdicts = (rows: readonly CohortRow[]): readonly string[] =>
  rows.map(({ npn, verdict }) => `${npn} ${verdict.kind}`);

it('tells who would be created, who is there already, and who is blocked, without staging anything', async () => {
  const { r, cohorts, cohort } = await start();
  const [id = ''] = r.ids;
  const levelId = textOf(r, id, 'commissionLevelId');
  const known = textOf(r, id, 'npn');
  const dry = valueOf(
    cohorts.dryRun(
      cohort({ npns: ['90000001', ` ${known} `, 'no number', known], commissionLevelIds: [levelId] }),
    ),
  );
  expect(verdicts(dry.rows)).toEqual(['90000001 create', `${known} exists`, 'no number blocked']);
  expect(dry.counts).toEqual({ create: 1, exists: 1, blocked: 1 });
  expect(dry.unknownNpns).toEqual(['90000001']);
  // Nobody has said who they are.
  expect(dry.names).toEqual([]);
  expect(dry.rows[1]?.verdict).toMatchObject({ assignmentId: id, staged: false });
  expect(dry.offers).toEqual([
    {
      commissionLevelId: levelId,
      level: r.store.views.label('contractAssignment', 'commissionLevelId', levelId),
      product: r.store.views.label('contractAssignment', 'productId', textOf(r, id, 'productId')),
      carrier: expect.stringMatching(/./),
      obstacle: null,
    },
  ]);
  expect(r.outbox.counts().unsent).toBe(0);
});

it('names the producers whom this computer knows', async () => {
  const { r, cohorts, cohort } = await start();
  const [id = ''] = r.ids;
  const known = textOf(r, id, 'npn');
  make(r, 'producer', { npn: known, type: 'INDIVIDUAL', firstName: 'Dana', lastName: 'Reyes' });
  const levels = [textOf(r, id, 'commissionLevelId')];
  const dry = valueOf(cohorts.dryRun(cohort({ npns: ['90000001', known], commissionLevelIds: levels })));
  expect(dry.names).toEqual([{ npn: known, name: 'Dana Reyes' }]);
});

it('stages a whole cohort as one gesture on a carrier, product and level made offline, and sends it in order', async () => {
  const { r, cohorts, cohort } = await start();
  const chain = makeChain(r, 'Acme Life', 2, 0);
  const [level = ''] = chain.levels;
  const npns = Array.from({ length: 30 }, (_, index) => `${90_000_000 + index}`);
  const staged = valueOf(
    cohorts.stage(cohort({ npns: [...npns, 'x'], commissionLevelIds: [level] }), 'Contract 30 producers'),
  );
  expect(staged.assignmentIds).toHaveLength(30);
  expect(staged.dryRun.counts).toEqual({ create: 30, exists: 0, blocked: 1 });
  expect(r.outbox.undoable().undo).toBe('Contract 30 producers');
  expect(new Set(r.store.operations.ofBatch(staged.batchId ?? '').map(({ state }) => state))).toEqual(
    new Set(['ready']),
  );
  r.outbox.start();
  await r.drained();
  const made = r.effects().map(({ collection }) => collection);
  expect(made.slice(0, 2)).toEqual(['carriers', 'products']);
  expect(made.filter((collection) => collection === 'contractAssignments')).toHaveLength(30);
  expect(r.outbox.counts().unsent).toBe(0);

  const again = valueOf(cohorts.stage(cohort({ npns, commissionLevelIds: [level] }), 'Again'));
  expect(again).toMatchObject({ batchId: null, dryRun: { counts: { create: 0, exists: 30 } } });
});

it('takes the whole cohort back with one undo', async () => {
  const { r, cohorts, cohort } = await start();
  const levelId = textOf(r, r.ids[0] ?? '', 'commissionLevelId');
  const before = r.store.mirror.count('contractAssignment');
  valueOf(cohorts.stage(cohort({ npns: ['90000001', '90000002'], commissionLevelIds: [levelId] }), 'Two'));
  expect(r.store.mirror.count('contractAssignment')).toBe(before + 2);
  valueOf(r.outbox.undo());
  expect(r.store.mirror.count('contractAssignment')).toBe(before);
});

it('hangs every producer under the upline of the same product, staged or not, and never under themselves', async () => {
  const { r, cohorts, cohort } = await start();
  const chain = makeChain(r, 'Acme Life', 2, 0);
  const [level = ''] = chain.levels;
  const blocked = valueOf(
    cohorts.dryRun(cohort({ npns: ['90000001'], commissionLevelIds: [level], uplineNpn: '80000001' })),
  );
  expect(blocked.rows[0]?.verdict).toMatchObject({
    kind: 'blocked',
    why: expect.stringContaining('The upline 80000001 has no contract assignment of Acme Life Term'),
  });

  const upline = make(r, 'contractAssignment', {
    npn: '80000001',
    productId: chain.product,
    commissionLevelId: chain.levels[1] ?? '',
    assignmentStatusId: cohort({}).assignmentStatusId,
  });
  const staged = valueOf(
    cohorts.stage(
      cohort({ npns: ['90000001', '80000001'], commissionLevelIds: [level], uplineNpn: '80000001' }),
      'Under',
    ),
  );
  expect(verdicts(staged.dryRun.rows)).toEqual(['90000001 create', '80000001 exists']);
  expect(textOf(r, staged.assignmentIds[0] ?? '', 'uplineContractAssignmentId')).toBe(upline);

  r.outbox.start();
  await r.drained();
  const created = r.effects().filter(({ collection }) => collection === 'contractAssignments');
  expect(created.map(({ changes }) => changes['npn']?.to)).toEqual(['80000001', '90000001']);
  expect(created[1]?.changes['uplineContractAssignmentId']?.to).toBe(created[0]?.id);
});

it('asks before a level above the upline’s, stages nothing meanwhile, and keeps the reason', async () => {
  const { r, cohorts, cohort } = await start();
  const chain = makeChain(r, 'Acme Life', 2, 0);
  make(r, 'contractAssignment', {
    npn: '80000001',
    productId: chain.product,
    commissionLevelId: chain.levels[0] ?? '',
    assignmentStatusId: cohort({}).assignmentStatusId,
  });
  const wanted = cohort({
    npns: ['90000001', '90000002'],
    commissionLevelIds: [chain.levels[1] ?? ''],
    uplineNpn: '80000001',
  });
  const asked = valueOf(cohorts.stage(wanted, 'Above'));
  expect(asked).toMatchObject({
    batchId: null,
    assignmentIds: [],
    warnings: { groups: [{ rule: 'above-upline', count: 2 }] },
  });
  const staged = valueOf(
    cohorts.stage(wanted, 'Above', {
      accept: { reason: 'Agreed with the carrier', rules: ['above-upline'] },
    }),
  );
  expect(staged.assignmentIds).toHaveLength(2);
  expect(r.store.audit.list(0, 1)[0]?.detail).toMatchObject({
    setAside: { reason: 'Agreed with the carrier', rules: { 'above-upline': 2 } },
  });
});

it('refuses two levels of one product, a status nobody knows and a level that is gone', async () => {
  const { r, cohorts, cohort } = await start();
  const chain = makeChain(r, 'Acme Life', 2, 0);
  expect(cohorts.dryRun(cohort({ npns: ['1'], commissionLevelIds: chain.levels }))).toMatchObject({
    error: { code: 'one-level-per-product', message: expect.stringContaining('Level 1 and Level 2') },
  });
  expect(cohorts.dryRun(cohort({ assignmentStatusId: 'nobody' }))).toMatchObject({
    error: { code: 'status-unknown' },
  });
  const crowd = Array.from({ length: 4_001 }, (_, index) => `${90_000_000 + index}`);
  expect(
    cohorts.dryRun(cohort({ npns: crowd, commissionLevelIds: ['a', 'b', 'c', 'd', 'e'] })),
  ).toMatchObject({
    error: { code: 'cohort-too-large', message: expect.stringContaining('at most 20000') },
  });
  const levelId = textOf(r, r.ids[0] ?? '', 'commissionLevelId');
  r.store.mirror.markGone('commissionLevel', levelId, r.clock.now());
  const dry = valueOf(cohorts.dryRun(cohort({ npns: ['90000001'], commissionLevelIds: [levelId, 'never'] })));
  expect(dry.counts).toEqual({ create: 0, exists: 0, blocked: 2 });
  expect(dry.offers.map(({ obstacle }) => obstacle)).toEqual([
    expect.stringContaining('no longer at AgentSync'),
    expect.stringContaining('no longer at AgentSync'),
  ]);
});

it('keeps recipes across a restart, replaces one of the same name, and never overwrites what it cannot read', async () => {
  const { r, cohort } = await start();
  const open = (): ReturnType<typeof createRecipes> =>
    createRecipes({ store: r.store, clock: r.clock, random: systemRandom });
  const { npns, ...terms } = cohort({ commissionLevelIds: ['l1'] });
  expect(npns).toEqual([]);
  valueOf(open().save('New Medicare class', terms));
  valueOf(open().save('Spring cohort', terms));
  valueOf(open().save('new medicare CLASS', { ...terms, uplineNpn: '80000001' }));
  await r.restart();
  const list = valueOf(open().list());
  expect(list.map(({ name, terms: kept }) => [name, kept.uplineNpn])).toEqual([
    ['new medicare CLASS', '80000001'],
    ['Spring cohort', null],
  ]);
  valueOf(open().remove(list[0]?.id ?? ''));
  expect(valueOf(open().list()).map(({ name }) => name)).toEqual(['Spring cohort']);

  r.store.settings.set('cohort.recipes', '{"version":2}');
  expect(open().save('Lost?', terms)).toMatchObject({ error: { code: 'recipes-unreadable' } });
  expect(r.store.settings.get('cohort.recipes')).toBe('{"version":2}');
});
