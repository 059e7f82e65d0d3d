import { Button } from '@mantine/core';
import { IconHandFinger } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { OutboxChange, OutboxItem } from '../../../preload/contract/engine.ts';
import { listStore } from '../../components/recordList/listStore.ts';
import { StatePanel } from '../../components/StatePanel.tsx';
import { askForCredentials } from '../../components/useRemedies.ts';
import { formatMoment } from '../../state/format.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useStatus } from '../../state/status.ts';
import { itemKey } from '../conflicts/conflictChoices.ts';
import { NewValue, OldNew } from './OldNew.tsx';
import { StateLabel } from './StateLabel.tsx';

interface TrayDetailProps {
  readonly item: OutboxItem | null;
  readonly now: number;
  readonly busy: boolean;
  readonly onSend: (operationIds: readonly string[]) => void;
  /** Tries the other spelling of a commission type. */
  readonly onSendAs: (operationIds: readonly string[]) => void;
  readonly onDiscard: (operationIds: readonly string[]) => void;
  readonly onEdit: (item: OutboxItem) => void;
  /** For an invitation of which nobody knows whether it went out. */
  readonly onDecide: (item: OutboxItem) => void;
  readonly onHold: (operationIds: readonly string[]) => void;
  readonly onShowRequests: (operationIds: readonly string[]) => void;
}

/** Beside the list: everything about one record's unsent changes, and what can be done with them. */
export function TrayDetail(props: TrayDetailProps): ReactNode {
  const { item, now, busy, onSend, onSendAs, onEdit, onDecide, onHold, onDiscard, onShowRequests } = props;
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
        <StateLabel state={item.state} gone={item.goneAtServer} uncertain={item.uncertain} />
        {item.reason === '' || item.waitsFor.length > 0 ? null : (
          <p className="upl-tray-reason">{item.reason}</p>
        )}
        {item.waitsFor.length === 0 ? null : (
          <div className="upl-tray-reason">
            Waits until AgentSync has:
            <ul>
              {item.waitsFor.map((title) => (
                <li key={title}>{title}</li>
              ))}
            </ul>
          </div>
        )}
        {item.retryAt === null ? null : (
          <p className="upl-dim upl-small">Tries again at {formatMoment(item.retryAt, now)}.</p>
        )}
      </header>
      {item.state === 'conflict' || item.goneAtServer ? <Conflict item={item} /> : null}
      <dl className="upl-tray-changes">
        {item.changes.map((change) => (
          <Change
            key={change.field}
            // In conflict nobody refused anything, and the words above say what happened.
            change={item.state === 'conflict' ? { ...change, message: null } : change}
            isNew={item.kind === 'create'}
          />
        ))}
      </dl>
      <p className="upl-dim upl-small upl-tray-gestures">
        Staged {formatMoment(item.stagedAt, now)} by: {item.gestures.join(', then ')}
      </p>
      <div className="upl-tray-actions">
        {item.uncertain ? (
          <Button disabled={busy} onClick={() => onDecide(item)}>
            Decide…
          </Button>
        ) : item.sendAs === null ? (
          <SendButton item={item} busy={busy} onSend={onSend} />
        ) : (
          <Button disabled={busy} onClick={() => onSendAs(item.operationIds)}>
            Send as {item.sendAs}
          </Button>
        )}
        {item.uncertain || item.goneAtServer ? null : (
          <Button variant="default" onClick={() => onEdit(item)}>
            Edit…
          </Button>
        )}
        {item.collection === 'contractAssignment' ? (
          <Button variant="default" onClick={() => openInSheet(item)}>
            Show in the sheet
          </Button>
        ) : null}
        {item.state === 'ready' || item.state === 'waiting' ? (
          <Button variant="default" disabled={busy} onClick={() => onHold(item.operationIds)}>
            Hold
          </Button>
        ) : null}
        <Button variant="default" onClick={() => onShowRequests(item.operationIds)}>
          Exact request…
        </Button>
        <Button variant="default" disabled={busy} onClick={() => onDiscard(item.operationIds)}>
          Discard
        </Button>
      </div>
    </aside>
  );
}

interface ChangeProps {
  readonly change: OutboxChange;
  readonly isNew: boolean;
}

function Change({ change, isNew }: ChangeProps): ReactNode {
  return (
    <div data-refused={change.message !== null || undefined}>
      <dt>{change.label}</dt>
      <dd>
        {isNew ? <NewValue value={change.to} /> : <OldNew from={change.from} to={change.to} />}
        {change.message === null ? null : (
          <p className="upl-tray-message">AgentSync says: {change.message}</p>
        )}
      </dd>
    </div>
  );
}

/** Both sides changed a field: deciding is the conflict workspace's, with room for it. */
function Conflict({ item }: { readonly item: OutboxItem }): ReactNode {
  const go = useNavigation((state) => state.go);
  const fields = item.changes.filter(({ theirs }) => theirs !== null).map(({ label }) => label);
  return (
    <section className="upl-conflict" aria-label="Conflict">
      <p>
        {item.goneAtServer
          ? 'AgentSync no longer has this record.'
          : `Changed on both sides: ${fields.join(', ')}.`}
      </p>
      <div className="upl-tray-actions">
        <Button onClick={() => go({ name: 'conflicts', item: itemKey(item) })}>Decide…</Button>
      </div>
    </section>
  );
}

interface SendButtonProps {
  readonly item: OutboxItem;
  readonly busy: boolean;
  readonly onSend: TrayDetailProps['onSend'];
}

function SendButton({ item, busy, onSend }: SendButtonProps): ReactNode {
  const go = useNavigation((state) => state.go);
  const organization = useStatus((state) => state.status?.organizationId ?? null);
  if (organization === null && item.changes.some(({ field }) => field === 'commissionLevelIds'))
    return <Button onClick={() => go({ name: 'settings' })}>Choose your organization</Button>;
  const send = (label: string): ReactNode => (
    <Button disabled={busy} onClick={() => onSend(item.operationIds)}>
      {label}
    </Button>
  );
  // What AgentSync no longer has cannot be sent again as it is: it is decided about instead.
  if (item.goneAtServer) return null;
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

function openInSheet(item: OutboxItem): void {
  // The producer's number and the product's words find the record among the unsent ones.
  const words = item.title.replace(/^NPN /, '').replace(' · ', ' ');
  listStore('contractAssignment').looked.getState().showUnsent(words);
  useNavigation.getState().go({ name: 'assignments' });
}
