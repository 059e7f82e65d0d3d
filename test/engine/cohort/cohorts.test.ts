import { afterEach, expect, it } from 'vitest';
import type { Cohort, CohortRow } from '../../../domain/cohort.ts';
import { createCohorts } from '../../../main/engine/cohort/cohorts.ts';
import type { Cohorts } from '../../../main/engine/cohort/cohorts.ts';
import { createCohortInvitations } from '../../../main/engine/cohort/invitations.ts';
import { findInvitees } from '../../../main/engine/cohort/invitees.ts';
import { noOverride } from '../../../main/engine/connectors/agentsync/override.ts';
import { ok } from '../../../domain/result.ts';
import { SqliteError } from '../../../main/engine/store/sqlite.ts';
import { createRecipes } from '../../../main/engine/cohort/recipes.ts';
import { systemRandom } from '../../../main/engine/system.ts';
import { make, makeChain } from '../outbox/createSupport.ts';
import { rig, valueOf } from '../outbox/support.ts';
import type { Rig } from '../outbox/support.ts';

let used: Rig | null = null;
afterEach(async () => {
  await used?.dispose();
  used = null;
});

interface Ready {
  readonly r: Rig;
  readonly cohorts: Cohorts;
  readonly cohort: (over: Partial<Cohort>) => Cohort;
}

async function start(): Promise<Ready> {
  const r = await rig({ assignments: 60 });
  used = r;
  const status = r.store.lookups
    .list('assignmentStatus')
    .find(({ name }) => name === 'PENDING_WITH_AGENCY' || name.startsWith('PENDING'));
  return {
    r,
    cohorts: createCohorts(r.store, r.outbox),
    cohort: (over) => ({
      npns: [],
      commissionLevelIds: [],
      assignmentStatusId: status?.id ?? '',
      annualizationId: null,
      uplineNpn: null,
      ...over,
    }),
  };
}

const textOf = (r: Rig, id: string, field: string): string => {
  const value = r.store.mirror.get('contractAssignment', id)?.effective[field];
  return typeof value === 'string' ? value : '';
};
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

it('invites the producers of a cohort after their assignments, each once, when a person confirms the number', async () => {
  const { r, cohorts, cohort } = await start();
  const levelId = textOf(r, r.ids[0] ?? '', 'commissionLevelId');
  const staged = valueOf(
    cohorts.stage(cohort({ npns: ['90000001', '90000002'], commissionLevelIds: [levelId] }), 'Two'),
  );
  const invitations = createCohortInvitations(r.store, r.outbox);
  const dana = { firstName: 'Dana', lastName: 'Reyes', email: 'dana@example.com' };
  const invitee = (index: number, email: string) => ({
    npn: `9000000${index + 1}`,
    firstName: 'Ada',
    lastName: 'Lovelace',
    email,
    assignmentIds: [staged.assignmentIds[index] ?? ''],
  });
  expect(invitations.lastInviter()).toBeNull();
  const wrong = valueOf(
    invitations.invite('Invite', dana, [invitee(0, 'ada@example.com'), invitee(1, 'nowhere')]),
  );
  expect(wrong).toMatchObject({
    batchId: null,
    invited: 0,
    refused: [{ record: 'NPN 90000002', field: 'email', found: 'nowhere' }],
  });
  const invited = valueOf(
    invitations.invite('Invite', dana, [invitee(0, 'ada@example.com'), invitee(1, 'bob@example.com')]),
  );
  expect(invited).toMatchObject({ invited: 2, refused: [] });
  expect(invitations.lastInviter()).toEqual(dana);

  r.outbox.start();
  await r.until(() => r.outbox.counts().unsent === 2, 'the assignments are sent');
  const mails = () => r.effects().filter(({ collection }) => collection === 'invitations');
  expect(mails()).toEqual([]);
  expect(r.outbox.send(undefined, true)).toMatchObject({ ok: false, error: { code: 'needs-confirmation' } });
  valueOf(r.outbox.send(undefined, true, 2));
  await r.drained();
  expect(mails()).toHaveLength(2);
  expect(r.outbox.counts().unsent).toBe(0);
});

it('has invited a cohort also where the disk fills before it could be remembered who invited', async () => {
  const { r } = await start();
  const full = (): never => {
    throw new SqliteError('database or disk is full', 'SQLITE_FULL');
  };
  const store = {
    settings: { get: (name: string) => r.store.settings.get(name), set: full },
    transaction: <T>(durability: 'gesture' | 'mirror', work: () => T): T =>
      r.store.transaction(durability, work),
  };
  const invitations = createCohortInvitations(store, r.outbox);
  const level = r.sandbox.control.records('commissionLevels', 0, 1)[0]?.id ?? '';
  const npn = '90000001';
  const assignmentId = make(r, 'contractAssignment', {
    npn,
    productId: String(r.store.mirror.get('commissionLevel', level)?.effective['productId']),
    commissionLevelId: level,
    assignmentStatusId: r.store.lookups.list('assignmentStatus')[0]?.id ?? '',
  });
  const invited = invitations.invite(
    'Invite',
    { firstName: 'Dana', lastName: 'Office', email: 'dana@agency.example' },
    [{ npn, email: 'ada@example.com', firstName: 'Ada', lastName: 'One', assignmentIds: [assignmentId] }],
  );
  expect(valueOf(invited)).toMatchObject({ invited: 1, refused: [], batchId: expect.any(String) });
  expect(r.outbox.list({ offset: 0, limit: 10 }).items.map(({ collection }) => collection)).toContain(
    'invitation',
  );
  expect(invitations.lastInviter()).toBeNull();
});

it('finds the producers of chosen assignments, each once, with what Producer Profile knows of them', async () => {
  const r = await rig({ assignments: 60, producerProfile: noOverride });
  used = r;
  const query = { collection: 'contractAssignment' as const, columns: [], sort: [], filters: [], search: '' };
  const ids = r.store.mirror.ids('contractAssignment', null, 100);
  const views = {
    idsAt: (_: string, from: number, count: number) => ok({ query, ids: ids.slice(from, from + count) }),
  };
  const npnOf = (id: string): string => textOf(r, id, 'npn');
  const all = valueOf(
    findInvitees(r.store, views, {
      viewId: 'v',
      ranges: [
        [0, 40],
        [30, 1_000],
      ],
    }),
  );
  const npns = new Set(ids.map(npnOf));
  expect(all.people.map(({ npn }) => npn)).toEqual([...npns]);
  expect(all).toMatchObject({ assignments: ids.length, left: 0 });
  for (const { npn, assignmentIds } of all.people)
    expect(assignmentIds).toEqual(ids.filter((id) => npnOf(id) === npn));

  const [first = '', second = ''] = ids;
  const producer = r.store.producers.idOf(npnOf(first)) ?? '';
  const known = r.store.mirror.get('producer', producer)?.effective ?? {};
  const [one] = valueOf(findInvitees(r.store, views, { ids: [first, first] })).people;
  expect(one).toMatchObject({
    npn: npnOf(first),
    lastName: known['lastName'] ?? '',
    email: known['primaryEmail'] ?? known['email'] ?? '',
    assignmentIds: [first],
  });
  expect(one?.email).toMatch(/@/);

  r.store.mirror.markGone('contractAssignment', second, 1);
  expect(valueOf(findInvitees(r.store, views, { ids: [first, second] }))).toMatchObject({
    assignments: 1,
    left: 1,
  });
  const endless = {
    idsAt: (_: string, from: number, count: number) =>
      ok({ query, ids: Array.from({ length: count }, (__, i) => `a${from + i}`) }),
  };
  expect(findInvitees(r.store, endless, { viewId: 'v', ranges: [[0, 100_000]] })).toMatchObject({
    ok: false,
    error: { code: 'too-many-assignments' },
  });
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
