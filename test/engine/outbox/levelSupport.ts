import type { StageOutcome, Warned } from '../../../preload/contract.ts';
import { valueOf } from './support.ts';
import type { Rig } from './support.ts';

interface Chain {
  readonly upline: string;
  readonly downline: string;
  /** Levels of one product, from low to high. */
  readonly levels: readonly string[];
}

/** Two assignments of one product, one above the other, both on its middle level. */
export async function chainOf(r: Rig): Promise<Chain> {
  const { control } = r.sandbox;
  const product = control
    .records('products')
    .map(({ id }) => ({
      levels: control.records('commissionLevels').filter(({ productId }) => productId === id),
      own: control.records('contractAssignments').filter(({ productId }) => productId === id),
    }))
    .find(({ levels, own }) => levels.length >= 3 && own.length >= 2);
  const [above, below] = product?.own ?? [];
  const levels = product?.levels.slice(0, 3) ?? [];
  if (above === undefined || below === undefined) throw new Error('no chain');
  levels.forEach(({ id }, index) => control.remoteEdit('commissionLevels', id, { level: 80 + index * 10 }));
  const middle = levels[1]?.id ?? '';
  for (const { id, uplineContractAssignmentId } of control.records('contractAssignments')) {
    if (uplineContractAssignmentId === above.id || uplineContractAssignmentId === below.id)
      control.remoteEdit('contractAssignments', id, { uplineContractAssignmentId: null });
  }
  const both = { commissionLevelId: middle };
  control.remoteEdit('contractAssignments', above.id, { ...both, uplineContractAssignmentId: null });
  control.remoteEdit('contractAssignments', below.id, { ...both, uplineContractAssignmentId: above.id });
  await r.pull(['commissionLevel', 'contractAssignment']);
  return { upline: above.id, downline: below.id, levels: levels.map(({ id }) => id) };
}

/** Gives assignments these levels, as a person does in the grid. */
export const setLevels = (r: Rig, levels: Readonly<Record<string, string>>, warned?: Warned): StageOutcome =>
  valueOf(
    r.outbox.stage(
      'contractAssignment',
      'Levels',
      Object.entries(levels).map(([recordId, value]) => ({
        recordId,
        field: 'commissionLevelId',
        input: { value },
      })),
      warned,
    ),
  );
