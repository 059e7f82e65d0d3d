import type { CollectionDefinition } from './fields.ts';
import { userDefinedFields } from './fields.ts';

/** An insurer. Field names are the vendor's (S1 step 2, S0). */
export const carrierDefinition: CollectionDefinition = {
  name: 'carrier',
  singular: 'Carrier',
  plural: 'Carriers',
  fields: [
    { name: 'name', label: 'Carrier', kind: { type: 'text' }, editable: true, required: true },
    { name: 'naic', label: 'NAIC code', kind: { type: 'text', maxLength: 6 }, editable: true },
    { name: 'tin', label: 'TIN', kind: { type: 'text', maxLength: 9 }, editable: true },
    { name: 'uplineFirmName', label: 'Upline firm', kind: { type: 'text' }, editable: true },
    { name: 'uplinePersonName', label: 'Upline person', kind: { type: 'text' }, editable: true },
    {
      name: 'uplineName',
      label: 'Upline (deprecated)',
      kind: { type: 'text' },
      editable: false,
      deprecated: true,
    },
    {
      name: 'linesOfBusiness',
      label: 'Lines of business',
      kind: { type: 'lookupList', lookup: 'lineOfBusiness' },
      editable: true,
    },
    {
      name: 'contractSubmissionMethods',
      label: 'Submission methods',
      kind: { type: 'lookupList', lookup: 'contractSubmissionMethod' },
      editable: true,
    },
    { name: 'administrativeDivisions', label: 'States', kind: { type: 'states' }, editable: true },
    ...userDefinedFields(true),
    { name: 'createdDate', label: 'Created', kind: { type: 'instant' }, editable: false },
    { name: 'modifiedDate', label: 'Changed', kind: { type: 'instant' }, editable: false },
  ],
};
