import type { ReactNode } from 'react';
import type { EngineStatus } from '../../../preload/contract/engine.ts';
import type { ShellState } from '../../../preload/contract/shell.ts';
import { signInMessage } from '../../state/syncWords.ts';
import { environmentLooks } from '../../theme/environments.ts';

const scopeWords: Readonly<Record<string, string>> = {
  rino_api_agency_read: 'read',
  rino_api_agency_write: 'write',
  rino_api_agency_delete: 'delete',
};

interface ConnectionFactsProps {
  readonly shell: ShellState;
  readonly status: EngineStatus;
}

/** What the open connection is. */
export function ConnectionFacts({ shell, status }: ConnectionFactsProps): ReactNode {
  const { connection, authorization } = status;
  const known = shell.connections.find(({ id }) => id === connection.id);
  return (
    <dl className="upl-entry-facts">
      <dt>Name</dt>
      <dd>{connection.name}</dd>
      <dt>Environment</dt>
      <dd>{environmentLooks[connection.environment].word}</dd>
      {known === undefined ? null : (
        <>
          <dt>Base URL</dt>
          <dd>{known.baseUrl}</dd>
          <dt>Token URL</dt>
          <dd>{known.tokenUrl}</dd>
          <dt>Permissions</dt>
          <dd>{known.scopes.map((scope) => scopeWords[scope] ?? scope).join(', ')}</dd>
        </>
      )}
      <dt>Credentials</dt>
      <dd>
        {signInMessage(status) ??
          (authorization.state === 'ok' ? 'Accepted by AgentSync' : authorization.message)}
      </dd>
    </dl>
  );
}
