import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { fieldOf } from '../../../domain/collections.ts';
import type { InviteFormState } from './useInviteForm.ts';

interface InviteInputProps {
  readonly form: InviteFormState;
  readonly field: string;
  readonly readOnly?: boolean;
}

/** One text of an invitation. */
export function InviteInput({ form, field, readOnly = false }: InviteInputProps): ReactNode {
  return (
    <TextInput
      label={fieldOf('invitation', field)?.label ?? field}
      required={fieldOf('invitation', field)?.required === true}
      readOnly={readOnly}
      value={form.values[field] ?? ''}
      error={form.errors[field]}
      placeholder={field === 'administrativeDivisions' ? 'TX, OK, AR' : undefined}
      maxLength={1_000}
      autoComplete="off"
      onChange={(event) => form.change(field, event.currentTarget.value)}
    />
  );
}
