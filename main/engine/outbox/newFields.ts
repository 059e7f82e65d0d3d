import { collections } from '../../../domain/collections.ts';
import type { CollectionName, FieldDefinition, FieldValue } from '../../../domain/fields.ts';
import { ledgerFields } from '../../../domain/invitation.ts';

/** Fields a new record must have (vendor-apis 3.1–3.5; where the vendor is silent, its sample). */
const required: Readonly<Partial<Record<CollectionName, readonly string[]>>> = {
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
  producer: ['npn', 'type'],
  address: ['producerId', 'type', 'addressLine1'],
  phone: ['producerId', 'type', 'number'],
  bankAccount: ['producerId', 'bankName', 'type', 'routingNumber', 'number'],
  insurancePolicy: ['producerId', 'carrier', 'type'],
};

/** Fields that can be given to a new record, parents first: they decide what the others may hold. */
export function newFieldsOf(collection: CollectionName): readonly FieldDefinition[] {
  // What is only read is never made here.
  if (collections[collection].readOnlyBecause !== undefined) return [];
  const fields = collections[collection].fields
    .filter(
      ({ name, kind, deprecated, computed }) =>
        kind.type !== 'instant' &&
        deprecated !== true &&
        !(collection === 'invitation' && ledgerFields.has(name)) &&
        computed !== true &&
        // Comes through the product; the vendor's record does not carry it.
        !(collection === 'contractAssignment' && name === 'carrierId'),
    )
    .map((field) => ({
      ...field,
      editable: true,
      required: required[collection]?.includes(field.name) === true,
    }));
  const parents = ['carrierId', 'productId', 'producerId'];
  const first = ({ name }: FieldDefinition): number => (parents.includes(name) ? 0 : 1);
  return fields.sort((a, b) => first(a) - first(b));
}

/** The name without which a producer of this type is nobody. */
export function nameFieldOf(type: FieldValue | undefined): string {
  return type === 'FIRM' ? 'name' : 'lastName';
}
