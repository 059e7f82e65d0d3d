import { listOf } from '../../../domain/lists.ts';
import type { ListName } from '../../../domain/lists.ts';
import type { BulkCounts, BulkImpact, BulkPreview } from '../../../preload/contract/bulk.ts';
import { counted, formatCount } from '../../state/format.ts';

/** What a preview says in sentences. Pure. */

/** `35 records will change, 4 of them only in part: what is refused stays as it is. 2 have the values already.` */
export function countWords({ change, partly, unchanged, refused, leftOut }: BulkCounts): string {
  const rest = [
    ...(unchanged === 0
      ? []
      : [`${formatCount(unchanged)} ${unchanged === 1 ? 'has' : 'have'} the values already`]),
    ...(refused === 0 ? [] : [`${formatCount(refused)} ${refused === 1 ? 'is' : 'are'} refused`]),
    ...(leftOut === 0 ? [] : [`${formatCount(leftOut)} ${leftOut === 1 ? 'is' : 'are'} left out`]),
  ];
  const first =
    change === 0
      ? 'No record will change.'
      : `${counted(change, 'record')} will change${partlyWords(change, partly)}.`;
  return rest.length === 0 ? first : `${first} ${rest.join(', ')}.`;
}

function partlyWords(change: number, partly: number): string {
  if (partly === 0) return '';
  const which =
    partly < change ? `, ${formatCount(partly)} of them only` : partly === 1 ? ' only' : ', all only';
  return `${which} in part: what is refused stays as it is`;
}

const mostNamed = 8;

/** What became of a pasted list of numbers, of which records of this list were wanted. */
export function numberWords(list: ListName, { numbers, records, hidden }: BulkPreview): readonly string[] {
  if (numbers === null) return [];
  const { noun, nouns } = listOf(list);
  const { read, notFound, notFoundCount } = numbers;
  const found = `${counted(read, 'number')} read, ${counted(records, noun, nouns)} found${
    hidden === 0 ? '' : `, ${formatCount(hidden)} of them hidden by search and filters`
  }.`;
  if (notFoundCount === 0) return [found];
  const named = notFound.slice(0, mostNamed).join(', ');
  const more = notFoundCount - Math.min(notFoundCount, mostNamed);
  return [found, `No ${noun} here has ${named}${more === 0 ? '' : ` and ${formatCount(more)} more`}.`];
}

/** How many contracts stand right below those that change. */
export function downlineWords({ downlines }: Pick<BulkImpact, 'downlines'>): string {
  if (downlines === 0) return 'No other contract stands right below them.';
  return downlines === 1
    ? '1 other contract stands right below them.'
    : `${formatCount(downlines)} other contracts stand right below them.`;
}
