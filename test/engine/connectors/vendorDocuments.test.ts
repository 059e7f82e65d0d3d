import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { collections } from '../../../domain/collections.ts';
import type { AgentSyncCollection, FieldValues } from '../../../domain/fields.ts';
import type { Json, JsonObject } from '../../../domain/json.ts';
import { readAssignmentChange } from '../../../main/engine/connectors/agentsync/assignmentChanges.ts';
import { readServerCopy } from '../../../main/engine/connectors/agentsync/records.ts';
import { isJsonArray, isJsonObject, parseJson } from '../../../domain/json.ts';
import { sampleJson, sampleText } from '../../unit/connectors/fixtures/sample.ts';
import { parseJson as parseForServer } from '../../../sandbox/json.ts';
import type { Json as ServerJson } from '../../../sandbox/json.ts';
import { Client, list, text } from '../sandbox/client.ts';
import { answer, connect, made, rig, sent } from './vendorDocumentsSupport.ts';

function objectOf(value: Json | undefined): JsonObject {
  if (!isJsonObject(value)) throw new Error('not an object');
  return value;
}

const lastBody = (): unknown => JSON.parse(sent.at(-1)?.body ?? 'null');

const lastPath = (): string => new URL(sent.at(-1)?.url ?? '').pathname;

/** A documented request as Upline holds its values. */
const valuesOf = (collection: AgentSyncCollection, payload: Json | undefined): FieldValues =>
  readServerCopy(collection, objectOf(payload));

describe('the documented requests', () => {
  it.each([
    ['carrier', 'carrier-request', undefined, '/contracting/v1/customers/carriers'],
    ['product', 'product-request', 'CARRIER_ID', '/contracting/v1/customers/carriers/CARRIER_ID/products'],
    [
      'commissionLevel',
      'level-request',
      'PRODUCT_ID',
      '/contracting/v1/customers/PRODUCT_ID/commissionLevels',
    ],
    ['contractAssignment', 'assignment-request', undefined, '/contracting/v1/customers/contractAssignments'],
  ] as const)(
    'to make a %s is sent as the quick start shows it',
    async (collection, name, parentId, path) => {
      const { connector } = await connect('upper');
      // The quick start spells types in capitals, as this server shows them.
      const [product] = (rig?.sandbox.control.records('products', 0, 1) ?? []).map(({ id }) => id);
      await connector.listPage('commissionLevel', { page: 0, parentId: product ?? '' });
      const payload = sampleJson(name);
      const parent = parentId === undefined ? {} : { parentId };
      await connector.create(collection, valuesOf(collection, payload), parent);
      expect(lastBody()).toEqual(payload);
      expect(lastPath()).toBe(path);
      expect(sent.at(-1)?.headers).toMatchObject({ 'content-type': 'application/json' });
    },
  );

  it('to make several levels at once is an array', async () => {
    const { connector, sandbox } = await connect('upper');
    const parentId = sandbox.control.records('products', 0, 1)[0]?.id ?? '';
    await connector.listPage('commissionLevel', { page: 0, parentId });
    const payload = sampleJson('levels-request');
    if (!isJsonArray(payload)) throw new Error('not an array');
    const levels = made(
      await connector.createLevels(
        parentId,
        payload.map((item) => valuesOf('commissionLevel', item)),
      ),
    );
    expect(lastBody()).toEqual(payload);
    expect(levels.map(({ values }) => [values['name'], values['type'], values['firstYearValue']])).toEqual([
      ['Level 1 — 55%', 'Percent', '55'],
      ['Level 2 — 60%', 'Percent', '60'],
      ['Level 3 — 65%', 'Percent', '65'],
    ]);
  });

  it('to invite a producer is sent as the quick start shows it, and its answer holds the link', async () => {
    const { connector } = await connect();
    const payload = objectOf(sampleJson('invitation-request'));
    const producer = objectOf(payload['producer']);
    const inviter = objectOf(producer['inviter']);
    const [line] = isJsonArray(payload['contractAssignments']) ? payload['contractAssignments'] : [];
    const { toOrganizationId, fromOrganizationId, productId, commissionLevelId, ...shared } = objectOf(line);
    const { inviter: _nested, ...person } = producer;
    const values = readServerCopy('invitation', {
      ...person,
      ...shared,
      inviterFirstName: inviter['firstName'] ?? null,
      inviterLastName: inviter['lastName'] ?? null,
      inviterEmail: inviter['email'] ?? null,
    });
    const ids = z.object({ carrierId: z.string(), productId: z.string(), commissionLevelId: z.string() });
    const lines = [ids.parse({ carrierId: toOrganizationId, productId, commissionLevelId })];
    const answered = sampleText('invitation-created.json.txt');
    const organizationId = z.string().parse(fromOrganizationId);
    answer(201, answered);
    expect(made(await connector.invite({ values, organizationId, lines }))).toEqual({
      link: objectOf(parseJson(answered))['inviteLink'],
      expiresAt: null,
    });
    expect(lastBody()).toEqual(payload);
    expect(lastPath()).toBe('/contracting/v1/invitation');
  });

  it('are taken by the stand-in, and answered with the fields the documents show', async () => {
    const { sandbox } = await connect();
    const client = await Client.signIn(sandbox);
    const idsOf = async (path: string, key: string): Promise<readonly string[]> =>
      list((await client.get(path)).body, '_embedded', key).map((item) => text(item, 'id'));
    const lines = await idsOf('/v1/linesOfBusiness', 'linesOfBusiness');
    const methods = await idsOf('/v1/contractSubmissionMethods', 'contractSubmissionMethods');
    const annualizations = await idsOf('/v1/annualizations', 'annualizations');
    const statuses = await idsOf('/v1/assignmentStatuses', 'assignmentStatuses');
    const ids: Record<string, string | undefined> = {
      LOB_UUID_1: lines[0],
      LOB_UUID_2: lines[1],
      CSM_UUID_1: methods[0],
      CSM_UUID_2: methods[1],
      LOB_UUID: lines[0],
      CSM_UUID: methods[0],
      ANN_UUID: annualizations[0],
      STATUS_UUID: statuses[0],
    };
    const filled = (name: string): ServerJson => {
      let body = JSON.stringify(sampleJson(name));
      for (const [placeholder, id] of Object.entries(ids))
        body = body.replaceAll(`"${placeholder}"`, `"${id ?? ''}"`);
      return parseForServer(body) ?? null;
    };
    const post = async (path: string, request: string, answer: string): Promise<string> => {
      const reply = await client.call('POST', path, filled(request));
      expect(reply.status, reply.text).toBe(201);
      const shown = sampleJson(answer);
      expect(Object.keys(z.record(z.string(), z.unknown()).parse(reply.body)).toSorted()).toEqual(
        Object.keys(objectOf(shown)).toSorted(),
      );
      return answer === 'invitation-created' ? text(reply.body, 'inviteLink') : text(reply.body, 'id');
    };
    ids['CARRIER_UUID'] = await post('/v1/customers/carriers', 'carrier-request', 'carrier-created');
    const products = `/v1/customers/carriers/${ids['CARRIER_UUID']}/products`;
    ids['PRODUCT_UUID'] = await post(products, 'product-request', 'product-created');
    const levels = `/v1/customers/${ids['PRODUCT_UUID']}/commissionLevels`;
    ids['COMMISSION_LEVEL_UUID'] = await post(levels, 'level-request', 'level-created');
    const bulk = await client.call('POST', `${levels}/bulk`, filled('levels-request'));
    expect(bulk.status).toBe(201);
    await post('/v1/customers/contractAssignments', 'assignment-request', 'assignment-created');
    ids['YOUR_ORG_UUID'] = 'own-organization';
    await post('/v1/invitation', 'invitation-request', 'invitation-created');
    const found = await client.get('/v1/customers/contractAssignments?npn=15645555');
    const assigned = list(found.body, '_embedded', 'contractAssignments');
    expect(assigned.map((item) => text(item, 'productId'))).toContain(ids['PRODUCT_UUID']);
  });
});

describe('the entities of the overview', () => {
  const lines = sampleText('entities.txt').split('\n');
  /** The names a block of the diagram gives its fields. */
  const namedUnder = (heading: string): readonly string[] => {
    const start = lines.findIndex((line) => line.includes(heading));
    const end = lines.findIndex((line, index) => index > start && /^[\s|]*$/.test(line));
    return lines
      .slice(start + 1, end === -1 ? undefined : end)
      .flatMap((line) => (/-- (.*)$/.exec(line)?.[1] ?? '').replaceAll(/\(.*\)|->.*$/g, '').split(','))
      .map((name) => name.replace('[]', '').trim())
      .filter((name) => name !== '');
  };
  const inBrackets = (heading: string): readonly string[] =>
    (lines.find((line) => line.includes(heading)) ?? '')
      .replace(/^.*\(|\).*$/g, '')
      .split(',')
      .map((name) => name.trim());
  const known = (collection: AgentSyncCollection): readonly string[] =>
    collections[collection].fields.map(({ name }) => name);

  it('name no field that Upline does not hold', () => {
    expect(known('carrier')).toEqual(expect.arrayContaining([...inBrackets('Carrier (')]));
    expect(known('commissionLevel')).toEqual(expect.arrayContaining([...inBrackets('CommissionLevel (')]));
    // The overview calls the submission field by another name than the quick start (vendor-apis section 6, item 12).
    expect(inBrackets('Product (')).toEqual(['name', 'lineOfBusinessId', 'submissionMethodId']);
    expect(readServerCopy('product', { id: 'p', submissionMethodId: 'm' })).toMatchObject({
      contractSubmissionMethodId: 'm',
    });
    const assignment = namedUnder('ContractAssignment (contract');
    expect(assignment).toContain('10x userDefined fields');
    expect(known('contractAssignment')).toEqual(
      expect.arrayContaining([
        ...assignment.filter((name) => !name.includes(' ')),
        ...Array.from({ length: 10 }, (_, index) => `userDefined${index + 1}`),
      ]),
    );
  });
});

it('the changes of an assignment are read with every field the overview names', () => {
  const lines = sampleText('entities.txt').split('\n');
  const start = lines.findIndex((line) => line.includes('ContractAssignmentChange (versioned'));
  const named = lines
    .slice(start + 1)
    .flatMap((line) => (/-- (.*)$/.exec(line)?.[1] ?? '').replaceAll(/\([^)]*\)|-> \w+/g, '').split(','))
    .map((name) => name.trim())
    .filter((name) => /^[a-z]\w*$/.test(name));
  expect(named).toHaveLength(12);
  const flags = new Set(['isAgencyInitiated', 'isSignedByProducer']);
  const told = Object.fromEntries(named.map((name) => [name, flags.has(name) ? true : `a ${name}`]));
  const users = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`userDefined${n + 1}`, `u${n}`]));
  expect(readAssignmentChange({ id: 'c', ...told, ...users })).toEqual({
    id: 'c',
    ...told,
    createdDate: null,
    modifiedDate: null,
    userDefined: users,
  });
});
