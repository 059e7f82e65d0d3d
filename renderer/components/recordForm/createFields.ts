import { collections } from '../../../domain/collections.ts';
import type { CollectionName, FieldDefinition } from '../../../domain/fields.ts';
import { ledgerFields } from '../../../domain/invitation.ts';

/** What AgentSync asks of a new record, beyond what the definitions mark for every record. */
const alsoRequired: Readonly<Record<CollectionName, readonly string[]>> = {
  carrier: [],
  product: [],
  commissionLevel: ['type'],
  contractAssignment: ['commissionLevelId', 'assignmentStatusId'],
  invitation: [],
  producer: [],
  address: [],
  phone: [],
  bankAccount: [],
  insurancePolicy: [],
};

/** Set by the vendor, or taken from another field. */
const derived: Readonly<Record<CollectionName, readonly string[]>> = {
  carrier: [],
  product: [],
  commissionLevel: [],
  contractAssignment: ['carrierId', 'responsiblePartyId'],
  invitation: [...ledgerFields],
  producer: [],
  address: [],
  phone: [],
  bankAccount: [],
  insurancePolicy: [],
};

export interface CreateField extends FieldDefinition {
  readonly required: boolean;
}

export interface CreateFields {
  /** The form itself, required fields first. */
  readonly main: readonly CreateField[];
  /** Free fields, which most records leave empty. */
  readonly more: readonly CreateField[];
}

/** The fields a person fills in for a new record. */
export function createFields(collection: CollectionName): CreateFields {
  const fields = collections[collection].fields
    .filter(
      ({ name, kind, deprecated, computed }) =>
        kind.type !== 'instant' &&
        deprecated !== true &&
        computed !== true &&
        !derived[collection].includes(name),
    )
    .map((field) => ({
      ...field,
      required: field.required === true || alsoRequired[collection].includes(field.name),
    }));
  const isFree = ({ name }: CreateField): boolean => name.startsWith('userDefined');
  const main = fields.filter((field) => !isFree(field));
  return {
    main: main.toSorted((a, b) => Number(b.required) - Number(a.required)),
    more: fields.filter(isFree),
  };
}
