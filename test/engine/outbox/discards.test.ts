import { afterEach, describe, expect, it } from 'vitest';
import { createAuditReader } from '../../../main/engine/audit/reader.ts';
import { atOnce } from '../../../main/engine/slices.ts';
import type { OperationState } from '../../../domain/operation.ts';
import { makeChain } from './createSupport.ts';
import { rig, valueOf } from './support.ts';
import type { Rig } from './support.ts';

let used: Rig | null = null;
afterEach(async () => {
  await used?.dispose();
  used = null;
});
const make = async (): Promise<Rig> => {
  used = await rig();
  return used;
};
const live = (r: Rig) => r.store.operations.live({ offset: 0, limit: -1 });
const discardAll = (r: Rig): string => {
  const { undoId } = valueOf(r.outbox.discard(live(r).map(({ id }) => id)));
  if (undoId === null) throw new Error('nothing was discarded');
  return undoId;
};

describe('bringing discarded changes back', () => {
  it('gives back each change with its state and order, also after a restart, and tells the audit', async () => {
    const r = await make();
    const [a = '', b = '', c = ''] = r.ids;
    valueOf(r.type('userDefined1', { [a]: 'one', [b]: 'two' }, 'First'));
    valueOf(r.type('userDefined2', { [a]: 'three' }, 'Second'));
    valueOf(r.type('userDefined1', { [c]: 'held' }, 'Third'));
    valueOf(
      r.outbox.hold(
        live(r)
          .filter(({ targetId }) => targetId === c)
          .map(({ id }) => id),
      ),
    );
    const before = live(r);
    const undoId = discardAll(r);
    expect(r.outbox.counts().unsent).toBe(0);
    expect(r.shown(a, 'userDefined1')).not.toBe('one');

    await r.restart();
    expect(valueOf(r.outbox.restore(undoId))).toEqual({ restored: 4, left: 0 });
    expect(live(r)).toEqual(before);
    expect(r.shown(a, 'userDefined1')).toBe('one');
    expect(r.shown(a, 'userDefined2')).toBe('three');
    const { lines } = createAuditReader(r.store).list({ offset: 0, limit: 20 });
    expect(
      lines.filter(({ words }) => words.endsWith('was brought back after it had been discarded')),
    ).toHaveLength(4);
    expect(lines.filter(({ words }) => words.endsWith('was discarded'))).toHaveLength(4);
    expect(atOnce(createAuditReader(r.store).csv())).toContain(
      'was brought back after it had been discarded',
    );
    expect(r.store.audit.verify().brokenAt).toBeNull();
    // Once is enough.
    expect(r.outbox.restore(undoId)).toMatchObject({ ok: false, error: { code: 'cannot-restore' } });
    r.outbox.start();
    await r.drained();
    expect(r.held(a, 'userDefined1')).toBe('one');
    expect(r.held(b, 'userDefined1')).toBe('two');
    expect(r.held(c, 'userDefined1')).not.toBe('held');
  });

  it('keeps what a conflict was about', async () => {
    const r = await make();
    const [a = ''] = r.ids;
    valueOf(r.type('userDefined1', { [a]: 'mine' }));
    r.sandbox.control.remoteEdit('contractAssignments', a, { userDefined1: 'theirs' });
    r.outbox.start();
    await r.until(() => r.outbox.counts().byState.conflict === 1, 'the conflict');
    const [before] = live(r);
    const undoId = discardAll(r);
    valueOf(r.outbox.restore(undoId));
    expect(live(r)[0]?.error).toEqual(before?.error);
    expect(r.outbox.counts().byState.conflict).toBe(1);
    expect(r.outbox.list({ offset: 0, limit: 1 }).items[0]?.changes[0]?.theirs).toBe('theirs');
  });

  it('is the next undo, until something newer can be undone', async () => {
    const r = await make();
    const [a = '', b = ''] = r.ids;
    valueOf(r.type('userDefined1', { [a]: 'one' }, 'First'));
    discardAll(r);
    expect(r.outbox.undoable().undo).toBe('Discard of 1 change');
    valueOf(r.type('userDefined1', { [b]: 'two' }, 'Second'));
    expect(r.outbox.undoable().undo).toBe('Second');
    valueOf(r.outbox.undo());
    expect(r.shown(b, 'userDefined1')).not.toBe('two');
    expect(valueOf(r.outbox.undo())).toEqual({ label: 'Discard of 1 change' });
    expect(r.shown(a, 'userDefined1')).toBe('one');
    expect(valueOf(r.outbox.undo())).toEqual({ label: 'First' });
    expect(r.outbox.undoable().undo).toBeNull();
  });

  it('leaves what was changed again or sent since, and says how much', async () => {
    const r = await make();
    const [a = '', b = '', c = ''] = r.ids;
    valueOf(r.type('userDefined1', { [a]: 'one', [b]: 'two', [c]: 'three' }));
    const undoId = discardAll(r);
    valueOf(r.type('userDefined1', { [a]: 'newer' }));
    valueOf(r.type('userDefined2', { [b]: 'another field' }));
    expect(valueOf(r.outbox.restore(undoId))).toEqual({ restored: 2, left: 1 });
    expect(r.shown(a, 'userDefined1')).toBe('newer');
    expect(r.shown(b, 'userDefined1')).toBe('two');

    const gone = discardAll(r);
    valueOf(r.type('userDefined1', { [a]: 'sent', [b]: 'sent', [c]: 'sent' }));
    r.outbox.start();
    await r.drained();
    expect(r.outbox.restore(gone)).toMatchObject({ ok: false, error: { code: 'cannot-restore' } });
    expect(r.outbox.counts().unsent).toBe(0);
  });

  it('brings back records made here with what hangs on them', async () => {
    const r = await make();
    makeChain(r, 'Acme Back Life', 2, 3);
    const before = live(r);
    const undoId = discardAll(r);
    expect(r.store.mirror.countLocal('carrier')).toBe(0);
    expect(valueOf(r.outbox.restore(undoId))).toEqual({ restored: before.length, left: 0 });
    expect(live(r)).toEqual(before);
    r.outbox.start();
    await r.until(() => r.outbox.counts().unsent === 0, 'the chain');
    expect(r.effects()).toHaveLength(before.length);
  });
});

describe('the tray by state', () => {
  it('lists and counts each record once, in the state it is shown in', async () => {
    const r = await make();
    const [a = '', b = ''] = r.ids;
    makeChain(r, 'Acme Shown Life', 2, 3);
    valueOf(r.type('userDefined1', { [a]: 'one' }));
    valueOf(r.type('userDefined2', { [a]: 'two' }));
    valueOf(r.type('userDefined1', { [b]: 'three' }));
    const [, second] = r.store.operations.liveOf('contractAssignment', a);
    valueOf(r.outbox.hold([second?.id ?? '']));
    const all = r.outbox.list({ offset: 0, limit: 500 }).items;
    expect(new Set(all.map(({ state }) => state))).toEqual(
      new Set<OperationState>(['ready', 'blocked', 'held']),
    );
    for (const states of [['ready', 'sending'], ['held'], ['waiting', 'blocked'], ['conflict']] as const) {
      const shown = all.filter(({ state }) => states.some((one) => one === state));
      const listed = r.outbox.list({ states, offset: 0, limit: 500 });
      expect(listed.total).toBe(shown.length);
      expect(listed.items.map(({ recordId }) => recordId)).toEqual(shown.map(({ recordId }) => recordId));
    }
  });

  it('finds what is to be decided among any number of refusals', async () => {
    const r = await make();
    const [a = '', b = '', c = ''] = r.ids;
    valueOf(r.type('userDefined1', { [a]: 'refused', [b]: 'gone', [c]: 'conflict' }));
    const word = (code: string) => ({ code, message: code, fields: {} });
    for (const operation of live(r)) {
      const state = operation.targetId === c ? 'conflict' : 'refused';
      const error = word(operation.targetId === b ? 'gone' : 'other');
      r.store.operations.update(operation.id, { state, error });
    }
    const { total, items } = r.outbox.list({ toDecide: true, offset: 0, limit: 10 });
    expect(total).toBe(2);
    expect(items.map(({ recordId }) => recordId)).toEqual([b, c]);
  });
});
