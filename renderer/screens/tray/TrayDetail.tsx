import { Button } from '@mantine/core';
import { IconHandFinger } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { OutboxChange, OutboxItem } from '../../../preload/contract/engine.ts';
import { StatePanel } from '../../components/StatePanel.tsx';
import { askForCredentials } from '../../components/useRemedies.ts';
import { formatMoment } from '../../state/format.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useAssignments } from '../assignments/assignmentsStore.ts';
import { OldNew } from './OldNew.tsx';
import { StateLabel } from './StateLabel.tsx';

interface TrayDetailProps {
  readonly item: OutboxItem | null;
  readonly now: number;
  readonly busy: boolean;
  readonly onSend: (operationIds: readonly string[]) => void;
  readonly onDiscard: (operationIds: readonly string[]) => void;
  readonly onResolve: (operationIds: readonly string[], choice: 'mine' | 'theirs') => void;
}

/** Beside the list: everything about one record's unsent changes, and what can be done with them. */
export function TrayDetail({ item, now, busy, onSend, onDiscard, onResolve }: TrayDetailProps): ReactNode {
  if (item === null) {
    return (
      <aside className="upl-tray-detail" aria-label="Change details">
        <StatePanel icon={<IconHandFinger size={26} aria-hidden />} title="No change chosen" />
      </aside>
    );
  }
  return (
    <aside className="upl-tray-detail" aria-label="Change details">
      <header>
        <h2 title={item.title}>{item.title}</h2>
        <p className="upl-dim upl-small">{item.detail}</p>
        <StateLabel state={item.state} />
        {item.reason === '' ? null : <p className="upl-tray-reason">{item.reason}</p>}
        {item.retryAt === null ? null : (
          <p className="upl-dim upl-small">Tries again at {formatMoment(item.retryAt, now)}.</p>
        )}
      </header>
      {item.state === 'conflict' ? (
        <Conflict item={item} busy={busy} onResolve={onResolve} />
      ) : (
        <dl className="upl-tray-changes">
          {item.changes.map((change) => (
            <Change key={change.field} change={change} />
          ))}
        </dl>
      )}
      <p className="upl-dim upl-small upl-tray-gestures">
        Staged {formatMoment(item.stagedAt, now)} by: {item.gestures.join(', then ')}
      </p>
      <div className="upl-tray-actions">
        <SendButton item={item} busy={busy} onSend={onSend} />
        {item.collection === 'contractAssignment' ? (
          <Button variant="default" onClick={() => openInGrid(item)}>
            Open in grid
          </Button>
        ) : null}
        <Button variant="default" disabled={busy} onClick={() => onDiscard(item.operationIds)}>
          Discard…
        </Button>
      </div>
    </aside>
  );
}

function Change({ change }: { readonly change: OutboxChange }): ReactNode {
  return (
    <div data-refused={change.message !== null || undefined}>
      <dt>{change.label}</dt>
      <dd>
        <OldNew from={change.from} to={change.to} />
        {change.message === null ? null : (
          <p className="upl-tray-message">AgentSync says: {change.message}</p>
        )}
      </dd>
    </div>
  );
}

interface ConflictProps {
  readonly item: OutboxItem;
  readonly busy: boolean;
  readonly onResolve: TrayDetailProps['onResolve'];
}

/** Both sides changed a field: base, yours and theirs next to each other, and nothing chosen beforehand. */
function Conflict({ item, busy, onResolve }: ConflictProps): ReactNode {
  return (
    <section className="upl-conflict" aria-label="Conflict">
      <table>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">When you began</th>
            <th scope="col">Yours</th>
            <th scope="col">Server now</th>
          </tr>
        </thead>
        <tbody>
          {item.changes.map(({ field, label, from, to, theirs }) => (
            <tr key={field} data-conflict={theirs !== null || undefined}>
              <th scope="row" title={label}>
                {label}
              </th>
              <td title={from}>{shown(from)}</td>
              <td title={to}>{shown(to)}</td>
              <td title={theirs ?? from}>{theirs === null ? shown(from) : shown(theirs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="upl-tray-actions">
        <Button variant="outline" disabled={busy} onClick={() => onResolve(item.operationIds, 'mine')}>
          Keep mine
        </Button>
        <Button variant="outline" disabled={busy} onClick={() => onResolve(item.operationIds, 'theirs')}>
          Take theirs
        </Button>
      </div>
    </section>
  );
}

function shown(value: string): string {
  return value === '' ? '(empty)' : value;
}

interface SendButtonProps {
  readonly item: OutboxItem;
  readonly busy: boolean;
  readonly onSend: TrayDetailProps['onSend'];
}

function SendButton({ item, busy, onSend }: SendButtonProps): ReactNode {
  const send = (label: string): ReactNode => (
    <Button disabled={busy} onClick={() => onSend(item.operationIds)}>
      {label}
    </Button>
  );
  switch (item.state) {
    case 'held':
    case 'ready':
      return send('Send now');
    case 'waiting':
    case 'refused':
    case 'unknown':
      return send('Retry');
    case 'needs-auth':
      return (
        <>
          {send('Retry')}
          <Button variant="default" onClick={askForCredentials}>
            Update credentials…
          </Button>
        </>
      );
    default:
      return null;
  }
}

function openInGrid(item: OutboxItem): void {
  // The producer's number finds the record among the unsent ones; the title names it.
  const words = /\bNPN (\S+)/.exec(item.title)?.[1] ?? item.title;
  useAssignments.getState().showRecord(words);
  useNavigation.getState().go({ name: 'assignments' });
}
