import { z } from 'zod';
import type { Result } from '../../../../domain/result.ts';
import type { Environment } from '../../../../preload/contract.ts';
import { endpoint, perEnvironment, readProfile } from '../endpoint.ts';
import { profileCallNames } from './profileCalls.ts';
import type { ProfileCallName } from './profileCalls.ts';

/** Every call of Contracting that the endpoint profile holds. */
export const callNames = [
  'listCarriers',
  'readCarrier',
  'createCarrier',
  'updateCarrier',
  'listProducts',
  'readProduct',
  'createProduct',
  'updateProduct',
  'listCommissionLevels',
  'readCommissionLevel',
  'createCommissionLevel',
  'createCommissionLevels',
  'updateCommissionLevels',
  'listContractAssignments',
  'assignmentsOfProducer',
  'readContractAssignment',
  'listAssignmentChanges',
  'listProductHierarchies',
  'listHierarchyChanges',
  'createContractAssignment',
  'updateContractAssignments',
  'createInvitation',
  'listLinesOfBusiness',
  'listContractSubmissionMethods',
  'listAnnualizations',
  'listAssignmentStatuses',
  'listAdministrativeDivisions',
  'listTaskTypes',
] as const;
export type ContractingCallName = (typeof callNames)[number];
/** A call of the endpoint profile. */
export type CallName = ContractingCallName | ProfileCallName;

const rates = z.object({
  perMinute: z.number().int().min(1),
  parallel: z.number().int().min(1).max(16),
  pageSize: z.number().int().min(1).max(5_000),
  /** Most records in one bulk write. */
  bulkItems: z.number().int().min(1).max(1_000),
});

const profile = z.object({
  vendor: z.string(),
  version: z.literal(1),
  calls: z.record(z.enum(callNames), endpoint),
  /** Producer Profile: paths are below the host, because its prefix is not published (vendor-apis 2.3). */
  producerProfile: z.object({
    vendor: z.string(),
    calls: z.record(z.enum(profileCallNames), endpoint),
  }),
  rates: perEnvironment(rates),
});

/** What one vendor's API offers, as data: support can correct a path without a new release. */
export type Profile = z.infer<typeof profile>;
export type ProfileRates = z.infer<typeof rates>;

/** Reads an endpoint profile (design section 7). */
export function parseProfile(data: unknown): Result<Profile> {
  return readProfile(profile, data, { vendor: 'AgentSync', lost: 'Nothing can be exchanged with AgentSync' });
}

/** The budget and sizes of an environment. */
export function ratesOf(parsed: Profile, environment: Environment): ProfileRates {
  return parsed.rates[environment];
}
