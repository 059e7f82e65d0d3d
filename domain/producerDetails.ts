import type { CollectionDefinition, FieldDefinition } from './fields.ts';

/** What hangs on a producer at AgentSync (S2, vendor-apis 3.10–3.13). One sample value is known of each type. */

const producerId: FieldDefinition = {
  name: 'producerId',
  label: 'Producer',
  kind: { type: 'reference', collection: 'producer' },
  editable: false,
  required: true,
};

const openChoice = (known: string): FieldDefinition['kind'] => ({
  type: 'choice',
  values: [known],
  open: true,
});

/** Postal addresses of producers. */
export const addressDefinition: CollectionDefinition = {
  name: 'address',
  singular: 'Address',
  plural: 'Addresses',
  fields: [
    producerId,
    { name: 'type', label: 'Address type', kind: openChoice('MAILING'), editable: true, required: true },
    { name: 'addressLine1', label: 'Address', kind: { type: 'text' }, editable: true, required: true },
    { name: 'city', label: 'City', kind: { type: 'text' }, editable: true },
    { name: 'state', label: 'State', kind: { type: 'text' }, editable: true },
    { name: 'zip', label: 'ZIP', kind: { type: 'text' }, editable: true },
    { name: 'county', label: 'County', kind: { type: 'text' }, editable: true },
    { name: 'country', label: 'Country', kind: { type: 'text' }, editable: true },
    { name: 'moveInDate', label: 'Moved in', kind: { type: 'date' }, editable: true },
    { name: 'preferred', label: 'Preferred', kind: { type: 'boolean' }, editable: true, single: true },
  ],
};

/** Telephone numbers of producers. */
export const phoneDefinition: CollectionDefinition = {
  name: 'phone',
  singular: 'Phone',
  plural: 'Phones',
  fields: [
    producerId,
    { name: 'type', label: 'Phone type', kind: openChoice('CELL'), editable: true, required: true },
    { name: 'number', label: 'Number', kind: { type: 'text' }, editable: true, required: true },
    { name: 'extension', label: 'Extension', kind: { type: 'text', maxLength: 6 }, editable: true },
    { name: 'preferred', label: 'Preferred', kind: { type: 'boolean' }, editable: true, single: true },
  ],
};

/** Bank accounts that commission is paid to; account numbers are never shown whole. */
export const bankAccountDefinition: CollectionDefinition = {
  name: 'bankAccount',
  singular: 'Bank account',
  plural: 'Bank accounts',
  fields: [
    producerId,
    { name: 'bankName', label: 'Bank', kind: { type: 'text' }, editable: true, required: true },
    { name: 'holderName', label: 'Account holder', kind: { type: 'text' }, editable: true },
    { name: 'type', label: 'Account type', kind: openChoice('CHECKING'), editable: true, required: true },
    {
      name: 'routingNumber',
      label: 'Routing number',
      kind: { type: 'text' },
      format: 'routing',
      editable: true,
      required: true,
    },
    {
      name: 'number',
      label: 'Account number',
      kind: { type: 'text' },
      format: 'account',
      editable: true,
      required: true,
      sealed: true,
      maskedBecause:
        'AgentSync shows the last four digits only. A number typed here is sealed until it is sent.',
    },
    { name: 'nickname', label: 'Nickname', kind: { type: 'text' }, editable: true },
    { name: 'primaryAccount', label: 'Primary', kind: { type: 'boolean' }, editable: true, single: true },
    /** Computed by AgentSync: "Voided check for {bankName} {type} Account ****{last4}". */
    { name: 'name', label: 'Name at AgentSync', kind: { type: 'text' }, editable: false, computed: true },
  ],
};

/** The vendor's limits of an E&O policy's total limit, in dollars (S2). */
export const totalLimit = { min: '1', max: '10000000' } as const;

/** E&O insurance of producers. */
export const insurancePolicyDefinition: CollectionDefinition = {
  name: 'insurancePolicy',
  singular: 'E&O policy',
  plural: 'E&O policies',
  fields: [
    producerId,
    { name: 'carrier', label: 'Insurer', kind: { type: 'text' }, editable: true, required: true },
    { name: 'policyNumber', label: 'Policy number', kind: { type: 'text' }, editable: true },
    { name: 'certificateNumber', label: 'Certificate number', kind: { type: 'text' }, editable: true },
    { name: 'type', label: 'Policy type', kind: openChoice('INDIVIDUAL'), editable: true, required: true },
    {
      name: 'totalLimit',
      label: 'Total limit',
      kind: { type: 'decimal', min: totalLimit.min, max: totalLimit.max },
      editable: true,
    },
    { name: 'effectiveDate', label: 'Effective', kind: { type: 'date' }, editable: true },
    { name: 'expiry', label: 'Expires', kind: { type: 'date' }, editable: true },
    /** Computed by AgentSync: "{carrier}: {policyNumber}". */
    { name: 'name', label: 'Name at AgentSync', kind: { type: 'text' }, editable: false, computed: true },
  ],
};
