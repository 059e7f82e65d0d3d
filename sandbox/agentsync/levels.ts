import { isJsonObject } from '../json.ts';
import type { JsonObject, Row } from '../json.ts';
import type { Draft } from '../world.ts';
import { bulkUpdate } from './bulk.ts';
import { pathId, requireArray, requireObject } from './call.ts';
import type { Call, Route } from './call.ts';
import { FieldCheck, USER_DEFINED } from './fields.ts';
import type { FieldRules } from './fields.ts';
import { only, pageReply, sourceOf, withSelf } from './hal.ts';
import { productOf } from './products.ts';
import { Refusal } from './reply.ts';

const RULES: FieldRules = {
  name: { kind: 'text', max: 255 },
  type: { kind: 'commissionType' },
  firstYearValue: { kind: 'number', max: 99999.99 },
  level: { kind: 'number', max: 99999.99 },
  administrativeDivisions: { kind: 'divisions' },
  ...USER_DEFINED,
};
const REQUIRED = ['name', 'type'];
const ECHO = ['id', 'name', 'type', 'firstYearValue', 'level'];

function show(call: Call, row: Row, fields?: readonly string[]): JsonObject {
  const shown = fields === undefined ? { ...row } : only(row, fields);
  const { type } = row;
  if (call.profile.typeShown === 'upper' && typeof type === 'string') shown['type'] = type.toUpperCase();
  return withSelf(shown, `/v1/customers/commissionLevels/${row.id}`);
}

function levelOf(call: Call, id: string): Row {
  const row = call.world.commissionLevels.get(id);
  if (row === undefined) throw new Refusal(404, `Commission level '${id}' was not found.`);
  return row;
}

/** Commission levels: C9–C13 of the specification (S1, A-CBP; the list call is inferred). */
export const levelRoutes: readonly Route[] = [
  {
    operation: 'updateLevelsBulk',
    method: 'PUT',
    pattern: /^\/v1\/customers\/commissionLevels\/bulk$/,
    scope: 'rino_api_agency_write',
    budget: 'bulk',
    handle: (call) => {
      const ids = bulkUpdate(call, 'commissionLevels', RULES);
      return {
        status: 200,
        body: { _embedded: { commissionLevels: ids.map((id) => show(call, levelOf(call, id))) } },
      };
    },
  },
  {
    operation: 'getLevel',
    method: 'GET',
    pattern: /^\/v1\/customers\/commissionLevels\/([^/]+)$/,
    scope: 'rino_api_agency_read',
    budget: 'read',
    handle: (call) => ({ status: 200, body: show(call, levelOf(call, pathId(call))) }),
  },
  {
    operation: 'listLevels',
    method: 'GET',
    pattern: /^\/v1\/customers\/([^/]+)\/commissionLevels$/,
    scope: 'rino_api_agency_read',
    budget: 'read',
    handle: (call) => {
      const rows = call.world.commissionLevels.childrenOf(productOf(call).id);
      return pageReply(call, 'commissionLevels', sourceOf(rows), (row) => show(call, row));
    },
  },
  {
    operation: 'createLevel',
    method: 'POST',
    pattern: /^\/v1\/customers\/([^/]+)\/commissionLevels$/,
    scope: 'rino_api_agency_write',
    budget: 'write',
    handle: (call) => {
      const productId = productOf(call).id;
      const check = new FieldCheck(call.world, call.profile.typeAccepted);
      const fields = check.pick(requireObject(call.body), RULES, REQUIRED);
      check.finish();
      const id = call.world.newId();
      call.world.commit(call.meta, [
        { collection: 'commissionLevels', action: 'create', id, fields: { productId, ...fields } },
      ]);
      return { status: 201, body: show(call, levelOf(call, id), ECHO) };
    },
  },
  {
    operation: 'createLevelsBulk',
    method: 'POST',
    pattern: /^\/v1\/customers\/([^/]+)\/commissionLevels\/bulk$/,
    scope: 'rino_api_agency_write',
    budget: 'bulk',
    handle: (call) => {
      const productId = productOf(call).id;
      const check = new FieldCheck(call.world, call.profile.typeAccepted);
      const drafts = requireArray(call.body, call.profile.maxBulk).map((item, i): Draft => {
        const prefix = `commissionLevels[${i}].`;
        const fields = check.pick(isJsonObject(item) ? item : {}, RULES, REQUIRED, prefix);
        const id = call.world.newId();
        return { collection: 'commissionLevels', action: 'create', id, fields: { productId, ...fields } };
      });
      check.finish();
      call.world.commit(call.meta, drafts);
      const levels = drafts.map((draft) => show(call, levelOf(call, draft.id), ECHO));
      return { status: 201, body: levels.length === 0 ? {} : { _embedded: { commissionLevels: levels } } };
    },
  },
];
