import type { EngineHandlers } from '../dispatch.ts';
import type { InvitationDesk } from '../outbox/invitationDesk.ts';

type InvitingCall = 'invitation.link' | 'invitation.mark' | 'invitation.decide' | 'organization.set';

/** Invitations, by the contract's names. */
export function invitingHandlers(outbox: InvitationDesk): Pick<EngineHandlers, InvitingCall> {
  return {
    'invitation.link': ({ id }) => outbox.invitationLink(id),
    'invitation.mark': ({ id, status }) => outbox.markInvitation(id, status),
    'invitation.decide': ({ operationIds, choice, invitations }) =>
      outbox.decideInvitations(operationIds, choice, invitations),
    'organization.set': ({ id }) => outbox.setOrganization(id),
  };
}
