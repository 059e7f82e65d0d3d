import type { CollectionDefinition } from './fields.ts';
import { userDefinedFields } from './fields.ts';

/** What a carrier lets producers sell. Field names are the vendor's (S1 step 3). */
export const productDefinition: CollectionDefinition = {
  name: 'product',
  singular: 'Product',
  plural: 'Products',
  fields: [
    {
      name: 'carrierId',
      label: 'Carrier',
      kind: { type: 'reference', collection: 'carrier' },
      editable: false,
      required: true,
    },
    { name: 'name', label: 'Product', kind: { type: 'text' }, editable: true, required: true },
    {
      name: 'lineOfBusinessId',
      label: 'Line of business',
      kind: { type: 'lookup', lookup: 'lineOfBusiness' },
      editable: true,
      required: true,
    },
    {
      name: 'contractSubmissionMethodId',
      label: 'Submission method',
      kind: { type: 'lookup', lookup: 'contractSubmissionMethod' },
      editable: true,
    },
    {
      name: 'annualizationId',
      label: 'Annualization',
      kind: { type: 'lookup', lookup: 'annualization' },
      editable: true,
    },
    {
      name: 'displayCommissionLevelPercentages',
      label: 'Show percentages to producers',
      kind: { type: 'boolean' },
      editable: true,
    },
    { name: 'administrativeDivisions', label: 'States', kind: { type: 'states' }, editable: true },
    ...userDefinedFields(true),
    { name: 'modifiedDate', label: 'Changed', kind: { type: 'instant' }, editable: false },
  ],
};
