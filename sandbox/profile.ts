import { z } from 'zod';

const perMinute = z.number().int().min(0);

/**
 * How the stand-in behaves where the vendor's documents contradict themselves, say nothing, or allow
 * change without notice. Every switch can be turned while it runs. 0 means unlimited.
 */
export const profileSchema = z.object({
  /** Casing of commission `type` accepted on write (contradiction 1 of the specification). */
  typeAccepted: z.enum(['title', 'upper', 'any']),
  /** Casing of commission `type` on read. */
  typeShown: z.enum(['title', 'upper']),
  /** Carriers in lists carry id, name, naic, tin only (S1), or everything. */
  carrierList: z.enum(['narrow', 'full']),
  /** Page size when the request names none; the vendor says it varies by endpoint (A-PAG). */
  defaultPageSize: z.record(z.string(), z.number().int().min(1)),
  maxPageSize: z.number().int().min(1),
  /** What happens above the maximum. */
  overMaxPageSize: z.enum(['refuse', 'clamp']),
  maxBulk: z.number().int().min(1),
  readsPerMinute: perMinute,
  writesPerMinute: perMinute,
  bulkPerMinute: perMinute,
  tokensPerMinute: perMinute,
  /** Turris documents none for reads, and 10 a minute for its token call (1.7). */
  turrisReadsPerMinute: perMinute,
  turrisTokensPerMinute: perMinute,
  /** Whether Turris wraps what it answers in `data` (contradiction 26). */
  turrisEnvelope: z.enum(['wrapped', 'bare']),
  /** Header family announced with every answer of a limited call. */
  rateHeaders: z.enum(['ratelimit', 'x-ratelimit', 'none']),
  /** Retry-After on a 429. */
  retryAfter: z.enum(['seconds', 'http-date', 'none']),
  tokenLifeSeconds: z.number().int().min(1),
  /** Operations this account does not offer: they answer 404, as an undocumented path would. */
  disabled: z.array(z.string()),
});

/** See profileSchema. */
export type Profile = z.infer<typeof profileSchema>;

/** What of a profile is changed; a name that is not known is refused. */
export const profilePatchSchema = profileSchema.partial().strict();

/** A change of some switches. */
export type ProfilePatch = z.infer<typeof profilePatchSchema>;

/** Unlimited reads and writes; the token limit is the documented one (A-RATE). */
export const DEFAULT_PROFILE: Profile = {
  typeAccepted: 'title',
  typeShown: 'title',
  carrierList: 'narrow',
  defaultPageSize: { carriers: 250, products: 100, commissionLevels: 50, contractAssignments: 20 },
  maxPageSize: 1000,
  overMaxPageSize: 'refuse',
  maxBulk: 500,
  readsPerMinute: 0,
  writesPerMinute: 0,
  bulkPerMinute: 0,
  tokensPerMinute: 200,
  turrisReadsPerMinute: 0,
  turrisTokensPerMinute: 10,
  turrisEnvelope: 'wrapped',
  rateHeaders: 'ratelimit',
  retryAfter: 'none',
  tokenLifeSeconds: 3600,
  disabled: [],
};

/** Applies a patch; fields that are given as undefined are left alone. */
export function patchProfile(profile: Profile, patch: ProfilePatch): Profile {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  return profileSchema.parse({ ...profile, ...given });
}
