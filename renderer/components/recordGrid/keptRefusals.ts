import { fieldOf } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { isLocalId } from '../../../domain/localId.ts';
import { mostRefusedKept } from '../../../preload/contract/refusedCells.ts';
import type { RefusedCellKept } from '../../../preload/contract/engine.ts';
import { counted, formatCount } from '../../state/format.ts';
import type { RefusedCell } from './cellOverlay.ts';

/** Characters of all cells together; beyond it the first are kept. */
const mostText = 1_000_000;

/** The refused cells that are kept with the data of the connection: as many of the first as there is room for. */
export function keptOf(refused: readonly RefusedCell[]): RefusedCellKept[] {
  let room = mostText;
  return refused
    .slice(0, mostRefusedKept)
    .flatMap(({ recordId, field, record, fieldLabel, text, reason }) => {
      room -= text.length + reason.length;
      return room < 0 ? [] : [{ recordId, field, record: record.slice(0, 1_000), fieldLabel, text, reason }];
    });
}

/**
 * Whether a refused cell is of a record that was made here and is not any more, by what the engine still has of
 * refused cells. What was typed into a sealed field it never has.
 */
export function lostTo(
  collection: CollectionName,
  kept: readonly RefusedCellKept[],
): (cell: RefusedCell) => boolean {
  const records = new Set(kept.map(({ recordId }) => recordId));
  return ({ recordId, field }) =>
    isLocalId(recordId) && !records.has(recordId) && fieldOf(collection, field)?.sealed !== true;
}

/** `12 cells not saved.`, and what is kept of them where that is not everything. */
export function notSavedWords(count: number, refused: readonly RefusedCell[]): string {
  const kept = keptOf(refused).length;
  if (kept >= count) return `${counted(count, 'cell')} not saved.`;
  return `${counted(count, 'cell')} not saved. What was typed is kept for the first ${formatCount(kept)} only.`;
}
