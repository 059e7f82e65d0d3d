import { collections } from '../../../domain/collections.ts';
import { isListed, listOf } from '../../../domain/lists.ts';
import { mostPastedRows } from '../../../domain/pasteBlock.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { findNpns } from '../../../domain/npnFinder.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { BulkPreview, BulkScope } from '../../../preload/contract.ts';
import type { OpenViews } from '../openViews.ts';
import type { Sliced } from '../slices.ts';
import type { Store, ViewFilter } from '../store/api.ts';
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
export function* resolveScope(
  store: Store,
  views: OpenViews,
  scope: BulkScope,
): Sliced<Result<ResolvedScope>> {
  const view = views.order(scope.viewId);
  if (!view.ok) return view;
  const { order, query } = view.value;
  const { collection } = query;
  if (scope.kind === 'list') {
    const known = isListed(collection) && listOf(collection).numbers.includes(scope.key);
    if (!known) {
      return fail({
        code: 'no-such-numbers',
        message: `${collections[collection].plural} are not found by numbers like these. Nothing was changed.`,
      });
    }
    return listed(store, collection, scope, order);
  }
  const rowids = scope.kind === 'view' ? [...order] : chosen(order, scope.ranges);
  const bounded = within(rowids.length);
  if (!bounded.ok) return bounded;
  const ids: string[] = [];
  for (const chunk of inChunks(rowids)) {
    for (const { id } of store.views.rows({ collection, columns: [] }, chunk)) ids.push(id);
    yield;
  }
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

/** The records that carry these numbers, in the order of the list. */
function numbered(
  store: Store,
  collection: CollectionName,
  key: 'npn' | 'writingNumber',
  numbers: readonly string[],
): readonly { readonly id: string; readonly rowid: number; readonly number: string }[] {
  if (collection === 'contractAssignment') return store.chain.numbered(key, numbers);
  const columns = [key];
  const filters: ViewFilter[] = [{ field: key, test: 'one-of', texts: [...numbers] }];
  const rowids =
    numbers.length === 0 ? [] : store.views.order({ collection, columns, sort: [], filters, search: '' });
  return store.views
    .rows({ collection, columns }, [...rowids])
    .map(({ id, rowid, cells }) => ({ id, rowid, number: cells[0] ?? '' }));
}

function listed(
  store: Store,
  collection: CollectionName,
  { key, text }: Extract<BulkScope, { kind: 'list' }>,
  order: Uint32Array,
): Result<ResolvedScope> {
  const numbers = key === 'npn' ? findNpns(text).found.map(({ npn }) => npn) : numbersIn(text);
  const found = numbered(store, collection, key, numbers);
  const known = new Set(found.map(({ number }) => number));
  const notFound = numbers.filter((number) => !known.has(number));
  const shown = new Set(order);
  const bounded = within(found.length);
  if (!bounded.ok && found.length > 0) return bounded;
  return ok({
    collection,
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
