import { afterEach, describe, expect, it } from 'vitest';
import { turrisCollectionNames } from '../../../domain/fields.ts';
import { association, fileDocument } from '../../../sandbox/turris/shape.ts';
import type { Row } from '../../../sandbox/index.ts';
import { textOf } from '../../../sandbox/json.ts';
import { createTurrisRig } from './turrisRig.ts';
import type { TurrisRig, TurrisRigOptions } from './turrisRig.ts';

let rig: TurrisRig | undefined;
afterEach(async () => {
  await rig?.close();
  rig = undefined;
});

async function make(options: TurrisRigOptions = {}): Promise<TurrisRig> {
  rig = await createTurrisRig(options);
  return rig;
}

const tables = {
  downstreamEntity: 'downstreamEntities',
  agent: 'agents',
  licence: 'licences',
  fileDocument: 'fileDocuments',
} as const;

function first(made: TurrisRig, table: (typeof tables)[keyof typeof tables], index = 0): Row {
  const row = made.sandbox.control.records(table, index, 1)[0];
  if (row === undefined) throw new Error(`no ${table}`);
  return row;
}

/** Ids of licences by their holder, as the mirror has them. */
function licencesOf(made: TurrisRig, holder: string): readonly string[] {
  return made.store.mirror.ids('licence', null, 10_000).filter((id) => id.startsWith(`${holder}/`));
}

function everythingArrived(made: TurrisRig): void {
  const { control } = made.sandbox;
  for (const collection of turrisCollectionNames) {
    expect(made.state(collection), collection).toMatchObject({ state: 'idle', failure: null });
    expect(made.store.mirror.count(collection), collection).toBe(control.count(tables[collection]));
  }
  for (const row of control.records('agents', 0, 5_000)) {
    const agent = made.store.mirror.get('agent', row.id)?.effective;
    expect(agent).toMatchObject({ npn: row['npn'], firstName: row['firstName'], email: row['email'] });
    const entityIds = Array.isArray(row['entityIds']) ? row['entityIds'] : [];
    expect(new Set([agent?.['downstreamEntityIds'] ?? []].flat())).toEqual(new Set(entityIds));
    const held = control.records('licences', 0, 50_000).filter(({ holderId }) => holderId === row.id);
    expect(licencesOf(made, row.id)).toHaveLength(held.length);
  }
}

const asked = (made: TurrisRig, operation: string): number => made.sandbox.control.counters()[operation] ?? 0;

describe('a first pass over Turris', () => {
  it('brings every entity, agent, licence and document, with what nobody knows here kept', async () => {
    const made = await make();
    expect(made.state('agent').state).toBe('never');
    await made.pass();
    everythingArrived(made);
    for (const row of made.sandbox.control.records('downstreamEntities', 0, 100)) {
      expect(made.store.mirror.holdsCopy('downstreamEntity', row.id, { ...association(row) })).toBe(true);
      expect(made.store.mirror.get('downstreamEntity', row.id)?.effective).toMatchObject({
        legalName: row['legalName'],
        npn: row['npn'],
        isNpnRequired: true,
      });
    }
    const file = first(made, 'fileDocuments', 1);
    expect(file['category']).toBe('E&O');
    expect(made.store.mirror.holdsCopy('fileDocument', file.id, { ...fileDocument(file) })).toBe(true);
    expect(made.store.mirror.get('fileDocument', file.id)?.effective).toMatchObject({ category: 'E&O' });
    expect(made.store.setAside.count()).toBe(0);
    expect(made.seen).toContain('licence running');
  });

  it('tells whose each licence is, and which lines it covers', async () => {
    const made = await make();
    await made.pass();
    const entity = first(made, 'downstreamEntities');
    const ofEntity = licencesOf(made, entity.id).map((id) => made.store.mirror.get('licence', id)?.effective);
    expect(ofEntity).toHaveLength(2);
    for (const licence of ofEntity)
      expect(licence).toMatchObject({
        downstreamEntityId: entity.id,
        holderName: entity['legalName'],
        className: 'Business Entity Producer',
      });
    const agent = first(made, 'agents');
    const [id] = licencesOf(made, agent.id);
    const licence = made.store.mirror.get('licence', id ?? '')?.effective;
    expect(licence).toMatchObject({
      agentId: agent.id,
      holderName: `${textOf(agent['firstName'])} ${textOf(agent['lastName'])}`,
      npn: agent['npn'],
    });
    expect(licence?.['downstreamEntityId'] ?? null).toBeNull();
    const [line] = [licence?.['linesOfAuthority'] ?? []].flat();
    expect(line).toMatch(/^.+ \((active|inactive)\)$/);
    expect(licence?.['expirationDate']).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('writes nobody down as having changed who only became known', async () => {
    const made = await make();
    await made.pass();
    await made.pass();
    const all = { collection: 'agent', field: null, before: null, limit: 10 } as const;
    for (const { id } of made.sandbox.control.records('agents', 0, 100))
      expect(made.store.histories.serverChanges({ ...all, id })).toEqual([]);
  });
});

describe('what others do at Turris', () => {
  it('is followed: edits, removals, and agents who move to another entity', async () => {
    const made = await make();
    await made.pass();
    const { control } = made.sandbox;
    const [edited, moved, gone] = control.records('agents', 0, 3);
    if (edited === undefined || moved === undefined || gone === undefined) throw new Error('no data');
    const other = control.records('downstreamEntities', 0, 10).find(({ id }) => id !== moved['entityIds']);
    control.remoteEdit('agents', edited.id, { email: 'new@example.com', jobStatus: 'IN PROGRESS' });
    control.remoteEdit('agents', moved.id, { entityIds: [other?.id ?? ''] });
    control.remoteDelete('agents', gone.id);
    control.remoteDelete('fileDocuments', first(made, 'fileDocuments').id);
    control.remoteEdit('licences', control.records('licences', 0, 1)[0]?.id ?? '', { status: 'inactive' });
    await made.pass();
    const { mirror } = made.store;
    expect(mirror.get('agent', edited.id)?.effective).toMatchObject({
      email: 'new@example.com',
      subscriptionStatus: 'in progress',
    });
    expect(mirror.get('agent', moved.id)?.effective['downstreamEntityIds']).toEqual([other?.id]);
    expect(mirror.get('agent', gone.id)?.goneAt).not.toBeNull();
    expect(licencesOf(made, gone.id)).toEqual([]);
    expect(mirror.count('fileDocument')).toBe(control.count('fileDocuments'));
  });

  it('keeps licences apart that differ and share a key', async () => {
    const made = await make();
    const { control } = made.sandbox;
    const agent = first(made, 'agents');
    const [one] = control.records('licences', 0, 50_000).filter(({ holderId }) => holderId === agent.id);
    if (one === undefined) throw new Error('no data');
    const { id: _id, ...same } = one;
    control.remoteCreate('licences', { ...same, status: 'cancelled' });
    await made.pass();
    const sharing = licencesOf(made, agent.id).filter((id) => id.includes(textOf(one['licenseNumber'])));
    const statuses = sharing.map((id) => made.store.mirror.get('licence', id)?.effective['status']);
    expect(statuses).toHaveLength(2);
    expect(new Set(statuses)).toEqual(new Set([one['status'], 'cancelled']));
  });

  it('removes nothing when many seem to be gone, until a person agrees', async () => {
    const made = await make({ size: { assignments: 800, carriers: 3 } });
    await made.pass();
    const { control } = made.sandbox;
    const before = made.store.mirror.count('licence');
    for (const { id } of control.records('licences', 0, 60)) control.remoteDelete('licences', id);
    expect(60).toBeGreaterThan(before / 5);
    await made.pass();
    expect(made.store.mirror.count('licence')).toBe(before);
    expect(made.state('licence')).toMatchObject({ state: 'failed', failure: { code: 'would-remove-many' } });
    expect(made.state('licence').failure?.message).toContain('Turris no longer lists 60');
    expect(made.sync.agreeToRemove('licence')).toEqual({ ok: true, value: { removed: 60 } });
    expect(made.store.mirror.count('licence')).toBe(before - 60);
  });
});

describe('on the way', () => {
  it('goes on after the line was cut, asking no agent twice whose licences are here', async () => {
    const made = await make();
    const agents = made.sandbox.control.count('agents');
    let cut = false;
    made.sandbox.control.addFault({
      match: { operation: 'listAgentLicenses' },
      action: { kind: 'drop', phase: 'before' },
      nth: 9,
      times: 30,
    });
    made.network.onChange(({ state }) => {
      cut ||= state === 'offline';
      if (state === 'offline') made.sandbox.control.clearFaults();
    });
    await made.pass();
    expect(cut).toBe(true);
    everythingArrived(made);
    expect(made.seen).toContain('licence waiting');
    // What was under way when the line was cut is asked for again, with its tries; the others are not.
    expect(asked(made, 'listAgentLicenses')).toBeLessThan(agents + 9 + 4 * 6);
  });

  it('goes on after a restart where the pass stood, also hours later', async () => {
    const made = await make({ environment: 'production', size: { assignments: 1_200, carriers: 3 } });
    const agents = made.sandbox.control.count('agents');
    expect(agents).toBeGreaterThan(60);
    made.start();
    await made.until(() => asked(made, 'listAgentLicenses') > 40, 'some licences');
    await made.restart();
    made.clock.asleep(3 * 3_600_000);
    await made.settled();
    everythingArrived(made);
    expect(asked(made, 'listAgentLicenses')).toBeLessThan(agents + 20);
  });

  it('asks a real account at most sixty times a minute', async () => {
    const at: number[] = [];
    const made = await make({
      environment: 'production',
      size: { assignments: 1_200, carriers: 3 },
      before: () => at.push(rig?.clock.now() ?? 0),
    });
    await made.pass();
    everythingArrived(made);
    const most = Math.max(...at.map((from) => at.filter((t) => t >= from && t < from + 60_000).length));
    expect(at.length).toBeGreaterThan(100);
    // The budget lets five go at once and one a second after them.
    expect(most).toBeLessThanOrEqual(66);
  });

  it('gets through a limit of twenty a minute that says when it ends', async () => {
    const made = await make({ sandboxProfile: { turrisReadsPerMinute: 20 } });
    await made.pass();
    everythingArrived(made);
    expect([...made.seen].some((state) => state.endsWith('waiting'))).toBe(true);
  });

  it('waits out a 429 and a 503 in the middle of the licences, and misses nobody', async () => {
    const made = await make();
    const agents = made.sandbox.control.count('agents');
    const busy = { kind: 'status', status: 429, retryAfter: 30 } as const;
    const down = { kind: 'status', status: 503 } as const;
    const match = { operation: 'listAgentLicenses' };
    made.sandbox.control.addFault({ match, action: busy, nth: 5, times: 1 });
    made.sandbox.control.addFault({ match, action: down, nth: 9, times: 2 });
    const began = made.clock.steady();
    await made.pass();
    everythingArrived(made);
    expect(made.clock.steady() - began).toBeGreaterThanOrEqual(30_000);
    expect(asked(made, 'listAgentLicenses')).toBeLessThanOrEqual(agents + 3 + 6);
  });

  it('keeps what it has while Turris fails for good, and goes on where it stood once it is well', async () => {
    const made = await make();
    await made.pass();
    const { control } = made.sandbox;
    const before = made.store.mirror.count('licence');
    const agents = control.count('agents');
    const holder = control.records('agents', agents - 1, 1)[0]?.id;
    const licence = control.records('licences', 0, 50_000).find(({ holderId }) => holderId === holder);
    control.remoteEdit('licences', licence?.id ?? '', { status: 'suspended' });
    const fault = control.addFault({
      match: { operation: 'listAgentLicenses' },
      action: { kind: 'status', status: 500 },
      nth: 9,
      times: 10_000,
    });
    await made.pass();
    expect(made.state('licence')).toMatchObject({ state: 'failed', failure: { remedy: 'retry' } });
    expect(made.store.mirror.count('licence')).toBe(before);
    expect(made.state('agent')).toMatchObject({ state: 'idle', failure: null });
    control.clearFaults(fault);
    control.clearCounters();
    await made.pass();
    everythingArrived(made);
    const statuses = licencesOf(made, holder ?? '').map(
      (id) => made.store.mirror.get('licence', id)?.effective['status'],
    );
    expect(statuses).toContain('suspended');
    expect(asked(made, 'listAgentLicenses')).toBeLessThan(agents);
  });

  it('takes what a list says twice for one', async () => {
    const made = await make();
    for (const operation of ['listAssociations', 'listAgents', 'listFileDocuments', 'listAgentLicenses'])
      made.sandbox.control.addFault({ match: { operation }, action: { kind: 'duplicate-id' }, times: 1 });
    await made.pass();
    everythingArrived(made);
    expect(made.store.setAside.count()).toBe(0);
  });

  it('is not held up by an agent and an entity that vanish while their lists are read', async () => {
    let gone = 0;
    const made = await make({
      before(url) {
        const [, table, id = ''] =
          /\/v1\/(agents|downstream-entity-associations)\/([^/]+)\/licenses/.exec(url) ?? [];
        // The third of each is removed just before it is asked for its licences.
        const control = rig?.sandbox.control;
        const own = table === 'agents' ? 'agents' : 'downstreamEntities';
        if (table === undefined || control?.records(own, 2, 1)[0]?.id !== id || gone === 2) return;
        control.remoteDelete(own, id);
        gone += 1;
      },
    });
    await made.pass();
    expect(gone).toBe(2);
    expect(made.state('licence')).toMatchObject({ state: 'idle', failure: null });
    expect(made.store.setAside.count()).toBe(0);
    await made.pass();
    expect(made.store.mirror.count('agent')).toBe(made.sandbox.control.count('agents'));
    expect(made.store.mirror.count('downstreamEntity')).toBe(
      made.sandbox.control.count('downstreamEntities'),
    );
  });

  it('renews a token that was revoked, and asks for a sign-in when that does not help', async () => {
    const made = await make();
    await made.pass();
    made.sandbox.control.revokeTurrisTokens();
    made.sandbox.control.clearCounters();
    await made.pass();
    everythingArrived(made);
    expect(asked(made, 'turrisToken')).toBe(1);
    const fault = made.sandbox.control.addFault({
      match: { operation: 'listAgents' },
      action: { kind: 'status', status: 401 },
    });
    await made.pass();
    expect(made.state('licence')).toMatchObject({
      state: 'needs-auth',
      failure: { code: 'unauthorized', remedy: 'sign-in-turris' },
    });
    made.sandbox.control.clearFaults(fault);
    await made.pass();
    everythingArrived(made);
  });

  it('takes an answer that is no list for a hiccup, never for an empty list', async () => {
    const made = await make();
    await made.pass();
    const entities = made.store.mirror.count('downstreamEntity');
    for (const kind of ['malformed', 'invalid-utf8'] as const) {
      const fault = made.sandbox.control.addFault({
        match: { operation: 'listAssociations' },
        action: { kind },
      });
      await made.pass();
      made.sandbox.control.clearFaults(fault);
      expect(made.state('downstreamEntity'), kind).toMatchObject({
        state: 'failed',
        failure: { code: 'malformed', remedy: 'retry' },
      });
      expect(made.store.mirror.count('downstreamEntity'), kind).toBe(entities);
    }
    await made.pass();
    everythingArrived(made);
  });

  it('reads answers without the envelope, as one of the guides has them', async () => {
    const made = await make({ sandboxProfile: { turrisEnvelope: 'bare' } });
    await made.pass();
    everythingArrived(made);
  });

  it('sets a record aside that breaks a rule, with its reason, and takes nothing for gone meanwhile', async () => {
    const made = await make();
    await made.pass();
    const { control } = made.sandbox;
    const [broken, gone] = control.records('agents', 0, 2);
    control.remoteEdit('agents', broken?.id ?? '', { email: 42 });
    control.remoteDelete('agents', gone?.id ?? '');
    await made.pass();
    const [aside] = made.store.setAside.list(0, 10);
    expect(aside).toMatchObject({ collection: 'agent', key: broken?.id });
    expect(aside?.reason).toContain('`email` should be text');
    expect(made.store.mirror.get('agent', broken?.id ?? '')?.goneAt).toBeNull();
    expect(made.store.mirror.get('agent', gone?.id ?? '')?.goneAt).not.toBeNull();
    control.remoteEdit('agents', broken?.id ?? '', { email: 'mended@example.com' });
    await made.pass();
    expect(made.store.setAside.count()).toBe(0);
    expect(made.state('agent')).toMatchObject({ state: 'idle', failure: null });
  });

  it('knows agents whom only the list of their entity names', async () => {
    const made = await make();
    made.sandbox.control.addFault({
      match: { operation: 'listAgents', path: '/v1/agents$' },
      action: { kind: 'shrink', by: 1 },
    });
    await made.pass();
    everythingArrived(made);
  });

  it('keeps who stands in the list of an entity while that list cannot be read', async () => {
    const made = await make();
    await made.pass();
    const { id } = first(made, 'downstreamEntities');
    const members = (): readonly string[] =>
      made.sandbox.control
        .records('agents', 0, 1_000)
        .map((row) => row.id)
        .filter((agent) =>
          [made.store.mirror.get('agent', agent)?.effective['downstreamEntityIds'] ?? []].flat().includes(id),
        );
    const before = members();
    expect(before.length).toBeGreaterThan(0);
    const fault = made.sandbox.control.addFault({
      match: { operation: 'listAgents', path: `downstreamEntityAssociationId=${id}` },
      action: { kind: 'malformed' },
    });
    await made.pass();
    expect(members()).toEqual(before);
    expect(made.state('agent')).toMatchObject({ state: 'failed', failure: { code: 'unreadable-page' } });
    expect(made.store.setAside.list(0, 10)).toMatchObject([{ collection: 'agent', key: `under ${id}` }]);
    made.sandbox.control.clearFaults(fault);
    await made.pass();
    expect(made.store.setAside.count()).toBe(0);
    everythingArrived(made);
  });

  it('refuses a list larger than it should be instead of filling the memory', async () => {
    const made = await make({
      profile: (profile) => ({ ...profile, longestList: 5, longestAnswerBytes: 1_048_576 }),
    });
    await made.pass();
    expect(made.state('agent')).toMatchObject({ state: 'failed', failure: { code: 'malformed' } });
    expect(made.state('agent').failure?.message).toContain('5 are the most Upline reads');
    expect(made.store.mirror.count('agent')).toBe(0);
    const fault = made.sandbox.control.addFault({
      match: { operation: 'listAssociations' },
      action: { kind: 'oversized', bytes: 3_000_000 },
    });
    await made.pass();
    made.sandbox.control.clearFaults(fault);
    expect(made.state('downstreamEntity').failure?.message).toContain('is larger than 1 MB');
  });

  it('shows what it may where a call does not exist, and says so', async () => {
    const made = await make();
    await made.pass();
    const { control } = made.sandbox;
    const before = made.store.mirror.count('licence');
    control.setProfile({ disabled: ['listAgentLicenses'] });
    const entity = first(made, 'downstreamEntities');
    const [licence] = control.records('licences', 0, 1);
    expect(licence?.['holderId']).toBe(entity.id);
    control.remoteEdit('licences', licence?.id ?? '', { status: 'suspended' });
    control.clearCounters();
    await made.pass();
    expect(made.state('licence')).toMatchObject({ state: 'failed', failure: { code: 'partly-listed' } });
    expect(made.store.mirror.count('licence')).toBe(before);
    const statuses = licencesOf(made, entity.id).map(
      (id) => made.store.mirror.get('licence', id)?.effective['status'],
    );
    expect(statuses).toContain('suspended');
    // Five answers that there is nothing are enough to know; some more were already asked for.
    expect(asked(made, 'listAgentLicenses')).toBeLessThan(12);
  });

  it('takes an account that knows no newer category for one without such documents', async () => {
    const made = await make();
    made.sandbox.control.addFault({
      match: { operation: 'listFileDocuments', path: 'Surplus|Container' },
      action: { kind: 'status', status: 400 },
    });
    await made.pass();
    expect(made.state('fileDocument')).toMatchObject({ state: 'idle', failure: null });
    made.sandbox.control.addFault({
      match: { operation: 'listFileDocuments', path: 'W9' },
      action: { kind: 'status', status: 400 },
    });
    await made.pass();
    expect(made.state('fileDocument')).toMatchObject({ state: 'failed', failure: { code: 'rejected' } });
  });
});

describe('how often', () => {
  it('reads in each round what costs a few requests, and every hour what costs one for each holder', async () => {
    const made = await make({ intervalMs: 600_000, slowMs: 3_600_000 });
    made.start();
    await made.until(() => made.state('licence').completedAt !== null, 'the first pass');
    const agents = made.sandbox.control.count('agents');
    made.sandbox.control.clearCounters();
    await made.clock.pass(45 * 60_000);
    expect(asked(made, 'listAssociations')).toBe(4);
    expect(asked(made, 'listFileDocuments')).toBe(4 * 11);
    expect(asked(made, 'listAgentLicenses')).toBe(0);
    await made.clock.pass(30 * 60_000);
    expect(asked(made, 'listAgentLicenses')).toBe(agents);
  });
});
