import type { FieldValue, FieldValues } from '../../../domain/fields.ts';
import { isEmpty, netChanges } from '../../../domain/merge.ts';
import type { FieldChanges, Operation, OperationError } from '../../../domain/operation.ts';
import type { InvitationLine } from '../connectors/api.ts';
import { recordTitle } from '../recordDetail.ts';
import type { Store } from '../store/api.ts';
import { vendor, word } from './words.ts';

/** Setting under which the id of the person's own organization at the vendor is kept (vendor-apis 7, item 23). */
export const organizationSetting = 'organization.id';

/** Codes of an invitation's last word. */
export const invitationCodes = {
  /** Every invitation waits for a person: mail cannot be taken back. */
  confirm: 'held-invitation',
  organization: 'no-organization',
  /** It went out and no usable answer came. Only a person decides what happens to it. */
  uncertain: 'invitation-uncertain',
  /** It was uncertain on the computer it was brought from. */
  perhaps: 'invitation-perhaps-sent',
} as const;

/** Why invitations are held, by code and in words. */
export const invitationWords = {
  confirm: word(
    invitationCodes.confirm,
    'Held until you confirm it: an invitation is mail to a person and never goes out by itself.',
  ),
  organization: word(
    invitationCodes.organization,
    `Held because ${vendor} must be told which organization invites, and Upline does not know yours. Choose it in Settings under “Your organization”, then send.`,
  ),
  uncertain: (why: string): OperationError =>
    word(
      invitationCodes.uncertain,
      `${why} Whether the mail went out is not known, and ${vendor} offers no way to look. Ask the producer, or look in ${vendor}, then decide here. Upline does not send it again by itself.`,
    ),
  perhaps: word(
    invitationCodes.perhaps,
    'Held: it may have gone out from the computer it was brought from. Ask the producer, or whoever works there, before you send it.',
  ),
  interrupted: 'Upline stopped while this was being sent.',
  noAnswer: `It was sent, but no usable answer came back from ${vendor}.`,
  saidSent: word(
    'said-sent',
    `A person said that it went out. ${vendor}’s answer never arrived, so its link is not known here.`,
  ),
  dropped: word('discarded', 'Discarded by hand; whether the mail had gone out was not known.'),
} as const;

/** The own organization's id at the vendor, or null while nobody has chosen it. */
export function ownOrganization({ store }: { readonly store: Pick<Store, 'settings'> }): string | null {
  const id = store.settings.get(organizationSetting);
  return id === null || id === '' ? null : id;
}

/** Keeps which organization invites. */
export function writeOrganization({ store }: { readonly store: Pick<Store, 'settings'> }, id: string): void {
  store.settings.set(organizationSetting, id);
}

/** Whether a person must say what became of an invitation. */
export function isUncertain({ collection, state, error }: Operation): boolean {
  if (collection !== 'invitation') return false;
  return state === 'unknown' || (state === 'held' && error?.code === invitationCodes.perhaps);
}

/** Why an invitation is held when it is staged, or when it is no longer confirmed. */
export function heldInvitation(
  parts: { readonly store: Pick<Store, 'settings'> },
  changes: FieldChanges,
): OperationError {
  return needsOrganization(changes) && ownOrganization(parts) === null
    ? invitationWords.organization
    : invitationWords.confirm;
}

function needsOrganization(changes: FieldChanges): boolean {
  return !isEmpty(changes['commissionLevelIds']?.value);
}

/** Invitations among these operations that cannot be sent before the own organization is known. */
export function withoutOrganization(
  parts: { readonly store: Store },
  operations: readonly Operation[],
): ReadonlySet<string> {
  if (ownOrganization(parts) !== null) return new Set();
  const ids = new Set(
    operations.filter(({ collection }) => collection === 'invitation').map(({ targetId }) => targetId),
  );
  return new Set([...ids].filter((id) => needsOrganization(changesOf(parts.store, id))));
}

function changesOf(store: Store, id: string): FieldChanges {
  return netChanges(store.operations.liveOf('invitation', id).map(({ changes }) => changes));
}

/** Ids in a list value. */
export function idsIn(value: FieldValue | undefined): readonly string[] {
  return typeof value === 'object' && value !== null ? value : [];
}

/** The lines that levels stand for: each implies its product and that product's carrier. Null while one is not known here. */
export function linesOf(
  store: Pick<Store, 'mirror'>,
  levelIds: readonly string[],
): readonly InvitationLine[] | null {
  const lines: InvitationLine[] = [];
  for (const commissionLevelId of levelIds) {
    const productId = store.mirror.get('commissionLevel', commissionLevelId)?.effective['productId'];
    if (typeof productId !== 'string') return null;
    const carrierId = store.mirror.get('product', productId)?.effective['carrierId'];
    if (typeof carrierId !== 'string') return null;
    lines.push({ carrierId, productId, commissionLevelId });
  }
  return lines;
}

/** Ids of the carriers an invitation is about. */
export function carriersOf(store: Store, values: FieldValues): readonly string[] {
  const carriers = new Set(
    (linesOf(store, idsIn(values['commissionLevelIds'])) ?? []).map(({ carrierId }) => carrierId),
  );
  for (const id of idsIn(values['assignmentIds'])) {
    const carrierId = store.mirror.get('contractAssignment', id)?.effective['carrierId'];
    if (typeof carrierId === 'string') carriers.add(carrierId);
  }
  return [...carriers];
}

/** What stands against an invitation, as the field to correct and what it expects; null when nothing does. */
export function obstacleToInviting(
  store: Store,
  values: FieldValues,
  /** The invitation itself, when it is staged already. */
  own: string | null = null,
): { readonly field: string; readonly expected: string } | null {
  const levels = (expected: string) => ({ field: 'commissionLevelIds', expected });
  const levelIds = idsIn(values['commissionLevelIds']);
  const assignmentIds = idsIn(values['assignmentIds']);
  if (levelIds.length + assignmentIds.length === 0) {
    return levels('At least one commission level for a new assignment, or an assignment that exists.');
  }
  const npn = String(values['npn'] ?? '');
  for (const id of assignmentIds) {
    const record = store.mirror.get('contractAssignment', id);
    if (record === null || record.goneAt !== null)
      return {
        field: 'assignmentIds',
        expected: `Assignments that exist: one of these is no longer at ${vendor}.`,
      };
    if (record.effective['npn'] !== npn) {
      return {
        field: 'assignmentIds',
        expected: `Assignments of the invited producer: ${recordTitle(store, 'contractAssignment', record)} is somebody else’s.`,
      };
    }
  }
  const lines = linesOf(store, levelIds);
  if (lines === null)
    return levels('Levels whose product and carrier are on this computer. Sync first, then try again.');
  const products = new Set<string>();
  for (const { productId } of lines) {
    const product = store.views.label('contractAssignment', 'productId', productId);
    if (products.has(productId)) return levels(`One level for each product: ${product} has several.`);
    products.add(productId);
    // The vendor would make the assignment a second time (vendor-apis 6, item 10).
    if (store.mirror.alike('contractAssignment', { npn, productId }) !== null) {
      return levels(
        `Products the producer is not on yet: there already is an assignment of ${npn} to ${product}. Invite with that assignment instead.`,
      );
    }
    if (invitedElsewhere(store, npn, productId, own)) {
      return levels(
        `Products the producer is not invited to yet: another invitation of ${npn} that has not gone out already has ${product}.`,
      );
    }
  }
  return null;
}

function invitedElsewhere(store: Store, npn: string, productId: string, own: string | null): boolean {
  return store.invitations
    .unsentOf(npn)
    .filter((id) => id !== own)
    .some((id) =>
      (linesOf(store, idsIn(store.mirror.get('invitation', id)?.effective['commissionLevelIds'])) ?? []).some(
        (line) => line.productId === productId,
      ),
    );
}
