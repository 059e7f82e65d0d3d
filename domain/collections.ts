import { carrierDefinition } from './carrier.ts';
import { commissionLevelDefinition } from './commissionLevel.ts';
import { contractAssignmentDefinition } from './contractAssignment.ts';
import type { CollectionDefinition, CollectionName, FieldDefinition } from './fields.ts';
import { invitationDefinition } from './invitation.ts';
import { productDefinition } from './product.ts';

/** Every collection and its fields, in the order in which parents come before children. */
export const collections: Readonly<Record<CollectionName, CollectionDefinition>> = {
  carrier: carrierDefinition,
  product: productDefinition,
  commissionLevel: commissionLevelDefinition,
  contractAssignment: contractAssignmentDefinition,
  invitation: invitationDefinition,
};

/** The definition of one field, or undefined when the collection has no such field. */
export function fieldOf(collection: CollectionName, field: string): FieldDefinition | undefined {
  return collections[collection].fields.find((definition) => definition.name === field);
}
