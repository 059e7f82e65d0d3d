import type { LevelRule } from './levelRules.ts';
import type { StatusRule } from './statusRules.ts';

/** Rules that a person may set aside with a reason. Their codes are stable. */
export const stagingRules = [
  'back-to-pending',
  'approved-to-non-terminal',
  'above-upline',
  'below-downline',
] as const satisfies readonly (StatusRule | LevelRule)[];
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
  };
