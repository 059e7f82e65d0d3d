import { expect, it } from 'vitest';
import { createCohortInvitations } from '../../../main/engine/cohort/invitations.ts';
import { findInvitees } from '../../../main/engine/cohort/invitees.ts';
import { noOverride } from '../../../main/engine/connectors/agentsync/override.ts';
import { ok } from '../../../domain/result.ts';
import { SqliteError } from '../../../main/engine/store/sqlite.ts';
import { make } from '../outbox/createSupport.ts';
import { rig, valueOf } from '../outbox/support.ts';
import { ending, start, textOf } from './support.ts';

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
  ending(r);
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
