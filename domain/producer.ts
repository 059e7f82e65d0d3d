import type { CollectionDefinition, FieldDefinition, FieldValues } from './fields.ts';

/** The two kinds of producer (S2). */
export const producerTypes = ['INDIVIDUAL', 'FIRM'] as const;

const individual = (field: Omit<FieldDefinition, 'editable' | 'onlyFor'>): FieldDefinition => ({
  ...field,
  editable: true,
  onlyFor: 'INDIVIDUAL',
});
const firm = (field: Omit<FieldDefinition, 'editable' | 'onlyFor'>): FieldDefinition => ({
  ...field,
  editable: true,
  onlyFor: 'FIRM',
});

/**
 * A person or firm that sells (S2, vendor-apis 3.9). The vendor nests what belongs to a person under
 * `individual` and what belongs to a firm under `firm`; here they stand side by side. A firm's own
 * `type` is called `businessType`, because `type` already says whether it is a firm. Of an SSN the last four
 * digits are a field; a whole one exists only sealed, between typing and sending (decision 14).
 */
export const producerDefinition: CollectionDefinition = {
  name: 'producer',
  singular: 'Producer',
  plural: 'Producers',
  fields: [
    /** Derived from the names below, so that people and firms read and sort as one list. */
    { name: 'displayName', label: 'Producer', kind: { type: 'text' }, editable: false, computed: true },
    { name: 'npn', label: 'NPN', kind: { type: 'text', maxLength: 15 }, editable: false, required: true },
    {
      name: 'type',
      label: 'Type',
      kind: { type: 'choice', values: producerTypes },
      editable: false,
      required: true,
    },
    individual({ name: 'firstName', label: 'First name', kind: { type: 'text' } }),
    individual({ name: 'middleName', label: 'Middle name', kind: { type: 'text' } }),
    individual({ name: 'lastName', label: 'Last name', kind: { type: 'text' } }),
    individual({ name: 'suffix', label: 'Suffix', kind: { type: 'text' } }),
    individual({ name: 'title', label: 'Title', kind: { type: 'text' } }),
    individual({ name: 'gender', label: 'Gender', kind: { type: 'choice', values: [], open: true } }),
    individual({ name: 'dateOfBirth', label: 'Date of birth', kind: { type: 'date' } }),
    individual({
      name: 'ssnLast4',
      label: 'SSN',
      kind: { type: 'text' },
      format: 'ssn',
      sealed: true,
      maskedBecause:
        'AgentSync shows the last four digits only. A number typed here is sealed until it is sent.',
    }),
    individual({
      name: 'primaryEmail',
      label: 'Primary email',
      kind: { type: 'text', maxLength: 254 },
      format: 'email',
    }),
    individual({
      name: 'secondaryEmail',
      label: 'Secondary email',
      kind: { type: 'text', maxLength: 254 },
      format: 'email',
    }),
    firm({ name: 'name', label: 'Firm name', kind: { type: 'text' } }),
    firm({
      name: 'businessType',
      label: 'Business type',
      kind: { type: 'choice', values: [], open: true },
    }),
    firm({ name: 'email', label: 'Firm email', kind: { type: 'text', maxLength: 254 }, format: 'email' }),
    firm({ name: 'fein', label: 'FEIN', kind: { type: 'text' }, format: 'fein' }),
    { name: 'finraCrdNumber', label: 'FINRA CRD number', kind: { type: 'text' }, editable: true },
  ],
};

/** How people read a producer: the firm's name, or first name, last name and suffix; null when it has none. */
export function displayNameOf(values: FieldValues): string | null {
  const text = (field: string): string => {
    const value = values[field];
    return typeof value === 'string' ? value.trim() : '';
  };
  const parts = values['type'] === 'FIRM' ? ['name'] : ['firstName', 'lastName', 'suffix'];
  const name = parts
    .map(text)
    .filter((part) => part !== '')
    .join(' ');
  return name === '' ? null : name;
}
