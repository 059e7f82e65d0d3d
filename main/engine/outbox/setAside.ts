import type { JsonObject } from '../../../domain/json.ts';
import type { Warned } from '../../../preload/contract.ts';
import { countsByRule } from './rules.ts';
import type { RuleBreak } from './rules.ts';

/** Whether a gesture that breaks these rules may be staged: a person set every one of them aside. */
export function mayStage(breaks: readonly RuleBreak[], warned: Warned | undefined): boolean {
  if (breaks.length === 0) return true;
  if (warned === undefined || !('accept' in warned)) return false;
  const accepted = new Set(warned.accept.rules);
  // A rule that broke only since the person was asked is asked about anew.
  return breaks.every(({ rule }) => accepted.has(rule));
}

/** What the audit keeps of it: the reason, and how many cells of each rule. */
export function setAsideOf(breaks: readonly RuleBreak[], warned: Warned | undefined): JsonObject | null {
  if (breaks.length === 0 || warned === undefined || !('accept' in warned)) return null;
  return { reason: warned.accept.reason, rules: countsByRule(breaks) };
}
