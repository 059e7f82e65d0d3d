import './start.css';
import { IconChevronRight, IconPlugConnected, IconSchool } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ConnectionSummary, ShellState } from '../../../preload/contract/shell.ts';
import { EntryPage } from '../../components/EntryPage.tsx';
import { FailureNote } from '../../components/FailureNote.tsx';
import { run } from '../../state/crash.ts';
import { opening, useEntry } from '../../state/entry.ts';
import { formatMoment } from '../../state/format.ts';
import { useNow } from '../../state/useNow.ts';
import { environmentLooks } from '../../theme/environments.ts';

function openPractice(): void {
  run(opening('Preparing practice data…', window.upline.call('shell.open-practice', {})));
}

function openConnection({ id, name }: ConnectionSummary): void {
  run(opening(`Opening ${name}…`, window.upline.call('shell.open-connection', { connectionId: id })));
}

/** First run, and whenever no connection is open. */
export function StartScreen({ shell }: { readonly shell: ShellState }): ReactNode {
  const now = useNow();
  const failure = useEntry((state) => state.failure);
  const known = shell.connections.filter(({ environment }) => environment !== 'practice');
  return (
    <EntryPage
      title={known.length === 0 ? 'Welcome to Upline' : 'Open Upline'}
      lead="Producer contracting that works with or without a network. Upline keeps a copy of your carriers, products, commission levels and contract assignments on this computer, lets you change them anywhere, and sends your changes to AgentSync when there is a network."
    >
      {failure === null ? null : <FailureNote failure={failure} />}
      {known.length === 0 ? null : (
        <section aria-labelledby="known-connections">
          <h2 id="known-connections" style={{ marginBottom: 8 }}>
            Your connections
          </h2>
          <ul className="upl-known">
            {known.map((connection) => (
              <li key={connection.id}>
                <button type="button" onClick={() => openConnection(connection)}>
                  <strong>{connection.name}</strong>
                  <span className="upl-dim">
                    {environmentLooks[connection.environment].word}
                    {connection.lastOpenedAt === null
                      ? ''
                      : ` · last opened ${formatMoment(connection.lastOpenedAt, now)}`}
                  </span>
                  <IconChevronRight size={16} aria-hidden />
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="upl-choices">
        <button type="button" className="upl-choice" aria-describedby="practice-words" onClick={openPractice}>
          <IconSchool size={22} aria-hidden />
          <strong>Explore with practice data</strong>
          <span id="practice-words" className="upl-dim">
            Made-up carriers and producers on this computer. No credentials needed, and nothing you do reaches
            anyone.
          </span>
        </button>
        <button
          type="button"
          className="upl-choice"
          aria-describedby="connect-words"
          onClick={() => useEntry.setState({ step: 'connect', failure: null })}
        >
          <IconPlugConnected size={22} aria-hidden />
          <strong>Connect to AgentSync</strong>
          <span id="connect-words" className="upl-dim">
            With the client id and secret of your organization. Start with the sandbox.
          </span>
        </button>
      </div>
      <section className="upl-entry-card" aria-labelledby="where-data-lives">
        <h2 id="where-data-lives" style={{ marginBottom: 8 }}>
          Where your data lives
        </h2>
        <dl className="upl-entry-facts">
          <dt>Records</dt>
          <dd>In an encrypted file on this computer. Every screen reads that file, so it works offline.</dd>
          <dt>Changes</dt>
          <dd>
            Saved on this computer at once; sent to AgentSync when there is a network. Upline always says
            which.
          </dd>
          <dt>Secrets</dt>
          <dd>
            {shell.protection.kind === 'keychain'
              ? 'In this computer’s keychain. They are never written to the file or shown again.'
              : 'In memory for this session only, because this computer offers no keychain.'}
          </dd>
        </dl>
      </section>
      <p className="upl-dim upl-small">Upline {shell.version}</p>
    </EntryPage>
  );
}
