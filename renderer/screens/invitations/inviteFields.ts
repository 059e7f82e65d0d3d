import { userDefinedFields } from '../../../domain/fields.ts';

/** Who is invited. */
export const producerFields = ['npn', 'email', 'firstName', 'lastName'] as const;
/** Who invites. */
export const inviterFields = ['inviterFirstName', 'inviterLastName', 'inviterEmail'] as const;
/** What each new assignment is asked about. */
export const lineFields = ['administrativeDivisions', 'uplineNpn'] as const;
/** Free text of each new assignment, which most leave empty (vendor-apis 3.7). */
export const freeFields = userDefinedFields(true).map(({ name }) => name);
/** All that is asked of new assignments only. */
export const ofLines: readonly string[] = [...lineFields, ...freeFields];
