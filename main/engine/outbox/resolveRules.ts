import type { FieldValue } from '../../../domain/fields.ts';
import type { FieldChange } from '../../../domain/operation.ts';
import type { StageWarnings } from '../../../preload/contract.ts';
import type { Store } from '../store/api.ts';
import type { Decided } from './resolveFields.ts';
import { brokenCells, rulesBroken, warningsOf } from './rules.ts';
import type { Intended, RuleBreak } from './rules.ts';

/** What values typed into a conflict break. */
export interface Judged {
  readonly breaks: readonly RuleBreak[];
  /** Of the cells that break a rule, `record field`. */
  readonly broken: ReadonlySet<string>;
  readonly warnings: () => StageWarnings;
}

/**
 * Holds third values against the rules a cell edit is held against: what was typed starts from what the
 * server holds. Mine and theirs are no new values, so nobody is asked about them again.
 */
export function judgeTyped(store: Store, decided: readonly Decided[]): Judged {
  const judged = [...new Set(decided.map(({ operation }) => operation.collection))].map((collection) => {
    const intended = decided.flatMap((one) =>
      one.operation.collection === collection ? intendedBy(store, one) : [],
    );
    const cells = intended.reduce((sum, { changes }) => sum + Object.keys(changes ?? {}).length, 0);
    return { collection, cells, breaks: rulesBroken(store, collection, intended) };
  });
  const breaks = judged.flatMap((one) => one.breaks);
  return {
    breaks,
    broken: brokenCells(breaks),
    warnings() {
      const each = judged.map((one) => warningsOf(store, one.collection, one.breaks, one.cells));
      return {
        groups: each.flatMap(({ groups }) => groups),
        cells: each.reduce((sum, { cells }) => sum + cells, 0),
        clean: each.reduce((sum, { clean }) => sum + clean, 0),
      };
    },
  };
}

/** What was typed for one record, beside what everything else is decided to be; nothing when nothing was typed. */
function intendedBy(store: Store, { operation, decisions }: Decided): readonly Intended[] {
  const { collection, targetId } = operation;
  const changes: Record<string, FieldChange> = {};
  const standing: Record<string, FieldValue> = {};
  for (const { field, theirs, keep, choice } of decisions) {
    if (choice === 'typed' && keep !== null) changes[field] = { base: theirs, value: keep.value };
    standing[field] = choice === 'mine' && keep !== null ? keep.value : theirs;
  }
  if (Object.keys(changes).length === 0) return [];
  const effective = store.mirror.get(collection, targetId)?.effective ?? {};
  return [{ recordId: targetId, before: { ...effective, ...standing }, changes }];
}

/** The decisions without values that break a rule: those fields stay in conflict. */
export function withoutBroken(decided: readonly Decided[], broken: ReadonlySet<string>): readonly Decided[] {
  return decided.flatMap(({ operation, decisions }) => {
    const left = decisions.filter(({ field }) => !broken.has(`${operation.targetId} ${field}`));
    return left.length > 0 ? [{ operation, decisions: left }] : [];
  });
}
