import { createHash } from 'node:crypto';
import { isJsonObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import type { Draft } from '../world.ts';
import { requireObject } from './call.ts';
import type { Call, Route } from './call.ts';
import { FieldCheck, USER_DEFINED } from './fields.ts';
import type { FieldRules } from './fields.ts';
import { Refusal } from './reply.ts';

const PRODUCER: FieldRules = {
  npn: { kind: 'text', max: 15 },
  email: { kind: 'text', max: 255 },
  firstName: { kind: 'text', max: 255 },
  lastName: { kind: 'text', max: 255 },
};
const INVITER: FieldRules = {
  firstName: { kind: 'text', max: 255 },
  lastName: { kind: 'text', max: 255 },
  email: { kind: 'text', max: 255 },
};
const ASSIGNMENT: FieldRules = {
  toOrganizationId: { kind: 'id', of: 'carriers' },
  fromOrganizationId: { kind: 'text', max: 36 },
  productId: { kind: 'id', of: 'products' },
  commissionLevelId: { kind: 'id', of: 'commissionLevels' },
  administrativeDivisions: { kind: 'divisions' },
  uplineNpn: { kind: 'text', max: 15 },
  ...USER_DEFINED,
};

/** A level belongs to one product and a product to one carrier (S1): a line that mixes them means nothing. */
function belongTogether(call: Call, check: FieldCheck, line: JsonObject, prefix: string): void {
  const { toOrganizationId, productId, commissionLevelId } = line;
  const product = typeof productId === 'string' ? call.world.products.get(productId) : undefined;
  const level =
    typeof commissionLevelId === 'string' ? call.world.commissionLevels.get(commissionLevelId) : undefined;
  if (product !== undefined && product['carrierId'] !== toOrganizationId)
    check.messages.push(`${prefix}productId does not belong to the carrier.`);
  if (level !== undefined && product !== undefined && level['productId'] !== productId)
    check.messages.push(`${prefix}commissionLevelId does not belong to the product.`);
}

function checked(call: Call): JsonObject {
  const body = requireObject(call.body);
  const check = new FieldCheck(call.world, call.profile.typeAccepted);
  const { producer, contractAssignments } = body;
  if (!isJsonObject(producer)) throw new Refusal(400, ['producer is required.']);
  if (contractAssignments !== undefined && !Array.isArray(contractAssignments)) {
    throw new Refusal(400, ['contractAssignments must be an array.']);
  }
  const { inviter } = producer;
  const person = check.pick(producer, PRODUCER, ['npn', 'email', 'firstName', 'lastName'], 'producer.');
  person['inviter'] = check.pick(
    isJsonObject(inviter) ? inviter : {},
    INVITER,
    ['firstName', 'lastName', 'email'],
    'producer.inviter.',
  );
  const assignments = (contractAssignments ?? []).map((item, i) =>
    check.pick(
      isJsonObject(item) ? item : {},
      ASSIGNMENT,
      ['toOrganizationId', 'fromOrganizationId', 'productId', 'commissionLevelId'],
      `contractAssignments[${i}].`,
    ),
  );
  for (const [i, line] of assignments.entries())
    belongTogether(call, check, line, `contractAssignments[${i}].`);
  check.finish();
  return { producer: person, contractAssignments: assignments };
}

/** The assignments an invitation creates inline: a repeated invitation really does duplicate them (contradiction 10). */
function inlineAssignments(call: Call, invitation: JsonObject): Draft[] {
  const { producer, contractAssignments } = invitation;
  const npn = isJsonObject(producer) ? producer['npn'] : undefined;
  const invited = call.world.lookups.assignmentStatuses.find((status) => status['name'] === 'INVITED');
  if (!Array.isArray(contractAssignments) || npn === undefined || invited === undefined) return [];
  return contractAssignments.filter(isJsonObject).map((item): Draft => {
    const { toOrganizationId, fromOrganizationId, uplineNpn, administrativeDivisions, ...own } = item;
    void toOrganizationId;
    void fromOrganizationId;
    void administrativeDivisions;
    const fields: JsonObject = { npn, ...own, assignmentStatusId: invited.id };
    const upline =
      typeof uplineNpn === 'string'
        ? call.world.contractAssignments
            .byKey(uplineNpn)
            .find((row) => row['productId'] === item['productId'])
        : undefined;
    if (upline !== undefined) fields['uplineContractAssignmentId'] = upline.id;
    return { collection: 'contractAssignments', action: 'create', id: call.world.newId(), fields };
  });
}

/** Invitation: C20 of the specification, singular and outside `customers/` (S1). Never idempotent. */
export const invitationRoutes: readonly Route[] = [
  {
    operation: 'invite',
    method: 'POST',
    pattern: /^\/v1\/invitation$/,
    scope: 'rino_api_agency_write',
    budget: 'write',
    handle: (call) => {
      const invitation = checked(call);
      const id = call.world.newId();
      call.world.commit(call.meta, [
        { collection: 'invitations', action: 'create', id, fields: invitation },
        ...inlineAssignments(call, invitation),
      ]);
      const secret = createHash('sha256').update(`${call.world.seed}:${id}`).digest('base64url').slice(0, 20);
      return { status: 201, body: { inviteLink: `${call.origin}/invitation/tokens/${secret}/verify` } };
    },
  },
];
