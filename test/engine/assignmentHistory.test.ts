import { afterEach, describe, expect, it } from 'vitest';
import { createAssignmentHistories } from '../../main/engine/assignmentHistory.ts';
import type { AssignmentHistories } from '../../main/engine/assignmentHistory.ts';
import { createAgentSyncConnector } from '../../main/engine/connectors/agentsync/connector.ts';
import type { ContractingConnector } from '../../main/engine/connectors/api.ts';
import type { AssignmentHistory } from '../../preload/contract.ts';
import { rig, valueOf } from './outbox/support.ts';
import type { Rig, RigOptions } from './outbox/support.ts';
import { endpointProfile } from './sync/rig.ts';

let used: Rig | null = null;
let histories: AssignmentHistories | null = null;
afterEach(async () => {
  histories?.stop();
  await used?.dispose();
  used = null;
  histories = null;
});

interface Made {
  readonly r: Rig;
  readonly id: string;
  readonly announced: number[];
  readonly read: (ask?: 'no' | 'when-old' | 'now') => AssignmentHistory;
  /** Asks and waits for the answer. */
  readonly asked: (ask?: 'when-old' | 'now') => Promise<AssignmentHistory>;
}

async function make(connectorOf?: (r: Rig) => ContractingConnector, options: RigOptions = {}): Promise<Made> {
  const r = await rig(options);
  used = r;
  const announced: number[] = [];
  const made = createAssignmentHistories({
    store: r.store,
    connector: connectorOf?.(r) ?? r.connector,
    network: r.network,
    clock: r.clock,
    log: { write: () => undefined },
    changes: { rows: (_collection, rowids) => announced.push(...rowids) },
  });
  histories = made;
  const id = r.ids[0] ?? '';
  const read: Made['read'] = (ask = 'no') => valueOf(made.read(id, ask));
  return {
    r,
    id,
    announced,
    read,
    async asked(ask = 'when-old') {
      const before = announced.length;
      read(ask);
      await r.until(() => announced.length > before, 'the answer');
      return read();
    },
  };
}

const statusId = (r: Rig, name: string): string => {
  const found = r.store.lookups.list('assignmentStatus').find((one) => one.name === name);
  if (found === undefined) throw new Error(`no status ${name}`);
  return found.id;
};

describe('the changes of an assignment', () => {
  it('are read on demand, the newest first, and kept', async () => {
    const { r, id, read, asked } = await make();
    expect(read()).toMatchObject({ offered: { yes: true }, fetchedAt: null, changes: [], reading: false });
    expect(r.sandbox.control.counters()['listAssignmentChanges']).toBeUndefined();
    const edit = (fields: Record<string, string>) =>
      r.sandbox.control.remoteEdit('contractAssignments', id, fields);
    edit({ assignmentStatusId: statusId(r, 'APPROVED') });
    edit({ assignmentStatusId: statusId(r, 'TERMINATED_WITH_CAUSE'), endDate: '2026-06-30' });
    edit({ userDefined1: 'makes no version' });
    const history = await asked();
    expect(history).toMatchObject({ problem: null, unreadable: 0, reading: false });
    expect(history.fetchedAt).not.toBeNull();
    const [newest, before] = history.changes;
    expect(newest).toMatchObject({
      statusFrom: 'Approved',
      statusTo: 'Terminated with Cause',
      task: 'TERMINATION',
      endDate: '2026-06-30',
      agencyInitiated: false,
    });
    expect(before).toMatchObject({ statusTo: 'Approved' });
    // The oldest is how the assignment came to be.
    expect(history.changes.at(-1)).toMatchObject({ task: 'NEW_CONTRACT', statusFrom: '' });
    expect(history.changes.at(-1)?.level).not.toBe('');
    // What was read a moment ago is not asked for again; a person may.
    read('when-old');
    expect(r.sandbox.control.counters()['listAssignmentChanges']).toBe(1);
    await asked('now');
    expect(r.sandbox.control.counters()['listAssignmentChanges']).toBe(2);
  });

  it('are shown as last read while there is no network, also after a restart', async () => {
    const { r, asked, read } = await make();
    const { changes, fetchedAt } = await asked();
    r.network.choose(true);
    expect(read('now')).toMatchObject({ changes, fetchedAt, reading: false });
    expect(r.sandbox.control.counters()['listAssignmentChanges']).toBe(1);
    await r.restart();
    expect(r.store.assignmentChanges.read(r.ids[0] ?? '')?.changes).toHaveLength(changes.length);
  });

  it('stay when AgentSync fails, with the reason', async () => {
    const { r, asked } = await make();
    const { changes } = await asked();
    r.sandbox.control.addFault({
      match: { operation: 'listAssignmentChanges' },
      action: { kind: 'status', status: 403, phase: 'before' },
    });
    const failed = await asked('now');
    expect(failed.changes).toEqual(changes);
    expect(failed.problem).toContain('does not offer reading the changes of a contract assignment');
  });

  it('that cannot be read are counted, and odd fields hide nothing', async () => {
    const { r, id, asked } = await make();
    r.store.assignmentChanges.replace(
      id,
      {
        changes: [
          { id: 'x', server: { id: 'x', isSignedByProducer: 'maybe', newAssignmentStatusId: 'FUTURE' } },
        ],
        unreadable: 2,
      },
      1,
    );
    r.network.choose(true);
    const history = valueOf(histories?.read(id, 'no') ?? { ok: false, error: { code: 'x', message: '' } });
    expect(history).toMatchObject({ unreadable: 2 });
    expect(history.changes[0]).toMatchObject({ statusTo: 'FUTURE', signedByProducer: null, at: '' });
    r.network.choose(false);
    expect((await asked()).unreadable).toBe(0);
  });

  it('name a task that is not known here by its id, whether the vendor lists other tasks or none', async () => {
    const { r, id, asked } = await make(undefined, { profile: { disabled: ['listTaskTypes'] } });
    expect(r.store.lookups.list('taskType')).toEqual([]);
    r.sandbox.control.remoteEdit('contractAssignments', id, {
      assignmentStatusId: statusId(r, 'TERMINATED_WITH_CAUSE'),
    });
    const [newest, ...older] = (await asked()).changes;
    expect(newest).toMatchObject({ statusTo: 'Terminated with Cause' });
    expect(newest?.task).toMatch(/^[\w-]{10,}$/);
    expect(older.at(-1)?.task).toMatch(/^[\w-]{10,}$/);
    r.store.lookups.applyAll(
      'taskType',
      [{ kind: 'taskType', id: 'known', name: 'TERMINATION', description: null, server: {} }],
      {
        pass: 2,
        now: r.clock.now(),
      },
    );
    expect((await asked('now')).changes[0]?.task).toBe(newest?.task);
  });

  it('are not asked for where the vendor has not published them', async () => {
    const { read, announced } = await make(() => {
      const http = {
        call: () => Promise.reject(new Error('must not be called')),
        describe: () => ({ method: '', url: '', headers: [], body: '' }),
        pausedUntil: () => null,
      };
      return createAgentSyncConnector({ http, profile: endpointProfile(10), environment: 'production' });
    });
    const history = read('now');
    expect(history.offered).toMatchObject({
      yes: false,
      reason: expect.stringContaining('has not published'),
    });
    expect(announced).toEqual([]);
  });

  it('of a record that is not here is an answer, not a crash', async () => {
    await make();
    expect(histories?.read('nobody', 'now')).toMatchObject({
      ok: false,
      error: { code: 'record-not-found' },
    });
  });
});
