import { describe, expect, it } from 'vitest';
import { make, makeChain, tryToMake } from './createSupport.ts';
import { valueOf } from './support.ts';
import {
  auditOf,
  begin,
  beginUnknown,
  confirm,
  invitations,
  invite,
  levelThere,
  mails,
  only,
  organization,
  person,
  posts,
  quiet,
  r,
  shown,
  text,
} from './invitationSupport.ts';
import { atOnce } from '../../../main/engine/slices.ts';

describe('before it goes out', () => {
  it('waits for a person in every way of sending, and for the number of invitations', async () => {
    await begin();
    r.outbox.start();
    const id = invite();
    await quiet();
    expect(only()).toMatchObject({ state: 'held', kind: 'create' });
    expect(only().title).toBe('Jane Smith · NPN 70000001');
    expect(only().reason).toContain('never goes out by itself');
    expect(shown(id, 'status')).toBe('Not sent');
    expect(atOnce(r.outbox.plan(undefined)).confirm).toEqual({ terminations: 0, invitations: 1 });
    for (const [confirmed, count] of [
      [undefined, undefined],
      [true, undefined],
      [true, 2],
      [false, 1],
    ] as const)
      expect(r.outbox.send(undefined, confirmed, count)).toMatchObject({
        ok: false,
        error: { code: 'needs-confirmation' },
      });
    for (const mode of ['review', 'automatic'] as const) {
      valueOf(r.outbox.setMode(mode));
      await quiet();
    }
    expect(mails()).toBe(0);
    confirm();
    await r.until(() => mails() === 1, 'mail');
  });

  it('goes out once, with a line that its level implies, and is told from then on by the ledger', async () => {
    await begin();
    r.outbox.start();
    const level = levelThere();
    const id = invite({ administrativeDivisions: ['TX', 'OK'], uplineNpn: '123', userDefined1: 'ref' });
    const preview = atOnce(r.outbox.requests(only().operationIds)).requests[0];
    expect(preview?.url).toMatch(/\/contracting\/v1\/invitation$/);
    expect(preview?.headers).toContainEqual(['content-type', 'application/json']);
    confirm();
    await r.until(() => invitations().length === 0, 'sent');
    expect(JSON.parse(preview?.body ?? '')).toEqual({
      producer: {
        npn: person.npn,
        email: person.email,
        firstName: 'Jane',
        lastName: 'Smith',
        inviter: { firstName: 'Ada', lastName: 'Office', email: 'ada@agency.example' },
      },
      contractAssignments: [
        {
          toOrganizationId: level.carrierId,
          fromOrganizationId: organization,
          productId: level.productId,
          commissionLevelId: level.id,
          administrativeDivisions: ['TX', 'OK'],
          uplineNpn: '123',
          userDefined1: 'ref',
        },
      ],
    });
    expect(r.sandbox.control.mails()).toMatchObject([{ npn: person.npn, email: person.email, lines: 1 }]);
    expect(shown(id, 'status')).toBe('Sent');
    expect(shown(id, 'sentBy')).toBe('tester');
    expect(shown(id, 'sentAt')).toMatch(/^2026-/);
    await r.restart();
    r.outbox.start();
    await quiet();
    expect([mails(), posts()]).toEqual([1, 1]);
    expect(shown(id, 'status')).toBe('Sent');
    expect(r.outbox.receipts(0, 5)[0]?.counts).toMatchObject({ total: 1, sent: 1, open: 0 });
    expect([auditOf('confirmed'), auditOf('sent')]).toEqual([1, 1]);
  });

  it('can be held, taken back and discarded while it has not gone out', async () => {
    await begin();
    r.network.choose(true);
    r.outbox.start();
    invite();
    confirm();
    expect(only().state).toBe('ready');
    expect(valueOf(r.outbox.hold(only().operationIds)).held).toBe(1);
    r.network.choose(false);
    await quiet();
    expect(mails()).toBe(0);
    valueOf(r.outbox.undo());
    expect(invitations()).toEqual([]);
    valueOf(r.outbox.redo());
    expect(only().state).toBe('held');
    valueOf(r.outbox.discard(only().operationIds));
    await quiet();
    expect([invitations().length, mails()]).toEqual([0, 0]);
  });

  it('is held with the remedy until the own organization is known, and only if it names levels', async () => {
    await beginUnknown();
    r.outbox.start();
    invite();
    expect(only()).toMatchObject({ state: 'held' });
    expect(only().reason).toContain('Settings');
    expect(r.outbox.send(only().operationIds, true, 1)).toMatchObject({
      ok: false,
      error: { code: 'no-organization', remedy: 'choose-organization' },
    });
    expect(atOnce(r.outbox.plan(undefined))).toMatchObject({ records: 0, confirm: { invitations: 0 } });
    valueOf(r.outbox.setOrganization(organization));
    expect(r.outbox.organization()).toBe(organization);
    expect(only().reason).toContain('confirm');
    expect(auditOf('configured')).toBe(1);
    confirm();
    await r.until(() => mails() === 1, 'mail');
  });

  it('needs no organization for assignments that exist, and sends none of them along', async () => {
    await beginUnknown();
    r.outbox.start();
    const [assignment] = r.sandbox.control.records('contractAssignments', 0, 1);
    const before = r.sandbox.control.count('contractAssignments');
    const id = make(r, 'invitation', {
      ...person,
      npn: text(assignment?.['npn']),
      assignmentIds: [String(assignment?.id)],
    });
    confirm();
    await r.until(() => mails() === 1, 'mail');
    expect(r.sandbox.control.mails()[0]?.lines).toBe(0);
    expect(r.sandbox.control.count('contractAssignments')).toBe(before);
    expect(shown(id, 'carrierIds')).toHaveLength(1);
  });

  it('puts a corrected invitation back to the person who confirmed it', async () => {
    await begin();
    r.network.choose(true);
    r.outbox.start();
    const id = invite();
    confirm();
    valueOf(
      r.outbox.stage('invitation', 'Edit email', [
        { recordId: id, field: 'email', input: { typed: 'new@example.com' } },
      ]),
    );
    expect(only().state).toBe('held');
    r.network.choose(false);
    await quiet();
    expect(mails()).toBe(0);
    confirm();
    await r.until(() => mails() === 1, 'mail');
    expect(r.sandbox.control.mails()[0]?.email).toBe('new@example.com');
    const late = valueOf(
      r.outbox.stage('invitation', 'Edit email', [
        { recordId: id, field: 'email', input: { typed: 'late@example.com' } },
      ]),
    );
    expect(late).toMatchObject({ staged: 0, refusedCount: 1 });
  });
});

describe('what is refused on this computer', () => {
  const refusedWith = (values: Parameters<typeof make>[2]): string => {
    const { id, refused } = tryToMake(r, 'invitation', { ...person, ...values });
    expect(id).toBeNull();
    return refused.map(({ fieldLabel, expected }) => `${fieldLabel}: ${expected}`).join(' | ');
  };

  it('names what an invitation lacks', async () => {
    await begin();
    expect(refusedWith({})).toContain('At least one commission level');
    const levels = { commissionLevelIds: [levelThere().id] };
    expect(refusedWith({ ...levels, email: 'jane.example.com' })).toContain(
      'Email: An email address such as',
    );
    expect(refusedWith({ ...levels, inviterEmail: 'a@b' })).toContain('Inviter’s email');
    expect(refusedWith({ ...levels, npn: '1234567890123456' })).toContain('NPN: At most 15');
    expect(refusedWith({ ...levels, firstName: '' })).toContain('First name may not be empty');
    expect(refusedWith({ commissionLevelIds: ['nowhere'] })).toContain('that are on this computer');
    expect(refusedWith({ ...levels, status: 'Sent' })).toContain('cannot be given');
    expect(invitations()).toEqual([]);
  });

  it('never lets a product stand in a line and in an assignment of the producer', async () => {
    await begin();
    const [assignment] = r.sandbox.control.records('contractAssignments', 0, 1);
    const npn = text(assignment?.['npn']);
    const levelId = text(assignment?.['commissionLevelId']);
    const product = r.sandbox.control.record('products', text(assignment?.['productId']));
    const words = refusedWith({ npn, commissionLevelIds: [levelId] });
    expect(words).toContain(`there already is an assignment of ${npn} to ${text(product?.['name'])}`);
    expect(refusedWith({ npn: '70000009', assignmentIds: [String(assignment?.id)] })).toContain(
      'somebody else’s',
    );
  });

  it('nor twice in one, nor in two invitations that have not gone out', async () => {
    await begin();
    const product = r.sandbox.control
      .records('products', 0, 100)
      .find(
        ({ id }) =>
          r.sandbox.control.records('commissionLevels', 0, 1_000).filter((l) => l['productId'] === id)
            .length > 1,
      );
    const levels = r.sandbox.control
      .records('commissionLevels', 0, 1_000)
      .filter((l) => l['productId'] === product?.id);
    expect(refusedWith({ commissionLevelIds: levels.slice(0, 2).map(({ id }) => id) })).toContain(
      'has several',
    );
    const id = invite({ commissionLevelIds: [String(levels[0]?.id)] });
    expect(refusedWith({ commissionLevelIds: [String(levels[1]?.id)] })).toContain('another invitation');
    valueOf(r.outbox.discard(only().operationIds));
    expect(r.store.mirror.get('invitation', id)).toBeNull();
    invite({ commissionLevelIds: [String(levels[1]?.id)] });
  });
});

describe('after what it needs', () => {
  it('goes last of a chain made offline, with the ids the server gave, also inside lists', async () => {
    await begin();
    r.network.choose(true);
    r.outbox.start();
    const chain = makeChain(r, 'Offline Life', 2, 200);
    const second = makeChain(r, 'Offline Mutual', 1, 0);
    const npn = '90000003';
    const id = make(r, 'invitation', {
      ...person,
      npn,
      assignmentIds: [chain.assignments[3] ?? ''],
      commissionLevelIds: [second.levels[0] ?? ''],
    });
    expect(only().waitsFor.length).toBeGreaterThan(1);
    expect(shown(id, 'carrierIds')).toEqual([second.carrier, chain.carrier]);
    confirm();
    r.network.choose(false);
    await r.until(() => r.outbox.counts().unsent === 0, 'everything sent');
    const journal = r.sandbox.control.journal().map(({ collection }) => collection);
    const mail = journal.indexOf('invitations');
    // What the mail makes with its own line comes with it.
    expect(journal.slice(mail + 1)).toEqual(['contractAssignments']);
    expect(journal.slice(0, mail).filter((name) => name === 'contractAssignments')).toHaveLength(200);
    expect(mails()).toBe(1);
    const sent = r.store.mirror.get('invitation', r.store.operations.nameOf(id) ?? '');
    expect(JSON.stringify(sent)).not.toContain('local:');
    expect(sent?.effective['assignmentIds']).toEqual([
      r.sandbox.control.records('contractAssignments', 0, 1_000).find((row) => row['npn'] === npn)?.id,
    ]);
  });

  it('is not sent for an assignment that is gone, or a product the producer got meanwhile', async () => {
    await begin();
    r.network.choose(true);
    r.outbox.start();
    const [assignment] = r.sandbox.control.records('contractAssignments', 0, 1);
    make(r, 'invitation', {
      ...person,
      npn: text(assignment?.['npn']),
      assignmentIds: [String(assignment?.id)],
    });
    const level = levelThere();
    invite({ commissionLevelIds: [level.id] });
    confirm(2);
    r.sandbox.control.remoteDelete('contractAssignments', String(assignment?.id));
    r.sandbox.control.remoteCreate('contractAssignments', { npn: person.npn, productId: level.productId });
    r.network.choose(false);
    await r.until(() => invitations().every(({ state }) => state === 'refused'), 'refused');
    expect(invitations()[0]?.reason).toContain('no longer at AgentSync');
    expect(invitations()[1]?.reason).toContain('already has an assignment');
    expect([mails(), posts()]).toEqual([0, 0]);
  });
});
