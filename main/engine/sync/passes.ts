import { assertNever } from '../../../domain/result.ts';
import type { SyncTarget } from '../store/api.ts';
import { carrierDetails } from './carrierDetails.ts';
import { childPass } from './childPass.ts';
import type { PassContext, PassEnd } from './context.ts';
import { flatPass } from './flatPass.ts';
import { levelsById } from './levelsById.ts';
import { lookupPass } from './lookupPass.ts';

/** Lookups first, then parents before children. */
export const targets: readonly SyncTarget[] = [
  'lookups',
  'carrier',
  'product',
  'commissionLevel',
  'contractAssignment',
];

async function carrierPass(context: PassContext): Promise<PassEnd> {
  const end = await flatPass(context, 'carrier');
  if (end.kind === 'complete') await carrierDetails(context);
  return end;
}

/** Runs or resumes the pass of one target. */
export function runPass(context: PassContext, target: SyncTarget): Promise<PassEnd> {
  switch (target) {
    case 'lookups':
      return lookupPass(context);
    case 'carrier':
      return carrierPass(context);
    case 'contractAssignment':
      return flatPass(context, target);
    case 'product':
      return childPass(context, target, 'carrier', (failure) =>
        Promise.resolve({ kind: 'interrupted', failure }),
      );
    case 'commissionLevel':
      return childPass(context, target, 'product', (_failure, pass) => levelsById(context, pass));
    default:
      return assertNever(target);
  }
}
