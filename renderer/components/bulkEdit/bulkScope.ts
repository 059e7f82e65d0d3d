import type { ReplaceIn } from '../../../domain/bulkOperation.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { assertNever } from '../../../domain/result.ts';
import type { BulkScope } from '../../../preload/contract/bulk.ts';
import { counted, formatCount } from '../../state/format.ts';

/** What a list offers to be changed: its view, how long it is, and what of it is selected. */
export interface BulkTarget {
  readonly collection: CollectionName;
  readonly viewId: string;
  /** Rows that the list shows, and records there are without its search and filters. */
  readonly length: number;
  readonly total: number;
  /** Stretches [from, to) of selected rows. */
  readonly ranges: readonly { readonly from: number; readonly to: number }[];
  /** Text is to be found and replaced. */
  readonly replace?: ReplaceIn;
}

/** What a bulk edit is to reach. */
export type ScopeKind = BulkScope['kind'];

/** The choice as far as it is made. Pure. */
export interface ScopeDraft {
  readonly kind: ScopeKind;
  readonly key: 'npn' | 'writingNumber';
  readonly text: string;
}

/** Rows that are selected. */
export function selectedIn({ ranges }: Pick<BulkTarget, 'ranges'>): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** The scope that is offered first: what is selected, otherwise all that is shown. */
export function firstScope(target: BulkTarget): ScopeDraft {
  return { kind: selectedIn(target) > 0 ? 'rows' : 'view', key: 'npn', text: '' };
}

/** The scope as it is sent; null where it would hold no record. */
export function readScope(target: BulkTarget, draft: ScopeDraft): BulkScope | null {
  const { viewId, ranges } = target;
  switch (draft.kind) {
    case 'rows':
      return selectedIn(target) === 0
        ? null
        : { kind: 'rows', viewId, ranges: ranges.map((range) => ({ ...range })) };
    case 'view':
      return target.length === 0 ? null : { kind: 'view', viewId };
    case 'list':
      return draft.text.trim() === '' ? null : { kind: 'list', viewId, key: draft.key, text: draft.text };
    default:
      return assertNever(draft.kind);
  }
}

/** What is out of reach of a choice among the rows of the list; empty when nothing is. */
export function hiddenWords({ length, total }: Pick<BulkTarget, 'length' | 'total'>): string {
  const hidden = total - length;
  if (hidden <= 0) return '';
  return `${formatCount(hidden)} more ${hidden === 1 ? 'is' : 'are'} hidden by search and filters and ${hidden === 1 ? 'stays' : 'stay'} as ${hidden === 1 ? 'it is' : 'they are'}.`;
}

/** `38 selected of 412 shown`. */
export function rowsWords(target: BulkTarget): string {
  const selected = selectedIn(target);
  if (selected === 0) return 'Selected rows (none is selected)';
  return `The ${formatCount(selected)} selected of ${formatCount(target.length)} shown`;
}

/** All rows of the view, in words that do not hide that others are filtered out. */
export function viewWords({ length, total }: BulkTarget): string {
  return length === total ? `All ${counted(length, 'row')}` : `All ${formatCount(length)} that are shown`;
}
