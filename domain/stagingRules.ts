import type { LevelRule } from './levelRules.ts';
import type { StatusRule } from './statusRules.ts';

/** Rules about producers and their E&O policies. The vendor's documents are silent on both. */
export type ProfileRule = 'ssn-not-issued' | 'expires-before-effective';

/** Rules that a person may set aside with a reason. Their codes are stable. */
export const stagingRules = [
  'back-to-pending',
  'approved-to-non-terminal',
  'above-upline',
  'below-downline',
  'ssn-not-issued',
  'expires-before-effective',
] as const satisfies readonly (StatusRule | LevelRule | ProfileRule)[];
export type StagingRule = (typeof stagingRules)[number];

/** What a rule says, and what it means for the work when it is set aside. */
export const ruleWords: Readonly<Record<StagingRule, { readonly title: string; readonly meaning: string }>> =
  {
    'back-to-pending': {
      title: 'Moves back to a status that AgentSync sets itself',
      meaning:
        'Pending with agency, producer or carrier follow from the work in AgentSync. AgentSync may refuse the change or set the status again.',
    },
    'approved-to-non-terminal': {
      title: 'Leaves Approved for a status that ends nothing',
      meaning:
        'An approved contract goes on to a termination or another end. AgentSync may refuse the change.',
    },
    'above-upline': {
      title: 'Commission level above the upline’s',
      meaning: 'The upline would earn no override on this producer.',
    },
    'below-downline': {
      title: 'Commission level below a downline’s',
      meaning: 'This producer would earn no override on that downline.',
    },
    'ssn-not-issued': {
      title: 'Not an SSN that is given to anybody',
      meaning:
        'It may be mistyped. A number from 900 on may be an ITIN; whether AgentSync takes one is not known.',
    },
    'expires-before-effective': {
      title: 'E&O policy that expires on the day it takes effect, or before',
      meaning: 'One of the two dates is probably mistyped; the policy would cover no day.',
    },
  };
