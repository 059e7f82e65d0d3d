import { describe, expect, it } from 'vitest';
import type { TurrisCollection } from '../../../domain/fields.ts';
import type { Json } from '../../../domain/json.ts';
import type { Page } from '../../../main/engine/connectors/api.ts';
import type { HttpCall } from '../../../main/engine/connectors/http.ts';
import { createTurrisConnector, licenceParents } from '../../../main/engine/connectors/turris/connector.ts';
import { parseTurrisProfile } from '../../../main/engine/connectors/turris/profile.ts';
import endpoints from '../../../resources/endpoints/turris.json' with { type: 'json' };

const asked: HttpCall[] = [];

/** What the connector makes of an answer. */
async function reading(collection: TurrisCollection, json: Json, parentId?: string) {
  const profile = parseTurrisProfile(endpoints);
  if (!profile.ok) throw new Error(profile.error.message);
  asked.length = 0;
  const connector = createTurrisConnector({
    http: {
      call(call) {
        asked.push(call);
        return Promise.resolve({ ok: true, value: { json, text: JSON.stringify(json) } });
      },
      describe: () => {
        throw new Error('nothing is described');
      },
      pausedUntil: () => null,
    },
    profile: profile.value,
    environment: 'production',
  });
  return connector.listPage(collection, { page: 0, ...(parentId === undefined ? {} : { parentId }) });
}

async function page(collection: TurrisCollection, items: readonly Json[], parentId?: string): Promise<Page> {
  const result = await reading(collection, { data: items }, parentId);
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

const agent = (fields: Record<string, Json>, person: Record<string, Json> = {}): Json => ({
  agent: { _id: 'a1', npn: '0012345', firstName: 'Ana', ...person },
  ...fields,
});
const licence = (fields: Record<string, Json> = {}): Json => ({
  niprDataSubscriptionId: 's1',
  stateCode: 'TX',
  licenseNumber: '0099',
  licenseClassCode: '1',
  ...fields,
});
const holder = licenceParents.agent('a1');

describe('the lists of Turris', () => {
  it.each<[string, Json]>([
    ['nothing', null],
    ['an error that calls itself a success', { statusCode: 200, errorMessage: [] }],
    ['an empty envelope', { data: null, requestId: 'r' }],
    ['one record instead of a list', { data: { _id: 'x' } }],
    ['a text', 'maintenance'],
  ])('are malformed, not empty, where the answer is %s', async (_name, json) => {
    expect(await reading('agent', json)).toMatchObject({ ok: false, failure: { kind: 'malformed' } });
  });

  it('are asked for by the right address, with ids and categories encoded', async () => {
    await page('licence', [], licenceParents.agent('a/../b'));
    expect(asked[0]?.path).toBe('/v1/agents/a%2F..%2Fb/licenses');
    await page('licence', [], licenceParents.downstreamEntity('e1'));
    expect(asked[0]?.path).toBe('/v1/downstream-entity-associations/e1/licenses');
    await page('fileDocument', [], 'E&O');
    expect(asked[0]).toMatchObject({ path: '/v1/file-documents', query: { category: 'E&O' } });
    await page('agent', [], 'e1');
    expect(asked[0]).toMatchObject({ path: '/v1/agents', query: { downstreamEntityAssociationId: 'e1' } });
    expect(await reading('licence', { data: [] }, licenceParents.agent('..'))).toMatchObject({
      ok: false,
      failure: { kind: 'not-found' },
    });
    expect(asked).toEqual([]);
  });
});

describe('records of Turris', () => {
  it('keep NPNs and numbers as text, and what nobody knows here', async () => {
    const [record] = (await page('agent', [agent({ newField: { deep: [1] } }, { npn: '0012345' })])).records;
    expect(record?.values['npn']).toBe('0012345');
    expect(record?.server).toMatchObject({ newField: { deep: [1] } });
    const aside = (await page('agent', [agent({}, { npn: 12345 })])).setAside[0];
    expect(aside).toMatchObject({ key: 'a1' });
    expect(aside?.reason).toContain('`agent.npn` should be text, found a number 12345');
  });

  it.each([
    ['success', 'success'],
    ['IN_PROGRESS', 'in progress'],
    ['In-Progress', 'in progress'],
    ['notStarted', 'unknown'],
    ['not  started', 'not started'],
    ['SOMETHING_NEW', 'unknown'],
  ])('say %s of a subscription as %s', async (spelt, said) => {
    const niprDataSubscription = { entityInfo: { status: spelt }, lastSynchronizationDate: null };
    const [record] = (await page('agent', [agent({ niprDataSubscription })])).records;
    expect(record?.values).toMatchObject({ subscriptionStatus: said, lastSynchronizedAt: null });
  });

  it('empty a field that an answer leaves out, but not what only other lists tell', async () => {
    const [record] = (await page('agent', [agent({})])).records;
    expect(record?.values).toMatchObject({ email: null, externalId: null, isArchived: null });
    expect(record?.values).not.toHaveProperty('downstreamEntityIds');
  });

  it('are set aside where they cannot be told from others', async () => {
    const { records, setAside } = await page('agent', [agent({}, { _id: 7 }), 'text', agent({})]);
    expect(records.map(({ id }) => id)).toEqual(['a1']);
    expect(setAside.map(({ key }) => key)).toEqual(['page 1, item 1', 'page 1, item 2']);
    const nameless = await page('licence', [licence({ licenseNumber: null })], holder);
    expect(nameless.setAside[0]?.key).toBe(`under ${holder}, page 1, item 1`);
  });

  it('are one where the same licence is told twice, and two where they differ', async () => {
    const both = await page('licence', [licence(), licence(), licence({ status: 'inactive' })], holder);
    expect(both.records.map(({ id, values }) => [id, values['status'] ?? null])).toEqual([
      ['a1/s1/TX/0099/1', null],
      ['a1/s1/TX/0099/1#2', 'inactive'],
    ]);
    expect(both.records[0]?.values).toMatchObject({ agentId: 'a1', licenceNumber: '0099' });
  });

  it('name the lines of a licence with how each stands', async () => {
    const linesOfAuthority = [{ code: '16', name: 'Life', status: 'active' }, { code: '29' }, 'Casualty'];
    const [record] = (await page('licence', [licence({ linesOfAuthority })], holder)).records;
    expect(record?.values['linesOfAuthority']).toEqual(['Life (active)', '29', 'Casualty']);
  });

  it('count the versions of a document', async () => {
    const [file] = (await page('fileDocument', [{ _id: 'f', category: 'W9', versions: [{}, {}] }], 'W9'))
      .records;
    expect(file?.values).toMatchObject({ category: 'W9', versionCount: '2' });
  });
});
