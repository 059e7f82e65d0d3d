import { describe, expect, it } from 'vitest';
import { make } from './oneRig.ts';
import { valueOf } from './support.ts';
import type { Rig } from './support.ts';
import { atOnce } from '../../../main/engine/slices.ts';

const items = (r: Rig) => r.outbox.list({ offset: 0, limit: 100 }).items;
/** A status by its vendor's name. */
const status = (r: Rig, name: string): string => {
  const found = r.store.lookups.list('assignmentStatus').find((one) => one.name === name);
  if (found === undefined) throw new Error(`no status ${name}`);
  return found.id;
};
const setStatus = (r: Rig, ids: readonly string[], name: string) =>
  valueOf(
    r.outbox.stage(
      'contractAssignment',
      name,
      ids.map((recordId) => ({
        recordId,
        field: 'assignmentStatusId',
        input: { value: status(r, name) },
      })),
    ),
  );
/** Assignments that are neither approved nor terminated, so that both are changes. */
const others = (r: Rig): readonly string[] => {
  const taken = ['APPROVED', 'TERMINATED_WITH_CAUSE', 'RELEASED'].map((name) => status(r, name));
  return r.ids.filter((id) => !taken.includes(r.shown(id, 'assignmentStatusId')));
};

describe('review mode', () => {
  it('holds new work until it is sent by hand, also after a restart', async () => {
    const r = await make();
    const [a = '', b = ''] = r.ids;
    expect(r.outbox.mode()).toBe('automatic');
    valueOf(r.outbox.setMode('review'));
    await r.restart();
    expect(r.outbox.mode()).toBe('review');
    r.outbox.start();
    valueOf(r.type('userDefined1', { [a]: 'one', [b]: 'two' }));
    expect(items(r).map(({ state }) => state)).toEqual(['held', 'held']);
    expect(items(r)[0]?.reason).toMatch(/^Held for review/);
    await r.drained();
    expect(r.effects()).toHaveLength(0);
    expect(valueOf(r.outbox.send(items(r)[0]?.operationIds)).queued).toBe(1);
    await r.until(() => r.held(a, 'userDefined1') === 'one', 'sending by hand');
    expect(r.outbox.counts().byState.held).toBe(1);
  });

  it('holds also what was ready before, and what waits for it', async () => {
    const r = await make();
    const [a = '', b = ''] = r.ids;
    r.network.choose(true);
    r.outbox.start();
    valueOf(r.type('userDefined1', { [a]: 'one', [b]: 'two' }));
    expect(items(r).map(({ state }) => state)).toEqual(['ready', 'ready']);
    valueOf(r.outbox.setMode('review'));
    expect(items(r).map(({ state }) => state)).toEqual(['held', 'held']);
    expect(items(r)[0]?.reason).toMatch(/^Held for review/);
    r.network.choose(false);
    await r.drained();
    expect(r.effects()).toHaveLength(0);
    valueOf(r.outbox.send(undefined));
    await r.until(() => r.held(b, 'userDefined1') === 'two', 'sending by hand');
    expect(r.outbox.counts().unsent).toBe(0);
  });

  it('releases on the way back only what it held itself', async () => {
    const r = await make();
    const [a = '', b = ''] = r.ids;
    const [ending = ''] = others(r).filter((id) => id !== a && id !== b);
    valueOf(r.outbox.setMode('review'));
    valueOf(r.type('userDefined1', { [a]: 'one', [b]: 'two' }));
    setStatus(r, [ending], 'TERMINATED_WITH_CAUSE');
    const byHand = items(r).find(({ recordId }) => recordId === a)?.operationIds ?? [];
    expect(valueOf(r.outbox.hold(byHand))).toEqual({ held: 1 });
    valueOf(r.outbox.setMode('automatic'));
    const state = new Map(items(r).map((item) => [item.recordId, item]));
    expect(state.get(b)?.state).toBe('ready');
    expect(state.get(a)).toMatchObject({ state: 'held', reason: expect.stringMatching(/^Held by hand/) });
    expect(state.get(ending)).toMatchObject({
      state: 'held',
      reason: expect.stringMatching(/until you confirm/),
    });
    r.outbox.start();
    await r.until(() => r.held(b, 'userDefined1') === 'two', 'the released one');
    // Send without naming anything leaves alone what a person holds.
    valueOf(r.outbox.send(undefined, true));
    await r.drained();
    expect(r.held(a, 'userDefined1')).not.toBe('one');
    valueOf(r.outbox.send(byHand));
    await r.until(() => r.held(a, 'userDefined1') === 'one', 'the one held by hand');
  });

  it('gives undone and redone work the state of the mode', async () => {
    const r = await make();
    valueOf(r.type('userDefined1', { [r.ids[0] ?? '']: 'one' }));
    valueOf(r.outbox.undo());
    valueOf(r.outbox.setMode('review'));
    valueOf(r.outbox.redo());
    expect(items(r)[0]).toMatchObject({ state: 'held', reason: expect.stringMatching(/^Held for review/) });
  });
});

describe('terminations', () => {
  it('are held until a person confirms their number', async () => {
    const r = await make();
    r.outbox.start();
    const [a = '', b = '', c = ''] = others(r);
    setStatus(r, [a, b], 'TERMINATED_WITH_CAUSE');
    valueOf(r.type('userDefined1', { [c]: 'clean' }));
    await r.until(() => r.held(c, 'userDefined1') === 'clean', 'what is clean');
    await r.drained();
    expect(r.effects()).toHaveLength(1);
    const refused = r.outbox.send(undefined);
    expect(refused).toMatchObject({ ok: false, error: { code: 'needs-confirmation' } });
    if (!refused.ok) expect(refused.error.message).toContain('2 contracts');
    expect(atOnce(r.outbox.plan(undefined))).toMatchObject({ records: 2, confirm: { terminations: 2 } });
    valueOf(r.outbox.send(undefined, true));
    await r.drained();
    expect(r.held(a, 'assignmentStatusId')).toBe(status(r, 'TERMINATED_WITH_CAUSE'));
    expect(r.outbox.counts().unsent).toBe(0);
  });

  it('count where a record ends up, not where it passed', async () => {
    const r = await make();
    const [a = ''] = others(r);
    setStatus(r, [a], 'TERMINATED_WITH_CAUSE');
    setStatus(r, [a], 'RELEASED');
    r.outbox.start();
    valueOf(r.outbox.send(undefined));
    await r.drained();
    expect(r.held(a, 'assignmentStatusId')).toBe(status(r, 'RELEASED'));
  });

  it('are not asked about again once confirmed', async () => {
    const r = await make();
    const [a = ''] = others(r);
    r.network.choose(true);
    setStatus(r, [a], 'TERMINATED_WITH_CAUSE');
    valueOf(r.outbox.send(undefined, true));
    expect(valueOf(r.outbox.send(undefined)).queued).toBe(1);
  });
});

describe('what was kept back stays back', () => {
  it.each(['undone', 'discarded', 'held by hand'] as const)(
    'when the later status that made a termination harmless is %s',
    async (how) => {
      const r = await make();
      const [a = ''] = others(r);
      const before = r.held(a, 'assignmentStatusId');
      r.network.choose(true);
      setStatus(r, [a], 'TERMINATED_WITH_CAUSE');
      const later = setStatus(r, [a], 'RELEASED').batchId ?? '';
      // Ends nothing, so nobody is asked.
      valueOf(r.outbox.send(undefined));
      const ids = r.store.operations.ofBatch(later).map(({ id }) => id);
      if (how === 'undone') valueOf(r.outbox.undo());
      else if (how === 'discarded') valueOf(r.outbox.discard(ids));
      else valueOf(r.outbox.hold(ids));
      r.network.choose(false);
      r.outbox.start();
      await r.drained();
      expect(r.held(a, 'assignmentStatusId')).toBe(before);
      expect(items(r)[0]).toMatchObject({
        state: 'held',
        reason: expect.stringMatching(/until you confirm/),
      });
      expect(r.outbox.send(undefined)).toMatchObject({ ok: false, error: { code: 'needs-confirmation' } });
      valueOf(r.outbox.send(undefined, true));
      await r.drained();
      expect(r.held(a, 'assignmentStatusId')).toBe(status(r, 'TERMINATED_WITH_CAUSE'));
    },
  );

  it('when a value that was held by hand is typed back and the typing undone', async () => {
    const r = await make();
    const [a = ''] = r.ids;
    const before = r.held(a, 'userDefined1');
    r.network.choose(true);
    valueOf(r.type('userDefined1', { [a]: 'kept' }));
    valueOf(r.outbox.hold(items(r)[0]?.operationIds ?? []));
    valueOf(r.type('userDefined1', { [a]: before }, 'And back'));
    expect(items(r)).toEqual([]);
    valueOf(r.outbox.undo());
    expect(items(r)[0]).toMatchObject({ state: 'held', reason: expect.stringMatching(/^Held by hand/) });
    r.network.choose(false);
    r.outbox.start();
    valueOf(r.outbox.send(undefined));
    await r.drained();
    expect(r.effects()).toEqual([]);
  });
});

describe('the plan of a send', () => {
  it('counts reads and writes, and says how long they take', async () => {
    const r = await make({ assignments: 600 });
    valueOf(
      r.type('userDefined1', Object.fromEntries(r.ids.slice(0, 500).map((id, index) => [id, `v${index}`]))),
    );
    const plan = atOnce(r.outbox.plan(undefined));
    expect(plan.records).toBe(500);
    r.outbox.start();
    await r.drained();
    const counters = r.sandbox.control.counters();
    const made = Object.entries(counters)
      .filter(([name]) => name !== 'token')
      .reduce((sum, [, count]) => sum + count, 0);
    // Reading a list ends as soon as everything was seen, so the plan may count a page too many.
    expect(plan.requests).toBeGreaterThanOrEqual(made);
    expect(plan.requests).toBeLessThanOrEqual(made + 2);
    expect(plan.seconds).toBeGreaterThan(0);
    expect(plan.words).toBe('a few seconds');
  });

  it('shows the exact requests without a token', async () => {
    const r = await make();
    const [a = '', b = ''] = r.ids;
    valueOf(r.type('userDefined1', { [a]: 'first' }));
    valueOf(r.type('userDefined1', { [a]: 'exact', [b]: 'words' }));
    const ids = items(r).flatMap(({ operationIds }) => operationIds);
    const { requests, more } = atOnce(r.outbox.requests(ids));
    expect(more).toBe(0);
    expect(requests).toHaveLength(1);
    const [request] = requests;
    expect(request).toMatchObject({ method: 'PUT', records: 2 });
    expect(request?.url).toContain(r.sandbox.contractingUrl);
    expect(request?.body).toContain('exact');
    expect(request?.body).not.toContain('first');
    expect(JSON.stringify(request?.headers)).not.toMatch(/Bearer \w/);
    expect(r.sandbox.control.counters()['updateAssignmentsBulk']).toBeUndefined();
  });
});
