import type { JsonObject, Row } from '../json.ts';
import { textOf } from '../json.ts';
import { pathId, requireObject } from './call.ts';
import type { Call, Route } from './call.ts';
import { FieldCheck, USER_DEFINED } from './fields.ts';
import type { FieldRules } from './fields.ts';
import { only, pageReply, withSelf } from './hal.ts';
import { Refusal } from './reply.ts';

const RULES: FieldRules = {
  name: { kind: 'text', max: 255 },
  naic: { kind: 'text', max: 6 },
  tin: { kind: 'text', max: 9 },
  uplineFirmName: { kind: 'text', max: 255 },
  uplinePersonName: { kind: 'text', max: 255 },
  // Deprecated, still taken (S1).
  uplineName: { kind: 'text', max: 255 },
  linesOfBusiness: { kind: 'ids', of: 'linesOfBusiness' },
  contractSubmissionMethods: { kind: 'ids', of: 'contractSubmissionMethods' },
  administrativeDivisions: { kind: 'divisions' },
  ...USER_DEFINED,
};

const REQUIRED = ['name'];
const ECHO = ['createdDate', 'modifiedDate', 'id', 'name', 'tin', 'typeId', 'naic', 'statusId'];
const NARROW = ['id', 'name', 'naic', 'tin', 'modifiedDate', 'regionCode'];
const INTERNAL = [
  'linesOfBusiness',
  'products',
  'contractTiers',
  'administrativeDivisions',
  'assignedProducts',
  'contactInfos',
  'assignedOrganizations',
];

/** Links of a single carrier: absolute, internal, and 403 when followed (S1). */
function internalLinks(call: Call, row: Row): JsonObject {
  const root = `${call.origin}/contracting/v1`;
  const own = `${root}/organizations/${row.id}`;
  const links: JsonObject = { self: { href: own } };
  for (const name of INTERNAL) links[name] = { href: `${own}/${name}` };
  links['organizationType'] = { href: `${root}/organizationTypes/${textOf(row['typeId'])}` };
  links['organizationStatus'] = { href: `${root}/organizationStatuses/${textOf(row['statusId'])}` };
  links['organizationContractDetails'] = { href: `${own}/contractDetails` };
  return links;
}

/** The carrier of the path, or 404. */
export function carrierOf(call: Call): Row {
  const row = call.world.carriers.get(pathId(call));
  if (row === undefined) throw new Refusal(404, `Carrier '${pathId(call)}' was not found.`);
  return row;
}

function refuseDuplicate(call: Call, name: unknown, self?: string): void {
  if (typeof name !== 'string') return;
  const { carriers } = call.world;
  const wanted = name.trim().toLowerCase();
  const taken = carriers
    .slice(0, carriers.count())
    .some((row) => row.id !== self && textOf(row['name']).trim().toLowerCase() === wanted);
  if (taken) throw new Refusal(422, `A carrier with the name '${name}' already exists.`);
}

/** Carriers: C1–C4 of the specification (S1). */
export const carrierRoutes: readonly Route[] = [
  {
    operation: 'listCarriers',
    method: 'GET',
    pattern: /^\/v1\/customers\/carriers$/,
    scope: 'rino_api_agency_read',
    budget: 'read',
    handle: (call) => {
      const { carriers } = call.world;
      const source = { total: carriers.count(), slice: carriers.slice.bind(carriers) };
      return pageReply(call, 'carriers', source, (row) =>
        withSelf(
          call.profile.carrierList === 'narrow' ? only(row, NARROW) : row,
          `/v1/customers/carriers/${row.id}`,
        ),
      );
    },
  },
  {
    operation: 'createCarrier',
    method: 'POST',
    pattern: /^\/v1\/customers\/carriers$/,
    scope: 'rino_api_agency_write',
    budget: 'write',
    handle: (call) => {
      const check = new FieldCheck(call.world, call.profile.typeAccepted);
      const fields = check.pick(requireObject(call.body), RULES, REQUIRED);
      check.finish();
      refuseDuplicate(call, fields['name']);
      const id = call.world.newId();
      const like = call.world.carriers.slice(0, 1)[0];
      const organization = { typeId: like?.['typeId'] ?? id, statusId: like?.['statusId'] ?? id };
      call.world.commit(call.meta, [
        { collection: 'carriers', action: 'create', id, fields: { ...fields, ...organization } },
      ]);
      const row = call.world.carriers.get(id) ?? { id };
      return { status: 201, body: { ...only(row, ECHO), _links: internalLinks(call, row) } };
    },
  },
  {
    operation: 'getCarrier',
    method: 'GET',
    pattern: /^\/v1\/customers\/carriers\/([^/]+)$/,
    scope: 'rino_api_agency_read',
    budget: 'read',
    handle: (call) => {
      const row = carrierOf(call);
      return { status: 200, body: { ...row, _links: internalLinks(call, row) } };
    },
  },
  {
    operation: 'updateCarrier',
    method: 'PUT',
    pattern: /^\/v1\/customers\/carriers\/([^/]+)$/,
    scope: 'rino_api_agency_write',
    budget: 'write',
    handle: (call) => {
      const { id } = carrierOf(call);
      const check = new FieldCheck(call.world, call.profile.typeAccepted);
      const fields = check.pickChanged(requireObject(call.body), RULES, REQUIRED);
      check.finish();
      refuseDuplicate(call, fields['name'], id);
      call.world.commit(call.meta, [{ collection: 'carriers', action: 'update', id, fields }]);
      const row = carrierOf(call);
      return { status: 200, body: { ...row, _links: internalLinks(call, row) } };
    },
  },
];
