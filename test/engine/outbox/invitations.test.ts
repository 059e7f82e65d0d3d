import { afterEach, describe, expect, it } from 'vitest';
import type { OutboxItem } from '../../../preload/contract.ts';
import { make, makeChain, requests, tray, tryToMake } from './createSupport.ts';
import { rig, valueOf } from './support.ts';
import type { Rig, RigOptions } from './support.ts';

let r: Rig;
afterEach(() => r.dispose());

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const organization = 'own-organization-id';
const person = {
  npn: '70000001',
  email: 'jane@example.com',
  firstName: 'Jane',
  lastName: 'Smith',
  inviterFirstName: 'Ada',
  inviterLastName: 'Office',
  inviterEmail: 'ada@agency.example',
};

async function begin(options: RigOptions = {}): Promise<void> {
  r = await rig(options);
  valueOf(r.outbox.setOrganization(organization));
}

/** A level that is at the vendor already, with its product. */
function levelThere(skip = 0): {
  readonly id: string;
  readonly productId: string;
  readonly carrierId: string;
} {
  const level = r.sandbox.control.records('commissionLevels', skip, 1)[0];
  const productId = text(level?.['productId']);
  return {
    id: String(level?.id),
    productId,
    carrierId: text(r.sandbox.control.record('products', productId)?.['carrierId']),
  };
}

const invite = (values: Parameters<typeof make>[2] = {}): string =>
  make(r, 'invitation', { ...person, commissionLevelIds: [levelThere().id], ...values });

const invitations = (): readonly OutboxItem[] =>
  tray(r).filter(({ collection }) => collection === 'invitation');
const only = (): OutboxItem => {
  const [item, ...others] = invitations();
  if (item === undefined || others.length > 0)
    throw new Error(`${invitations().length} invitations in the tray`);
  return item;
};
const mails = (): number => r.sandbox.control.mails().length;
const posts = (): number => requests(r)['invite'] ?? 0;
const confirm = (count = 1): void => {
  valueOf(r.outbox.send(undefined, true, count));
};
const shown = (id: string, field: string): unknown =>
  r.store.mirror.get('invitation', r.store.operations.nameOf(id) ?? id)?.effective[field] ?? null;
const auditOf = (event: string): number =>
  r.store.audit.list(0, 1_000).filter((entry) => entry.event === event).length;

/** Long enough for a sender that means to do something to have done it. */
async function quiet(): Promise<void> {
  await r.pass(20_000);
}

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
    expect(r.outbox.plan(undefined).confirm).toEqual({ terminations: 0, invitations: 1 });
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
    const preview = r.outbox.requests(only().operationIds).requests[0];
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
    r = await rig();
    r.outbox.start();
    invite();
    expect(only()).toMatchObject({ state: 'held' });
    expect(only().reason).toContain('Settings');
    expect(r.outbox.send(only().operationIds, true, 1)).toMatchObject({
      ok: false,
      error: { code: 'no-organization', remedy: 'choose-organization' },
    });
    expect(r.outbox.plan(undefined)).toMatchObject({ records: 0, confirm: { invitations: 0 } });
    valueOf(r.outbox.setOrganization(organization));
    expect(r.outbox.organization()).toBe(organization);
    expect(only().reason).toContain('confirm');
    expect(auditOf('configured')).toBe(1);
    confirm();
    await r.until(() => mails() === 1, 'mail');
  });

  it('needs no organization for assignments that exist, and sends none of them along', async () => {
    r = await rig();
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

describe('what the server says', () => {
  it.each([
    ['dropped before it arrived', { kind: 'drop', phase: 'before' }, 0],
    ['dropped after', { kind: 'drop', phase: 'after' }, 1],
    ['500 after', { kind: 'status', status: 500, phase: 'after' }, 1],
    ['503 after', { kind: 'status', status: 503, phase: 'after' }, 1],
    ['never answered', { kind: 'hang', phase: 'after' }, 1],
    ['answered with nonsense', { kind: 'malformed' }, 1],
  ] as const)(
    '%s: uncertain, never sent again by itself, and no work for the sender',
    async (_, action, arrived) => {
      await begin();
      r.outbox.start();
      r.sandbox.control.addFault({ match: { operation: 'invite' }, action, times: 1 });
      const id = invite();
      confirm();
      await r.until(() => only().state === 'unknown', 'uncertain');
      expect(only()).toMatchObject({ uncertain: true, retryAt: null });
      expect(only().reason).toContain('Whether the mail went out is not known');
      expect(r.outbox.counts()).toMatchObject({ unsent: 1, needsYou: 1 });
      expect(shown(id, 'status')).toBe('Uncertain');
      r.sandbox.control.clearCounters();
      await quiet();
      await r.restart();
      r.outbox.start();
      r.outbox.credentialsChanged();
      await quiet();
      expect(requests(r)).toEqual({});
      expect(mails()).toBe(arrived);
      expect(auditOf('uncertain')).toBe(1);
      expect(r.outbox.undo().ok).toBe(false);
      expect(r.outbox.hold(only().operationIds).ok).toBe(false);
      // Other work goes on beside it.
      r.type('userDefined1', { [r.ids[0] ?? '']: 'goes on' });
      await r.until(() => r.held(r.ids[0] ?? '', 'userDefined1') === 'goes on', 'other work');
      expect(only().state).toBe('unknown');
    },
  );

  it('is tried again by itself only where nothing arrived for certain', async () => {
    await begin();
    r.outbox.start();
    r.sandbox.control.addFault({
      match: { operation: 'invite' },
      action: { kind: 'status', status: 429, phase: 'before', retryAfter: 5 },
      times: 2,
    });
    invite();
    r.sandbox.control.setOffline(true);
    confirm();
    await quiet();
    expect(['ready', 'waiting']).toContain(only().state);
    r.sandbox.control.setOffline(false);
    await r.until(() => mails() === 1 && invitations().length === 0, 'sent');
    expect(posts()).toBe(3);
  });

  it('renews a token once, and waits for credentials that may write', async () => {
    await begin();
    r.outbox.start();
    r.sandbox.control.addFault({
      match: { operation: 'invite' },
      action: { kind: 'status', status: 401, phase: 'before' },
      times: 1,
    });
    invite();
    confirm();
    await r.until(() => invitations().length === 0, 'sent');
    expect(mails()).toBe(1);
    r.sandbox.control.addFault({
      match: { operation: 'invite' },
      action: { kind: 'status', status: 403, phase: 'before' },
      times: 1,
    });
    invite({ npn: '70000002' });
    confirm();
    await r.until(() => only().state === 'needs-auth', 'needs credentials');
    expect(r.outbox.authorization().state).toBe('read-only');
    r.outbox.credentialsChanged();
    await r.until(() => mails() === 2, 'sent');
  });

  it('shows a refusal on its fields, and sends what was corrected only after a new confirmation', async () => {
    await begin();
    r.outbox.start();
    const id = invite({ userDefined2: 'x'.repeat(200) });
    // The rule of the server that this computer cannot know.
    r.sandbox.control.addFault({
      match: { operation: 'invite' },
      action: {
        kind: 'status',
        status: 400,
        phase: 'before',
        messages: ['producer.inviter.email must be of your domain.'],
      },
      times: 1,
    });
    confirm();
    await r.until(() => only().state === 'refused', 'refused');
    expect(only().reason).toContain('must be of your domain');
    expect(only().changes.find(({ field }) => field === 'inviterEmail')?.message).toContain(
      'must be of your domain',
    );
    expect(shown(id, 'status')).toBe('Not sent');
    expect(r.outbox.send(only().operationIds, true)).toMatchObject({
      ok: false,
      error: { code: 'needs-confirmation' },
    });
    valueOf(
      r.outbox.stage('invitation', 'Edit', [
        { recordId: id, field: 'inviterEmail', input: { typed: 'x@agency.example' } },
      ]),
    );
    expect(only().state).toBe('held');
    await quiet();
    expect(mails()).toBe(0);
    confirm();
    await r.until(() => mails() === 1, 'sent');
  });
});

describe('what a person decides about an uncertain one', () => {
  const uncertain = async (
    phase: 'before' | 'after',
    values: Parameters<typeof make>[2] = {},
  ): Promise<string> => {
    await begin();
    r.outbox.start();
    r.sandbox.control.addFault({ match: { operation: 'invite' }, action: { kind: 'drop', phase }, times: 1 });
    const id = invite(values);
    confirm();
    await r.until(() => only().state === 'unknown', 'uncertain');
    return id;
  };

  it('it went out: done, in the ledger and the receipt, without a link', async () => {
    const id = await uncertain('after');
    expect(valueOf(r.outbox.decideInvitations(only().operationIds, 'went-out')).decided).toBe(1);
    expect(invitations()).toEqual([]);
    expect(shown(id, 'status')).toBe('Sent');
    expect(r.outbox.invitationLink(id)).toMatchObject({ ok: false, error: { code: 'no-link' } });
    const [receipt] = r.outbox.receipts(0, 1);
    const { rows } = valueOf(r.outbox.receipt(receipt?.batchId ?? '', 0, 10));
    expect(rows[0]).toMatchObject({ result: 'sent' });
    expect(rows[0]?.note).toContain('A person said that it went out');
    expect(auditOf('marked')).toBe(1);
    await quiet();
    expect(mails()).toBe(1);
  });

  it('send it again: a new sending that needs its number', async () => {
    await uncertain('before');
    const { operationIds } = only();
    expect(r.outbox.decideInvitations(operationIds, 'send-again')).toMatchObject({
      ok: false,
      error: { code: 'needs-confirmation' },
    });
    expect(r.outbox.send(operationIds, true, 1)).toMatchObject({ ok: true, value: { queued: 0 } });
    await quiet();
    expect(mails()).toBe(0);
    valueOf(r.outbox.decideInvitations(operationIds, 'send-again', 1));
    await r.until(() => mails() === 1 && invitations().length === 0, 'sent');
    expect(auditOf('confirmed')).toBe(2);
  });

  it('send it again is not done where the first sending shows at AgentSync', async () => {
    await uncertain('after');
    valueOf(r.outbox.decideInvitations(only().operationIds, 'send-again', 1));
    await r.until(() => only().reason.includes('has probably arrived'), 'told');
    expect(only()).toMatchObject({ state: 'unknown', uncertain: true });
    expect(mails()).toBe(1);
  });

  it('drop: gone from the tray, and the receipt does not say that it was never sent', async () => {
    await uncertain('after');
    valueOf(r.outbox.discard(only().operationIds));
    expect(invitations()).toEqual([]);
    const [receipt] = r.outbox.receipts(0, 1);
    const { rows } = valueOf(r.outbox.receipt(receipt?.batchId ?? '', 0, 10));
    expect(rows[0]?.note).toContain('was not known');
  });

  it('cannot be corrected while it is uncertain', async () => {
    const id = await uncertain('after');
    const outcome = valueOf(
      r.outbox.stage('invitation', 'Edit', [
        { recordId: id, field: 'email', input: { typed: 'b@example.com' } },
      ]),
    );
    expect(outcome.refused[0]?.expected).toContain('Decide that first');
  });
});

it('is uncertain after the process died while it was being sent', async () => {
  await begin();
  const id = invite();
  const [operation] = r.store.operations.liveOf('invitation', id);
  r.store.transaction('gesture', () =>
    r.store.operations.update(operation?.id ?? '', { state: 'sending', sentAt: r.clock.now() }),
  );
  await r.restart();
  r.outbox.start();
  await quiet();
  expect(only()).toMatchObject({ state: 'unknown', uncertain: true });
  expect(only().reason).toContain('stopped while this was being sent');
  expect(shown(id, 'status')).toBe('Uncertain');
  expect(posts()).toBe(0);
});

it('marks what became of one that went out, because nothing else tells', async () => {
  await begin();
  r.outbox.start();
  const id = invite();
  expect(r.outbox.markInvitation(id, 'Accepted')).toMatchObject({ ok: false, error: { code: 'not-sent' } });
  confirm();
  await r.until(() => invitations().length === 0, 'sent');
  for (const status of ['Accepted', 'Expired', 'Sent'] as const) {
    valueOf(r.outbox.markInvitation(id, status));
    expect(shown(id, 'status')).toBe(status);
  }
  expect(auditOf('marked')).toBe(3);
});

it('cannot be reversed, and says why', async () => {
  await begin();
  r.outbox.start();
  invite();
  confirm();
  await r.until(() => invitations().length === 0, 'sent');
  const [receipt] = r.outbox.receipts(0, 1);
  const preview = valueOf(r.outbox.reversePreview(receipt?.batchId ?? ''));
  expect(preview).toMatchObject({ reversible: 0, cannotCount: 1 });
  expect(preview.cannot[0]?.why).toContain('mail cannot be taken back');
});
