import { replaceAll, takesReplacing } from '../../../domain/bulkOperation.ts';
import type { Replacing } from '../../../domain/bulkOperation.ts';
import { fieldOf } from '../../../domain/collections.ts';
import { replaceLabel } from './gestureLabels.ts';
import { editCell } from './gestures.ts';
import type { GestureContext } from './gestureStaging.ts';
import { isOpenCell } from './gridColumns.ts';

/**
 * Replaces a text in one cell, as a gesture of its own. False where the cell does not hold it, is not read yet, or is
 * of a column in which nothing can be replaced, such as a masked number.
 */
export async function replaceInCell(
  context: GestureContext,
  [column, position]: readonly [column: number, row: number],
  how: Replacing,
): Promise<boolean> {
  const target = context.columns[column];
  const row = context.source.row(position);
  if (target === undefined || row === undefined) return false;
  const { field, title } = target;
  if (!isOpenCell(target, row.id) || !takesReplacing(fieldOf(context.collection, field))) return false;
  const before = context.textOf(row, field);
  const after = replaceAll(before, how);
  if (after === before) return false;
  await editCell(
    context,
    { recordId: row.id, field, title },
    { typed: after },
    after,
    replaceLabel(title, how.find),
  );
  return true;
}
