import { afterEach, describe, expect, it } from 'vitest';
import type { CollectionName } from '../../domain/fields.ts';
import { readRecordHistory } from '../../main/engine/recordHistory.ts';
import { createServerChanges } from '../../main/engine/store/serverChanges.ts';
import { openDatabase } from '../../main/engine/store/database.ts';
import { createMirrorTable } from '../../main/engine/store/mirrorTable.ts';
import { tables } from '../../main/engine/store/columns.ts';
import type { HistoryEntry, HistoryPlace, RecordHistory } from '../../preload/contract.ts';
import { rig, valueOf } from './outbox/support.ts';
import type { Rig } from './outbox/support.ts';
import { openTestStore, readPlainServerCopy } from './support/store.ts';

let used: Rig | null = null;
afterEach(async () => {
  await used?.dispose();
  used = null;
});

async function make(): Promise<{ readonly r: Rig; readonly id: string }> {
  used = await rig({ assignments: 20 });
  return { r: used, id: used.ids[0] ?? '' };
}

interface Asked {
  readonly collection?: CollectionName;
  readonly field?: string;
  readonly after?: HistoryPlace;
  readonly limit?: number;
}

function history(r: Rig, id: string, asked: Asked = {}): RecordHistory {
  return valueOf(
    readRecordHistory(
      { store: r.store, connector: r.connector },
      { collection: 'contractAssignment', limit: 50, id, ...asked },
    ),
  );
}

/** What a person reads of an entry. */
function told(entry: HistoryEntry): unknown {
  const changes = entry.changes.map(({ label, from, to }) => `${label}: ${from ?? '?'} → ${to}`);
  if (entry.source !== 'here') return [entry.source, ...changes];
  return [
    entry.gesture,
    ...changes,
    ...entry.steps.map(({ words, message }) => (message === '' ? words : `${words}: ${message}`)),
  ];
}

/** A colleague changes the assignment at AgentSync. */
function colleague(r: Rig, id: string, changes: Readonly<Record<string, string>>): void {
  r.sandbox.control.remoteEdit('contractAssignments', id, changes);
}

describe('the history of a record', () => {
  it('tells what was staged by whom, and that it was sent; the echo of it is no change of somebody else', async () => {
    const { r, id } = await make();
    const before = r.shown(id, 'writingNumber');
    valueOf(r.type('writingNumber', { [id]: 'W-9' }, 'Set Writing number to W-9'));
    const [staged] = history(r, id).entries;
    expect(staged).toMatchObject({
      source: 'here',
      by: 'tester',
      environment: 'practice',
      gesture: 'Set Writing number to W-9',
      made: false,
      state: 'ready',
      changes: [{ field: 'writingNumber', label: 'Writing number', from: before, to: 'W-9' }],
      steps: [],
    });
    r.outbox.start();
    await r.drained();
    await r.pull();
    const { entries, next, source } = history(r, id);
    expect(entries).toMatchObject([{ state: 'done', steps: [{ words: 'Sent to AgentSync' }] }]);
    expect(next).toBeNull();
    expect(source).toEqual({
      vendor: 'AgentSync Contracting',
      call: expect.stringMatching(/^GET \/v1\//),
    });
  });

  it('tells what a pull found changed, field by field, with the time that the vendor names', async () => {
    const { r, id } = await make();
    const before = r.shown(id, 'userDefined1');
    await r.pull();
    // Nothing changed, so nothing is told.
    expect(history(r, id).entries).toEqual([]);
    colleague(r, id, { userDefined1: 'first' });
    await r.pull();
    await r.pass(1_000);
    colleague(r, id, { userDefined1: 'second', userDefined2: 'also' });
    await r.pull();
    const { entries } = history(r, id);
    expect(entries.map(told)).toEqual([
      ['server', 'User defined 1: first → second', expect.stringMatching(/^User defined 2: .*→ also$/)],
      ['server', `User defined 1: ${before} → first`],
    ]);
    expect(entries[0]).toMatchObject({ changedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) });
    expect(history(r, id, { field: 'userDefined2' }).entries.map(told)).toEqual([
      ['server', expect.stringMatching(/^User defined 2: .*→ also$/)],
    ]);
    // Kept over a restart.
    await r.restart();
    expect(history(r, id).entries).toHaveLength(2);
  });

  it('tells of a value changed below an edit, of the conflict, and how it was decided', async () => {
    const { r, id } = await make();
    valueOf(r.type('userDefined1', { [id]: 'ours' }, 'Ours'));
    colleague(r, id, { userDefined1: 'theirs' });
    await r.pull();
    r.outbox.start();
    await r.until(() => r.outbox.counts().byState.conflict === 1, 'the conflict');
    const [operation] = r.store.operations.liveOf('contractAssignment', id);
    valueOf(r.outbox.resolveFields([operation?.id ?? ''], { userDefined1: { take: 'mine' } }));
    await r.drained();
    await r.pull();
    const lines = history(r, id).entries.map(told);
    expect(lines).toHaveLength(2);
    expect(lines).toContainEqual(['server', expect.stringMatching(/^User defined 1: .*→ theirs$/)]);
    expect(lines).toContainEqual([
      'Ours',
      'User defined 1: theirs → ours',
      'Met another change at AgentSync: User defined 1 at AgentSync: “theirs”.',
      'Conflict decided: ours was kept',
      'Sent to AgentSync',
    ]);
  });

  it('tells what was taken back, done again, discarded, brought back and put aside by a later edit', async () => {
    const { r, id } = await make();
    valueOf(r.type('userDefined1', { [id]: 'one' }, 'One'));
    valueOf(r.outbox.undo());
    valueOf(r.outbox.redo());
    const [operation] = r.store.operations.liveOf('contractAssignment', id);
    const { undoId } = valueOf(r.outbox.discard([operation?.id ?? '']));
    valueOf(r.outbox.restore(undoId ?? ''));
    const base = r.held(id, 'userDefined1');
    valueOf(r.type('userDefined1', { [id]: base }, 'Back'));
    const lines = history(r, id).entries.map(told);
    expect(lines.at(-1)).toEqual([
      'One',
      expect.stringContaining('→ one'),
      'Taken back before it was sent',
      'Done again',
      'Discarded by hand',
      'Brought back after it had been discarded',
      expect.stringMatching(/^Typed back/),
    ]);
  });

  it('names each step for good, whatever becomes of the change later', async () => {
    const { r, id } = await make();
    const names = (): readonly string[] =>
      history(r, id).entries.flatMap((entry) =>
        entry.source === 'here' ? entry.steps.map((step) => step.id) : [],
      );
    valueOf(r.type('userDefined1', { [id]: 'one' }, 'One'));
    valueOf(r.outbox.undo());
    valueOf(r.outbox.redo());
    const before = names();
    expect(new Set(before).size).toBe(2);
    r.outbox.start();
    await r.drained();
    expect(names()).toEqual([...before, 'end']);
  });

  it('tells why AgentSync refused', async () => {
    const { r, id } = await make();
    r.sandbox.control.addFault({
      match: { operation: 'updateAssignmentsBulk' },
      action: { kind: 'status', status: 422, phase: 'before' },
    });
    valueOf(r.type('userDefined1', { [id]: 'no' }, 'Refused'));
    r.outbox.start();
    await r.until(() => r.outbox.counts().byState.refused === 1, 'the refusal');
    const [entry] = history(r, id).entries;
    expect(entry).toMatchObject({
      state: 'refused',
      steps: [{ words: 'Refused by AgentSync', message: expect.stringMatching(/./) }],
    });
  });

  it('comes a page at a time, all sources in one order, nothing twice and nothing left out', async () => {
    const { r, id } = await make();
    for (let round = 1; round <= 4; round += 1) {
      valueOf(r.type('writingNumber', { [id]: `W-${round}` }, `Ours ${round}`));
      await r.pass(1_000);
      colleague(r, id, { userDefined1: `theirs ${round}` });
      await r.pull();
      await r.pass(1_000);
    }
    const whole = history(r, id).entries;
    expect(whole).toHaveLength(8);
    expect(whole.map(({ source }) => source)).toEqual([
      'server',
      'here',
      'server',
      'here',
      'server',
      'here',
      'server',
      'here',
    ]);
    for (const limit of [1, 3, 8]) {
      const read: HistoryEntry[] = [];
      let after: HistoryPlace | undefined;
      for (;;) {
        const page = history(r, id, { limit, ...(after === undefined ? {} : { after }) });
        expect(page.entries.length).toBeLessThanOrEqual(limit);
        read.push(...page.entries);
        if (page.next === null) break;
        after = page.next;
      }
      expect(read).toEqual(whole);
    }
    expect(history(r, id, { field: 'writingNumber' }).entries.map(({ source }) => source)).toEqual([
      'here',
      'here',
      'here',
      'here',
    ]);
  });

  it('is there for records of every collection, and of one that was made here', async () => {
    const { r } = await make();
    const [carrier] = r.sandbox.control.records('carriers', 0, 1);
    r.sandbox.control.remoteEdit('carriers', carrier?.id ?? '', { name: 'Renamed Life' });
    await r.pull();
    expect(history(r, carrier?.id ?? '', { collection: 'carrier' }).entries.map(told)).toEqual([
      ['server', expect.stringMatching(/→ Renamed Life$/)],
    ]);
    const made = valueOf(r.outbox.create('carrier', 'New carrier', { name: { typed: 'Made Here Life' } }));
    const [entry] = history(r, made.id ?? '', { collection: 'carrier' }).entries;
    expect(entry).toMatchObject({ source: 'here', made: true, gesture: 'New carrier' });
    r.outbox.start();
    await r.drained();
    // By the id a screen still holds.
    expect(history(r, made.id ?? '', { collection: 'carrier' }).entries[0]).toMatchObject({
      state: 'done',
      steps: [{ words: 'Sent to AgentSync' }],
    });
  });

  it('of one field holds what the vendor’s own changelog said of it, where the value changed', async () => {
    const { r, id } = await make();
    const change = (changeId: string, at: string, status: string) => ({
      id: changeId,
      server: { id: changeId, newAssignmentStatusId: status, createdDate: at },
    });
    const known = r.store.lookups.list('assignmentStatus');
    const [first, second] = [known[0]?.id ?? '', known[1]?.id ?? ''];
    r.store.assignmentChanges.replace(
      id,
      {
        changes: [
          change('c1', '2026-01-01T00:00:00Z', first),
          change('c2', '2026-02-01T00:00:00Z', first),
          change('c3', '2026-03-01T00:00:00Z', second),
        ],
        unreadable: 0,
      },
      r.clock.now(),
    );
    const { entries } = history(r, id, { field: 'assignmentStatusId' });
    expect(entries.map(({ source, id: entryId }) => [source, entryId])).toEqual([
      ['vendor', 'c3'],
      ['vendor', 'c1'],
    ]);
    expect(entries[1]?.changes).toMatchObject([{ from: null }]);
    expect(history(r, id).entries).toEqual([]);
  });

  it('of a record that is not here is an answer, not a crash', async () => {
    const { r } = await make();
    const asked = { collection: 'product', id: 'nobody', limit: 5 } as const;
    expect(readRecordHistory({ store: r.store, connector: r.connector }, asked)).toMatchObject({
      ok: false,
      error: { code: 'record-not-found' },
    });
  });
});

describe('what is kept of changes at the server', () => {
  it('is the newest of all records together, so that the file does not grow without end', () => {
    const one = openTestStore();
    const page = (name: string, at: number): void => {
      const server = { name };
      one.store.mirror.applyPage('carrier', [{ id: 'c1', values: server, server }], { pass: at, now: at });
    };
    page('Acme Life', 1);
    one.store.close();
    const opened = openDatabase({ file: one.file, key: one.key });
    if (!opened.ok) throw new Error(opened.error.code);
    const mirror = createMirrorTable(opened.value, tables.carrier);
    const changes = createServerChanges(opened.value, readPlainServerCopy, 3);
    for (let at = 1; at <= 5; at += 1) {
      const server = { name: `Acme ${at}` };
      changes.note(mirror, 1, { id: 'c1', values: server, server }, { now: at });
      changes.trim();
    }
    const kept = opened.value.prepare('SELECT at FROM server_change ORDER BY sequence').raw().all();
    expect(kept).toEqual([[3], [4], [5]]);
    opened.value.close();
    one.dispose();
  });

  it('leaves out what only became known, what means the same, and an instant alone', () => {
    const one = openTestStore();
    const page = (
      collection: 'carrier' | 'product',
      server: Readonly<Record<string, string | null>>,
      at: number,
    ): void => {
      const values = readPlainServerCopy(collection, server);
      one.store.mirror.applyPage(collection, [{ id: 'x', values, server }], { pass: at, now: at });
    };
    page('product', { name: 'Term Life', modifiedDate: '2026-01-01T00:00:00Z' }, 1);
    page('product', { name: 'Term Life', modifiedDate: '2026-01-02T00:00:00Z' }, 2);
    page('product', { name: 'Term Life', modifiedDate: '2026-01-02T00:00:00Z', userDefined1: 'new' }, 3);
    page('product', { name: 'Term Life', modifiedDate: '2026-01-02T00:00:00Z', userDefined1: '' }, 4);
    page('product', { name: 'Term Life', modifiedDate: '2026-01-03T00:00:00Z' }, 5);
    // A carrier's list names some fields only: reading the carrier itself changes nothing.
    page('carrier', { name: 'Acme Life' }, 1);
    page('carrier', { name: 'Acme Life', tin: '12-3456789' }, 2);
    page('carrier', { name: 'Acme Life', tin: '98-7654321' }, 3);
    const query = { id: 'x', field: null, before: null, limit: 9 } as const;
    const of = (collection: 'carrier' | 'product'): unknown =>
      one.store.histories.serverChanges({ ...query, collection }).map(({ at, changes }) => [at, changes]);
    expect(of('product')).toEqual([
      [4, { userDefined1: ['new', ''] }],
      [3, { userDefined1: [null, 'new'] }],
    ]);
    expect(of('carrier')).toEqual([[3, { tin: ['12-3456789', '98-7654321'] }]]);
    one.dispose();
  });
});
