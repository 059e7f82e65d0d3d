import { describe, expect, it } from 'vitest';
import { requests } from './createSupport.ts';
import type { make } from './createSupport.ts';
import { valueOf } from './support.ts';
import {
  auditOf,
  begin,
  confirm,
  invitations,
  invite,
  mails,
  only,
  posts,
  quiet,
  r,
  shown,
} from './invitationSupport.ts';

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
