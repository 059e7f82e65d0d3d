import { fieldOf } from '../../../domain/collections.ts';
import { isListed, listOf } from '../../../domain/lists.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type {
  BulkCell,
  BulkImpact,
  BulkLeaveOut,
  BulkPreview,
  BulkRow,
  EngineCalls,
  ParsedRequestOf,
  StageOutcome,
} from '../../../preload/contract.ts';
import type { OpenViews } from '../openViews.ts';
import type { CellEdit, Outbox } from '../outbox/api.ts';
import { brokenCells, ruleBreaks, warningsOf } from '../outbox/rules.ts';
import type { Random } from '../ports.ts';
import { inStretches } from '../slices.ts';
import type { Sliced } from '../slices.ts';
import { recordTitle } from '../recordDetail.ts';
import type { Store } from '../store/api.ts';
import { keptIn, makePlan, outcomes } from './plan.ts';
import type { Plan } from './plan.ts';
import { resolveScope } from './scope.ts';
import { stagePlan } from './stagePlan.ts';
import { checkOperations, createChecker, workOut } from './workOut.ts';

type RequestFor<Name extends keyof EngineCalls> = ParsedRequestOf<EngineCalls[Name]>;

/** One change over many records: worked out in slices, looked at, and staged as one gesture. */
export interface BulkEdits {
  preview(request: RequestFor<'bulk.preview'>): Sliced<Result<BulkPreview>>;
  recount(request: RequestFor<'bulk.recount'>): Sliced<Result<BulkImpact>>;
  rows(
    request: RequestFor<'bulk.rows'>,
  ): Result<{ readonly total: number; readonly rows: readonly BulkRow[] }>;
  stage(request: RequestFor<'bulk.stage'>): Sliced<Result<StageOutcome>>;
  forget(planId: string): void;
}

export interface BulkParts {
  readonly store: Store;
  readonly views: OpenViews;
  readonly outbox: Pick<Outbox, 'stageSlowly'>;
  readonly random: Random;
}

/** Records of a plan counted between two pauses. */
const atOnceCounted = 10_000;

const nobody: BulkLeaveOut = { ids: [], groups: [] };

/** Keeps one plan: whoever asks for another has done with the first. */
export function createBulkEdits({ store, views, outbox, random }: BulkParts): BulkEdits {
  let held: { readonly planId: string; readonly plan: Plan; readonly asked: number } | null = null;
  let asked = 0;
  const find = (planId: string): Result<Plan> =>
    held?.planId === planId
      ? ok(held.plan)
      : fail({
          code: 'unknown-plan',
          message: 'This preview is no longer held. Nothing was changed; look at the preview again.',
          remedy: 'retry',
        });
  return {
    *preview({ scope, operations }) {
      asked += 1;
      const own = asked;
      const resolved = yield* resolveScope(store, views, scope);
      if (!resolved.ok) return resolved;
      const { collection, ids, hidden, numbers } = resolved.value;
      const checked = checkOperations(collection, operations);
      if (!checked.ok) return checked;
      const plan = yield* makePlan(store, collection, operations, ids);
      const impact = yield* impactOf(store, plan, nobody);
      const planId = random.id();
      // The one that was asked for last is the one that is looked at.
      const newest = held === null || held.asked < own;
      (newest ? held?.plan : plan)?.doubts.end();
      if (newest) held = { planId, plan, asked: own };
      return ok({ planId, records: ids.length, hidden, numbers, refusals: plan.refusals, ...impact });
    },
    *recount({ planId, leaveOut }) {
      const plan = find(planId);
      return plan.ok ? ok(yield* impactOf(store, plan.value, leaveOut)) : plan;
    },
    rows({ planId, show, leaveOut, offset, limit }) {
      const plan = find(planId);
      if (!plan.ok) return plan;
      const wanted = outcomes.indexOf(show);
      const positions: number[] = [];
      plan.value.outcome.forEach((outcome, position) => {
        if (outcome === wanted) positions.push(position);
      });
      const page = positions.slice(offset, offset + limit);
      return ok({ total: positions.length, rows: rowsOf(store, plan.value, page, leaveOut) });
    },
    *stage({ planId, leaveOut, label, warned }) {
      const plan = find(planId);
      return plan.ok ? yield* stagePlan({ store, outbox }, plan.value, { leaveOut, label, warned }) : plan;
    },
    forget(planId) {
      if (held?.planId !== planId) return;
      held.plan.doubts.end();
      held = null;
    },
  };
}

function* impactOf(store: Store, plan: Plan, leaveOut: BulkLeaveOut): Sliced<BulkImpact> {
  const kept = keptIn(plan, leaveOut);
  const counts = { change: 0, partly: 0, unchanged: 0, refused: 0, leftOut: 0 };
  const inGroup = plan.groups.map(() => 0);
  const changing = new Set<number>();
  const intended = [];
  for (const [position, outcome] of plan.outcome.entries()) {
    if (position > 0 && position % atOnceCounted === 0) yield;
    const name = outcomes[outcome] ?? 'unchanged';
    if (name !== 'change') {
      counts[name] += 1;
      continue;
    }
    for (const group of [plan.carrier[position], plan.status[position]])
      if (group !== undefined && group > 0) inGroup[group] = (inGroup[group] ?? 0) + 1;
    if (!kept(position)) {
      counts.leftOut += 1;
      continue;
    }
    counts.change += 1;
    counts.partly += plan.partly[position] ?? 0;
    changing.add(plan.rowid[position] ?? 0);
    const one = plan.intended[position];
    if (one !== null && one !== undefined) intended.push(one);
  }
  const breaks = yield* ruleBreaks(store, plan.collection, intended);
  // Without those that change themselves.
  let downlines = 0;
  yield* inStretches(plan.below.length, atOnceCounted, (from, to) => {
    for (const { upline, rowid } of plan.below.slice(from, to))
      if (kept(upline) && !changing.has(rowid)) downlines += 1;
  });
  const { groups } = warningsOf(store, plan.collection, breaks, brokenCells(breaks).size);
  return {
    counts,
    groups: plan.groups
      .map((group, index) => ({ ...group, count: inGroup[index] ?? 0 }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count),
    downlines,
    rules: groups.map(({ rule, count }) => ({ rule, count })),
  };
}

function rowsOf(
  store: Store,
  plan: Plan,
  positions: readonly number[],
  leaveOut: BulkLeaveOut,
): readonly BulkRow[] {
  const { collection, operations } = plan;
  const kept = keptIn(plan, leaveOut);
  const ids = positions.map((position) => plan.ids[position] ?? '');
  const worked = [...workOut(store, collection, operations, ids)];
  const drafts = createChecker(store, collection)(worked);
  const whole = store.mirror.getMany(collection, ids);
  const details = detailsOf(
    store,
    plan,
    [...whole.values()].map(({ rowid }) => rowid),
  );
  return worked.map((one, index): BulkRow => {
    const record = whole.get(one.recordId) ?? one.record;
    const draft = drafts[index] ?? null;
    const shown = (field: string, value: Parameters<typeof store.views.label>[2]): string =>
      store.views.label(collection, field, value);
    const cells = operations.map(({ field }): BulkCell => {
      const from = shown(field, record?.effective[field] ?? null);
      const label = fieldOf(collection, field)?.label ?? field;
      const change = draft?.edited[field];
      const typed = draft?.refused.find(({ edit }) => edit.field === field);
      const refused = typed?.expected ?? one.refused.find((each) => each.field === field)?.expected ?? null;
      if (refused !== null)
        return { field, label, from, to: typed === undefined ? '' : textOf(typed.edit), refused };
      return { field, label, from, to: change === undefined ? from : shown(field, change.value), refused };
    });
    return {
      id: one.recordId,
      title: record === null ? 'No longer on this computer' : recordTitle(store, collection, record),
      detail: record === null ? '' : (details.get(record.rowid) ?? ''),
      ticked: kept(positions[index] ?? -1),
      cells,
    };
  });
}

/** What else tells a record of a preview from its neighbours, by rowid. */
function detailsOf(
  store: Store,
  { collection }: Plan,
  rowids: readonly number[],
): ReadonlyMap<number, string> {
  if (!isListed(collection)) return new Map();
  const rows = store.views.rows({ collection, columns: listOf(collection).details }, rowids);
  return new Map(rows.map(({ rowid, cells }) => [rowid, cells.filter((text) => text !== '').join(' · ')]));
}

function textOf({ input }: CellEdit): string {
  if ('typed' in input) return input.typed;
  return Array.isArray(input.value) ? input.value.join(', ') : String(input.value ?? '');
}
