import { PasswordInput, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';

interface CredentialInputsProps {
  readonly clientId: string;
  readonly clientSecret: string;
  /** One of the two was typed. */
  readonly onChange: (typed: { readonly clientId: string } | { readonly clientSecret: string }) => void;
  readonly errors: { readonly clientId?: ReactNode; readonly clientSecret?: ReactNode };
  /** Said of the secret, below its label. */
  readonly about?: string;
  /** Whether the client id has the keys when a dialog opens. */
  readonly first?: boolean;
}

/** The client id and secret of a vendor. The secret is never shown again once it was given. */
export function CredentialInputs(props: CredentialInputsProps): ReactNode {
  const { clientId, clientSecret, onChange, errors, about, first = false } = props;
  return (
    <>
      <TextInput
        label="Client id"
        value={clientId}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange({ clientId: event.currentTarget.value })}
        error={errors.clientId}
        data-autofocus={first || undefined}
      />
      <PasswordInput
        label="Client secret"
        description={about}
        value={clientSecret}
        autoComplete="off"
        onChange={(event) => onChange({ clientSecret: event.currentTarget.value })}
        visibilityToggleFocusable
        visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the client secret' }}
        error={errors.clientSecret}
      />
    </>
  );
}
