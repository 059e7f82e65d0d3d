import type { CollectionName, FieldValues } from '../../../domain/fields.ts';
import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { RefusedEdit, StageWarnings, Warned } from '../../../preload/contract.ts';
import type { CellEdit } from './api.ts';
import { createNewReader, fromNothing } from './create.ts';
import type { OutboxParts } from './parts.ts';
import { rulesBroken, warningsOf } from './rules.ts';
import type { Intended, RuleBreak } from './rules.ts';
import { mayStage, setAsideOf } from './setAside.ts';
import { guarded, prepareWhole } from './stage.ts';
import type { Gesture } from './stage.ts';
import { newId, stageNew } from './stageNew.ts';
import type { NewRecord } from './stageNew.ts';

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
}

/** Refusals named one by one. */
const mostNamed = 200;

export function createManyCreation(parts: OutboxParts, staged: () => void): ManyCreation {
  return {
    createMany: (label, wanted, warned, also) =>
      guarded<CreatedMany>(() => {
        const { records, refused: unmade } = readAll(parts, wanted);
        const edited = also === undefined ? null : prepareWhole(parts, also.collection, also.edits);
        const refused = [...unmade, ...(edited?.refused ?? [])];
        const drafts = edited?.drafts ?? [];
        const nothing = { batchId: null, ids: [], refused: refused.slice(0, mostNamed), warnings: null };
        if (refused.length > 0 || records.length + drafts.length === 0) return ok(nothing);
        const warnings = brokenBy(parts, records, also, drafts);
        if (!mayStage(warnings.breaks, warned)) return ok({ ...nothing, warnings: warnings.words() });
        const { batchId } = stageNew(parts, {
          label,
          records,
          changed: also === undefined || drafts.length === 0 ? [] : [{ collection: also.collection, drafts }],
          setAside: setAsideOf(warnings.breaks, warned),
        });
        staged();
        return ok({ batchId, ids: records.map(({ id }) => id), refused: [], warnings: null });
      }),
  };
}

function readAll(
  parts: OutboxParts,
  wanted: readonly NewRecordValues[],
): { readonly records: readonly NewRecord[]; readonly refused: readonly RefusedEdit[] } {
  const readers = new Map<CollectionName, ReturnType<typeof createNewReader>>();
  const records: NewRecord[] = [];
  const refused: RefusedEdit[] = [];
  for (const { collection, values, title } of wanted) {
    let reader = readers.get(collection);
    if (reader === undefined) {
      reader = createNewReader(parts, collection);
      readers.set(collection, reader);
    }
    const inputs = Object.entries(values).map(([field, value]) => [field, { value }] as const);
    const read = reader(Object.fromEntries(inputs), title);
    if (read.ok) records.push({ collection, id: newId(parts), values: read.values, secrets: read.secrets });
    else refused.push(...read.refused);
  }
  return { records, refused };
}

/** The rules that the gesture breaks, as everything would stand after all of it. */
function brokenBy(
  { store }: OutboxParts,
  records: readonly NewRecord[],
  also: AlsoEdited | undefined,
  drafts: Gesture['drafts'],
): { readonly breaks: readonly RuleBreak[]; readonly words: () => StageWarnings } {
  const intended = new Map<CollectionName, Intended[]>();
  const add = (collection: CollectionName, more: readonly Intended[]): void => {
    intended.set(collection, [...(intended.get(collection) ?? []), ...more]);
  };
  for (const [collection, made] of Map.groupBy(records, (record) => record.collection))
    add(
      collection,
      made.map(({ id, values, secrets }) => ({
        recordId: id,
        before: {},
        changes: fromNothing(values),
        ...(secrets === undefined ? {} : { secrets }),
      })),
    );
  if (also !== undefined) add(also.collection, drafts);
  const broken = [...intended].map(([collection, of]) => ({
    collection,
    breaks: rulesBroken(store, collection, of),
    cells: of.reduce((sum, { changes }) => sum + Object.keys(changes ?? {}).length, 0),
  }));
  return {
    breaks: broken.flatMap(({ breaks }) => breaks),
    words: () => {
      const said = broken.map(({ collection, breaks, cells }) =>
        warningsOf(store, collection, breaks, cells),
      );
      return {
        groups: said.flatMap(({ groups }) => groups),
        cells: said.reduce((sum, { cells }) => sum + cells, 0),
        clean: said.reduce((sum, { clean }) => sum + clean, 0),
      };
    },
  };
}
