import type { CollectionDefinition } from './fields.ts';
import { userDefinedFields } from './fields.ts';

/**
 * Canonical spelling of how a level's value is read. The wire casing is disputed between the
 * vendor's own pages (vendor-apis section 6, item 1), so it is mapped at the connector.
 */
export const commissionTypes = ['Percent', 'Dollar', 'Number'] as const;

/** The two spellings the vendor's pages disagree about: `Percent` (S0, A-CBP) and `PERCENT` (S1). */
export const typeCasings = ['title', 'upper'] as const;
export type TypeCasing = (typeof typeCasings)[number];

/** The spelling to try when the vendor refused this one. */
export function otherCasing(casing: TypeCasing): TypeCasing {
  return casing === 'title' ? 'upper' : 'title';
}

/** A canonical type as it is written in one of the two spellings. */
export function typeInCasing(type: string, casing: TypeCasing): string {
  return casing === 'upper' ? type.toUpperCase() : type;
}

/** The vendor's maximum of `level` and `firstYearValue` (S1 constraint table). */
export const maximumLevel = '99999.99';

/** A rung of a product's commission grid. Field names are the vendor's (S1 step 4). */
export const commissionLevelDefinition: CollectionDefinition = {
  name: 'commissionLevel',
  singular: 'Commission level',
  plural: 'Commission levels',
  fields: [
    {
      name: 'productId',
      label: 'Product',
      kind: { type: 'reference', collection: 'product' },
      editable: false,
      required: true,
    },
    { name: 'name', label: 'Level name', kind: { type: 'text' }, editable: true, required: true },
    { name: 'type', label: 'Type', kind: { type: 'choice', values: commissionTypes }, editable: true },
    {
      name: 'firstYearValue',
      label: 'First-year value',
      kind: { type: 'decimal', max: maximumLevel },
      editable: true,
    },
    { name: 'level', label: 'Level', kind: { type: 'decimal', max: maximumLevel }, editable: true },
    { name: 'administrativeDivisions', label: 'States', kind: { type: 'states' }, editable: true },
    ...userDefinedFields(true),
    { name: 'modifiedDate', label: 'Changed', kind: { type: 'instant' }, editable: false },
  ],
};
