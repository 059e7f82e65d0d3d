import { Checkbox, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ConnectionDraft } from '../../../preload/contract/shell.ts';
import { CredentialInputs } from './CredentialInputs.tsx';
import { EnvironmentChoice } from './EnvironmentChoice.tsx';
import { ScopeChoice } from './ScopeChoice.tsx';
import { withEnvironment } from './draft.ts';
import type { DraftErrors, DraftForm } from './draft.ts';

interface ConnectionFieldsProps {
  readonly form: DraftForm;
  readonly errors: DraftErrors;
  readonly onChange: (form: DraftForm) => void;
}

const environments = [
  {
    value: 'sandbox',
    label: 'Sandbox',
    description: 'For trying things out. AgentSync asks for all tests to be made here.',
  },
  {
    value: 'production',
    label: 'Production',
    description: 'Your live contracts. What you send takes effect.',
  },
  {
    value: 'custom',
    label: 'Custom',
    description: 'Another address, for example of a gateway of your organization.',
  },
] as const satisfies readonly {
  readonly value: ConnectionDraft['environment'];
  readonly label: string;
  readonly description: string;
}[];

/** The fields of a connection, errors beside them. */
export function ConnectionFields({ form, errors, onChange }: ConnectionFieldsProps): ReactNode {
  const custom = form.environment === 'custom';
  return (
    <>
      <section className="upl-entry-card upl-entry-form">
        <EnvironmentChoice
          name="environment"
          environments={environments}
          value={form.environment}
          onChange={(environment) => onChange(withEnvironment(form, environment))}
        />
        {form.environment === 'production' ? (
          <Checkbox
            label="I want to work with live data. Changes I send take effect for real producers."
            checked={form.confirmed}
            onChange={(event) => onChange({ ...form, confirmed: event.currentTarget.checked })}
            error={errors.confirmed}
          />
        ) : null}
        <TextInput
          label="Name"
          description="How you recognise this connection."
          placeholder="Contracting sandbox"
          value={form.name}
          maxLength={80}
          onChange={(event) => onChange({ ...form, name: event.currentTarget.value })}
          error={errors.name}
        />
        <TextInput
          label="Base URL"
          value={form.baseUrl}
          readOnly={!custom}
          variant={custom ? 'default' : 'filled'}
          spellCheck={false}
          onChange={(event) => onChange({ ...form, baseUrl: event.currentTarget.value })}
          error={errors.baseUrl}
        />
        <TextInput
          label="Token URL"
          value={form.tokenUrl}
          readOnly={!custom}
          variant={custom ? 'default' : 'filled'}
          spellCheck={false}
          onChange={(event) => onChange({ ...form, tokenUrl: event.currentTarget.value })}
          error={errors.tokenUrl}
        />
      </section>
      <section className="upl-entry-card upl-entry-form">
        <CredentialInputs
          clientId={form.clientId}
          clientSecret={form.clientSecret}
          about="Kept outside the page once you connect, and never shown again."
          onChange={(typed) => onChange({ ...form, ...typed })}
          errors={errors}
        />
        <ScopeChoice
          scopes={form.scopes}
          error={errors.scopes}
          onChange={(scopes) => onChange({ ...form, scopes })}
        />
      </section>
    </>
  );
}
