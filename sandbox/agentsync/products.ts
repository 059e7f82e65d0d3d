import type { Row } from '../json.ts';
import { pathId, requireObject } from './call.ts';
import type { Call, Route } from './call.ts';
import { carrierOf } from './carriers.ts';
import { FieldCheck, USER_DEFINED } from './fields.ts';
import type { FieldRules } from './fields.ts';
import { only, pageReply, sourceOf, withSelf } from './hal.ts';
import { Refusal } from './reply.ts';

const RULES: FieldRules = {
  name: { kind: 'text', max: 255 },
  lineOfBusinessId: { kind: 'id', of: 'linesOfBusiness' },
  contractSubmissionMethodId: { kind: 'id', of: 'contractSubmissionMethods' },
  annualizationId: { kind: 'id', of: 'annualizations' },
  displayCommissionLevelPercentages: { kind: 'flag' },
  administrativeDivisions: { kind: 'divisions' },
  ...USER_DEFINED,
};
const REQUIRED = ['name', 'lineOfBusinessId'];
const ECHO = ['id', 'name', 'carrierId', 'lineOfBusinessId', 'contractSubmissionMethodId', 'annualizationId'];

function href(row: Row): string {
  return `/v1/customers/products/${row.id}`;
}

/** The product of the path, or 404. */
export function productOf(call: Call): Row {
  const row = call.world.products.get(pathId(call));
  if (row === undefined) throw new Refusal(404, `Product '${pathId(call)}' was not found.`);
  return row;
}

/** Products: C5–C8 of the specification (S1; update and delete are inferred from the scopes, A-AUTH). */
export const productRoutes: readonly Route[] = [
  {
    operation: 'listProducts',
    method: 'GET',
    pattern: /^\/v1\/customers\/carriers\/([^/]+)\/products$/,
    scope: 'rino_api_agency_read',
    budget: 'read',
    handle: (call) => {
      const rows = call.world.products.childrenOf(carrierOf(call).id);
      return pageReply(call, 'products', sourceOf(rows), (row) => withSelf(row, href(row)));
    },
  },
  {
    operation: 'createProduct',
    method: 'POST',
    pattern: /^\/v1\/customers\/carriers\/([^/]+)\/products$/,
    scope: 'rino_api_agency_write',
    budget: 'write',
    handle: (call) => {
      const carrierId = carrierOf(call).id;
      const check = new FieldCheck(call.world, call.profile.typeAccepted);
      const fields = check.pick(requireObject(call.body), RULES, REQUIRED);
      check.finish();
      const id = call.world.newId();
      call.world.commit(call.meta, [
        { collection: 'products', action: 'create', id, fields: { carrierId, ...fields } },
      ]);
      const row = call.world.products.get(id) ?? { id };
      return { status: 201, body: withSelf(only(row, ECHO), href(row)) };
    },
  },
  {
    operation: 'getProduct',
    method: 'GET',
    pattern: /^\/v1\/customers\/products\/([^/]+)$/,
    scope: 'rino_api_agency_read',
    budget: 'read',
    handle: (call) => {
      const row = productOf(call);
      return { status: 200, body: withSelf(row, href(row)) };
    },
  },
  {
    operation: 'updateProduct',
    method: 'PUT',
    pattern: /^\/v1\/customers\/products\/([^/]+)$/,
    scope: 'rino_api_agency_write',
    budget: 'write',
    handle: (call) => {
      const { id } = productOf(call);
      const check = new FieldCheck(call.world, call.profile.typeAccepted);
      const fields = check.pickChanged(requireObject(call.body), RULES, REQUIRED);
      check.finish();
      call.world.commit(call.meta, [{ collection: 'products', action: 'update', id, fields }]);
      const row = productOf(call);
      return { status: 200, body: withSelf(row, href(row)) };
    },
  },
  {
    operation: 'deleteProduct',
    method: 'DELETE',
    pattern: /^\/v1\/customers\/products\/([^/]+)$/,
    scope: 'rino_api_agency_delete',
    budget: 'write',
    handle: (call) => {
      const { id } = productOf(call);
      call.world.commit(call.meta, [{ collection: 'products', action: 'delete', id, fields: {} }]);
      return { status: 204 };
    },
  },
];
