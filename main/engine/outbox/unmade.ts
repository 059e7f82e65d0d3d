import { openTo } from '../../../domain/fields.ts';
import type { CollectionName, FieldValue, FieldValues } from '../../../domain/fields.ts';
import { isLocalId } from '../../../domain/localId.ts';
import { recordTitle } from '../recordDetail.ts';
import type { MirroredRecord, Store, StagedOperation } from '../store/api.ts';
import type { CellEdit } from './api.ts';
import { duplicateOf } from './create.ts';
import type { Definitions, Refusal } from './draft.ts';
import type { ReadCell } from './typed.ts';
import { uplineFor } from './upline.ts';

const npnField = 'npn';
const productField = 'productId';
const levelField = 'commissionLevelId';
const uplineField = 'uplineContractAssignmentId';

/** What is read of records besides the fields that are edited, so that their product can be another one. */
export function alsoRead(collection: CollectionName, edited: ReadonlySet<string>): readonly string[] {
  const moves = collection === 'contractAssignment' && (edited.has(productField) || edited.has(npnField));
  return moves ? [npnField, levelField, uplineField] : [];
}

/** The cells of a record, held against what only one that is not made yet may be given. */
export interface Fitted {
  /** Those left to be read, with what they bring along. */
  readonly cells: readonly CellEdit[];
  readonly refused: readonly Refusal[];
  /** What decides which values are choices: the product that the assignment is to have. */
  readonly context: MirroredRecord;
}

/**
 * Until AgentSync has made an assignment its NPN, product and upline can be changed; its documented update takes
 * none of them afterwards (vendor-apis 3.5). A level and an upline are of a product: another product takes the level
 * of the same name and the assignment of the same upline along, and is refused where it has none of them.
 */
export function createFitting(
  store: Store,
  collection: CollectionName,
  definitions: Definitions,
  read: ReadCell,
): (record: MirroredRecord, cells: readonly CellEdit[], live: readonly StagedOperation[]) => Fitted {
  const places = createPlaces(store);
  return (record, cells, live) => {
    const concerned = cells.some(({ field }) => definitions.get(field)?.untilMade === true);
    if (collection !== 'contractAssignment' || !concerned || !isLocalId(record.id))
      return { cells, refused: [], context: record };
    if (live.some(({ state }) => state === 'sending' || state === 'unknown')) {
      const isFixed = ({ field }: CellEdit): boolean => definitions.get(field)?.untilMade === true;
      const expected =
        'An assignment that has not gone out: this one is on its way, or may be. Decide that first.';
      return {
        cells: cells.filter((cell) => !isFixed(cell)),
        refused: cells.filter(isFixed).map((edit) => ({ edit, expected })),
        context: record,
      };
    }
    return fit({ store, definitions, read, places }, record, cells);
  };
}

interface Reading {
  readonly store: Store;
  readonly definitions: Definitions;
  readonly read: ReadCell;
  readonly places: Places;
}

/** Who gets which NPN and product in a gesture: the store does not hold it yet. */
interface Places {
  /** Takes the place for a record; in words what is expected instead where another of the gesture has it. */
  take(record: MirroredRecord, values: FieldValues): string | null;
}

function createPlaces(store: Store): Places {
  const taken = new Map<string, string>();
  return {
    take({ id }, values) {
      const place = `${String(values[npnField])} ${String(values[productField])}`;
      const other = taken.get(place) ?? id;
      taken.set(place, other);
      if (other === id) return null;
      const record = store.mirror.get('contractAssignment', other);
      const title = record === null ? 'another' : `“${recordTitle(store, 'contractAssignment', record)}”`;
      return `A producer who is not on this product yet: ${title} is given this NPN and product in the same step. Give this one another NPN or product, or discard it.`;
    },
  };
}

function fit(
  { store, definitions, read, places }: Reading,
  record: MirroredRecord,
  all: readonly CellEdit[],
): Fitted {
  let cells = all;
  let context = record;
  const refused: Refusal[] = [];
  const refuse = (edit: CellEdit, expected: string): void => {
    refused.push({ edit, expected });
    cells = cells.filter((cell) => cell !== edit);
  };
  const valueOf = (edit: CellEdit): FieldValue | undefined => {
    const definition = openTo(definitions.get(edit.field), record.id);
    const result = definition === undefined ? null : read(definition, context, edit.input);
    return result?.ok === true ? result.value : undefined;
  };
  const lastOf = (field: string): CellEdit | undefined => cells.findLast((cell) => cell.field === field);

  const product = lastOf(productField);
  const wanted = product === undefined ? undefined : valueOf(product);
  if (product !== undefined && typeof wanted === 'string' && wanted !== record.effective[productField]) {
    const moved = movedTo(store, record, wanted, cells);
    if (typeof moved === 'string') refuse(product, moved);
    else {
      cells = [...cells, ...moved];
      // Levels and uplines are looked up by the product itself, as for an assignment that is being made.
      context = { ...record, id: wanted, effective: { ...record.effective, [productField]: wanted } };
    }
  }

  const upline = lastOf(uplineField);
  if (upline !== undefined) {
    const found = uplineFor(store, upline.input, record.id, context.effective);
    if (typeof found === 'string') refuse(upline, found);
    else if (found.id !== null)
      cells = cells.map((cell) => (cell === upline ? withValue(upline, found.id) : cell));
  }

  for (;;) {
    const told = lastOf(npnField) ?? lastOf(productField);
    if (told === undefined) break;
    const npn = lastOf(npnField);
    const values: FieldValues = {
      [npnField]: (npn === undefined ? undefined : valueOf(npn)) ?? record.effective[npnField] ?? null,
      [productField]: context.effective[productField] ?? null,
    };
    const twin =
      duplicateOf({ store }, 'contractAssignment', values, record.id) ?? places.take(record, values);
    if (twin === null) break;
    refuse(told, twin);
    // What was to go with the product does not go alone.
    if (told.field === productField) return { cells: withoutOfProduct(cells), refused, context: record };
  }
  return { cells, refused, context };
}

function withoutOfProduct(cells: readonly CellEdit[]): readonly CellEdit[] {
  return cells.filter(({ field }) => field !== levelField && field !== uplineField);
}

function withValue(edit: CellEdit, value: FieldValue): CellEdit {
  return { ...edit, input: { value } };
}

/** The cells that go along to another product; in words what is expected instead where one cannot. */
function movedTo(
  store: Store,
  record: MirroredRecord,
  product: string,
  cells: readonly CellEdit[],
): readonly CellEdit[] | string {
  const below = store.chain.downlinesOf([record.id]).length;
  if (below > 0)
    return `The product it has: ${below === 1 ? 'an assignment has' : `${below} assignments have`} this one as upline, and an upline is of the same product.`;
  const along: CellEdit[] = [];
  const given = new Set(cells.map(({ field }) => field));
  const level = record.effective[levelField];
  if (!given.has(levelField) && typeof level === 'string' && level !== '') {
    const name = store.mirror.get('commissionLevel', level)?.effective['name'];
    const [same, another] = store.views
      .options('contractAssignment', levelField, product, String(name ?? ''), mostLevels)
      .filter(({ label }) => label === name);
    if (same === undefined || another !== undefined)
      return `A product with a level called “${String(name ?? '')}”: choose this one in the form of the record, together with its level.`;
    along.push({ recordId: record.id, field: levelField, input: { value: same.value } });
  }
  const upline = record.effective[uplineField];
  if (!given.has(uplineField) && typeof upline === 'string' && upline !== '') {
    const npn = store.mirror.get('contractAssignment', upline)?.effective[npnField] ?? null;
    const there = store.mirror.alike('contractAssignment', { npn, productId: product });
    if (there === null) return `A product that the upline ${String(npn)} is on: clear the upline first.`;
    along.push({ recordId: record.id, field: uplineField, input: { value: there } });
  }
  return along;
}

const mostLevels = 500;
