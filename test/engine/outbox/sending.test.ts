import { describe, expect, it } from 'vitest';
import { make, many } from './oneRig.ts';
import { valueOf } from './support.ts';
import type { Rig } from './support.ts';

/** Requests that looked at something. */
const readsOf = (r: Rig): number =>
  Object.entries(r.sandbox.control.counters())
    .filter(([name]) => name !== 'updateAssignmentsBulk' && name !== 'token')
    .reduce((sum, [, count]) => sum + count, 0);

describe('sending', () => {
  it('sends staged cells once and settles them with the echo', async () => {
    const r = await make();
    const outcome = valueOf(
      r.type(
        'userDefined1',
        many(r, 20, (i) => `value ${i}`),
      ),
    );
    expect(outcome).toMatchObject({ staged: 20, unchanged: 0, refusedCount: 0 });
    expect(r.outbox.counts()).toMatchObject({ unsent: 20, needsYou: 0 });
    r.outbox.start();
    await r.drained();
    expect(r.effects()).toHaveLength(20);
    for (const [index, id] of r.ids.slice(0, 20).entries()) {
      expect(r.held(id, 'userDefined1')).toBe(`value ${index}`);
      expect(r.shown(id, 'userDefined1')).toBe(`value ${index}`);
    }
    expect(r.outbox.counts().unsent).toBe(0);
    expect(r.receipts).toHaveLength(1);
    expect(r.receipts[0]?.counts).toEqual({ total: 20, sent: 20, adopted: 0, dropped: 0, open: 0 });
    expect(r.store.audit.verify().brokenAt).toBeNull();
  });

  it('merges successive gestures on a record into one item of one request', async () => {
    const r = await make();
    const [id = ''] = r.ids;
    for (const text of ['a', 'b', 'c']) valueOf(r.type('userDefined1', { [id]: text }));
    valueOf(r.type('userDefined2', { [id]: 'z' }));
    r.outbox.start();
    await r.drained();
    expect(r.effects()).toHaveLength(1);
    expect(r.sandbox.control.counters()['updateAssignmentsBulk']).toBe(1);
    expect(r.held(id, 'userDefined1')).toBe('c');
    expect(r.receipts).toHaveLength(4);
  });

  it('reads whole lists when that takes fewer requests than single records', async () => {
    const r = await make({ assignments: 600 });
    valueOf(
      r.type(
        'userDefined1',
        many(r, 500, (i) => `v${i}`),
      ),
    );
    r.outbox.start();
    await r.drained();
    expect(r.effects()).toHaveLength(500);
    expect(readsOf(r)).toBeLessThan(10);
    expect(r.sandbox.control.counters()['updateAssignmentsBulk']).toBe(2);
  });

  it('narrows a refused request down to the offender and sends the rest', async () => {
    const r = await make();
    const cells = many(r, 30, (i) => (i === 17 ? 'x'.repeat(300) : `fine ${i}`));
    valueOf(r.type('userDefined1', cells));
    r.outbox.start();
    await r.drained();
    expect(r.effects()).toHaveLength(29);
    expect(r.outbox.counts()).toMatchObject({ unsent: 1, needsYou: 1 });
    const [item] = r.outbox.list({ offset: 0, limit: 10 }).items;
    expect(item?.state).toBe('refused');
    expect(item?.changes[0]?.message).toMatch(/userDefined1/);
    // A new value is the answer to the refusal.
    valueOf(r.type('userDefined1', { [item?.recordId ?? '']: 'short' }));
    await r.drained();
    expect(r.effects()).toHaveLength(30);
    expect(r.outbox.counts().unsent).toBe(0);
  });

  it('blocks only the later changes of a refused record', async () => {
    const r = await make();
    const [first = '', second = ''] = r.ids;
    valueOf(r.type('userDefined1', { [first]: 'x'.repeat(300) }));
    r.outbox.start();
    await r.until(() => r.outbox.counts().needsYou === 1, 'refusal');
    valueOf(r.type('userDefined2', { [first]: 'later', [second]: 'free' }));
    await r.until(() => r.held(second, 'userDefined2') === 'free', 'the other record');
    expect(r.held(first, 'userDefined2')).not.toBe('later');
    const [item] = r.outbox.list({ offset: 0, limit: 10 }).items;
    valueOf(r.outbox.discard(item?.operationIds.slice(0, 1) ?? []));
    await r.drained();
    expect(r.held(first, 'userDefined2')).toBe('later');
  });

  it('asks for one new token when the old one expired', async () => {
    const r = await make();
    r.sandbox.control.revokeTokens();
    valueOf(
      r.type(
        'userDefined1',
        many(r, 3, () => 'renewed'),
      ),
    );
    r.outbox.start();
    await r.drained();
    expect(r.effects()).toHaveLength(3);
    expect(r.outbox.authorization()).toEqual({ state: 'ok' });
  });

  it('waits for a person when the credentials may not write, and goes on once they may', async () => {
    const r = await make({ scopes: ['rino_api_agency_read'] });
    valueOf(
      r.type(
        'userDefined1',
        many(r, 5, () => 'scope'),
      ),
    );
    r.outbox.start();
    await r.until(() => r.outbox.counts().byState['needs-auth'] === 5, 'needs-auth');
    expect(r.effects()).toHaveLength(0);
    expect(r.outbox.authorization()).toMatchObject({ state: 'read-only' });
    expect(r.outbox.list({ offset: 0, limit: 1 }).items[0]?.reason).toMatch(/write scope/);
    r.outbox.credentialsChanged();
    expect(r.outbox.authorization()).toEqual({ state: 'ok' });
    await r.until(() => r.outbox.counts().byState['needs-auth'] === 5, 'needs-auth again');
  });

  it('asks to sign in when the credentials are refused', async () => {
    const r = await make();
    r.sandbox.control.addFault({ match: { method: 'PUT' }, action: { kind: 'status', status: 401 } });
    valueOf(
      r.type(
        'userDefined1',
        many(r, 2, () => 'auth'),
      ),
    );
    r.outbox.start();
    await r.until(() => r.outbox.counts().byState['needs-auth'] === 2, 'needs-auth');
    expect(r.outbox.authorization()).toMatchObject({ state: 'sign-in' });
    r.sandbox.control.clearFaults();
    r.outbox.credentialsChanged();
    await r.drained();
    expect(r.effects()).toHaveLength(2);
  });

  it.each([
    [429, 'waiting', /^Waiting until \d\d:\d\d: AgentSync asked us/],
    // A host that is overwhelmed may have taken the write: it is looked for, when the time has come.
    [503, 'unknown', /Upline looks at AgentSync first/],
  ] as const)('waits as long as a %i asks', async (status, state, reason) => {
    const r = await make();
    r.sandbox.control.addFault({
      match: { method: 'PUT' },
      action: { kind: 'status', status, retryAfter: 30 },
      times: 1,
    });
    valueOf(
      r.type(
        'userDefined1',
        many(r, 5, () => 'slow'),
      ),
    );
    r.outbox.start();
    await r.until(() => r.outbox.counts().byState[state] === 5, state);
    const began = r.clock.now();
    expect(r.outbox.list({ offset: 0, limit: 1 }).items[0]?.reason).toMatch(reason);
    await r.drained();
    expect(r.clock.now() - began).toBeGreaterThan(20_000);
    expect(r.effects()).toHaveLength(5);
  });

  it.each([
    [5, 'keeps what it has seen', { again: false }],
    [100, 'looks again, because somebody else may have edited since', { again: true }],
  ])('asked to wait %i seconds it %s', async (retryAfter, _, { again }) => {
    const r = await make({ assignments: 600 });
    r.sandbox.control.addFault({
      match: { method: 'PUT' },
      action: { kind: 'status', status: 429, retryAfter },
      times: 1,
    });
    valueOf(
      r.type(
        'userDefined1',
        many(r, 500, (i) => `v${i}`),
      ),
    );
    r.outbox.start();
    await r.until(() => r.outbox.counts().byState.waiting > 0, 'waiting');
    const before = readsOf(r);
    await r.drained();
    expect(readsOf(r) > before).toBe(again);
    expect(r.effects()).toHaveLength(500);
  });

  it('gives an item that always breaks the server to a person, and sends the others', async () => {
    const poisoned = { id: '' };
    // The stand-in cannot fail on content, so the connector does.
    const r = await make({
      wrap: (connector) => ({
        ...connector,
        updateMany: async (collection, items, signal) =>
          items.some(({ id }) => id === poisoned.id)
            ? { ok: false, failure: { kind: 'server-error', status: 500, message: 'boom' } }
            : connector.updateMany(collection, items, signal),
      }),
    });
    poisoned.id = r.ids[3] ?? '';
    valueOf(
      r.type(
        'userDefined1',
        many(r, 6, (i) => `p ${i}`),
      ),
    );
    r.outbox.start();
    await r.drained();
    expect(r.effects()).toHaveLength(5);
    const [item] = r.outbox.list({ offset: 0, limit: 5 }).items;
    expect(item).toMatchObject({ state: 'refused', recordId: poisoned.id });
    expect(item?.reason).toMatch(/failed 6 times/);
  });

  it('sends nothing while the person works offline, and everything afterwards', async () => {
    const r = await make();
    r.network.choose(true);
    r.outbox.start();
    valueOf(
      r.type(
        'userDefined1',
        many(r, 5, () => 'later'),
      ),
    );
    await r.pass(60_000);
    expect(r.sandbox.control.counters()).toEqual({});
    expect(r.outbox.list({ offset: 0, limit: 1 }).items[0]?.reason).toMatch(/chose to work offline/);
    r.network.choose(false);
    await r.drained();
    expect(r.effects()).toHaveLength(5);
  });

  it('waits for the network without counting attempts', async () => {
    const r = await make();
    await r.pull([]);
    r.sandbox.control.setOffline(true);
    valueOf(
      r.type(
        'userDefined1',
        many(r, 5, () => 'later'),
      ),
    );
    r.outbox.start();
    await r.pass(60_000);
    expect(r.store.operations.live({ offset: 0, limit: 1 })[0]?.attempts).toBe(0);
    expect(r.outbox.counts().unsent).toBe(5);
    r.sandbox.control.setOffline(false);
    await r.drained();
    expect(r.effects()).toHaveLength(5);
  });

  it('keeps changes the vendor has no call for, with that reason', async () => {
    const r = await make({ environment: 'production' });
    valueOf(
      r.type(
        'userDefined1',
        many(r, 2, () => 'held'),
      ),
    );
    r.outbox.start();
    await r.pass(60_000);
    expect(r.outbox.counts().byState.held).toBe(2);
    expect(r.outbox.list({ offset: 0, limit: 1 }).items[0]?.reason).toMatch(/bulk update/);
    expect(r.outbox.send(undefined)).toMatchObject({ ok: false, error: { code: 'not-offered' } });
  });

  it('rebases what was staged while the record was on its way', async () => {
    const r = await make();
    const [id = ''] = r.ids;
    r.sandbox.control.addFault({ match: { method: 'PUT' }, action: { kind: 'latency', ms: 80 }, times: 1 });
    valueOf(r.type('userDefined1', { [id]: 'first' }));
    r.outbox.start();
    await r.until(() => r.outbox.counts().byState.sending === 1, 'sending');
    valueOf(r.type('userDefined1', { [id]: 'second' }));
    await r.drained();
    expect(r.held(id, 'userDefined1')).toBe('second');
    expect(r.effects().map(({ changes }) => changes['userDefined1']?.to)).toEqual(['first', 'second']);
  });
});
