import type { ReactNode } from 'react';
import type { AuditLine } from '../../../preload/contract/engine.ts';
import { formatCount } from '../../state/format.ts';
import { environmentWord } from '../../theme/environments.ts';
import { OldNew } from '../tray/OldNew.tsx';

const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });

/** Beside the list: one entry in full, with nothing cut off. */
export function HistoryDetail({ line }: { readonly line: AuditLine | null }): ReactNode {
  if (line === null) return <aside className="upl-history-detail" aria-label="Entry" />;
  const facts: readonly (readonly [label: string, value: string])[] = [
    ['When', exact.format(new Date(line.at))],
    ['Who', line.actor],
    ['Environment', environmentWord(line.environment)],
    ['Record', line.record],
    ['Result', line.result],
  ];
  return (
    <aside className="upl-history-detail" aria-label="Entry">
      <header>
        <p className="upl-dim upl-small">Entry {formatCount(line.sequence)}</p>
        <h2>{line.words}</h2>
      </header>
      <dl>
        {facts
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        {line.changes.map(({ label, from, to }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <OldNew from={from} to={to} />
            </dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}
