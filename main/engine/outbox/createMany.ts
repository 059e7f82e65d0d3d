import type { CollectionName, FieldValue, FieldValues } from '../../../domain/fields.ts';
import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { RefusedEdit, StageWarnings, Warned } from '../../../preload/contract.ts';
import { atOnce, inPortions } from '../slices.ts';
import type { Sliced } from '../slices.ts';
import type { CellEdit, SlowStaging } from './api.ts';
import { createNewReader } from './create.ts';
import type { OutboxParts } from './parts.ts';
import { ruleBreaks, warningsOf } from './rules.ts';
import type { Intended, RuleBreak } from './rules.ts';
import { mayStage, setAsideOf } from './setAside.ts';
import { createPreparing } from './prepare.ts';
import type { Gesture } from './pieces.ts';
import type { Preparing } from './prepare.ts';
import { guarded } from './stage.ts';
import { fromNothing, newId, stageNew } from './stageNew.ts';
import type { NewRecord } from './stageNew.ts';
import { steadily } from './steadily.ts';
import type { Steady } from './steadily.ts';

/** A new record with values that are known to be right. */
export interface NewRecordValues {
  readonly collection: CollectionName;
  /** Values as they are stored: ids, not labels. */
  readonly values: FieldValues;
  /** How a person recognises it in a refusal, e.g. `NPN 15645555`. */
  readonly title?: string;
}

/** Changes to records that exist, made in the same gesture as new ones. */
export interface AlsoEdited {
  readonly collection: CollectionName;
  readonly edits: readonly CellEdit[];
}

/** What became of several new records. */
export interface CreatedMany {
  /** Null when a record was refused, and then nothing is staged. */
  readonly batchId: string | null;
  /** In the order of the records. */
  readonly ids: readonly string[];
  /** At most 200. */
  readonly refused: readonly RefusedEdit[];
  /** Then nothing was staged: it breaks rules that a person may set aside. */
  readonly warnings: StageWarnings | null;
}

export interface ManyCreation {
  /**
   * Stages several new records as one gesture, all or nothing, with `also` where records that exist change
   * in it. The caller sees to it that no two of them are the same to people; that none is there already is
   * checked here.
   */
  createMany(
    label: string,
    records: readonly NewRecordValues[],
    warned?: Warned,
    also?: AlsoEdited,
  ): Result<CreatedMany>;
  /** The same for many records, as `stageSlowly` does it. */
  createManySlowly(
    label: string,
    records: readonly NewRecordValues[],
    also: AlsoEdited,
    options?: SlowStaging,
  ): Sliced<Result<CreatedMany>>;
}

/** Refusals named one by one. */
const mostNamed = 200;

export function createManyCreation(parts: OutboxParts, staged: () => void): ManyCreation {
  function* createManySlowly(
    label: string,
    wanted: readonly NewRecordValues[],
    also: AlsoEdited | undefined,
    { warned, onProgress, unless }: SlowStaging,
  ): Sliced<Result<CreatedMany>> {
    const judging = createJudging(parts, wanted, also);
    const worked = yield* steadily(parts.store, judging, () => {
      onProgress?.(judging.progress());
      return unless?.() ?? null;
    });
    if (!worked.ok) return worked;
    const { records, refused, drafts, broken } = worked.value;
    // From here on without a pause: what was worked out is true now.
    return guarded<CreatedMany>(() => {
      const nothing = { batchId: null, ids: [], refused: refused.slice(0, mostNamed), warnings: null };
      if (refused.length > 0 || records.length + drafts.length === 0) return ok(nothing);
      const breaks = broken.flatMap((one) => one.breaks);
      if (!mayStage(breaks, warned)) return ok({ ...nothing, warnings: warningsIn(parts.store, broken) });
      const { batchId } = stageNew(parts, {
        label,
        records,
        changed: also === undefined || drafts.length === 0 ? [] : [{ collection: also.collection, drafts }],
        setAside: setAsideOf(breaks, warned),
      });
      staged();
      return ok({ batchId, ids: records.map(({ id }) => id), refused: [], warnings: null });
    });
  }
  return {
    createMany: (label, wanted, warned, also) =>
      guarded(() => atOnce(createManySlowly(label, wanted, also, { warned }))),
    createManySlowly: (label, wanted, also, options = {}) => createManySlowly(label, wanted, also, options),
  };
}

/** New records read between two pauses. */
const recordsAtOnce = 250;

interface Judged {
  readonly records: readonly NewRecord[];
  readonly refused: readonly RefusedEdit[];
  readonly drafts: Gesture['drafts'];
  readonly broken: readonly Broken[];
}

/** Reads new records and what changes beside them. Whatever else is written may be a twin of a new record. */
function createJudging(
  parts: OutboxParts,
  wanted: readonly NewRecordValues[],
  also: AlsoEdited | undefined,
): Steady<Judged> & Pick<Preparing, 'progress'> {
  const preparing = also === undefined ? null : createPreparing(parts, also.collection, also.edits);
  const nothingRead = (): Read => ({ records: [], refused: [], to: 0, readOne: createReader(parts) });
  let read = nothingRead();
  return {
    *run() {
      while (read.to < wanted.length) {
        for (const one of wanted.slice(read.to, read.to + recordsAtOnce)) {
          const made = read.readOne(one);
          if (made.ok) read.records.push(made.record);
          else read.refused.push(...made.refused);
        }
        read.to += recordsAtOnce;
        yield;
      }
      const edited = preparing === null ? null : yield* preparing.run();
      const drafts = edited?.drafts ?? [];
      return {
        records: read.records,
        refused: [...read.refused, ...(edited?.refused ?? [])],
        drafts,
        broken: yield* brokenBy(parts, read.records, also, drafts),
      };
    },
    written(one) {
      const again = preparing?.written(one) === true;
      if (one.kind !== 'rows' && one.kind !== 'lookups') return again;
      read = nothingRead();
      return true;
    },
    progress() {
      const { done, total } = preparing?.progress() ?? { done: 0, total: 0 };
      return { done: Math.min(read.to, wanted.length) + done, total: wanted.length + total };
    },
  };
}

interface Read {
  readonly records: NewRecord[];
  readonly refused: RefusedEdit[];
  to: number;
  readonly readOne: ReturnType<typeof createReader>;
}

type ReadOne =
  | { readonly ok: true; readonly record: NewRecord }
  | { readonly ok: false; readonly refused: readonly RefusedEdit[] };

/** One reader for each collection: choices are looked up once. */
function createReader(parts: OutboxParts): (wanted: NewRecordValues) => ReadOne {
  const readers = new Map<CollectionName, ReturnType<typeof createNewReader>>();
  return ({ collection, values, title }) => {
    let reader = readers.get(collection);
    if (reader === undefined) {
      reader = createNewReader(parts, collection);
      readers.set(collection, reader);
    }
    const inputs: Record<string, { readonly value: FieldValue }> = {};
    for (const [field, value] of Object.entries(values)) inputs[field] = { value };
    const read = reader(inputs, title);
    if (!read.ok) return read;
    return {
      ok: true,
      record: { collection, id: newId(parts), values: read.values, secrets: read.secrets },
    };
  };
}

interface Broken {
  readonly collection: CollectionName;
  readonly breaks: readonly RuleBreak[];
  readonly cells: number;
}

/** The rules that the gesture breaks, as everything would stand after all of it. */
function* brokenBy(
  { store }: OutboxParts,
  records: readonly NewRecord[],
  also: AlsoEdited | undefined,
  drafts: Gesture['drafts'],
): Sliced<readonly Broken[]> {
  const intended = new Map<CollectionName, Intended[]>();
  const of = (collection: CollectionName): Intended[] => {
    const known = intended.get(collection) ?? [];
    intended.set(collection, known);
    return known;
  };
  yield* inPortions(records, ({ collection, id, values, secrets }) => {
    of(collection).push({
      recordId: id,
      before: {},
      changes: fromNothing(values),
      ...(secrets === undefined ? {} : { secrets }),
    });
  });
  if (also !== undefined) for (const draft of drafts) of(also.collection).push(draft);
  const broken: Broken[] = [];
  for (const [collection, all] of intended)
    broken.push({
      collection,
      breaks: yield* ruleBreaks(store, collection, all),
      cells: all.reduce((sum, { changes }) => sum + Object.keys(changes ?? {}).length, 0),
    });
  return broken;
}

function warningsIn(store: OutboxParts['store'], broken: readonly Broken[]): StageWarnings {
  const said = broken.map(({ collection, breaks, cells }) => warningsOf(store, collection, breaks, cells));
  return {
    groups: said.flatMap(({ groups }) => groups),
    cells: said.reduce((sum, { cells }) => sum + cells, 0),
    clean: said.reduce((sum, { clean }) => sum + clean, 0),
  };
}
