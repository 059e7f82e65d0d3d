import type { JsonObject, Row } from '../json.ts';
import { textOf } from '../json.ts';
import { bulkUpdate } from './bulk.ts';
import { pathId, requireObject } from './call.ts';
import type { Call, Route } from './call.ts';
import { FieldCheck, USER_DEFINED } from './fields.ts';
import type { FieldRules } from './fields.ts';
import { only, pageReply, sourceOf, withSelf } from './hal.ts';
import { Refusal } from './reply.ts';

const RULES: FieldRules = {
  npn: { kind: 'text', max: 15 },
  productId: { kind: 'id', of: 'products' },
  commissionLevelId: { kind: 'id', of: 'commissionLevels' },
  assignmentStatusId: { kind: 'id', of: 'assignmentStatuses' },
  annualizationId: { kind: 'id', of: 'annualizations' },
  uplineContractAssignmentId: { kind: 'id', of: 'contractAssignments' },
  writingNumber: { kind: 'text', max: 255 },
  referralCodes: { kind: 'texts' },
  responsiblePartyId: { kind: 'text', max: 36 },
  startDate: { kind: 'date' },
  endDate: { kind: 'date' },
  ...USER_DEFINED,
};
const REQUIRED = ['npn', 'productId', 'commissionLevelId', 'assignmentStatusId'];
const ECHO = ['id', 'npn', 'productId', 'commissionLevelId', 'assignmentStatusId'];

function show(row: Row, fields?: readonly string[]): JsonObject {
  return withSelf(
    fields === undefined ? row : only(row, fields),
    `/v1/customers/contractAssignments/${row.id}`,
  );
}

function assignmentOf(call: Call, id: string): Row {
  const row = call.world.contractAssignments.get(id);
  if (row === undefined) throw new Refusal(404, `Contract assignment '${id}' was not found.`);
  return row;
}

/** A level belongs to one product (3.3): an assignment cannot hold the level of another. */
function levelOfOtherProduct(
  call: Call,
  after: JsonObject,
  changed: JsonObject,
  prefix: string,
): string | undefined {
  if (changed['commissionLevelId'] === undefined && changed['productId'] === undefined) return undefined;
  const level = call.world.commissionLevels.get(textOf(after['commissionLevelId']));
  // A product or level that does not exist is a 404, found by its own check.
  if (level === undefined || call.world.products.get(textOf(after['productId'])) === undefined)
    return undefined;
  if (level['productId'] === after['productId']) return undefined;
  return `${prefix}commissionLevelId must belong to the product of the contract assignment.`;
}

/** Contract assignments: C14–C18 of the specification (S1, A-CBP). */
export const assignmentRoutes: readonly Route[] = [
  {
    operation: 'listAssignments',
    method: 'GET',
    pattern: /^\/v1\/customers\/contractAssignments$/,
    scope: 'rino_api_agency_read',
    budget: 'read',
    handle: (call) => {
      const table = call.world.contractAssignments;
      const npn = call.query.get('npn');
      if (npn !== null && npn.length > 15) throw new Refusal(400, ['npn must have a max of 15 characters.']);
      const source =
        npn === null ? { total: table.count(), slice: table.slice.bind(table) } : sourceOf(table.byKey(npn));
      return pageReply(call, 'contractAssignments', source, (row) => show(row));
    },
  },
  {
    operation: 'createAssignment',
    method: 'POST',
    pattern: /^\/v1\/customers\/contractAssignments$/,
    scope: 'rino_api_agency_write',
    budget: 'write',
    handle: (call) => {
      const check = new FieldCheck(call.world, call.profile.typeAccepted);
      const fields = check.pick(requireObject(call.body), RULES, REQUIRED);
      const problem = levelOfOtherProduct(call, fields, fields, '');
      if (problem !== undefined) check.messages.push(problem);
      check.finish();
      const id = call.world.newId();
      call.world.commit(call.meta, [{ collection: 'contractAssignments', action: 'create', id, fields }]);
      return { status: 201, body: show(assignmentOf(call, id), ECHO) };
    },
  },
  {
    operation: 'updateAssignmentsBulk',
    method: 'PUT',
    pattern: /^\/v1\/customers\/contractAssignments\/bulk$/,
    scope: 'rino_api_agency_write',
    budget: 'bulk',
    handle: (call) => {
      const ids = bulkUpdate(call, 'contractAssignments', RULES, levelOfOtherProduct);
      return {
        status: 200,
        body: { _embedded: { contractAssignments: ids.map((id) => show(assignmentOf(call, id))) } },
      };
    },
  },
  {
    operation: 'getAssignment',
    method: 'GET',
    pattern: /^\/v1\/customers\/contractAssignments\/([^/]+)$/,
    scope: 'rino_api_agency_read',
    budget: 'read',
    handle: (call) => ({ status: 200, body: show(assignmentOf(call, pathId(call))) }),
  },
  {
    operation: 'deleteAssignment',
    method: 'DELETE',
    pattern: /^\/v1\/customers\/contractAssignments\/([^/]+)$/,
    scope: 'rino_api_agency_delete',
    budget: 'write',
    handle: (call) => {
      const { id } = assignmentOf(call, pathId(call));
      call.world.commit(call.meta, [{ collection: 'contractAssignments', action: 'delete', id, fields: {} }]);
      return { status: 204 };
    },
  },
];
