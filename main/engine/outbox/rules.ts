import type { CollectionName, FieldValue, FieldValues } from '../../../domain/fields.ts';
import { inSentence } from '../../../domain/fields.ts';
import { collections, fieldOf } from '../../../domain/collections.ts';
import { statusField } from '../../../domain/assignmentStatus.ts';
import { isAbove } from '../../../domain/levelRules.ts';
import type { Rung } from '../../../domain/levelRules.ts';
import type { LookupValue } from '../../../domain/lookups.ts';
import { isEmpty, sameValue } from '../../../domain/merge.ts';
import type { FieldChanges } from '../../../domain/operation.ts';
import { stagingRules } from '../../../domain/stagingRules.ts';
import type { StagingRule } from '../../../domain/stagingRules.ts';
import { statusWarning } from '../../../domain/statusRules.ts';
import type { StageWarnings } from '../../../preload/contract.ts';
import { recordTitle } from '../recordDetail.ts';
import { atOnce, inPortions } from '../slices.ts';
import type { Sliced } from '../slices.ts';
import type { Store } from '../store/api.ts';
import { inChunks } from '../store/inChunks.ts';
import { levelNumberBreaks, levelNumberFields } from './levelNumberRules.ts';
import { profileBreaks, profileRuledFields } from './profileRules.ts';

/** What a gesture would do to one record. */
export interface Intended {
  readonly recordId: string;
  /** Effective values before the gesture. */
  readonly before: FieldValues;
  readonly changes: FieldChanges | null;
  /** What was typed into sealed fields; the changes hold only its mask. */
  readonly secrets?: ReadonlyMap<string, string>;
}

/** A cell that breaks a rule. */
export interface RuleBreak {
  readonly recordId: string;
  readonly field: string;
  readonly rule: StagingRule;
  readonly words: string;
}

const levelField = 'commissionLevelId';
const uplineField = 'uplineContractAssignmentId';

/** Fields whose change can break a rule, and which the rules read together. Everything else is staged without a look. */
const ruledFields: Readonly<Partial<Record<CollectionName, readonly string[]>>> = {
  contractAssignment: [statusField, levelField, uplineField],
  commissionLevel: levelNumberFields,
  ...profileRuledFields,
};

/** The fields to read of records of which these are edited; none where no rule can break. */
export function fieldsForRules(collection: CollectionName, edited: ReadonlySet<string>): readonly string[] {
  const ruled = ruledFields[collection] ?? [];
  return ruled.some((field) => edited.has(field)) ? ruled : [];
}

/** Finds what a gesture breaks, as everything would stand after all of it. Reads the local store only. */
export function rulesBroken(
  store: Store,
  collection: CollectionName,
  records: readonly Intended[],
): readonly RuleBreak[] {
  return atOnce(ruleBreaks(store, collection, records));
}

/** The same in slices. */
export function* ruleBreaks(
  store: Store,
  collection: CollectionName,
  records: readonly Intended[],
): Sliced<readonly RuleBreak[]> {
  const fields = ruledFields[collection];
  if (fields === undefined) return [];
  const ruled: Intended[] = [];
  yield* inPortions(records, (record) => {
    const { changes } = record;
    if (changes !== null && fields.some((field) => changes[field] !== undefined)) ruled.push(record);
  });
  if (ruled.length === 0) return [];
  if (collection === 'commissionLevel') return levelNumberBreaks(store, ruled);
  if (collection !== 'contractAssignment') return profileBreaks(collection, ruled);
  return [...(yield* statusBreaks(store, ruled)), ...(yield* levelBreaks(store, ruled))];
}

/** The value a gesture gives a field; undefined when it leaves it, or gives back what the server holds. */
function wanted({ changes }: Intended, field: string): FieldValue | undefined {
  const change = changes?.[field];
  const kind = fieldOf('contractAssignment', field)?.kind;
  if (change === undefined || kind === undefined) return undefined;
  // Typed back to the server's value there is nothing to send, so nothing to warn of.
  return !isEmpty(change.base) && sameValue(kind, change.base, change.value) ? undefined : change.value;
}

function textOf(value: FieldValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function* statusBreaks(store: Store, records: readonly Intended[]): Sliced<readonly RuleBreak[]> {
  const known = new Map<string, LookupValue | null>();
  const status = (id: string | null): LookupValue | null => {
    if (id === null) return null;
    let found = known.get(id);
    if (found === undefined) {
      found = store.lookups.find('assignmentStatus', id);
      known.set(id, found);
    }
    return found;
  };
  const label = (value: LookupValue): string => value.description ?? value.name;
  const breaks: RuleBreak[] = [];
  yield* inPortions(records, (record) => {
    const to = status(textOf(wanted(record, statusField)));
    const from = status(textOf(record.before[statusField]));
    // A status this computer has no name for breaks no rule that it could name.
    if (to === null || from === null) return;
    const rule = statusWarning(from, to);
    if (rule === null) return;
    const words = `${label(from)} → ${label(to)}`;
    breaks.push({ recordId: record.recordId, field: statusField, rule, words });
  });
  return breaks;
}

function* levelBreaks(store: Store, all: readonly Intended[]): Sliced<readonly RuleBreak[]> {
  const records: Intended[] = [];
  const after = new Map<string, string | null>();
  const uplines = new Set<string>();
  const uplineOf = (record: Intended): string | null => textOf(valueAfter(record, uplineField));
  yield* inPortions(all, (record) => {
    if (wanted(record, levelField) === undefined && wanted(record, uplineField) === undefined) return;
    records.push(record);
    after.set(record.recordId, textOf(valueAfter(record, levelField)));
    const upline = uplineOf(record);
    if (upline !== null) uplines.add(upline);
  });
  if (records.length === 0) return [];
  const held = new Map<string, string | null>();
  for (const chunk of inChunks([...uplines])) {
    for (const [id, level] of store.chain.levelsOf(chunk)) held.set(id, level);
    yield;
  }
  const levelOf = (id: string): string | null => (after.has(id) ? after.get(id) : held.get(id)) ?? null;
  const rungs = createRungs(store);
  const breaks: RuleBreak[] = [];
  yield* inPortions(records, (record) => {
    const upline = uplineOf(record);
    if (upline === null) return;
    const own = rungs(after.get(record.recordId) ?? null);
    const above = rungs(levelOf(upline));
    if (!isAbove(own, above)) return;
    const field = wanted(record, levelField) === undefined ? uplineField : levelField;
    const words = `${own.name}, but the upline has ${above.name}`;
    breaks.push({ recordId: record.recordId, field, rule: 'above-upline', words });
  });
  for (const chunk of inChunks([...after.keys()])) {
    for (const { uplineId, id, commissionLevelId } of store.chain.downlinesOf(chunk)) {
      // A downline of the same gesture was held against its upline above.
      if (after.has(id)) continue;
      const own = rungs(after.get(uplineId) ?? null);
      const below = rungs(commissionLevelId);
      if (!isAbove(below, own)) continue;
      const words = `${own.name}, but a downline has ${below.name}`;
      breaks.push({ recordId: uplineId, field: levelField, rule: 'below-downline', words });
    }
    yield;
  }
  return breaks;
}

function valueAfter({ before, changes }: Intended, field: string): FieldValue | undefined {
  const change = changes?.[field];
  return change === undefined ? before[field] : change.value;
}

interface NamedRung extends Rung {
  readonly name: string;
}

/** Each level is read once for a gesture. */
function createRungs(store: Store): (levelId: string | null) => NamedRung {
  const known = new Map<string, NamedRung>();
  return (levelId) => {
    if (levelId === null) return { productId: null, level: null, name: 'no level' };
    let rung = known.get(levelId);
    if (rung === undefined) {
      const values = store.mirror.get('commissionLevel', levelId)?.effective ?? {};
      const level = textOf(values['level']);
      const name = `${textOf(values['name']) ?? 'a level without a name'}${level === null ? '' : ` (${level})`}`;
      rung = { productId: textOf(values['productId']), level, name };
      known.set(levelId, rung);
    }
    return rung;
  };
}

/** Breaks named one by one for each rule; all of them are counted. */
const mostNamed = 50;

/** What a person is asked about, grouped by rule. `cells` is what the gesture would change in all. */
export function warningsOf(
  store: Store,
  collection: CollectionName,
  breaks: readonly RuleBreak[],
  cells: number,
): StageWarnings {
  const groups = stagingRules.flatMap((rule) => {
    const of = distinct(breaks.filter((one) => one.rule === rule));
    if (of.length === 0) return [];
    const named = of.slice(0, mostNamed).map(({ recordId, field, words }) => {
      const record = store.mirror.get(collection, recordId);
      const title =
        record === null
          ? `New ${inSentence(collections[collection].singular)}`
          : recordTitle(store, collection, record);
      return { id: recordId, record: title, field, words };
    });
    return [{ rule, count: of.length, named }];
  });
  return { groups, cells: brokenCells(breaks).size, clean: cells - brokenCells(breaks).size };
}

/** One break for each cell: an upline with many downlines above it is one cell. */
function distinct(breaks: readonly RuleBreak[]): readonly RuleBreak[] {
  const first = new Map<string, RuleBreak>();
  for (const one of breaks) {
    const key = `${one.recordId} ${one.field}`;
    if (!first.has(key)) first.set(key, one);
  }
  return [...first.values()];
}

/** The cells that break a rule, as `record field`. */
export function brokenCells(breaks: readonly RuleBreak[]): ReadonlySet<string> {
  return new Set(breaks.map(({ recordId, field }) => `${recordId} ${field}`));
}

/** How often each rule was set aside, for the audit. */
export function countsByRule(breaks: readonly RuleBreak[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const rule of stagingRules) {
    const count = brokenCells(breaks.filter((one) => one.rule === rule)).size;
    if (count > 0) counts[rule] = count;
  }
  return counts;
}
