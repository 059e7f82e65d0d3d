import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { markableStatuses } from '../../../domain/invitation.ts';
import type { InvitationStatus, MarkableStatus } from '../../../domain/invitation.ts';
import type { RecordDetail } from '../../../preload/contract/engine.ts';
import { shortenInstant } from '../../components/dataTable/columns.ts';
import { announce } from '../../state/announcer.ts';
import { run } from '../../state/crash.ts';
import { useEngine } from '../../state/engineContext.ts';
import { tell, tellFailure } from '../../state/messages.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useNow } from '../../state/useNow.ts';
import { useRecord } from '../carriers/useRecord.ts';
import { InvitationLink } from './InvitationLink.tsx';

const facts = [
  'status',
  'email',
  'carrierIds',
  'commissionLevelIds',
  'assignmentIds',
  'administrativeDivisions',
  'uplineNpn',
  'sentAt',
  'sentBy',
  'expiresAt',
];

interface InvitationDialogProps {
  /** Null while none is open. */
  readonly id: string | null;
  readonly onClose: () => void;
}

/** One invitation of the ledger: what it said, its link, and what a person knows became of it. */
export function InvitationDialog({ id, onClose }: InvitationDialogProps): ReactNode {
  const record = useRecord('invitation', id ?? undefined);
  return (
    <Modal opened={id !== null} onClose={onClose} title={record?.title ?? 'Invitation'} size={640}>
      {id === null || record === null ? null : <Invitation record={record} onClose={onClose} />}
    </Modal>
  );
}

function Invitation({
  record,
  onClose,
}: {
  readonly record: RecordDetail;
  readonly onClose: () => void;
}): ReactNode {
  const now = useNow();
  const go = useNavigation((state) => state.go);
  const shownOf = (field: string): string =>
    record.fields.find((candidate) => candidate.field === field)?.shown ?? '';
  const status = markableStatuses.find((known) => known === shownOf('status'));
  const inviter = [shownOf('inviterFirstName'), shownOf('inviterLastName')].join(' ').trim();
  return (
    <>
      <dl className="upl-invitations-facts">
        {record.fields
          .filter(({ field, shown }) => facts.includes(field) && shown !== '')
          .toSorted((a, b) => facts.indexOf(a.field) - facts.indexOf(b.field))
          .map(({ field, label, shown, kind }) => (
            <div key={field} style={{ display: 'contents' }}>
              <dt>{label}</dt>
              <dd>{kind === 'instant' ? shortenInstant(shown, now) : shown}</dd>
            </div>
          ))}
        <dt>Inviter</dt>
        <dd>
          {inviter} ({shownOf('inviterEmail')})
        </dd>
        {status === undefined ? null : (
          <>
            <dt>Link</dt>
            <dd>
              {shownOf('linkKept') === 'Yes' ? (
                <InvitationLink id={record.id} />
              ) : (
                'Not known: AgentSync’s answer to this sending never arrived.'
              )}
            </dd>
          </>
        )}
      </dl>
      {status === undefined ? (
        <>
          <p className="upl-dim upl-small">{unsentWords[shownOf('status')]}</p>
          <div className="upl-dialog-actions">
            <Button
              variant="default"
              onClick={() => {
                onClose();
                go({ name: 'tray' });
              }}
            >
              Show in unsent changes
            </Button>
          </div>
        </>
      ) : (
        <Marks id={record.id} status={status} />
      )}
    </>
  );
}

/** What it means that an invitation is not known to have gone out, by its status. */
const unsentWords: Readonly<Record<string, string>> = {
  'Not sent':
    'Saved on this computer; no mail has gone out. It is held until you confirm it, or correct what AgentSync refused, under “Unsent changes”.',
  Waiting: 'Confirmed, and no mail has gone out yet. It goes out once AgentSync can be reached.',
  Uncertain:
    'No usable answer came back, so it is not known whether the mail went out, and AgentSync offers no way to look. Ask the producer, then decide under “Unsent changes”. Upline does not send it again by itself.',
} satisfies Readonly<Record<Exclude<InvitationStatus, MarkableStatus>, string>>;

const markWords: Readonly<Record<MarkableStatus, string>> = {
  Accepted: 'Mark as accepted',
  Expired: 'Mark as expired',
  Sent: 'Mark as sent only',
};

/** AgentSync tells nobody whether an invitation was accepted, so whoever knows says it here. */
function Marks({ id, status }: { readonly id: string; readonly status: MarkableStatus }): ReactNode {
  const engine = useEngine();
  const mark = async (to: MarkableStatus): Promise<void> => {
    const answer = await engine.call('invitation.mark', { id, status: to });
    if (!answer.ok) return tellFailure(answer.error);
    const words = `Marked as ${to.toLowerCase()} on this computer.`;
    tell(words);
    announce(words);
  };
  return (
    <>
      <p className="upl-dim upl-small">
        AgentSync does not tell what became of an invitation. What you know can be noted here; nothing is
        sent.
      </p>
      <div className="upl-dialog-actions">
        {(['Accepted', 'Expired', 'Sent'] as const)
          .filter((to) => to !== status)
          .map((to) => (
            <Button key={to} variant="default" onClick={() => run(mark(to))}>
              {markWords[to]}
            </Button>
          ))}
      </div>
    </>
  );
}
