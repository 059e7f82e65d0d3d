import type { CollectionDefinition } from './fields.ts';
import { userDefinedFields } from './fields.ts';

/** The documented update of an assignment names neither (vendor-apis 3.5). */
const onlyAtFirst =
  'of an assignment that AgentSync has stays: its update takes no other. Of a new one it can be changed here until it is sent.';

/** A producer on a product at a commission level (S0, S1 step 5). */
export const contractAssignmentDefinition: CollectionDefinition = {
  name: 'contractAssignment',
  singular: 'Contract assignment',
  plural: 'Contract assignments',
  fields: [
    {
      name: 'npn',
      label: 'NPN',
      kind: { type: 'text', maxLength: 15 },
      editable: false,
      untilMade: true,
      fixedBecause: `The NPN ${onlyAtFirst}`,
      required: true,
    },
    /** Derived through the NPN, where a producer with it is known. */
    { name: 'producerName', label: 'Producer', kind: { type: 'text' }, editable: false, computed: true },
    /** Derived through the product; the vendor's record does not carry it. */
    {
      name: 'carrierId',
      label: 'Carrier',
      kind: { type: 'reference', collection: 'carrier' },
      editable: false,
    },
    {
      name: 'productId',
      label: 'Product',
      kind: { type: 'reference', collection: 'product' },
      editable: false,
      untilMade: true,
      fixedBecause: `The product ${onlyAtFirst}`,
      required: true,
    },
    {
      name: 'commissionLevelId',
      label: 'Commission level',
      kind: { type: 'reference', collection: 'commissionLevel' },
      editable: true,
    },
    {
      name: 'assignmentStatusId',
      label: 'Status',
      kind: { type: 'lookup', lookup: 'assignmentStatus' },
      editable: true,
    },
    {
      name: 'annualizationId',
      label: 'Annualization',
      kind: { type: 'lookup', lookup: 'annualization' },
      editable: true,
    },
    {
      name: 'uplineContractAssignmentId',
      label: 'Upline NPN',
      kind: { type: 'reference', collection: 'contractAssignment' },
      editable: false,
      untilMade: true,
      fixedBecause:
        'The upline of an assignment that AgentSync has is moved in AgentSync: its update takes none from other programs. Of a new one it can be picked here until it is sent.',
    },
    { name: 'writingNumber', label: 'Writing number', kind: { type: 'text', maxLength: 50 }, editable: true },
    { name: 'referralCodes', label: 'Referral codes', kind: { type: 'textList' }, editable: true },
    /** The id of the person who manages it (S0). The vendor lists these people nowhere, so it is typed as text. */
    { name: 'responsiblePartyId', label: 'Responsible party', kind: { type: 'text' }, editable: true },
    { name: 'startDate', label: 'Start', kind: { type: 'date' }, editable: true },
    { name: 'endDate', label: 'End', kind: { type: 'date' }, editable: true },
    ...userDefinedFields(true),
    { name: 'modifiedDate', label: 'Changed', kind: { type: 'instant' }, editable: false },
  ],
};
