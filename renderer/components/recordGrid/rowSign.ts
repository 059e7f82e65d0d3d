import { isLocalId } from '../../../domain/localId.ts';
import type { ChangeState } from '../../../domain/operation.ts';
import type { GridRow } from '../../../preload/contract/engine.ts';
import { changeStateLooks, newRecordLook } from '../../theme/changeStates.ts';

/** What stands beside the number of a row: whether it is new, and how its unsent change stands. */
export function rowSign(row: Pick<GridRow, 'id'> | undefined, mark: ChangeState): string {
  const { sign } = changeStateLooks[mark];
  if (row === undefined || !isLocalId(row.id)) return sign;
  return mark === 'clean' || mark === 'staged' ? newRecordLook.sign : newRecordLook.sign + sign;
}
