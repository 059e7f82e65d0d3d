import type { CollectionDefinition } from './fields.ts';
import { userDefinedFields } from './fields.ts';

/**
 * How an invitation stands, in the words of the ledger. No call of the vendor tells whether it was
 * accepted or has expired (vendor-apis C20, 3.7), so a person marks that.
 */
export const invitationStatuses = [
  'Not sent',
  'Waiting',
  'Uncertain',
  'Sent',
  'Accepted',
  'Expired',
] as const;
export type InvitationStatus = (typeof invitationStatuses)[number];

/** What a person may say of an invitation that went out. */
export const markableStatuses = [
  'Sent',
  'Accepted',
  'Expired',
] as const satisfies readonly InvitationStatus[];
export type MarkableStatus = (typeof markableStatuses)[number];

/** Ids of invitations that went out. The vendor gives them none. */
const sentPrefix = 'invitation:';

/** The id of an invitation that went out, from its id before. */
export function sentIdOf(localId: string): string {
  return `${sentPrefix}${localId.slice(localId.indexOf(':') + 1)}`;
}

/**
 * One mail to one producer (vendor-apis C20, 3.7). `commissionLevelIds` become assignments with the mail:
 * a level implies its product and carrier. `assignmentIds` exist, or are made, before the mail goes out and
 * are never sent with it, because the vendor would make them twice (section 6, item 10).
 */
export const invitationDefinition: CollectionDefinition = {
  name: 'invitation',
  singular: 'Invitation',
  plural: 'Invitations',
  fields: [
    { name: 'npn', label: 'NPN', kind: { type: 'text', maxLength: 15 }, editable: false, required: true },
    {
      name: 'email',
      label: 'Email',
      kind: { type: 'text', maxLength: 255 },
      format: 'email',
      editable: true,
      required: true,
    },
    {
      name: 'firstName',
      label: 'First name',
      kind: { type: 'text', maxLength: 255 },
      editable: true,
      required: true,
    },
    {
      name: 'lastName',
      label: 'Last name',
      kind: { type: 'text', maxLength: 255 },
      editable: true,
      required: true,
    },
    {
      name: 'inviterFirstName',
      label: 'Inviter’s first name',
      kind: { type: 'text', maxLength: 255 },
      editable: true,
      required: true,
    },
    {
      name: 'inviterLastName',
      label: 'Inviter’s last name',
      kind: { type: 'text', maxLength: 255 },
      editable: true,
      required: true,
    },
    {
      name: 'inviterEmail',
      label: 'Inviter’s email',
      kind: { type: 'text', maxLength: 255 },
      format: 'email',
      editable: true,
      required: true,
    },
    {
      name: 'commissionLevelIds',
      label: 'New assignments',
      kind: { type: 'referenceList', collection: 'commissionLevel' },
      editable: false,
    },
    {
      name: 'assignmentIds',
      label: 'Existing assignments',
      kind: { type: 'referenceList', collection: 'contractAssignment' },
      editable: false,
    },
    /** Derived from levels and assignments when it is staged. */
    {
      name: 'carrierIds',
      label: 'Carriers',
      kind: { type: 'referenceList', collection: 'carrier' },
      editable: false,
    },
    { name: 'administrativeDivisions', label: 'States', kind: { type: 'states' }, editable: true },
    { name: 'uplineNpn', label: 'Upline NPN', kind: { type: 'text', maxLength: 15 }, editable: true },
    ...userDefinedFields(true).map((field) => ({
      ...field,
      kind: { type: 'text', maxLength: 255 } as const,
    })),
    {
      name: 'status',
      label: 'Status',
      kind: { type: 'choice', values: invitationStatuses },
      editable: false,
    },
    { name: 'sentAt', label: 'Sent', kind: { type: 'instant' }, editable: false },
    { name: 'sentBy', label: 'Sent by', kind: { type: 'text' }, editable: false },
    { name: 'expiresAt', label: 'Expires', kind: { type: 'instant' }, editable: false },
    { name: 'linkKept', label: 'Link', kind: { type: 'boolean' }, editable: false },
  ],
};

/** Fields that the ledger keeps about an invitation and nobody fills in. */
export const ledgerFields: ReadonlySet<string> = new Set([
  'carrierIds',
  'status',
  'sentAt',
  'sentBy',
  'expiresAt',
  'linkKept',
]);
