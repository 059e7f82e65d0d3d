import { afterEach, describe, expect, it } from 'vitest';
import { collections } from '../../domain/collections.ts';
import type { CollectionName } from '../../domain/fields.ts';
import { turrisCollectionNames } from '../../domain/fields.ts';
import type { Engine } from '../../main/engine/engine.ts';
import type { CollectionSync } from '../../preload/contract.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { valueOf } from './outbox/support.ts';
import { openConnections } from './support/connections.ts';
import type { Connected, Connections } from './support/connections.ts';
import { ask, statusOf } from './worstDays/damagedSupport.ts';

let connections: Connections | null = null;
afterEach(async () => {
  await connections?.end();
  connections = null;
});

interface Both extends Connected {
  readonly at: Connections;
}

const stateOf = (engine: Engine, target: CollectionSync['target']): CollectionSync | undefined =>
  statusOf(engine).sync.find((state) => state.target === target);
const isIdle = (engine: Engine, target: CollectionSync['target']): boolean =>
  stateOf(engine, target)?.state === 'idle';

/** What the screen would show of one field. */
function shown(engine: Engine, collection: CollectionName, id: string, field: string): string | undefined {
  const record = valueOf(ask(engine, 'record.read', { collection, id }));
  return record.fields.find((one) => one.field === field)?.shown;
}

/** The lists of Turris as their tabs show them: how many rows, and the first of them. */
async function lists(engine: Engine): Promise<readonly { readonly rows: number; readonly first: unknown }[]> {
  const shownLists = [];
  for (const collection of turrisCollectionNames) {
    const columns = collections[collection].fields.slice(0, 3).map(({ name }) => name);
    const query = { collection, columns, sort: [], filters: [], search: '', rows: { near: 0, count: 1 } };
    // A list is worked out in slices: its answer comes later.
    const opened = valueOf(await Promise.resolve(ask(engine, 'view.open', query)));
    shownLists.push({ rows: opened.length, first: opened.first?.rows[0]?.cells });
    valueOf(ask(engine, 'view.close', { viewId: opened.viewId }));
  }
  return shownLists;
}

async function both(): Promise<Both> {
  const at = (connections = openConnections());
  const connected = await at.connect('one', 'practice', { turris: true });
  const { engine } = connected;
  const all = [...turrisCollectionNames, 'contractAssignment'] as const;
  await at.until(() => all.every((target) => isIdle(engine, target)), 'both mirrors');
  return { at, ...connected };
}

const cut = { turris: '^/turris', agentSync: '^/(contracting|oauth2|producer-profile)' } as const;

function cutOff(sandbox: Sandbox, vendor: keyof typeof cut): string {
  return sandbox.control.addFault({ match: { path: cut[vendor] }, action: { kind: 'drop' } });
}

/** Somebody else changes one record at each vendor. */
function changeBoth(
  { sandbox }: Both,
  note: string,
): { readonly agent: string; readonly assignment: string } {
  const agent = sandbox.control.records('agents', 0, 1)[0]?.id ?? '';
  const assignment = sandbox.control.records('contractAssignments', 0, 1)[0]?.id ?? '';
  sandbox.control.remoteEdit('agents', agent, { externalId: note });
  sandbox.control.remoteEdit('contractAssignments', assignment, { userDefined1: note });
  return { agent, assignment };
}

describe('two vendors on one connection', () => {
  it('are both asked when a person asks for news', async () => {
    const made = await both();
    const { at, engine } = made;
    expect(statusOf(engine).turris).toEqual({ network: { state: 'online' } });
    const { agent, assignment } = changeBoth(made, 'news');
    valueOf(ask(engine, 'sync.start', {}));
    await at.until(() => shown(engine, 'agent', agent, 'externalId') === 'news', 'news from Turris');
    await at.until(
      () => shown(engine, 'contractAssignment', assignment, 'userDefined1') === 'news',
      'news from AgentSync',
    );
  });

  it('are each named as the source of what is theirs', async () => {
    const { engine, sandbox } = await both();
    const source = (collection: CollectionName, id = ''): unknown =>
      valueOf(ask(engine, 'record.history', { collection, id, limit: 1 })).source;
    const [agent] = sandbox.control.records('agents', 0, 1);
    expect(source('agent', agent?.id)).toEqual({ vendor: 'Turris', call: 'GET /v1/agents' });
    const [assignment] = sandbox.control.records('contractAssignments', 0, 1);
    expect(source('contractAssignment', assignment?.id)).toMatchObject({ vendor: 'AgentSync Contracting' });
  });

  it('do not wait for each other while Turris cannot be reached', async () => {
    const made = await both();
    const { at, engine, sandbox } = made;
    const fault = cutOff(sandbox, 'turris');
    const { agent, assignment } = changeBoth(made, 'while away');
    valueOf(ask(engine, 'sync.start', {}));
    await at.until(() => statusOf(engine).turris?.network.state === 'offline', 'Turris to be missed');
    await at.until(
      () => shown(engine, 'contractAssignment', assignment, 'userDefined1') === 'while away',
      'news from AgentSync',
    );
    await at.until(() => isIdle(engine, 'contractAssignment'), 'the end of the pass');
    expect(statusOf(engine).network).toEqual({ state: 'online' });
    expect(stateOf(engine, 'agent')?.state).toBe('offline');
    // What is typed leaves all the same.
    valueOf(
      ask(engine, 'edit.stage', {
        collection: 'contractAssignment',
        label: 'Note',
        edits: [{ row: { id: assignment }, field: 'userDefined2', input: { typed: 'sent' } }],
      }),
    );
    await at.until(() => statusOf(engine).outbox.unsent === 0, 'sending');
    expect(sandbox.control.record('contractAssignments', assignment)?.['userDefined2']).toBe('sent');
    sandbox.control.clearFaults(fault);
    await at.until(() => shown(engine, 'agent', agent, 'externalId') === 'while away', 'Turris to be back');
    expect(statusOf(engine).turris).toEqual({ network: { state: 'online' } });
  });

  it('do not wait for each other while AgentSync cannot be reached', async () => {
    const made = await both();
    const { at, engine, sandbox } = made;
    const fault = cutOff(sandbox, 'agentSync');
    const { agent, assignment } = changeBoth(made, 'meanwhile');
    valueOf(ask(engine, 'sync.start', {}));
    await at.until(() => statusOf(engine).network.state === 'offline', 'AgentSync to be missed');
    await at.until(() => shown(engine, 'agent', agent, 'externalId') === 'meanwhile', 'news from Turris');
    await at.until(() => isIdle(engine, 'licence'), 'the end of the pass');
    expect(statusOf(engine).turris).toEqual({ network: { state: 'online' } });
    sandbox.control.clearFaults(fault);
    await at.until(
      () => shown(engine, 'contractAssignment', assignment, 'userDefined1') === 'meanwhile',
      'AgentSync to be back',
    );
  });

  it('keep their sign-ins apart', async () => {
    const made = await both();
    const { at, engine, sandbox } = made;
    sandbox.control.revokeTurrisTokens();
    const refused = sandbox.control.addFault({
      match: { operation: 'turrisToken' },
      action: { kind: 'status', status: 401 },
    });
    const { agent, assignment } = changeBoth(made, 'let in');
    valueOf(ask(engine, 'sync.start', {}));
    await at.until(() => stateOf(engine, 'agent')?.state === 'needs-auth', 'a refusal by Turris');
    expect(stateOf(engine, 'agent')?.failure).toMatchObject({
      code: 'wrong-credentials',
      remedy: 'sign-in-turris',
    });
    await at.until(
      () => shown(engine, 'contractAssignment', assignment, 'userDefined1') === 'let in',
      'news from AgentSync',
    );
    expect(statusOf(engine).authorization).toEqual({ state: 'ok' });
    sandbox.control.clearFaults(refused);
    engine.credentialsChanged();
    await at.until(() => shown(engine, 'agent', agent, 'externalId') === 'let in', 'Turris to let us in');

    sandbox.control.revokeTokens();
    sandbox.control.addFault({ match: { operation: 'token' }, action: { kind: 'status', status: 401 } });
    changeBoth(made, 'other way round');
    valueOf(ask(engine, 'sync.start', {}));
    await at.until(() => stateOf(engine, 'contractAssignment')?.state === 'needs-auth', 'a refusal');
    expect(stateOf(engine, 'contractAssignment')?.failure?.remedy).toBe('sign-in');
    await at.until(
      () => shown(engine, 'agent', agent, 'externalId') === 'other way round',
      'news from Turris',
    );
  });

  it('are both left alone by who works offline', async () => {
    const { at, engine, sandbox } = await both();
    valueOf(ask(engine, 'network.work-offline', { offline: true }));
    sandbox.control.clearCounters();
    valueOf(ask(engine, 'sync.start', {}));
    await at.time.pass(3 * 3_600_000);
    expect(sandbox.control.counters()).toEqual({});
    for (const { state } of statusOf(engine).sync) expect(['offline', 'not-offered']).toContain(state);
    valueOf(ask(engine, 'network.work-offline', { offline: false }));
    await at.until(() => {
      const { listAgents = 0, listCarriers = 0 } = sandbox.control.counters();
      return listAgents > 0 && listCarriers > 0;
    }, 'both vendors to be asked again');
  });

  it('keep what Turris said across a restart: offline it is there with its age, then it is followed again', async () => {
    const made = await both();
    const { at, sandbox, restart } = made;
    const tabs = await lists(made.engine);
    expect(tabs.map(({ rows }) => rows)).toEqual([
      sandbox.control.count('downstreamEntities'),
      sandbox.control.count('agents'),
      sandbox.control.count('licences'),
      sandbox.control.count('fileDocuments'),
    ]);
    const ages = turrisCollectionNames.map((target) => stateOf(made.engine, target)?.completedAt);
    sandbox.control.clearCounters();
    const engine = await restart({ turris: true, workOffline: true });
    const { agent } = changeBoth(made, 'while it was closed');
    expect(await lists(engine)).toEqual(tabs);
    expect(statusOf(engine).turris).toMatchObject({ network: { state: 'offline', chosen: true } });
    for (const target of turrisCollectionNames) expect(stateOf(engine, target)?.state).toBe('offline');
    expect(turrisCollectionNames.map((target) => stateOf(engine, target)?.completedAt)).toEqual(ages);
    expect(sandbox.control.counters()).toEqual({});
    valueOf(ask(engine, 'network.work-offline', { offline: false }));
    await at.until(() => shown(engine, 'agent', agent, 'externalId') === 'while it was closed', 'Turris');
    await at.until(() => turrisCollectionNames.every((target) => isIdle(engine, target)), 'the pass');
    expect((await lists(engine)).map(({ rows }) => rows)).toEqual(tabs.map(({ rows }) => rows));
  });

  it('keep what Turris said where it is disconnected, without an age or a word of passes, until it is removed', async () => {
    const { engine: before, sandbox, restart } = await both();
    const tabs = await lists(before);
    const engine = await restart({ turris: false, workOffline: false });
    expect(statusOf(engine).turris).toBeNull();
    for (const target of turrisCollectionNames) expect(stateOf(engine, target)).toBeUndefined();
    expect(await lists(engine)).toEqual(tabs);
    const records = tabs.reduce((sum, { rows }) => sum + rows, 0);
    expect(ask(engine, 'turris.kept', {})).toEqual({ ok: true, value: { records } });
    expect(ask(engine, 'turris.forget', {})).toEqual({ ok: true, value: { removed: records } });
    expect((await lists(engine)).map(({ rows }) => rows)).toEqual([0, 0, 0, 0]);
    const again = await restart({ turris: true, workOffline: true });
    for (const target of turrisCollectionNames)
      expect(stateOf(again, target)).toMatchObject({ completedAt: null });
    expect(sandbox.control.count('agents')).toBeGreaterThan(0);
  });

  it('are one where Turris is not connected: nothing is asked there, and nothing of it is shown', async () => {
    const at = (connections = openConnections());
    const { engine, sandbox } = await at.connect('one', 'practice');
    await at.until(() => isIdle(engine, 'contractAssignment'), 'the mirror');
    expect(statusOf(engine).turris).toBeNull();
    for (const target of turrisCollectionNames) expect(stateOf(engine, target)).toBeUndefined();
    expect(Object.keys(sandbox.control.counters()).filter((name) => name.startsWith('turris'))).toEqual([]);
  });
});
