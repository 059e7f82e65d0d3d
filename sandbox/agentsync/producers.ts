import type { Json, JsonObject, Row } from '../json.ts';
import { isJsonObject, textOf } from '../json.ts';
import type { ProfileCollection } from '../journal/entry.ts';
import { pathId, requireObject } from './call.ts';
import type { Call, Route } from './call.ts';
import { keptSsn } from '../data/people.ts';
import { details } from './producer-details.ts';
import { FieldCheck } from './fields.ts';
import type { FieldRules } from './fields.ts';
import { pageReply, sourceOf, withSelf } from './hal.ts';
import { Refusal } from './reply.ts';

/** Where the stand-in puts Producer Profile. The vendor publishes nothing of it (specification 2.3). */
export const PROFILE_PREFIX = '/producer-profile';

const INDIVIDUAL: FieldRules = {
  firstName: { kind: 'text', max: 100 },
  lastName: { kind: 'text', max: 100 },
  middleName: { kind: 'text', max: 100 },
  suffix: { kind: 'text', max: 20 },
  gender: { kind: 'text', max: 20 },
  dateOfBirth: { kind: 'date' },
  finraCrdNumber: { kind: 'text', max: 20 },
  primaryEmail: { kind: 'text', max: 254 },
  secondaryEmail: { kind: 'text', max: 254 },
  title: { kind: 'text', max: 100 },
  ssn: { kind: 'text', max: 11 },
};
const FIRM: FieldRules = {
  name: { kind: 'text', max: 255 },
  type: { kind: 'text', max: 50 },
  email: { kind: 'text', max: 254 },
  fein: { kind: 'text', max: 12 },
  finraCrdNumber: { kind: 'text', max: 20 },
};
const OUTER: FieldRules = {
  npn: { kind: 'text', max: 15 },
  type: { kind: 'oneOf', values: ['INDIVIDUAL', 'FIRM'] },
};

/** What the vendor keeps and never shows. */
const HIDDEN = new Set(['numberDigest', 'ssnDigest']);

/** A record as it is answered, with a link to itself. */
export function shown(collection: ProfileCollection, row: Row): JsonObject {
  return withSelf(visible(row), `/v1/${collection}/${row.id}`);
}

function visible(fields: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => !HIDDEN.has(name))
      .map(([name, value]) => [name, isJsonObject(value) ? visible(value) : value]),
  );
}

/** The record of the path, or 404. */
export function rowOf(call: Call, collection: ProfileCollection, what: string): Row {
  const row = call.world.table(collection).get(pathId(call));
  if (row === undefined) throw new Refusal(404, `${what} '${pathId(call)}' was not found.`);
  return row;
}

/** The part of a producer that a request names, checked, laid over what it was. */
function part(
  check: FieldCheck,
  body: JsonObject,
  name: 'individual' | 'firm',
  before: Json | undefined,
): JsonObject {
  const given = body[name];
  if (given === undefined || given === null) return {};
  if (!isJsonObject(given)) {
    check.messages.push(`${name} must be a JSON object.`);
    return {};
  }
  const { ssn, ...fields } = check.pick(given, name === 'firm' ? FIRM : INDIVIDUAL);
  // Above all a masked one that was sent back.
  if (typeof ssn === 'string' && !/^\d{3}-?\d{2}-?\d{4}$/.test(ssn))
    check.messages.push(`ssn '${ssn}' must consist of nine digits.`);
  const kept = typeof ssn === 'string' ? keptSsn(ssn.replaceAll('-', '')) : {};
  return { [name]: { ...(isJsonObject(before) ? before : {}), ...fields, ...kept } };
}

function checked(call: Call, before: Row | undefined): JsonObject {
  const body = requireObject(call.body);
  const check = new FieldCheck(call.world, call.profile.typeAccepted);
  const outer = check.pick(body, OUTER, before === undefined ? ['npn', 'type'] : []);
  const type = textOf(outer['type'] ?? before?.['type']);
  const mine = type === 'FIRM' ? 'firm' : 'individual';
  const other = type === 'FIRM' ? 'individual' : 'firm';
  if (body[other] !== undefined)
    check.messages.push(`${other} must not be given for a producer of type ${type}.`);
  const fields = { ...outer, ...part(check, body, mine, before?.[mine]) };
  check.finish();
  return fields;
}

/** Producers: the stand-in's reading of S2. */
export const producerRoutes: readonly Route[] = [
  {
    operation: 'listProducers',
    method: 'GET',
    pattern: /^\/v1\/producers$/,
    scope: 'rino_api_agency_read',
    budget: 'read',
    handle: (call) => {
      const table = call.world.producers;
      const npn = call.query.get('npn');
      const source =
        npn === null ? { total: table.count(), slice: table.slice.bind(table) } : sourceOf(table.byKey(npn));
      return pageReply(call, 'producers', source, (row) => shown('producers', row));
    },
  },
  {
    operation: 'createProducer',
    method: 'POST',
    pattern: /^\/v1\/producers$/,
    scope: 'rino_api_agency_write',
    budget: 'write',
    handle: (call) => {
      const fields = checked(call, undefined);
      const npn = textOf(fields['npn']);
      if (call.world.producers.byKey(npn).length > 0)
        throw new Refusal(422, `A producer with the NPN '${npn}' already exists.`);
      const id = call.world.newId();
      call.world.commit(call.meta, [{ collection: 'producers', action: 'create', id, fields }]);
      return { status: 201, body: shown('producers', call.world.producers.get(id) ?? { id }) };
    },
  },
  {
    operation: 'getProducer',
    method: 'GET',
    pattern: /^\/v1\/producers\/([^/]+)$/,
    scope: 'rino_api_agency_read',
    budget: 'read',
    handle: (call) => ({ status: 200, body: shown('producers', rowOf(call, 'producers', 'Producer')) }),
  },
  {
    operation: 'updateProducer',
    method: 'PUT',
    pattern: /^\/v1\/producers\/([^/]+)$/,
    scope: 'rino_api_agency_write',
    budget: 'write',
    handle: (call) => {
      const before = rowOf(call, 'producers', 'Producer');
      const fields = checked(call, before);
      call.world.commit(call.meta, [{ collection: 'producers', action: 'update', id: before.id, fields }]);
      return { status: 200, body: shown('producers', rowOf(call, 'producers', 'Producer')) };
    },
  },
];

/** Addresses, phones, bank accounts and E&O policies: each as a whole list, under its producer, and alone. */
export const producerDetailRoutes: readonly Route[] = details.flatMap((detail): Route[] => {
  const { collection, one, many } = detail;
  return [
    {
      operation: `list${many}`,
      method: 'GET',
      pattern: new RegExp(`^/v1/${collection}$`),
      scope: 'rino_api_agency_read',
      budget: 'read',
      handle: (call) => {
        const table = call.world[collection];
        const source = { total: table.count(), slice: table.slice.bind(table) };
        return pageReply(call, collection, source, (row) => shown(collection, row));
      },
    },
    {
      operation: `list${many}OfProducer`,
      method: 'GET',
      pattern: new RegExp(`^/v1/producers/([^/]+)/${collection}$`),
      scope: 'rino_api_agency_read',
      budget: 'read',
      handle: (call) => {
        const rows = call.world[collection].byKey(rowOf(call, 'producers', 'Producer').id);
        return pageReply(call, collection, sourceOf(rows), (row) => shown(collection, row));
      },
    },
    {
      operation: `create${one}`,
      method: 'POST',
      pattern: new RegExp(`^/v1/producers/([^/]+)/${collection}$`),
      scope: 'rino_api_agency_write',
      budget: 'write',
      handle: (call) => {
        const producerId = rowOf(call, 'producers', 'Producer').id;
        const fields = detail.check(call, requireObject(call.body), undefined);
        const id = call.world.newId();
        call.world.commit(call.meta, [
          { collection, action: 'create', id, fields: { producerId, ...fields } },
        ]);
        return { status: 201, body: shown(collection, call.world[collection].get(id) ?? { id }) };
      },
    },
    {
      operation: `get${one}`,
      method: 'GET',
      pattern: new RegExp(`^/v1/${collection}/([^/]+)$`),
      scope: 'rino_api_agency_read',
      budget: 'read',
      handle: (call) => ({ status: 200, body: shown(collection, rowOf(call, collection, one)) }),
    },
    {
      operation: `update${one}`,
      method: 'PUT',
      pattern: new RegExp(`^/v1/${collection}/([^/]+)$`),
      scope: 'rino_api_agency_write',
      budget: 'write',
      handle: (call) => {
        const before = rowOf(call, collection, one);
        const fields = detail.check(call, requireObject(call.body), before);
        call.world.commit(call.meta, [{ collection, action: 'update', id: before.id, fields }]);
        return { status: 200, body: shown(collection, rowOf(call, collection, one)) };
      },
    },
  ];
});
