import { mostPastedRows } from '../../../domain/pasteBlock.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { findNpns } from '../../../domain/npnFinder.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { BulkPreview, BulkScope } from '../../../preload/contract.ts';
import type { OpenViews } from '../openViews.ts';
import type { Store } from '../store/api.ts';
import { inChunks } from '../store/inChunks.ts';

/** The records a person means. */
export interface ResolvedScope {
  readonly collection: CollectionName;
  readonly ids: readonly string[];
  /** Of these, how many the view does not show. */
  readonly hidden: number;
  readonly numbers: BulkPreview['numbers'];
}

const mostNamed = 50;

/** Finds the records of a scope, each once and in the order in which they are shown. */
export function resolveScope(store: Store, views: OpenViews, scope: BulkScope): Result<ResolvedScope> {
  const view = views.order(scope.viewId);
  if (!view.ok) return view;
  const { order, query } = view.value;
  const { collection } = query;
  if (scope.kind === 'list') {
    if (collection !== 'contractAssignment') {
      return fail({
        code: 'no-such-numbers',
        message: 'Only contract assignments are found by their numbers.',
      });
    }
    return listed(store, scope, order);
  }
  const rowids = scope.kind === 'view' ? [...order] : chosen(order, scope.ranges);
  const bounded = within(rowids.length);
  if (!bounded.ok) return bounded;
  const ids: string[] = [];
  for (const chunk of inChunks(rowids))
    for (const { id } of store.views.rows({ collection, columns: [] }, chunk)) ids.push(id);
  return ok({ collection, ids, hidden: 0, numbers: null });
}

function within(records: number): Result<null> {
  if (records === 0) {
    return fail({
      code: 'nothing-chosen',
      message: 'No record is meant by this. Nothing was changed; choose other records.',
      remedy: 'fix-fields',
    });
  }
  if (records <= mostPastedRows) return ok(null);
  return fail({
    code: 'too-many-rows',
    message: `At most ${mostPastedRows} records can be changed at once; these are ${records}. Nothing was changed; choose fewer.`,
    remedy: 'fix-fields',
  });
}

/** The rowids at these positions, each once. */
function chosen(
  order: Uint32Array,
  ranges: Extract<BulkScope, { kind: 'rows' }>['ranges'],
): readonly number[] {
  const rowids = new Set<number>();
  const sorted = [...ranges].sort((a, b) => a.from - b.from);
  for (const { from, to } of sorted) for (const rowid of order.subarray(from, to)) rowids.add(rowid);
  return [...rowids];
}

function listed(
  store: Store,
  { key, text }: Extract<BulkScope, { kind: 'list' }>,
  order: Uint32Array,
): Result<ResolvedScope> {
  const numbers = key === 'npn' ? findNpns(text).found.map(({ npn }) => npn) : numbersIn(text);
  const found = store.chain.numbered(key, numbers);
  const known = new Set(found.map(({ number }) => number));
  const notFound = numbers.filter((number) => !known.has(number));
  const shown = new Set(order);
  const bounded = within(found.length);
  if (!bounded.ok && found.length > 0) return bounded;
  return ok({
    collection: 'contractAssignment',
    ids: found.map(({ id }) => id),
    hidden: found.filter(({ rowid }) => !shown.has(rowid)).length,
    numbers: {
      read: numbers.length,
      notFound: notFound.slice(0, mostNamed),
      notFoundCount: notFound.length,
    },
  });
}

/** Writing numbers hold letters, dashes and blanks, so only what separates cells separates them. */
function numbersIn(text: string): readonly string[] {
  const cells = text.split(/[\r\n\t,;]+/).map((cell) => cell.trim());
  return [...new Set(cells.filter((cell) => cell !== ''))];
}
