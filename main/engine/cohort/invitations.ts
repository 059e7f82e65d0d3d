import { z } from 'zod';
import type { Invitee, Inviter } from '../../../domain/cohort.ts';
import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { CohortInvited } from '../../../preload/contract.ts';
import type { Outbox } from '../outbox/api.ts';
import { guarded } from '../outbox/stage.ts';
import type { Store } from '../store/api.ts';
import { readStored } from '../storedJson.ts';

const inviterSetting = 'cohort.inviter';
const stored = z.object({ firstName: z.string(), lastName: z.string(), email: z.string() });

/** Inviting the producers of a cohort. */
export interface CohortInvitations {
  /**
   * Stages an invitation for each, as one gesture, all or nothing. Each waits for its assignments, and is
   * held until a person confirms it.
   */
  invite(label: string, inviter: Inviter, invitees: readonly Invitee[]): Result<CohortInvited>;
  /** Who invited last; null while nobody has, or what was kept cannot be read. */
  lastInviter(): Inviter | null;
}

/** Stages one invitation for each producer of a cohort, and remembers who invites. */
export function createCohortInvitations(
  store: Pick<Store, 'settings' | 'transaction'>,
  outbox: Pick<Outbox, 'createMany'>,
): CohortInvitations {
  const remember = (inviter: Inviter): void =>
    store.transaction('mirror', () => store.settings.set(inviterSetting, JSON.stringify(inviter)));
  return {
    invite(label, inviter, invitees) {
      const made = outbox.createMany(
        label,
        invitees.map(({ npn, email, firstName, lastName, assignmentIds }) => ({
          collection: 'invitation' as const,
          title: `NPN ${npn}`,
          values: {
            npn,
            email,
            firstName,
            lastName,
            inviterFirstName: inviter.firstName,
            inviterLastName: inviter.lastName,
            inviterEmail: inviter.email,
            assignmentIds,
          },
        })),
      );
      if (!made.ok) return made;
      const { batchId, ids, refused } = made.value;
      // The invitations are staged; not remembering who invited costs three fields to type again.
      if (batchId !== null) guarded(() => ok(remember(inviter)));
      return ok({ batchId, invited: ids.length, refused });
    },
    lastInviter: () => readStored(store.settings.get(inviterSetting), stored),
  };
}
