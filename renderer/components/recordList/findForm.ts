import { takesReplacing } from '../../../domain/bulkOperation.ts';
import type { Replacing } from '../../../domain/bulkOperation.ts';
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
  /** What is put in its place; null while nothing is to be replaced. */
  readonly replacement: string | null;
}

/** Nothing is looked for yet. */
export const emptyFind: FindForm = {
  text: '',
  where: 'all',
  matchCase: false,
  wholeCell: false,
  replacement: null,
};

/** Which way the next find is looked for. */
export type FindDirection = 'next' | 'previous';

/**
 * The columns looked in: those shown, or the one of the cursor, which is the first while it is nowhere. To replace, only
 * those that hold text a person may change: no masked number, no date, nothing that AgentSync sets.
 */
export function fieldsIn(
  collection: CollectionName,
  { where, replacement }: Pick<FindForm, 'where' | 'replacement'>,
  shown: readonly string[],
  cursor: string | null,
): readonly string[] {
  const looked = where === 'all' ? shown : cursor === null ? shown.slice(0, 1) : [cursor];
  if (replacement === null) return looked;
  return looked.filter((field) => takesReplacing(fieldOf(collection, field)));
}

/** What the form replaces, and by what. */
export function replacingOf({ text, matchCase, wholeCell, replacement }: FindForm): Replacing {
  return { find: text, replacement: replacement ?? '', matchCase, wholeCell };
}

/** What the search came to, in words. */
export function foundWords(
  collection: CollectionName,
  { text, wholeCell }: Pick<FindForm, 'text' | 'wholeCell'>,
  direction: FindDirection,
  found: FoundText,
): string {
  if (found.kind === 'none') return `No cell here ${wholeCell ? 'is' : 'holds'} “${text}”.`;
  const label = fieldOf(collection, found.field)?.label ?? collections[collection].singular;
  const place = `Row ${formatCount(found.row + 1)}, ${label}`;
  if (!found.wrapped) return place;
  return `Found from the ${direction === 'next' ? 'top' : 'bottom'} again. ${place}`;
}
