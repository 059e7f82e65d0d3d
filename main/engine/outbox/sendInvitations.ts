import type { FieldValue, FieldValues } from '../../../domain/fields.ts';
import { sentIdOf } from '../../../domain/invitation.ts';
import { isEmpty, netChanges } from '../../../domain/merge.ts';
import type { Operation, OperationError } from '../../../domain/operation.ts';
import type { OutgoingInvitation, ReadRecord, SentInvitation } from '../connectors/api.ts';
import { createWaits } from './dependencies.ts';
import { meaningOfRead, meaningOfWrite, refusal } from './failures.ts';
import {
  heldInvitation,
  idsIn,
  invitationWords,
  linesOf,
  obstacleToInviting,
  ownOrganization,
} from './invitation.ts';
import { sendablePrefix } from './plan.ts';
import { putBack } from './send.ts';
import type { Delivered } from './send.ts';
import type { Settlement, Writing } from './settle.ts';
import { codes, vendor, word } from './words.ts';

/**
 * Sends confirmed invitations, one request at a time and each once. What may have gone out without an
 * answer stays `unknown` until a person decides: there is nothing to look it up by (vendor-apis 7, item 10).
 */
export async function sendInvitations(
  settlement: Settlement,
  ids: readonly string[],
  signal: AbortSignal,
  progressed: (records: number) => void,
): Promise<Delivered> {
  for (const id of ids) {
    if (signal.aborted) return { kind: 'again' };
    const sent = await sendOne(settlement, id, signal);
    if (sent.kind !== 'delivered') return sent;
    progressed(1);
  }
  return { kind: 'delivered' };
}

async function sendOne(settlement: Settlement, id: string, signal: AbortSignal): Promise<Delivered> {
  const { connector, store } = settlement.parts;
  const npn = String(store.mirror.get('invitation', id)?.effective['npn'] ?? '');
  // What the producer has already decides whether a line would be made twice, so it is looked at last.
  const looked = await connector.assignmentsOf(npn, signal);
  if (!looked.ok && looked.failure.kind !== 'not-offered') {
    const meaning = meaningOfRead(looked.failure);
    return meaning.kind === 'item' ? { kind: 'again' } : meaning;
  }
  const claimed = claimInvitation(settlement, id, looked.ok ? looked.value : null);
  if (claimed === null) return { kind: 'delivered' };
  const { operations, outgoing } = claimed;
  const result = await connector.invite(outgoing, signal);
  if (result.ok) {
    landSent(settlement, id, operations, result.value);
    return { kind: 'delivered' };
  }
  const meaning = meaningOfWrite(result.failure);
  switch (meaning.kind) {
    case 'item':
      settlement.commit('gesture', (write) => {
        for (const operation of operations)
          write.refused(operation, refusal(meaning.failure, Object.keys(operation.changes)));
      });
      return { kind: 'delivered' };
    case 'look':
      settlement.commit('gesture', (write) => {
        for (const operation of operations)
          write.uncertain(operation, invitationWords.uncertain(invitationWords.noAnswer));
      });
      return meaning;
    default:
      putBack(settlement, [{ operations }], meaning);
      return meaning;
  }
}

/** Marks an invitation as being sent, durably, if nothing stands against it by now. */
function claimInvitation(
  settlement: Settlement,
  id: string,
  theirs: readonly ReadRecord[] | null,
): { readonly operations: readonly Operation[]; readonly outgoing: OutgoingInvitation } | null {
  const { store, clock } = settlement.parts;
  let claimed: ReturnType<typeof claimInvitation> = null;
  settlement.commit('gesture', (write) => {
    const live = store.operations.liveOf('invitation', id);
    const operations = sendablePrefix(live, clock.now(), createWaits(store));
    if (operations[0]?.kind !== 'create') return;
    const holdBack = (): void => {
      for (const operation of operations)
        write.move(operation, {
          state: 'held',
          retryAt: null,
          error: heldInvitation(settlement.parts, operation.changes),
        });
    };
    // Part of it was held back since: what was confirmed is not what it says now.
    if (operations.length < live.length) return holdBack();
    const values = valuesOf(operations);
    const outgoing = outgoingOf(settlement, values);
    if (outgoing === null) return holdBack();
    const refused = obstacleNow(settlement, id, values, outgoing, theirs, operations);
    if (refused !== null) {
      for (const operation of operations) refused(write, operation);
      return;
    }
    for (const operation of operations) write.sending(operation, null);
    claimed = { operations, outgoing };
  });
  return claimed;
}

/** What stands against sending it now, as what to do with its operations. */
function obstacleNow(
  { parts }: Settlement,
  id: string,
  values: FieldValues,
  outgoing: OutgoingInvitation,
  theirs: readonly ReadRecord[] | null,
  operations: readonly Operation[],
): ((write: Writing, operation: Operation) => void) | null {
  const { store } = parts;
  const held = new Set(theirs?.map((record) => record.values['productId']));
  const already = outgoing.lines.find(({ productId }) => held.has(productId));
  if (already !== undefined && operations.some(({ sentAt }) => sentAt !== null)) {
    // It went out before without an answer: what it was to make is there now.
    const product = store.views.label('contractAssignment', 'productId', already.productId);
    const why = `It was not sent again, because ${vendor} now holds an assignment of this producer to ${product}: the first sending has probably arrived.`;
    return (write, operation) => write.uncertain(operation, invitationWords.uncertain(why));
  }
  const gone = theirs === null ? [] : missingOf(values, theirs);
  const local = obstacleToInviting(store, values, id);
  const found =
    gone.length > 0
      ? {
          field: 'assignmentIds',
          expected: `Assignments that exist: one of these is no longer at ${vendor}.`,
        }
      : already !== undefined
        ? {
            field: 'commissionLevelIds',
            expected: `Products the producer is not on yet: ${vendor} already has an assignment to ${store.views.label('contractAssignment', 'productId', already.productId)}.`,
          }
        : local;
  if (found === null) return null;
  const error: OperationError = {
    ...word(
      codes.refused,
      `It was not sent. Expected: ${found.expected} Discard it and invite the producer again with the right assignments.`,
    ),
    fields: { [found.field]: found.expected },
  };
  return (write, operation) => write.refused(operation, error);
}

function missingOf(values: FieldValues, theirs: readonly ReadRecord[]): readonly string[] {
  const there = new Set(theirs.map(({ id }) => id));
  return idsIn(values['assignmentIds']).filter((id) => !there.has(id));
}

/** The values of an invitation: everything staged on it, without what is empty. */
export function valuesOf(operations: readonly Operation[]): FieldValues {
  const values: Record<string, FieldValue> = {};
  for (const [field, { value }] of Object.entries(netChanges(operations.map(({ changes }) => changes))))
    if (!isEmpty(value)) values[field] = value;
  return values;
}

/** The request an invitation would be; null while its lines have no sender. */
export function outgoingOf(
  { parts }: Pick<Settlement, 'parts'>,
  values: FieldValues,
): OutgoingInvitation | null {
  const levels = idsIn(values['commissionLevelIds']);
  const organizationId = ownOrganization(parts);
  if (organizationId === null && levels.length > 0) return null;
  return { values, organizationId: organizationId ?? '', lines: linesOf(parts.store, levels) ?? [] };
}

function landSent(
  settlement: Settlement,
  id: string,
  operations: readonly Operation[],
  { link, expiresAt }: SentInvitation,
): void {
  const { store, clock } = settlement.parts;
  settlement.commit('gesture', (write) => {
    const now = clock.now();
    store.invitations.keepLink(sentIdOf(id), link, now);
    landInvitation(settlement, write, id, { sentAt: isoOf(now), expiresAt, linkKept: true });
    for (const operation of operations) write.done(store.operations.get(operation.id) ?? operation, null);
  });
}

/**
 * The ledger's account of an invitation that went out, under an id of its own: the vendor gives none. Its
 * link is no part of it.
 */
export function landInvitation(
  { parts }: Settlement,
  write: Writing,
  id: string,
  ledger: { readonly sentAt: string; readonly expiresAt: string | null; readonly linkKept: boolean },
): void {
  const values = valuesOf(parts.store.operations.liveOf('invitation', id));
  const account = { ...values, ...ledger, status: 'Sent', sentBy: parts.actor };
  const sentId = sentIdOf(id);
  write.named('invitation', id, sentId);
  write.land('invitation', [{ id: sentId, values: account, server: account }]);
}

/** An instant in milliseconds since 1970 as ISO 8601, in UTC. */
export function isoOf(instant: number): string {
  return new Date(instant).toISOString();
}
