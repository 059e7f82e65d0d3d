import { collections } from '../../../domain/collections.ts';
import type { CollectionName, FieldDefinition } from '../../../domain/fields.ts';
import { ledgerFields } from '../../../domain/invitation.ts';
import { isLocalId } from '../../../domain/localId.ts';

/** What AgentSync asks of a new record, beyond what the definitions mark for every record. */
const alsoRequired: Readonly<Partial<Record<CollectionName, readonly string[]>>> = {
  commissionLevel: ['type'],
  contractAssignment: ['commissionLevelId', 'assignmentStatusId'],
};

/** Set by the vendor, or taken from another field. */
const derived: Readonly<Partial<Record<CollectionName, readonly string[]>>> = {
  contractAssignment: ['carrierId'],
  invitation: [...ledgerFields],
};

/** A field of a form, with what it asks for. */
export interface FormField extends FieldDefinition {
  readonly required: boolean;
}

/** The fields of a form, those seldom used apart. */
export interface FormFields {
  /** The form itself. */
  readonly main: readonly FormField[];
  /** Free fields, which most records leave empty. */
  readonly more: readonly FormField[];
}

/** The fields a person fills in for a new record. */
export function createFields(collection: CollectionName): FormFields {
  const fields = collections[collection].fields
    .filter(
      ({ name, kind, deprecated, computed }) =>
        kind.type !== 'instant' &&
        deprecated !== true &&
        computed !== true &&
        derived[collection]?.includes(name) !== true,
    )
    .map((field) => ({
      ...field,
      required: field.required === true || alsoRequired[collection]?.includes(field.name) === true,
    }));
  const { main, more } = parted(fields);
  // What must be filled in comes first.
  return { main: main.toSorted((a, b) => Number(b.required) - Number(a.required)), more };
}

/** The fields a person may change of a record; of one that is not made yet also those that are fixed afterwards. */
export function editFields(collection: CollectionName, id: string): FormFields {
  const opensMore = collections[collection].fields.some(({ untilMade }) => untilMade === true);
  if (opensMore && isLocalId(id)) return createFields(collection);
  return parted(
    collections[collection].fields
      .filter(({ editable, deprecated }) => editable && deprecated !== true)
      .map((field) => ({
        ...field, // A number that is not typed anew stays as AgentSync has it.
        required: field.required === true && field.sealed !== true,
      })),
  );
}

/** What a change of a field empties: levels and uplines are of a product, and another product has others. */
export function emptiedBy(field: string): Readonly<Record<string, string>> {
  return field === 'productId' ? { commissionLevelId: '', uplineContractAssignmentId: '' } : {};
}

/** The fields a record of this type has: a firm has no first name, and a person no FEIN. */
export function fitting({ main, more }: FormFields, type: unknown): FormFields {
  return { main: main.filter(({ onlyFor }) => onlyFor === undefined || onlyFor === type), more };
}

/** What to know about a field before anything is typed. */
export function standingNote({ sealed, single }: FormField): string | undefined {
  if (sealed === true)
    return 'Sealed on this computer until it is sent; then only its last four digits are known here.';
  return single === true ? 'Only one of each type: it is taken from the other.' : undefined;
}

function parted(fields: readonly FormField[]): FormFields {
  const isFree = ({ name }: FormField): boolean => name.startsWith('userDefined');
  return { main: fields.filter((field) => !isFree(field)), more: fields.filter(isFree) };
}
