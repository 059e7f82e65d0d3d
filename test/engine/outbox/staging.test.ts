import { describe, expect, it, vi } from 'vitest';
import { SqliteError } from '../../../main/engine/store/sqlite.ts';
import { make } from './oneRig.ts';
import { valueOf } from './support.ts';
import type { Rig } from './support.ts';

const first = (r: Rig): string => r.ids[0] ?? '';

describe('staging', () => {
  it('shows the staged value, marks it and writes nothing to the server copy', async () => {
    const r = await make();
    const before = r.store.mirror.get('contractAssignment', first(r))?.server;
    const outcome = valueOf(r.type('writingNumber', { [first(r)]: '  WN-77 ' }));
    expect(outcome.staged).toBe(1);
    expect(r.shown(first(r), 'writingNumber')).toBe('WN-77');
    expect(r.store.mirror.get('contractAssignment', first(r))?.server).toEqual(before);
    expect(r.outbox.list({ offset: 0, limit: 5 }).items[0]).toMatchObject({
      state: 'ready',
      gestures: ['Typing'],
    });
  });

  it('stages nothing for a value that is already there', async () => {
    const r = await make();
    const now = r.shown(first(r), 'writingNumber');
    expect(valueOf(r.type('writingNumber', { [first(r)]: now }))).toMatchObject({
      batchId: null,
      staged: 0,
      unchanged: 1,
    });
    expect(r.outbox.counts().unsent).toBe(0);
  });

  it('stages the valid cells of a gesture and names the others', async () => {
    const r = await make();
    const [a = '', b = '', c = ''] = r.ids;
    const outcome = valueOf(
      r.type('endDate', { [a]: '3/1/2027', [b]: '30 Feb 2027', [c]: 'soon', nobody: '1/1/2027' }),
    );
    expect(outcome.staged).toBe(1);
    expect(outcome.refusedCount).toBe(3);
    expect(r.shown(a, 'endDate')).toBe('2027-03-01');
    expect(outcome.refused[0]).toMatchObject({ id: b, fieldLabel: 'End', found: '30 Feb 2027' });
    expect(outcome.refused[0]?.record).toMatch(/^NPN \d+ · /);
  });

  it('finds statuses and levels by what is shown, and names near ones otherwise', async () => {
    const r = await make();
    const options = r.store.views.options('contractAssignment', 'commissionLevelId', first(r), '', 500);
    const level = options.find(({ value }) => value !== r.shown(first(r), 'commissionLevelId'));
    const label = level?.label ?? '';
    const twins = options.filter((option) => option.label === label).length;
    const outcome = valueOf(r.type('commissionLevelId', { [first(r)]: label.toUpperCase() }));
    if (twins === 1) expect(r.shown(first(r), 'commissionLevelId')).toBe(level?.value);
    else expect(outcome.refused[0]?.expected).toMatch(/pick the one/);
    const status = r.store.lookups
      .list('assignmentStatus')
      .find(({ id }) => id !== r.shown(first(r), 'assignmentStatusId'));
    valueOf(r.type('assignmentStatusId', { [first(r)]: (status?.description ?? '').toLowerCase() }));
    expect(r.shown(first(r), 'assignmentStatusId')).toBe(status?.id);
    const wrong = valueOf(r.type('assignmentStatusId', { [first(r)]: 'Aproved' }));
    expect(wrong.refused[0]?.expected).toMatch(/^One of: /);
  });

  it('refuses fields that cannot be changed and records that are gone', async () => {
    const r = await make();
    expect(valueOf(r.type('npn', { [first(r)]: '123' })).refusedCount).toBe(1);
    r.sandbox.control.remoteDelete('contractAssignments', first(r));
    await r.pull(['contractAssignment']);
    const outcome = valueOf(r.type('userDefined1', { [first(r)]: 'x' }));
    expect(outcome.refused[0]?.expected).toMatch(/no longer at AgentSync/);
  });

  it('names a thousand refused cells of a gesture, the first, and counts all of them', async () => {
    const r = await make({ assignments: 2_200 });
    const ids = r.store.mirror.ids('contractAssignment', null, 2_200);
    const edits = ids.map((recordId) => ({ recordId, field: 'startDate', input: { typed: 'soon' } }));
    const { refused, refusedCount } = valueOf(r.outbox.stage('contractAssignment', 'Paste', edits));
    expect(refusedCount).toBe(2_200);
    expect(refused.map(({ id }) => id)).toEqual(ids.slice(0, 1_000));
    expect(refused.at(-1)).toMatchObject({ found: 'soon', fieldLabel: 'Start' });
  });

  it('puts earlier work aside when everything is typed back, and undo brings it back', async () => {
    const r = await make();
    const original = r.shown(first(r), 'userDefined1');
    valueOf(r.type('userDefined1', { [first(r)]: 'other' }, 'There'));
    valueOf(r.type('userDefined1', { [first(r)]: original }, 'And back'));
    expect(r.outbox.counts().unsent).toBe(0);
    expect(r.outbox.undoable()).toEqual({ undo: 'And back', redo: null });
    valueOf(r.outbox.undo());
    expect(r.shown(first(r), 'userDefined1')).toBe('other');
    expect(r.outbox.counts().unsent).toBe(1);
    valueOf(r.outbox.redo());
    expect(r.outbox.counts().unsent).toBe(0);
    r.outbox.start();
    await r.drained();
    expect(r.effects()).toHaveLength(0);
  });

  it('undoes and redoes gestures in order, also after a restart', async () => {
    const r = await make();
    const original = r.shown(first(r), 'userDefined1');
    for (const text of ['one', 'two', 'three']) valueOf(r.type('userDefined1', { [first(r)]: text }, text));
    expect(valueOf(r.outbox.undo()).label).toBe('three');
    expect(r.shown(first(r), 'userDefined1')).toBe('two');
    await r.restart();
    expect(r.outbox.undoable()).toEqual({ undo: 'two', redo: 'three' });
    valueOf(r.outbox.undo());
    valueOf(r.outbox.undo());
    expect(r.shown(first(r), 'userDefined1')).toBe(original);
    expect(r.outbox.undo()).toMatchObject({ ok: false, error: { code: 'nothing-to-undo' } });
    await r.restart();
    for (const text of ['one', 'two', 'three']) expect(valueOf(r.outbox.redo()).label).toBe(text);
    expect(r.shown(first(r), 'userDefined1')).toBe('three');
    valueOf(r.outbox.undo());
    valueOf(r.type('userDefined2', { [first(r)]: 'new' }));
    expect(r.outbox.redo()).toMatchObject({ ok: false, error: { code: 'nothing-to-redo' } });
    r.outbox.start();
    await r.drained();
    expect(r.held(first(r), 'userDefined1')).toBe('two');
    expect(r.effects()).toHaveLength(1);
  });

  it('does not do again what typed back a change that has been sent since', async () => {
    const r = await make();
    const before = r.held(first(r), 'writingNumber');
    valueOf(r.type('writingNumber', { [first(r)]: 'one' }));
    valueOf(r.type('writingNumber', { [first(r)]: before }, 'And back'));
    valueOf(r.outbox.undo());
    expect(r.outbox.undoable().redo).toBe('And back');
    r.outbox.start();
    await r.until(() => r.held(first(r), 'writingNumber') === 'one', 'sending');
    await r.drained();
    // Saying “done again” while the cell keeps its value would be a lie.
    expect(r.outbox.undoable().redo).toBeNull();
    expect(r.outbox.redo()).toMatchObject({ ok: false, error: { code: 'nothing-to-redo' } });
    expect(r.shown(first(r), 'writingNumber')).toBe('one');
  });

  it('does not put a change aside again while it is being sent', async () => {
    const r = await make();
    const before = r.held(first(r), 'writingNumber');
    valueOf(r.type('writingNumber', { [first(r)]: 'one' }));
    valueOf(r.type('writingNumber', { [first(r)]: before }, 'And back'));
    valueOf(r.outbox.undo());
    r.sandbox.control.addFault({
      match: { method: 'PUT' },
      action: { kind: 'latency', ms: 60 },
      times: 1,
    });
    r.outbox.start();
    await r.until(() => r.outbox.counts().byState.sending === 1, 'sending');
    expect(r.outbox.redo()).toMatchObject({ ok: false, error: { code: 'nothing-to-redo' } });
    await r.drained();
    expect(r.effects()).toHaveLength(1);
    expect(r.shown(first(r), 'writingNumber')).toBe('one');
  });

  it('does not undo what was sent', async () => {
    const r = await make();
    valueOf(r.type('userDefined1', { [first(r)]: 'sent' }));
    r.outbox.start();
    await r.drained();
    expect(r.outbox.undo()).toMatchObject({ ok: false, error: { code: 'nothing-to-undo' } });
  });

  it('leaves nothing half-saved when the disk is full while staging', async () => {
    const r = await make();
    valueOf(r.type('userDefined1', { [first(r)]: 'before' }));
    vi.spyOn(r.store.audit, 'append').mockImplementationOnce(() => {
      throw new SqliteError('database or disk is full', 'SQLITE_FULL');
    });
    const cells = Object.fromEntries(r.ids.slice(0, 5).map((id) => [id, 'full']));
    expect(r.type('userDefined1', cells)).toMatchObject({
      ok: false,
      error: { code: 'disk-full', remedy: 'free-space' },
    });
    expect(r.outbox.counts().unsent).toBe(1);
    expect(r.shown(first(r), 'userDefined1')).toBe('before');
    expect(r.store.operations.batches(0, 10)).toHaveLength(1);
    valueOf(r.type('userDefined1', cells));
    expect(r.outbox.counts().unsent).toBe(5);
    expect(r.store.audit.verify().brokenAt).toBeNull();
  });
});

describe('collisions', () => {
  it('merges changes of other fields in silence and says so in the receipt', async () => {
    const r = await make();
    const batch = valueOf(r.type('userDefined1', { [first(r)]: 'mine' })).batchId ?? '';
    r.sandbox.control.remoteEdit('contractAssignments', first(r), { writingNumber: 'THEIRS' });
    r.outbox.start();
    await r.drained();
    expect(r.held(first(r), 'userDefined1')).toBe('mine');
    expect(r.held(first(r), 'writingNumber')).toBe('THEIRS');
    expect(r.shown(first(r), 'writingNumber')).toBe('THEIRS');
    expect(valueOf(r.outbox.receipt(batch, 0, 5)).rows[0]?.note).toMatch(/Writing number/);
  });

  it('adopts the same change made by somebody else', async () => {
    const r = await make();
    valueOf(r.type('userDefined1', { [first(r)]: 'same' }));
    r.sandbox.control.remoteEdit('contractAssignments', first(r), { userDefined1: 'same' });
    r.outbox.start();
    await r.drained();
    expect(r.effects()).toHaveLength(0);
    expect(r.receipts[0]?.counts).toMatchObject({ adopted: 1, sent: 0 });
  });

  it.each(['mine', 'theirs'] as const)(
    'asks when both changed a field; %s is carried out',
    async (choice) => {
      const r = await make();
      const before = r.held(first(r), 'userDefined1');
      const edit = (field: string, typed: string) => ({ recordId: first(r), field, input: { typed } });
      valueOf(
        r.outbox.stage('contractAssignment', 'Both', [
          edit('userDefined1', 'mine'),
          edit('userDefined2', 'free'),
        ]),
      );
      r.sandbox.control.remoteEdit('contractAssignments', first(r), { userDefined1: 'theirs' });
      r.outbox.start();
      await r.until(() => r.outbox.counts().byState.conflict === 1, 'conflict');
      const [item] = r.outbox.list({ offset: 0, limit: 5 }).items;
      expect(item?.changes[0]).toMatchObject({ from: before, to: 'mine', theirs: 'theirs' });
      valueOf(r.outbox.resolve(item?.operationIds ?? [], choice));
      await r.drained();
      expect(r.held(first(r), 'userDefined1')).toBe(choice);
      expect(r.shown(first(r), 'userDefined1')).toBe(choice);
      expect(r.held(first(r), 'userDefined2')).toBe('free');
      expect(r.outbox.counts().unsent).toBe(0);
    },
  );

  it('takes a third value typed over a conflict as the answer', async () => {
    const r = await make();
    valueOf(r.type('userDefined1', { [first(r)]: 'mine' }));
    r.sandbox.control.remoteEdit('contractAssignments', first(r), { userDefined1: 'theirs' });
    r.outbox.start();
    await r.until(() => r.outbox.counts().byState.conflict === 1, 'conflict');
    valueOf(r.type('userDefined1', { [first(r)]: 'third' }));
    await r.drained();
    expect(r.held(first(r), 'userDefined1')).toBe('third');
    expect(r.outbox.counts().unsent).toBe(0);
  });

  it('says so when the record was removed at the server', async () => {
    const r = await make();
    const [a = '', b = ''] = r.ids;
    valueOf(r.type('userDefined1', { [a]: 'x', [b]: 'y' }));
    r.sandbox.control.remoteDelete('contractAssignments', a);
    r.outbox.start();
    await r.drained();
    expect(r.held(b, 'userDefined1')).toBe('y');
    const [item] = r.outbox.list({ offset: 0, limit: 5 }).items;
    expect(item).toMatchObject({ recordId: a, state: 'refused' });
    expect(item?.reason).toMatch(/no longer at AgentSync/);
  });

  it('keeps a staged value over a pull', async () => {
    const r = await make();
    valueOf(r.type('userDefined1', { [first(r)]: 'mine' }));
    r.sandbox.control.remoteEdit('contractAssignments', first(r), {
      userDefined1: 'theirs',
      userDefined2: 'news',
    });
    await r.pull(['contractAssignment']);
    expect(r.shown(first(r), 'userDefined1')).toBe('mine');
    expect(r.shown(first(r), 'userDefined2')).toBe('news');
    r.outbox.start();
    await r.until(() => r.outbox.counts().byState.conflict === 1, 'conflict');
  });
});
