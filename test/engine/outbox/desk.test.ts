import { describe, expect, it } from 'vitest';
import { createAuditReader } from '../../../main/engine/audit/reader.ts';
import { createActor } from '../../../main/engine/actor.ts';
import { atOnce } from '../../../main/engine/slices.ts';
import { make } from './oneRig.ts';
import { valueOf } from './support.ts';
import type { Rig } from './support.ts';

const items = (r: Rig) => r.outbox.list({ offset: 0, limit: 100 }).items;
const batchOf = (r: Rig, label: string): string => {
  const found = r.store.operations.batches(0, 100).find((batch) => batch.label === label);
  if (found === undefined) throw new Error(`no batch ${label}`);
  return found.id;
};
const remote = (r: Rig, id: string, values: Readonly<Record<string, string>>): void => {
  r.sandbox.control.remoteEdit('contractAssignments', id, values);
};

/** One record in conflict on two fields, and a third field that is not. */
async function conflicting(r: Rig): Promise<string> {
  const [id = ''] = r.ids;
  valueOf(
    r.outbox.stage('contractAssignment', 'Mine', [
      { recordId: id, field: 'userDefined1', input: { typed: 'mine 1' } },
      { recordId: id, field: 'userDefined2', input: { typed: 'mine 2' } },
      { recordId: id, field: 'userDefined3', input: { typed: 'mine 3' } },
    ]),
  );
  remote(r, id, { userDefined1: 'theirs 1', userDefined2: 'theirs 2' });
  r.outbox.start();
  await r.until(() => r.outbox.counts().byState.conflict === 1, 'the conflict');
  return id;
}

describe('deciding a conflict field by field', () => {
  it('keeps a partly decided conflict in conflict for the rest', async () => {
    const r = await make();
    const id = await conflicting(r);
    const ids = items(r)[0]?.operationIds ?? [];
    expect(valueOf(r.outbox.resolveFields(ids, { userDefined1: { take: 'mine' } }))).toEqual({
      resolved: 1,
      refused: [],
      warnings: null,
    });
    const [item] = items(r);
    expect(item?.state).toBe('conflict');
    expect(item?.changes.filter(({ theirs }) => theirs !== null).map(({ field }) => field)).toEqual([
      'userDefined2',
    ]);
    await r.drained();
    expect(r.held(id, 'userDefined1')).toBe('theirs 1');
    valueOf(r.outbox.resolveFields(ids, { userDefined2: { take: 'theirs' } }));
    await r.drained();
    expect([1, 2, 3].map((n) => r.held(id, `userDefined${n}`))).toEqual(['mine 1', 'theirs 2', 'mine 3']);
    const [last] = createAuditReader(r.store)
      .list({ offset: 0, limit: 50 })
      .lines.filter(({ words }) => words.startsWith('A person decided'));
    expect(last?.changes).toEqual([{ label: 'User defined 2', from: 'theirs 2', to: 'theirs 2' }]);
    expect(r.outbox.counts().unsent).toBe(0);
  });

  it('takes a third value, checked like any other, and names one that is wrong', async () => {
    const r = await make();
    const id = await conflicting(r);
    const ids = items(r)[0]?.operationIds ?? [];
    const bad = valueOf(
      r.outbox.resolveFields(ids, {
        userDefined1: { typed: 'a\u0000b' },
        userDefined2: { typed: 'third' },
      }),
    );
    expect(bad.refused).toMatchObject([{ id, field: 'userDefined1' }]);
    expect(items(r)[0]?.state).toBe('conflict');
    valueOf(r.outbox.resolveFields(ids, { userDefined1: { typed: 'theirs 1' } }));
    await r.drained();
    expect([1, 2, 3].map((n) => r.held(id, `userDefined${n}`))).toEqual(['theirs 1', 'third', 'mine 3']);
  });
});

describe('a third value that breaks a rule', () => {
  it('settles nothing before it is set aside with a reason, or left out', async () => {
    const r = await make();
    const [id = ''] = r.ids;
    const status = (name: string): string =>
      r.store.lookups.list('assignmentStatus').find((one) => one.name === name)?.id ?? '';
    const label = (name: string): string =>
      r.store.views.label('contractAssignment', 'assignmentStatusId', status(name));
    const status0 = { assignmentStatusId: status('IN_PROGRESS') };
    remote(r, id, status0);
    await r.pull(['contractAssignment']);
    valueOf(
      r.outbox.stage('contractAssignment', 'Status', [
        { recordId: id, field: 'assignmentStatusId', input: { value: status('ON_HOLD') } },
      ]),
    );
    remote(r, id, { assignmentStatusId: status('APPROVED') });
    r.outbox.start();
    await r.until(() => r.outbox.counts().byState.conflict === 1, 'the conflict');
    const ids = items(r)[0]?.operationIds ?? [];
    const third = { assignmentStatusId: { typed: label('INVITED') } };
    const asked = valueOf(r.outbox.resolveFields(ids, third));
    expect(asked).toMatchObject({
      resolved: 0,
      warnings: { cells: 1, groups: [{ rule: 'approved-to-non-terminal', count: 1 }] },
    });
    expect(items(r)[0]?.state).toBe('conflict');
    expect(valueOf(r.outbox.resolveFields(ids, third, { leaveOut: true }))).toMatchObject({ resolved: 0 });
    expect(items(r)[0]?.state).toBe('conflict');
    const accept = { reason: 'The carrier asked for it.', rules: ['approved-to-non-terminal' as const] };
    expect(valueOf(r.outbox.resolveFields(ids, third, { accept }))).toMatchObject({ resolved: 1 });
    await r.drained();
    expect(r.held(id, 'assignmentStatusId')).toBe(status('INVITED'));
    const { lines } = createAuditReader(r.store).list({ offset: 0, limit: 50 });
    expect(lines.map(({ words }) => words).join('\n')).toContain('The carrier asked for it.');
  });
});

describe('reversing a sent gesture', () => {
  it('sets back what the server still holds and says what it cannot', async () => {
    const r = await make();
    const [a = '', b = '', c = '', d = ''] = r.ids;
    const before = r.shown(a, 'userDefined1');
    valueOf(r.type('userDefined1', { [a]: 'x', [b]: 'x', [c]: 'x', [d]: 'x' }, 'Fill'));
    r.outbox.start();
    await r.drained();
    remote(r, b, { userDefined1: 'somebody' });
    await r.pull(['contractAssignment']);
    valueOf(r.type('userDefined1', { [c]: 'y' }, 'Later'));
    await r.drained();
    await r.outbox.stop();
    valueOf(r.type('userDefined1', { [d]: 'unsent' }, 'Unsent'));

    const preview = valueOf(r.outbox.reversePreview(batchOf(r, 'Fill')));
    expect(preview).toMatchObject({ reversible: 1, cannotCount: 3 });
    expect(preview.cannot.map(({ why }) => why)).toEqual([
      expect.stringMatching(/“somebody” now: somebody else changed it/),
      expect.stringMatching(/“y” now: changed since by “Later” \(tester\)/),
      expect.stringMatching(/saved on this computer and not sent/),
    ]);
    expect(valueOf(r.outbox.reverse(batchOf(r, 'Fill')))).toMatchObject({
      label: 'Reverse: Fill',
      staged: 1,
    });
    r.outbox.start();
    await r.drained();
    expect(r.held(a, 'userDefined1')).toBe(before);
    expect(r.held(b, 'userDefined1')).toBe('somebody');
    // Reversed once: what it wrote is no longer there.
    expect(r.outbox.reverse(batchOf(r, 'Fill'))).toMatchObject({
      ok: false,
      error: { code: 'nothing-to-reverse' },
    });
  });

  it('does not take for its own what the server already held', async () => {
    const r = await make();
    const [a = ''] = r.ids;
    valueOf(r.type('userDefined1', { [a]: 'same' }, 'Same'));
    remote(r, a, { userDefined1: 'same' });
    r.outbox.start();
    await r.drained();
    expect(valueOf(r.outbox.reversePreview(batchOf(r, 'Same')))).toMatchObject({
      reversible: 0,
      cannot: [{ why: expect.stringMatching(/already held/) }],
    });
  });
});

describe('files and words', () => {
  it('writes the failed rows of a receipt with the ids to bring them back in', async () => {
    const r = await make();
    const [a = '', b = '', c = ''] = r.ids;
    valueOf(r.type('userDefined1', { [a]: '=good', [b]: 'x'.repeat(300), [c]: 'z' }, 'Import'));
    r.outbox.start();
    await r.drained();
    const failed = atOnce(valueOf(r.outbox.receiptCsv(batchOf(r, 'Import'), 'failed')));
    const lines = failed.text.trimEnd().split('\r\n');
    expect(lines[0]).toBe('\uFEFFid,record,field,old,new,result,note');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(new RegExp(`^${b},NPN .*,User defined 1,.*x{300},refused by AgentSync,`));
    expect(failed.suggestedName).toMatch(/^Upline receipt \d{4}-\d\d-\d\d not sent\.csv$/);
    const all = atOnce(valueOf(r.outbox.receiptCsv(batchOf(r, 'Import'), 'all'))).text;
    expect(all.trimEnd().split('\r\n')).toHaveLength(4);
    expect(all).toContain(`,'=good,sent to AgentSync,`);
    expect(r.outbox.receiptCsv('nothing', 'all')).toMatchObject({ ok: false });
  });

  it('keeps old and new of everything that reached the server, and proves the chain', async () => {
    const r = await make();
    const [a = ''] = r.ids;
    const before = r.shown(a, 'userDefined1');
    valueOf(r.type('userDefined1', { [a]: 'after' }, 'Edit'));
    r.outbox.start();
    await r.drained();
    const audit = createAuditReader(r.store);
    const { total, lines } = audit.list({ offset: 0, limit: 10 });
    expect(total).toBe(2);
    expect(lines[0]).toMatchObject({
      sequence: 2,
      actor: 'tester',
      environment: 'practice',
      words: '“Edit” was carried out at AgentSync',
      record: expect.stringMatching(/^NPN /),
      changes: [{ label: 'User defined 1', from: before, to: 'after' }],
      result: 'Sent to AgentSync',
    });
    expect(lines[1]).toMatchObject({
      words: '“Edit”: 1 contract assignment changed on this computer',
      result: 'Saved on this computer',
    });
    const numbers = (query: { search?: string; kind?: 'sent' | 'changed' | 'refused' }): number[] =>
      audit.list({ offset: 0, limit: 10, ...query }).lines.map(({ sequence }) => sequence);
    const npn = String(lines[0]?.record.split(' ')[1]);
    expect(numbers({ search: npn })).toEqual([2]);
    expect(numbers({ search: 'edit TESTER' })).toEqual([2, 1]);
    expect(numbers({ search: 'edit', kind: 'changed' })).toEqual([1]);
    expect(numbers({ search: '100%' })).toEqual([]);
    expect(numbers({ kind: 'sent' })).toEqual([2]);
    expect(audit.list({ offset: 1, limit: 1, search: 'edit' })).toMatchObject({
      total: 2,
      lines: [{ sequence: 1 }],
    });
    expect(audit.list({ offset: 1, limit: 10 }).lines).toEqual([lines[1]]);
    expect(atOnce(audit.verify())).toEqual({ entries: 2, brokenAt: null });
    const csv = atOnce(audit.csv()).trimEnd().split('\r\n');
    expect(csv).toHaveLength(3);
    expect(csv[1]).toContain(',after,Sent to AgentSync');
  });

  it('puts the name a person set beside the system’s user, from then on', async () => {
    const r = await make();
    const actor = createActor(r.store, 'dreyes');
    expect(actor.words).toBe('dreyes');
    actor.rename('Dana Reyes');
    expect(actor.words).toBe('Dana Reyes (dreyes)');
    expect(createActor(r.store, 'dreyes').name).toBe('Dana Reyes');
    actor.rename('');
    expect(actor.words).toBe('dreyes');
  });
});
