import { collections } from '../../../domain/collections.ts';
import type { CollectionName, FieldDefinition } from '../../../domain/fields.ts';
import { ledgerFields } from '../../../domain/invitation.ts';

/** Fields a new record must have (vendor-apis 3.1–3.5; where the vendor is silent, its sample). */
const required: Readonly<Record<CollectionName, readonly string[]>> = {
  carrier: ['name'],
  product: ['carrierId', 'name', 'lineOfBusinessId'],
  commissionLevel: ['productId', 'name'],
  contractAssignment: ['npn', 'productId', 'commissionLevelId', 'assignmentStatusId'],
  invitation: [
    'npn',
    'email',
    'firstName',
    'lastName',
    'inviterFirstName',
    'inviterLastName',
    'inviterEmail',
  ],
};

/** Whose id a new record needs before it can be made, where the vendor's address names it. */
export const parentFields: Readonly<Partial<Record<CollectionName, string>>> = {
  product: 'carrierId',
  commissionLevel: 'productId',
};

/** Fields that can be given to a new record, parents first: they decide what the others may hold. */
export function newFieldsOf(collection: CollectionName): readonly FieldDefinition[] {
  const fields = collections[collection].fields
    .filter(
      ({ name, kind, deprecated }) =>
        kind.type !== 'instant' &&
        deprecated !== true &&
        !(collection === 'invitation' && ledgerFields.has(name)) &&
        // Comes through the product; the vendor's record does not carry it.
        !(collection === 'contractAssignment' && name === 'carrierId'),
    )
    .map((field) => ({ ...field, editable: true, required: required[collection].includes(field.name) }));
  const first = ({ name }: FieldDefinition): number => (name === 'carrierId' || name === 'productId' ? 0 : 1);
  return fields.sort((a, b) => first(a) - first(b));
}
