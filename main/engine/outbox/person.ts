import { isLocalId } from '../../../domain/localId.ts';
import { rebase } from '../../../domain/merge.ts';
import type { FieldChange, Operation, OperationState } from '../../../domain/operation.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Failure } from '../../../domain/result.ts';
import type { Outbox } from './api.ts';
import { chosenToSend, endsAmong, liveNamed, unconfirmedEnds, unconfirmedInvitations } from './chosen.ts';
import { forgetConfirmed, noteConfirmed } from './confirmed.ts';
import type { Discards } from './discards.ts';
import { nothingLeftBehind } from './dependencies.ts';
import { invitationWords, isUncertain, withoutOrganization } from './invitation.ts';
import { needsInvitationConfirmation, noOrganization } from './invitationDesk.ts';
import type { Settlement } from './settle.ts';
import { guarded } from './stage.ts';
import { lastWords, vendor } from './words.ts';

export type ByPerson = Pick<Outbox, 'send' | 'discard' | 'resolve' | 'credentialsChanged'>;

const inFlight: ReadonlySet<OperationState> = new Set(['sending', 'unknown']);

function needsConfirmation(ends: number): Failure {
  return {
    code: 'needs-confirmation',
    message: `${ends === 1 ? 'One contract' : `${ends} contracts`} would be terminated at ${vendor}. Nothing was sent; confirm the number to send.`,
  };
}

/** What people decide about staged work: send it, drop it, settle a conflict. */
export function createByPerson(
  settlement: Settlement,
  discards: Pick<Discards, 'note'>,
  hurry: () => void,
): ByPerson {
  const { parts } = settlement;
  const { store, connector, clock, environment } = parts;

  return {
    send: (ids, confirmed, invitations) =>
      guarded(() => {
        const named = chosenToSend(parts, ids);
        const lacking = withoutOrganization(parts, named);
        const chosen = named.filter(({ targetId }) => !lacking.has(targetId));
        if (chosen.length === 0 && lacking.size > 0) return fail(noOrganization);
        // Later values of a record made here travel with its create.
        const offerOf = ({ kind, collection, targetId }: Operation) =>
          kind === 'create' || isLocalId(targetId)
            ? connector.creates(collection)
            : connector.updates(collection);
        const offered = chosen.filter((operation) => offerOf(operation).offered);
        const [first] = chosen;
        if (offered.length === 0 && first !== undefined) {
          const offer = offerOf(first);
          if (!offer.offered)
            return fail({ code: 'not-offered', message: offer.reason, remedy: 'ask-vendor' });
        }
        const ends = confirmed === true ? 0 : unconfirmedEnds(parts, offered);
        if (ends > 0) return fail(needsConfirmation(ends));
        const mail = unconfirmedInvitations(parts, offered);
        if (mail.size > 0 && (confirmed !== true || invitations !== mail.size))
          return fail(needsInvitationConfirmation(mail.size));
        settlement.commit('gesture', (write) => {
          for (const operation of offered) {
            // Ready already: nothing to write, waking the sender is enough.
            if (operation.state !== 'ready')
              write.move(operation, { state: 'ready', retryAt: null, error: null });
          }
          if (confirmed === true) noteConfirmed(store, endsAmong(parts, offered));
          for (const id of mail) {
            store.audit.append({
              at: clock.now(),
              actor: parts.actor,
              environment,
              event: 'confirmed',
              operationId: null,
              batchId: null,
              detail: { collection: 'invitation', record: id, of: mail.size },
            });
          }
        });
        hurry();
        return ok({ queued: offered.length });
      }),
    discard: (ids) =>
      guarded(() => {
        const chosen = liveNamed(parts, ids);
        const free = chosen.filter((operation) => !inFlight.has(operation.state) || isUncertain(operation));
        if (free.length === 0 && chosen.length > 0) {
          return fail({
            code: 'in-flight',
            message: `This change is on its way to ${vendor}, or its outcome is being looked up, so it cannot be discarded now. Wait until it is settled.`,
            remedy: 'retry',
          });
        }
        const whole = nothingLeftBehind(store, free, 'discarded');
        if (!whole.ok) return whole;
        const undoId: { value: string | null } = { value: null };
        settlement.commit('gesture', (write) => {
          for (const operation of free)
            write.dropped(operation, isUncertain(operation) ? invitationWords.dropped : lastWords.discarded);
          const kept = free.filter((operation) => !isUncertain(operation));
          // Brought back, the end of a contract is asked about again.
          forgetConfirmed(
            store,
            free.map(({ id }) => id),
          );
          undoId.value = kept.length === 0 ? null : discards.note(kept);
        });
        hurry();
        return ok({ dropped: free.length, undoId: undoId.value });
      }),
    resolve: (ids, choice) =>
      guarded(() => {
        const chosen = liveNamed(parts, ids).filter(({ state }) => state === 'conflict');
        settlement.commit('gesture', (write) => {
          for (const operation of chosen) {
            const theirs = operation.error?.theirs ?? {};
            if (choice === 'mine') {
              const changes = rebase(operation.changes, Object.keys(theirs), theirs);
              write.move(operation, { state: 'ready', changes, error: null });
            } else {
              const kept: Record<string, FieldChange> = {};
              for (const [field, change] of Object.entries(operation.changes))
                if (!(field in theirs)) kept[field] = change;
              if (Object.keys(kept).length === 0) write.dropped(operation, lastWords.tookTheirs);
              else write.move(operation, { state: 'ready', changes: kept, error: null });
            }
            store.audit.append({
              at: clock.now(),
              actor: parts.actor,
              environment,
              event: 'resolved',
              operationId: operation.id,
              batchId: operation.batchId,
              detail: { choice, fields: Object.keys(theirs) },
            });
          }
        });
        hurry();
        return ok({ resolved: chosen.length });
      }),
    credentialsChanged() {
      settlement.commit('gesture', (write) => {
        for (const operation of store.operations.live({ states: ['needs-auth'], offset: 0, limit: -1 }))
          write.move(operation, { state: 'ready', retryAt: null, error: null });
      });
      hurry();
    },
  };
}
