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
import { brokenCells, rulesBroken, warningsOf } from '../outbox/rules.ts';
import type { Random } from '../ports.ts';
import { recordTitle } from '../recordDetail.ts';
import type { Store } from '../store/api.ts';
import { inChunks } from '../store/inChunks.ts';
import { fingerprintOf, keptIn, makePlan, outcomes } from './plan.ts';
import type { Plan } from './plan.ts';
import { resolveScope } from './scope.ts';
import { checkOperations, createChecker, workOut } from './workOut.ts';

type RequestFor<Name extends keyof EngineCalls> = ParsedRequestOf<EngineCalls[Name]>;

/** One change over many records: worked out, looked at, and staged as one gesture. */
export interface BulkEdits {
  preview(request: RequestFor<'bulk.preview'>): Result<BulkPreview>;
  recount(request: RequestFor<'bulk.recount'>): Result<BulkImpact>;
  rows(
    request: RequestFor<'bulk.rows'>,
  ): Result<{ readonly total: number; readonly rows: readonly BulkRow[] }>;
  stage(request: RequestFor<'bulk.stage'>): Result<StageOutcome>;
  forget(planId: string): void;
}

export interface BulkParts {
  readonly store: Store;
  readonly views: OpenViews;
  readonly outbox: Pick<Outbox, 'stage'>;
  readonly random: Random;
}

const nobody: BulkLeaveOut = { ids: [], groups: [] };

/** Keeps one plan: whoever asks for another has done with the first. */
export function createBulkEdits({ store, views, outbox, random }: BulkParts): BulkEdits {
  let held: { readonly planId: string; readonly plan: Plan } | null = null;
  const find = (planId: string): Result<Plan> =>
    held?.planId === planId
      ? ok(held.plan)
      : fail({
          code: 'unknown-plan',
          message: 'This preview is no longer held. Nothing was changed; look at the preview again.',
          remedy: 'retry',
        });
  return {
    preview({ scope, operations }) {
      const resolved = resolveScope(store, views, scope);
      if (!resolved.ok) return resolved;
      const { collection, ids, hidden, numbers } = resolved.value;
      const checked = checkOperations(collection, operations);
      if (!checked.ok) return checked;
      const plan = makePlan(store, collection, operations, ids);
      const planId = random.id();
      held = { planId, plan };
      const { refusals } = plan;
      return ok({ planId, records: ids.length, hidden, numbers, refusals, ...impactOf(store, plan, nobody) });
    },
    recount({ planId, leaveOut }) {
      const plan = find(planId);
      return plan.ok ? ok(impactOf(store, plan.value, leaveOut)) : plan;
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
    stage({ planId, leaveOut, label, warned }) {
      const plan = find(planId);
      if (!plan.ok) return plan;
      const edits = editsOf(store, plan.value, leaveOut);
      return edits.ok ? outbox.stage(plan.value.collection, label, edits.value, warned) : edits;
    },
    forget(planId) {
      if (held?.planId === planId) held = null;
    },
  };
}

function impactOf(store: Store, plan: Plan, leaveOut: BulkLeaveOut): BulkImpact {
  const kept = keptIn(plan, leaveOut);
  const counts = { change: 0, unchanged: 0, refused: 0, leftOut: 0 };
  const inGroup = plan.groups.map(() => 0);
  const changing: string[] = [];
  const intended = [];
  for (const [position, outcome] of plan.outcome.entries()) {
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
    changing.push(plan.ids[position] ?? '');
    const one = plan.intended[position];
    if (one !== null && one !== undefined) intended.push(one);
  }
  const breaks = rulesBroken(store, plan.collection, intended);
  const { groups } = warningsOf(store, plan.collection, breaks, brokenCells(breaks).size);
  return {
    counts,
    groups: plan.groups
      .map((group, index) => ({ ...group, count: inGroup[index] ?? 0 }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count),
    downlines: downlinesOf(store, plan, changing),
    rules: groups.map(({ rule, count }) => ({ rule, count })),
  };
}

/** Contracts right below those that change, without those that change themselves. */
function downlinesOf(store: Store, { collection }: Plan, changing: readonly string[]): number {
  if (collection !== 'contractAssignment') return 0;
  const own = new Set(changing);
  const below = new Set<string>();
  for (const chunk of inChunks(changing))
    for (const { id } of store.chain.downlinesOf(chunk)) if (!own.has(id)) below.add(id);
  return below.size;
}

/** The edits of what is ticked; fails where anything of it was worked out from other values than it has now. */
function editsOf(store: Store, plan: Plan, leaveOut: BulkLeaveOut): Result<readonly CellEdit[]> {
  const kept = keptIn(plan, leaveOut);
  const positions = [...plan.ids.keys()].filter(kept);
  if (positions.length === 0) {
    return fail({
      code: 'nothing-chosen',
      message: 'No record that would change is ticked. Nothing was changed.',
      remedy: 'fix-fields',
    });
  }
  const ids = positions.map((position) => plan.ids[position] ?? '');
  const edits: CellEdit[] = [];
  let moved = 0;
  let index = 0;
  for (const worked of workOut(store, plan.collection, plan.operations, ids)) {
    if (fingerprintOf(worked) !== plan.fingerprint[positions[index] ?? 0]) moved += 1;
    edits.push(...worked.edits);
    index += 1;
  }
  if (moved === 0) return ok(edits);
  return fail({
    code: 'changed-since-preview',
    message: `${moved} of these records ${moved === 1 ? 'has' : 'have'} changed since you looked at them. Nothing was changed; look at the preview again.`,
    remedy: 'retry',
  });
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
