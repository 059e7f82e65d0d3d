import { profileCollectionNames } from '../../../domain/fields.ts';
import type { ProfileCollection } from '../../../domain/fields.ts';
import { assertNever } from '../../../domain/result.ts';
import type { SyncTarget } from '../store/api.ts';
import { carrierDetails } from './carrierDetails.ts';
import { childPass } from './childPass.ts';
import type { AgentSyncContext, PassEnd } from './context.ts';
import { flatPass } from './flatPass.ts';
import { levelsById } from './levelsById.ts';
import { lookupPass } from './lookupPass.ts';
import { allIds } from './parents.ts';

/** Lookups first, then parents before children; Producer Profile after all of Contracting. */
export const targets: readonly SyncTarget[] = [
  'lookups',
  'carrier',
  'product',
  'commissionLevel',
  'contractAssignment',
  ...profileCollectionNames,
];

async function carrierPass(context: AgentSyncContext): Promise<PassEnd> {
  const end = await flatPass(context, 'carrier');
  if (end.kind === 'complete') await carrierDetails(context);
  return end;
}

/** Runs or resumes the pass of one target. */
export function runPass(context: AgentSyncContext, target: SyncTarget): Promise<PassEnd> {
  switch (target) {
    case 'lookups':
      return lookupPass(context);
    case 'carrier':
      return carrierPass(context);
    case 'contractAssignment':
      return flatPass(context, target);
    case 'product':
      return childPass(context, target, allIds(context, 'carrier'), (failure) =>
        Promise.resolve({ kind: 'interrupted', failure }),
      );
    case 'commissionLevel':
      return childPass(context, target, allIds(context, 'product'), (_failure, pass) =>
        levelsById(context, pass),
      );
    case 'producer':
    case 'address':
    case 'phone':
    case 'bankAccount':
    case 'insurancePolicy':
      return profilePass(context, target);
    case 'downstreamEntity':
    case 'agent':
    case 'licence':
    case 'fileDocument':
      // Turris' own, which are not among the targets here.
      return Promise.resolve({ kind: 'not-offered' });
    default:
      return assertNever(target);
  }
}

/** Producers, then what they have: as whole lists where the connection has such calls, else producer by producer. */
function profilePass(context: AgentSyncContext, target: ProfileCollection): Promise<PassEnd> {
  const offer = context.connector.lists(target);
  if (!offer.offered) return Promise.resolve({ kind: 'not-offered' });
  if (offer.by === 'list') return flatPass(context, target);
  return childPass(context, target, allIds(context, 'producer'), (failure) =>
    Promise.resolve({ kind: 'interrupted', failure }),
  );
}
