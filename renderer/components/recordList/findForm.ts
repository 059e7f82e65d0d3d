import { collections, fieldOf } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import type { FoundText } from '../../../preload/contract/engine.ts';
import { formatCount } from '../../state/format.ts';

/** What is looked for in a sheet. Pure. */
export interface FindForm {
  readonly text: string;
  readonly where: 'column' | 'all';
  readonly matchCase: boolean;
  readonly wholeCell: boolean;
}

export const emptyFind: FindForm = { text: '', where: 'all', matchCase: false, wholeCell: false };

export type FindDirection = 'next' | 'previous';

/** The columns looked in: those shown, or the one of the cursor, which is the first while it is nowhere. */
export function fieldsIn(
  { where }: Pick<FindForm, 'where'>,
  shown: readonly string[],
  cursor: string | null,
): readonly string[] {
  if (where === 'all') return shown;
  return cursor === null ? shown.slice(0, 1) : [cursor];
}

/** What the search came to, in words. */
export function foundWords(
  collection: CollectionName,
  { text, wholeCell }: FindForm,
  direction: FindDirection,
  found: FoundText,
): string {
  if (found.kind === 'none') return `No cell here ${wholeCell ? 'is' : 'holds'} “${text}”.`;
  const label = fieldOf(collection, found.field)?.label ?? collections[collection].singular;
  const place = `Row ${formatCount(found.row + 1)}, ${label}`;
  if (!found.wrapped) return place;
  return `Found from the ${direction === 'next' ? 'top' : 'bottom'} again. ${place}`;
}
