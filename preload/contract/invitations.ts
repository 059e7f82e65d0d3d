import { z } from 'zod';
import { markableStatuses } from '../../domain/invitation.ts';
import { answers } from './definition.ts';
import { id } from './vocabulary.ts';

/** What the renderer asks the engine about invitations, beyond making and sending them like other records. */

/** What a person decides about an invitation of which nobody knows whether it went out. */
export const uncertainChoices = ['went-out', 'send-again', 'drop'] as const;

/** Calls about invitations that went out or wait to be confirmed. */
export const invitationCalls = {
  /**
   * The link of an invitation that went out: a secret, kept apart and shown only when asked. That it was
   * shown is audited. Fails with `no-link` when none is kept.
   */
  'invitation.link': answers<{ readonly link: string }>()(z.object({ id })),
  /** Notes that an invitation was accepted, has expired, or neither: no call of the vendor tells. */
  'invitation.mark': answers<null>()(z.object({ id, status: z.enum(markableStatuses) })),
  /**
   * Settles uncertain invitations. `send-again` is a new sending: `invitations` must be their number, else
   * it fails with `needs-confirmation`.
   */
  'invitation.decide': answers<{ readonly decided: number }>()(
    z.object({
      operationIds: z.array(id).min(1).max(10_000),
      choice: z.enum(uncertainChoices),
      invitations: z.number().int().min(0).optional(),
    }),
  ),
  /** The id of the own organization at the vendor, which every new assignment of an invitation names. Empty text forgets it. */
  'organization.set': answers<null>()(
    z.object({
      id: z
        .string()
        .trim()
        .max(200)
        .regex(/^[!-~]*$/u, 'An id without spaces.'),
    }),
  ),
} as const;
