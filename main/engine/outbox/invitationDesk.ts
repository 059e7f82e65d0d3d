import type { MarkableStatus } from '../../../domain/invitation.ts';
import { isLocalId } from '../../../domain/localId.ts';
import type { Operation } from '../../../domain/operation.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Failure, Result } from '../../../domain/result.ts';
import type { AuditEntry } from '../store/api.ts';
import { liveNamed } from './chosen.ts';
import {
  heldInvitation,
  invitationCodes,
  invitationWords,
  isUncertain,
  ownOrganization,
  writeOrganization,
} from './invitation.ts';
import { isoOf, landInvitation } from './sendInvitations.ts';
import type { Settlement } from './settle.ts';
import { guarded } from './stage.ts';
import { vendor } from './words.ts';

/** What became of an invitation whose outcome nobody knows. */
export type UncertainChoice = 'went-out' | 'send-again' | 'drop';

/** What only a person can say about invitations. */
export interface InvitationDesk {
  /** The link of an invitation that went out. That it was shown is audited, the link is not. */
  invitationLink(id: string): Result<{ readonly link: string }>;
  /** Notes what became of an invitation that went out: no call of the vendor tells. */
  markInvitation(id: string, status: MarkableStatus): Result<null>;
  /**
   * Settles uncertain invitations. Sending again is a new sending and needs their number as `confirmed`,
   * else it fails with `needs-confirmation`.
   */
  decideInvitations(
    operationIds: readonly string[],
    choice: UncertainChoice,
    confirmed?: number,
  ): Result<{ readonly decided: number }>;
  organization(): string | null;
  /** The id of the own organization at the vendor; empty text forgets it. */
  setOrganization(id: string): Result<null>;
}

const notSent: Failure = {
  code: 'not-sent',
  message: 'This invitation has not gone out, or is not on this computer.',
};

/** Invitations cannot go out while nobody said which organization invites. */
export const noOrganization: Failure = {
  code: invitationCodes.organization,
  message: `Nothing was sent: ${vendor} must be told which organization invites, and Upline does not know yours. Choose it in Settings under “Your organization”, then send.`,
  remedy: 'choose-organization',
};

/** So many invitations go out only when a person confirms the number. */
export function needsInvitationConfirmation(count: number): Failure {
  return {
    code: 'needs-confirmation',
    message: `${count === 1 ? 'One invitation' : `${count} invitations`} would go out from ${vendor}: mail that cannot be taken back. Nothing was sent; confirm the number to send.`,
  };
}

/** What a person does with invitations; each step is audited. */
export function createInvitationDesk(settlement: Settlement, hurry: () => void): InvitationDesk {
  const { parts } = settlement;
  const { store, clock } = parts;
  const note = (
    event: AuditEntry['event'],
    detail: AuditEntry['detail'],
    operation: Operation | null = null,
  ): void => {
    store.audit.append({
      at: clock.now(),
      actor: parts.actor,
      environment: parts.environment,
      event,
      operationId: operation?.id ?? null,
      batchId: operation?.batchId ?? null,
      detail,
    });
  };

  return {
    organization: () => ownOrganization(parts),
    setOrganization: (id) =>
      guarded(() => {
        settlement.commit('gesture', (write) => {
          writeOrganization(parts, id);
          note('configured', { what: 'organization', value: id });
          for (const operation of store.operations.live({ states: ['held'], offset: 0, limit: -1 })) {
            const { collection, error, changes } = operation;
            const waits =
              error?.code === invitationCodes.organization || error?.code === invitationCodes.confirm;
            if (collection === 'invitation' && waits)
              write.move(operation, { error: heldInvitation(parts, changes) });
          }
        });
        parts.changes.status();
        return ok(null);
      }),
    invitationLink: (asked) =>
      guarded(() => {
        const id = nameNow(store, asked);
        const link = store.invitations.link(id);
        if (link === null) {
          return fail({
            code: 'no-link',
            message: `There is no link of this invitation on this computer: ${vendor} tells it once, in its answer to the sending.`,
          });
        }
        // Written before it is shown: what could not be audited is not revealed.
        store.transaction('gesture', () => note('revealed', { collection: 'invitation', record: id }));
        return ok({ link });
      }),
    markInvitation: (asked, status) =>
      guarded(() => {
        const id = nameNow(store, asked);
        const record = store.mirror.get('invitation', id);
        if (record === null || record.server === null) return fail(notSent);
        const account = { ...record.server, status };
        settlement.commit('gesture', (write) => {
          write.land('invitation', [{ id, values: account, server: account }]);
          note('marked', { collection: 'invitation', record: id, status });
        });
        return ok(null);
      }),
    decideInvitations: (ids, choice, confirmed) =>
      guarded(() => {
        const records = [
          ...new Set(
            liveNamed(parts, ids)
              .filter(isUncertain)
              .map(({ targetId }) => targetId),
          ),
        ];
        if (choice === 'send-again' && records.length > 0 && confirmed !== records.length)
          return fail(needsInvitationConfirmation(records.length));
        settlement.commit('gesture', (write) => {
          for (const id of records) {
            const operations = store.operations.liveOf('invitation', id);
            const [first] = operations;
            if (first === undefined) continue;
            if (choice === 'drop') {
              for (const operation of operations) write.dropped(operation, invitationWords.dropped);
            } else if (choice === 'send-again') {
              for (const operation of operations)
                write.move(operation, { state: 'ready', retryAt: null, error: null });
              note('confirmed', { collection: 'invitation', record: id, again: true }, first);
            } else {
              const sentAt = isoOf(first.sentAt ?? clock.now());
              landInvitation(settlement, write, id, { sentAt, expiresAt: null, linkKept: false });
              for (const operation of operations)
                write.said(store.operations.get(operation.id) ?? operation, invitationWords.saidSent);
            }
          }
        });
        hurry();
        return ok({ decided: records.length });
      }),
  };
}

/** The id an invitation has by now: it may have gone out since the screen learned it. */
function nameNow(store: Settlement['parts']['store'], id: string): string {
  return isLocalId(id) ? (store.operations.nameOf(id) ?? id) : id;
}
