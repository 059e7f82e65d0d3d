import { afterEach, describe, expect, it } from 'vitest';
import { parseProfile } from '../../../main/engine/connectors/agentsync/profile.ts';
import { createAgentSyncConnector } from '../../../main/engine/connectors/agentsync/connector.ts';
import { readServerCopy } from '../../../main/engine/connectors/agentsync/records.ts';
import type { ConnectorResult } from '../../../main/engine/connectors/api.ts';
import type { HttpCall } from '../../../main/engine/connectors/http.ts';
import type { HttpRequest } from '../../../main/engine/ports.ts';
import { createRig, endpointProfile } from '../sync/rig.ts';
import type { Rig, RigOptions } from '../sync/rig.ts';

let rig: Rig | undefined;
afterEach(async () => {
  await rig?.close();
  rig = undefined;
});

const sent: HttpRequest[] = [];

async function make(options: RigOptions = {}): Promise<Rig> {
  sent.length = 0;
  rig = await createRig({
    transport: (transport) => (request) => {
      sent.push(request);
      return transport(request);
    },
    ...options,
  });
  return rig;
}

function value<T>(result: ConnectorResult<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

describe('reading', () => {
  it('reads one record, and says when it does not exist', async () => {
    const { connector, sandbox } = await make();
    const [row] = sandbox.control.records('contractAssignments', 0, 1);
    const record = value(await connector.read('contractAssignment', row?.id ?? ''));
    expect(record.values['npn']).toBe(row?.['npn']);
    expect(await connector.read('contractAssignment', 'nobody')).toMatchObject({
      ok: false,
      failure: { kind: 'not-found' },
    });
  });

  it('keeps ids inside their place in the path', async () => {
    const { connector } = await make();
    for (const id of ['../carriers', '..', 'a/b?c=d#e']) await connector.read('contractAssignment', id);
    const paths = sent.map(({ url }) => new URL(url).pathname);
    expect(paths.every((path) => path.startsWith('/contracting/v1/customers/contractAssignments/'))).toBe(
      true,
    );
  });

  it('reads of a page only what was asked for, and counts all of it', async () => {
    const { connector, sandbox } = await make();
    const [, row] = sandbox.control.records('contractAssignments', 0, 2);
    const whole = value(await connector.listPage('contractAssignment', { page: 0 }));
    const part = value(
      await connector.listPage('contractAssignment', { page: 0, only: new Set([row?.id ?? '', 'nobody']) }),
    );
    expect(part.records).toEqual(whole.records.filter(({ id }) => id === row?.id));
    expect(part.records).toHaveLength(1);
    expect(part.received).toBe(whole.received);
    expect(part.setAside).toEqual([]);
  });

  it('finds all assignments of a producer over several pages', async () => {
    const { connector, sandbox } = await make({ pageSize: 1 });
    const rows = sandbox.control.records('contractAssignments', 0, 230);
    const npn = readServerCopy('contractAssignment', rows[0] ?? {})['npn'];
    if (typeof npn !== 'string') throw new Error('no data');
    const expected = rows.filter((row) => row['npn'] === npn).map((row) => row.id);
    const found = value(await connector.assignmentsOf(npn)).map(({ id }) => id);
    expect([...found].sort()).toEqual([...expected].sort());
    expect(value(await connector.assignmentsOf('404404'))).toEqual([]);
  });

  it('halves a refused page size', async () => {
    const { connector } = await make({ pageSize: 400, sandboxProfile: { maxPageSize: 120 } });
    const page = value(await connector.listPage('contractAssignment', { page: 0 }));
    expect(page).toMatchObject({ size: 100, received: 100, totalElements: 230, last: false });
    expect(value(await connector.listPage('contractAssignment', { page: 2 }))).toMatchObject({
      received: 30,
      last: true,
    });
  });

  it('goes by the page size the server really used', async () => {
    const made = await make({
      pageSize: 400,
      sandboxProfile: { maxPageSize: 120, overMaxPageSize: 'clamp' },
    });
    await made.pass();
    expect(made.store.mirror.count('contractAssignment')).toBe(230);
    expect(made.state('contractAssignment')).toMatchObject({ state: 'idle', failure: null });
  });
});

describe('changing', () => {
  it('sends the changed fields in the envelope and answers the server’s echo', async () => {
    const { connector, sandbox } = await make();
    const [first, second] = sandbox.control.records('contractAssignments', 0, 2);
    if (first === undefined || second === undefined) throw new Error('no data');
    const echo = value(
      await connector.updateMany('contractAssignment', [
        { id: first.id, values: { writingNumber: 'W-1', referralCodes: ['a', 'b'] } },
        { id: second.id, values: { endDate: null, userDefined3: 'x' } },
      ]),
    );
    expect(JSON.parse(sent.at(-1)?.body ?? '')).toEqual({
      contractAssignments: [
        { id: first.id, writingNumber: 'W-1', referralCodes: ['a', 'b'] },
        { id: second.id, endDate: null, userDefined3: 'x' },
      ],
    });
    expect(echo.map(({ id }) => id)).toEqual([first.id, second.id]);
    expect(echo[0]?.values).toMatchObject({ writingNumber: 'W-1', npn: first['npn'] });
  });

  it.each([
    ['title', 'Dollar'],
    ['upper', 'DOLLAR'],
  ] as const)('writes commission types in the casing it has read (%s)', async (casing, wire) => {
    const { connector, sandbox } = await make({
      sandboxProfile: { typeShown: casing, typeAccepted: casing },
    });
    const [product] = sandbox.control.records('products', 0, 1);
    const parentId = product?.id ?? '';
    const page = value(await connector.listPage('commissionLevel', { page: 0, parentId }));
    const [level] = page.records;
    if (level === undefined) throw new Error('no data');
    const values = { type: 'Dollar', firstYearValue: '99999.99', level: '2.5' };
    const [echo] = value(await connector.updateMany('commissionLevel', [{ id: level.id, values }]));
    expect(JSON.parse(sent.at(-1)?.body ?? '')).toEqual({
      commissionLevels: [{ id: level.id, type: wire, firstYearValue: 99_999.99, level: 2.5 }],
    });
    expect(echo?.values).toMatchObject(values);
  });

  it('tells the server’s words by field, and by item when there are several', async () => {
    const { connector, sandbox } = await make();
    const ids = sandbox.control.records('contractAssignments', 0, 2).map(({ id }) => id);
    const bad = { startDate: 'not a date' };
    const items = ids.map((id, index) => ({ id, values: index === 1 ? bad : { userDefined1: 'fine' } }));
    const many = await connector.updateMany('contractAssignment', items);
    expect(many).toMatchObject({ ok: false, failure: { kind: 'rejected', status: 400 } });
    expect(!many.ok && many.failure.kind === 'rejected' && Object.keys(many.failure.fields)).toEqual([
      '1.startDate',
    ]);
    const one = await connector.updateMany('contractAssignment', items.slice(1));
    expect(!one.ok && one.failure.kind === 'rejected' && Object.keys(one.failure.fields)).toEqual([
      'startDate',
    ]);
  });

  it('takes a reference to nothing for a refused field', async () => {
    const { connector, sandbox } = await make();
    const [row] = sandbox.control.records('contractAssignments', 0, 1);
    const result = await connector.updateMany('contractAssignment', [
      { id: row?.id ?? '', values: { commissionLevelId: 'nothing' } },
    ]);
    expect(result).toMatchObject({ ok: false, failure: { kind: 'rejected', status: 404 } });
    expect(!result.ok && result.failure.kind === 'rejected' && result.failure.fields).toHaveProperty(
      'commissionLevelId',
    );
  });
});

describe('changing one record', () => {
  it('puts the changed fields alone to the address of the record, and answers the whole record', async () => {
    const { connector, sandbox } = await make();
    const [carrier] = sandbox.control.records('carriers', 0, 1);
    const id = carrier?.id ?? '';
    const item = { id, values: { uplineFirmName: 'Firm', tin: null } };
    const [echo] = value(await connector.updateMany('carrier', [item]));
    expect(sent.at(-1)).toMatchObject({ method: 'PUT' });
    expect(sent.at(-1)?.url).toMatch(new RegExp(`/carriers/${id}$`));
    expect(JSON.parse(sent.at(-1)?.body ?? '')).toEqual({ uplineFirmName: 'Firm', tin: null });
    expect(echo?.values).toMatchObject({ uplineFirmName: 'Firm', tin: null, name: carrier?.['name'] });
    const described = connector.describe({ kind: 'update', collection: 'carrier', items: [item] });
    expect(described).toMatchObject({ method: 'PUT', url: sent.at(-1)?.url });
    expect(JSON.parse(described?.body ?? '')).toEqual({ uplineFirmName: 'Firm', tin: null });
  });

  it('puts the refusal of a carrier name on the name', async () => {
    const { connector, sandbox } = await make();
    const [first, second] = sandbox.control.records('carriers', 0, 2);
    const name = readServerCopy('carrier', second ?? {})['name'] ?? null;
    const values = { tin: '123', name };
    const result = await connector.updateMany('carrier', [{ id: first?.id ?? '', values }]);
    expect(result).toMatchObject({
      ok: false,
      failure: { kind: 'rejected', status: 422, fields: { name: expect.stringContaining('already exists') } },
    });
  });

  it('never writes the deprecated upline name', async () => {
    const { connector, sandbox } = await make();
    const [row] = sandbox.control.records('carriers', 0, 1);
    const values = { uplineName: 'Old way', uplinePersonName: 'Pat Doe' };
    value(await connector.updateMany('carrier', [{ id: row?.id ?? '', values }]));
    expect(JSON.parse(sent.at(-1)?.body ?? '')).toEqual({ uplinePersonName: 'Pat Doe' });
  });
});

describe('creating', () => {
  it('keeps what was sent where the answer does not show it, and sends only what has a value', async () => {
    const { connector, sandbox } = await make();
    const record = value(
      await connector.create('carrier', { name: 'Acme Life', userDefined1: 'note', tin: null, naic: '' }, {}),
    );
    expect(record.values).toMatchObject({ name: 'Acme Life', userDefined1: 'note' });
    expect(JSON.parse(sent.at(-1)?.body ?? '')).toEqual({ name: 'Acme Life', userDefined1: 'note' });
    expect(sandbox.control.record('carriers', record.id)).toMatchObject({ userDefined1: 'note' });
  });

  it('creates levels of a product in one request, in the casing the server has shown', async () => {
    const { connector, sandbox } = await make();
    const [product] = sandbox.control.records('products', 0, 1);
    sandbox.control.setProfile({ typeAccepted: 'upper', typeShown: 'upper' });
    const parentId = product?.id ?? '';
    value(await connector.listPage('commissionLevel', { parentId, page: 0 }));
    const names = ['New A', 'New B', 'New C'];
    const levels = value(
      await connector.createLevels(
        parentId,
        names.map((name, index) => ({ productId: parentId, name, type: 'Percent', level: `${index + 70}` })),
      ),
    );
    expect(levels.map(({ values }) => values['name'])).toEqual(names);
    expect(levels[1]?.values).toMatchObject({ productId: parentId, type: 'Percent', level: '71' });
    expect(sent.at(-1)?.url).toMatch(/commissionLevels\/bulk$/);
  });

  it('describes a request as it would leave, without the token', async () => {
    const { connector } = await make();
    const described = connector.describe({
      kind: 'create',
      collection: 'product',
      values: { carrierId: 'c 1', name: 'Term', lineOfBusinessId: 'life' },
      parentId: 'c 1',
    });
    expect(described).toMatchObject({ method: 'POST' });
    expect(described?.url).toMatch(/carriers\/c%201\/products$/);
    expect(JSON.parse(described?.body ?? '')).toEqual({ name: 'Term', lineOfBusinessId: 'life' });
    expect(JSON.stringify(described?.headers)).not.toMatch(/ey/);
    expect(connector.perMinute()).toBeGreaterThan(0);
  });
});

describe('what a connection offers', () => {
  const http = {
    call: () => Promise.resolve({ ok: false as const, failure: { kind: 'aborted' as const } }),
    describe: ({ method }: HttpCall) => ({ method, url: '', headers: [], body: '' }),
    pausedUntil: () => null,
  };

  it('sends no bulk updates to a real vendor while their format is not published', async () => {
    for (const environment of ['sandbox', 'production', 'custom'] as const) {
      const connector = createAgentSyncConnector({ http, profile: endpointProfile(10), environment });
      const offer = connector.updates('contractAssignment');
      expect(offer).toMatchObject({ offered: false, reason: expect.stringContaining('is kept here') });
      const result = await connector.updateMany('contractAssignment', []);
      expect(result).toMatchObject({ ok: false, failure: { kind: 'not-offered' } });
    }
  });

  it('changes no carrier or product of a real vendor, which publishes no way to do it', async () => {
    for (const environment of ['sandbox', 'production', 'custom'] as const) {
      const connector = createAgentSyncConnector({ http, profile: endpointProfile(10), environment });
      for (const collection of ['carrier', 'product'] as const) {
        const reason = expect.stringMatching(/publishes no way .* is kept on this computer/);
        expect(connector.updates(collection)).toMatchObject({ offered: false, reason });
        const items = [{ id: 'x', values: { name: 'New' } }];
        expect(await connector.updateMany(collection, items)).toMatchObject({
          ok: false,
          failure: { kind: 'not-offered' },
        });
        expect(connector.describe({ kind: 'update', collection, items })).toBeNull();
      }
    }
  });

  it('sends them all in practice: many in one request where there is a bulk update, else one by one', () => {
    const connector = createAgentSyncConnector({
      http,
      profile: endpointProfile(10),
      environment: 'practice',
    });
    expect(connector.updates('commissionLevel')).toEqual({ offered: true, maximumItems: 250 });
    expect(connector.updates('carrier')).toEqual({ offered: true, maximumItems: 1 });
    expect(connector.updates('product')).toEqual({ offered: true, maximumItems: 1 });
  });

  it('is told in words when the profile is damaged', () => {
    expect(parseProfile(endpointProfile(10)).ok).toBe(true);
    const broken = parseProfile({ ...endpointProfile(10), calls: {} });
    expect(broken).toMatchObject({ ok: false, error: { code: 'endpoint-profile-unreadable' } });
    const elsewhere = structuredClone(endpointProfile(10));
    elsewhere.calls.listCarriers.path = 'https://evil.test/';
    expect(parseProfile(elsewhere).ok).toBe(false);
  });
});
