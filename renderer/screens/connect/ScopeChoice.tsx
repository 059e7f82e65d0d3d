import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ConnectionDraft } from '../../../preload/contract/shell.ts';

const scopeLabels = [
  { value: 'rino_api_agency_read', label: 'Read' },
  { value: 'rino_api_agency_write', label: 'Write' },
  { value: 'rino_api_agency_delete', label: 'Delete (not used by Upline yet)' },
] as const;

interface ScopeChoiceProps {
  readonly scopes: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (scopes: ConnectionDraft['scopes']) => void;
}

/** The permissions a connection asks for. */
export function ScopeChoice({ scopes, error, onChange }: ScopeChoiceProps): ReactNode {
  return (
    <Checkbox.Group
      label="Permissions to ask for"
      error={error}
      value={[...scopes]}
      onChange={(chosen) =>
        onChange(scopeLabels.map(({ value }) => value).filter((value) => chosen.includes(value)))
      }
    >
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 18, marginTop: 6 }}>
        {scopeLabels.map(({ value, label }) => (
          <Checkbox key={value} value={value} label={label} />
        ))}
      </div>
    </Checkbox.Group>
  );
}
