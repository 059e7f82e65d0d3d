import '../sync/sync.css';
import './settings.css';
import { Button, SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ShellState, ThemeChoice } from '../../../preload/contract/shell.ts';
import { askForCredentials } from '../../components/useRemedies.ts';
import { run } from '../../state/crash.ts';
import { asSentence } from '../../state/format.ts';
import { tellIfFailed } from '../../state/messages.ts';
import { useShell } from '../../state/shell.ts';
import { useStatus } from '../../state/status.ts';
import { ActorName } from './ActorName.tsx';
import { ChangeConnection } from './ChangeConnection.tsx';
import { ConnectionFacts } from './ConnectionFacts.tsx';
import { Organization } from './Organization.tsx';
import { ProfilePaths } from './ProfilePaths.tsx';
import { RemoveConnection } from './RemoveConnection.tsx';
import { SendModeChoice } from './SendModeChoice.tsx';
import { SwitchConnection } from './SwitchConnection.tsx';
import { TestConnection } from './TestConnection.tsx';
import { TurrisCard } from './TurrisCard.tsx';

const themes = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const satisfies readonly { readonly value: ThemeChoice; readonly label: string }[];

function setTheme(theme: ThemeChoice): void {
  run(tellIfFailed(window.upline.call('shell.set-theme', { theme })));
}

/** The connection, how secrets are kept, the look, and what is running. */
export function SettingsScreen(): ReactNode {
  const shell = useShell((state) => state.shell);
  const status = useStatus((state) => state.status);
  if (shell === null || status === null) return null;
  const practice = status.connection.environment === 'practice';
  const kept = shell.connections.find(({ id }) => id === status.connection.id);
  return (
    <div className="upl-page">
      <section className="upl-card" aria-labelledby="settings-connection">
        <h2 id="settings-connection">Connection</h2>
        <div className="upl-card-body upl-entry-form">
          <ConnectionFacts shell={shell} status={status} />
          <div className="upl-entry-actions">
            {practice ? null : (
              <Button variant="default" onClick={askForCredentials}>
                Update credentials…
              </Button>
            )}
            {practice || kept === undefined ? null : (
              <ChangeConnection connection={kept} unsent={status.outbox.unsent} />
            )}
            <SwitchConnection />
            <RemoveConnection connection={status.connection} unsent={status.outbox.unsent} />
          </div>
          <TestConnection connectionId={status.connection.id} />
        </div>
      </section>
      {kept === undefined ? null : (
        <section className="upl-card" aria-labelledby="settings-turris">
          <h2 id="settings-turris">Turris</h2>
          <div className="upl-card-body">
            <TurrisCard connection={kept} status={status} />
          </div>
        </section>
      )}
      <section className="upl-card" aria-labelledby="settings-you">
        <h2 id="settings-you">You</h2>
        <div className="upl-card-body">
          <ActorName name={status.actorName} />
        </div>
      </section>
      <section className="upl-card" aria-labelledby="settings-organization">
        <h2 id="settings-organization">Your organization</h2>
        <div className="upl-card-body">
          <Organization id={status.organizationId} />
        </div>
      </section>
      <section className="upl-card" aria-labelledby="settings-sending">
        <h2 id="settings-sending">Sending to AgentSync</h2>
        <div className="upl-card-body">
          <SendModeChoice mode={status.sendMode} />
        </div>
      </section>
      <section className="upl-card" aria-labelledby="settings-profile">
        <h2 id="settings-profile">Producer Profile</h2>
        <div className="upl-card-body">
          <ProfilePaths practice={practice} />
        </div>
      </section>
      <section className="upl-card" aria-labelledby="settings-protection">
        <h2 id="settings-protection">Protection</h2>
        <dl className="upl-card-body upl-entry-facts">
          <dt>Records and changes</dt>
          <dd>Encrypted on this computer.</dd>
          <dt>Secrets</dt>
          <dd>{secretWords(shell)}</dd>
        </dl>
      </section>
      <section className="upl-card" aria-labelledby="settings-appearance">
        <h2 id="settings-appearance">Appearance</h2>
        <div className="upl-card-body">
          <SegmentedControl
            aria-labelledby="settings-appearance"
            data={[...themes]}
            value={shell.theme}
            onChange={setTheme}
          />
        </div>
      </section>
      <section className="upl-card" aria-labelledby="settings-about">
        <h2 id="settings-about">About</h2>
        <dl className="upl-card-body upl-entry-facts">
          <dt>Upline</dt>
          <dd>{shell.version}</dd>
          <dt>Runtime</dt>
          <dd>{shell.runtime}</dd>
        </dl>
      </section>
    </div>
  );
}

function secretWords({ protection }: ShellState): string {
  return protection.kind === 'keychain'
    ? 'In this computer’s keychain. They are never shown again, and each leaves for nowhere but the sign-in of the vendor that gave it.'
    : `In memory for this session only. The key of the file comes from your passphrase. ${asSentence(protection.reason)}`;
}
