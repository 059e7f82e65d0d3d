import { z } from 'zod';
import type { FieldValues } from '../../../../domain/fields.ts';
import type { Json, JsonObject } from '../../../../domain/json.ts';
import { isEmpty } from '../../../../domain/merge.ts';
import type { ConnectorFailure, ContractingConnector, OutgoingInvitation } from '../api.ts';
import type { DescribedCall } from '../http.ts';
import type { Calls } from './calls.ts';

/** A web address; plain http only on this computer. */
const link = z
  .string()
  .max(4_000)
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    return (
      url !== null &&
      (url.protocol === 'https:' ||
        (url.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname)))
    );
  });

/** The stored entity has an expiration date (S0), the documented answer does not (S1). */
const answer = z.looseObject({
  inviteLink: link,
  expirationDate: z
    .string()
    .max(40)
    .refine((text) => !Number.isNaN(Date.parse(text)))
    .nullish()
    .catch(null),
});

/** Invitations: C20 and 3.7 of the specification. */
export function createInvitations(calls: Calls): Pick<ContractingConnector, 'invite'> & {
  readonly describeInvitation: (invitation: OutgoingInvitation) => DescribedCall | null;
} {
  return {
    describeInvitation: (invitation) => calls.describe('createInvitation', { body: bodyOf(invitation) }),
    async invite(invitation, signal) {
      const sent = await calls.call('createInvitation', { body: bodyOf(invitation), signal });
      if (!sent.ok) return { ok: false, failure: onFields(sent.failure) };
      const read = answer.safeParse(sent.value.json);
      if (!read.success) {
        // Nothing of the answer is repeated here: it may hold the link.
        const message = 'AgentSync accepted the invitation, but its answer holds no link that could be read.';
        return { ok: false, failure: { kind: 'malformed', message } };
      }
      const { inviteLink, expirationDate } = read.data;
      const expiresAt = typeof expirationDate === 'string' ? new Date(expirationDate).toISOString() : null;
      return { ok: true, value: { link: inviteLink, expiresAt } };
    },
  };
}

function bodyOf({ values, organizationId, lines }: OutgoingInvitation): JsonObject {
  const own = (name: string): Json => values[name] ?? null;
  const shared = sharedByLines(values);
  return {
    producer: {
      npn: own('npn'),
      email: own('email'),
      firstName: own('firstName'),
      lastName: own('lastName'),
      inviter: {
        firstName: own('inviterFirstName'),
        lastName: own('inviterLastName'),
        email: own('inviterEmail'),
      },
    },
    contractAssignments: lines.map(({ carrierId, productId, commissionLevelId }) => ({
      toOrganizationId: carrierId,
      fromOrganizationId: organizationId,
      productId,
      commissionLevelId,
      ...shared,
    })),
  };
}

const ofLines = [
  'administrativeDivisions',
  'uplineNpn',
  ...Array.from({ length: 10 }, (_, index) => `userDefined${index + 1}`),
];

function sharedByLines(values: FieldValues): JsonObject {
  const shared: Record<string, Json> = {};
  for (const name of ofLines) {
    const value = values[name];
    if (value !== undefined && !isEmpty(value)) shared[name] = value;
  }
  return shared;
}

/** Our fields by how the server's words call them. */
const wireNames: Readonly<Record<string, string>> = {
  'producer.npn': 'npn',
  'producer.email': 'email',
  'producer.firstName': 'firstName',
  'producer.lastName': 'lastName',
  'producer.inviter.firstName': 'inviterFirstName',
  'producer.inviter.lastName': 'inviterLastName',
  'producer.inviter.email': 'inviterEmail',
};

/** The server's words by our fields: those of all lines together, because they share what a person filled in. */
function onFields(failure: ConnectorFailure): ConnectorFailure {
  if (failure.kind !== 'rejected') return failure;
  const fields: Record<string, string> = {};
  for (const [key, words] of Object.entries(failure.fields)) {
    const ofLine = /^\d+\.(\w+)$/.exec(key)?.[1];
    const name =
      wireNames[key] ??
      (ofLine === undefined ? undefined : ofLines.includes(ofLine) ? ofLine : 'commissionLevelIds');
    if (name !== undefined) fields[name] = name in fields ? `${fields[name]} ${words}` : words;
  }
  return { ...failure, fields };
}
