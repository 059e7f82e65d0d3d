import { z } from 'zod';
import type { Result } from '../../../../domain/result.ts';
import { endpoint, perEnvironment, readProfile } from '../endpoint.ts';

/** Every call of Turris that its endpoint profile may hold. */
export const turrisCallNames = [
  'testToken',
  'listDownstreamEntities',
  'listEntityLicences',
  'listAgents',
  'listAgentLicences',
  'listFileDocuments',
] as const;
export type TurrisCallName = (typeof turrisCallNames)[number];

const profile = z.object({
  vendor: z.string(),
  version: z.literal(1),
  calls: z.record(z.enum(turrisCallNames), endpoint),
  /**
   * Turris documents a limit for writes only (60 a minute, T-rate-limiting). Reading asks no more than that
   * either: one request for every agent is a habit a vendor may end without notice.
   */
  rates: perEnvironment(
    z.object({ perMinute: z.number().int().min(1), parallel: z.number().int().min(1).max(16) }),
  ),
  /** Lists have no pages (vendor-apis 1.7), so these are what keeps one from filling the memory. */
  longestAnswerBytes: z.number().int().min(1),
  longestList: z.number().int().min(1),
});

/** What Turris' API offers, as data: support can correct a path without a new release. */
export type TurrisProfile = z.infer<typeof profile>;

/** Reads the endpoint profile of Turris (design section 7). */
export function parseTurrisProfile(data: unknown): Result<TurrisProfile> {
  return readProfile(profile, data, { vendor: 'Turris', lost: 'Nothing can be read from Turris' });
}
