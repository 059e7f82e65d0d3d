import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { CredentialInputs } from '../connect/CredentialInputs.tsx';
import type { ChangeErrors, ChangeForm } from './changeDraft.ts';

interface ChangedAddressProps {
  readonly form: ChangeForm;
  readonly errors: ChangeErrors;
  /** Whether an address differs from the one that is kept: then credentials are asked for. */
  readonly moved: boolean;
  readonly onChange: (part: Partial<ChangeForm>) => void;
}

/** Where a custom connection is found, and who it is there. */
export function ChangedAddress({ form, errors, moved, onChange }: ChangedAddressProps): ReactNode {
  return (
    <>
      <TextInput
        label="Base URL"
        value={form.baseUrl}
        spellCheck={false}
        onChange={(event) => onChange({ baseUrl: event.currentTarget.value })}
        error={errors.baseUrl}
      />
      <TextInput
        label="Token URL"
        value={form.tokenUrl}
        spellCheck={false}
        onChange={(event) => onChange({ tokenUrl: event.currentTarget.value })}
        error={errors.tokenUrl}
      />
      {moved ? (
        <>
          <p className="upl-dim">
            A secret given for one address is never sent to another, so type both for the new one.
          </p>
          <CredentialInputs
            clientId={form.clientId}
            clientSecret={form.clientSecret}
            onChange={onChange}
            errors={errors}
          />
        </>
      ) : null}
    </>
  );
}
