import { describe, expect, it } from 'vitest';
import { make, many } from './oneRig.ts';
import { valueOf } from './support.ts';
import type { Rig } from './support.ts';

/** Types into eight records, and waits until nothing of it is left to send. */
async function sendEight(r: Rig): Promise<void> {
  valueOf(
    r.type(
      'userDefined1',
      many(r, 8, (i) => `once ${i}`),
    ),
  );
  r.outbox.start();
  await r.drained();
}

describe('a write without an answer that says what became of it', () => {
  it.each([
    ['before', 'drop'],
    ['after', 'drop'],
    ['before', 'hang'],
    ['after', 'hang'],
  ] as const)('looks first when no answer came back (%s the write, %s)', async (phase, kind) => {
    const r = await make();
    r.sandbox.control.addFault({ match: { method: 'PUT' }, action: { kind, phase }, times: 1 });
    await sendEight(r);
    expect(r.effects()).toHaveLength(8);
    expect(r.sandbox.control.counters()['updateAssignmentsBulk']).toBe(phase === 'after' ? 1 : 2);
    expect(r.outbox.counts().unsent).toBe(0);
    expect(r.receipts[0]?.counts.sent).toBe(8);
  });

  it.each([
    ['before', 500],
    ['after', 500],
    ['after', 502],
  ] as const)('treats a server error on a write as unknown (%s, %i)', async (phase, status) => {
    const r = await make();
    r.sandbox.control.addFault({
      match: { method: 'PUT' },
      action: { kind: 'status', status, phase },
      times: 1,
    });
    await sendEight(r);
    expect(r.effects()).toHaveLength(8);
    expect(r.outbox.counts().unsent).toBe(0);
  });

  it.each(['malformed', 'cut', 'invalid-utf8'] as const)('treats a %s success as unknown', async (kind) => {
    const r = await make();
    r.sandbox.control.addFault({ match: { method: 'PUT' }, action: { kind }, times: 1 });
    await sendEight(r);
    expect(r.effects()).toHaveLength(8);
    expect(r.sandbox.control.counters()['updateAssignmentsBulk']).toBe(1);
  });
});

describe('a process that died', () => {
  it.each(['before', 'after'] as const)(
    'finds out what became of a write in flight (%s it was applied)',
    async (phase) => {
      const r = await make();
      r.sandbox.control.addFault({ match: { method: 'PUT' }, action: { kind: 'hang', phase }, times: 1 });
      valueOf(
        r.type(
          'userDefined1',
          many(r, 4, (i) => `died ${i}`),
        ),
      );
      r.outbox.start();
      await r.until(() => r.outbox.counts().byState.sending === 4, 'sending');
      await r.restart();
      expect(r.outbox.counts().unsent).toBe(4);
      r.outbox.start();
      await r.drained();
      expect(r.effects()).toHaveLength(4);
      expect(r.outbox.counts().unsent).toBe(0);
    },
  );
});
