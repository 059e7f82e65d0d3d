import { collections } from '../../../domain/collections.ts';
import type { CollectionName, FieldDefinition } from '../../../domain/fields.ts';
import { isLocalId } from '../../../domain/localId.ts';
import { assertNever } from '../../../domain/result.ts';
import type { RefusedEdit } from '../../../preload/contract.ts';
import { mostRefusedKept } from '../../../preload/contract/refusedCells.ts';
import { recordTitle } from '../recordDetail.ts';
import { atOnce } from '../slices.ts';
import type { Sliced } from '../slices.ts';
import type { MirroredRecord, StagedOperation, Written } from '../store/api.ts';
import type { CellEdit } from './api.ts';
import { draftOf, fieldsOfLive } from './draft.ts';
import type { Draft } from './draft.ts';
import { idNow, inputNow } from './names.ts';
import type { OutboxParts } from './parts.ts';
import { chunksOf } from './plan.ts';
import { fieldsForRules } from './rules.ts';
import { isAsShown, readServers } from './readServers.ts';
import { clearOthers, singleFlagOf } from './singles.ts';
import { createCellReader } from './typed.ts';
import type { ReadCell } from './typed.ts';
import { alsoRead, createFitting } from './unmade.ts';
import { withUniqueNames } from './unique.ts';
import { vendor } from './words.ts';
import { wantedOf } from './writeDrafts.ts';

/** Records read at once while a gesture is checked. */
const recordsAtOnce = 1_000;

/** Everything a gesture will write, worked out before the transaction opens. */
export interface Gesture {
  readonly drafts: readonly Draft[];
  readonly staged: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedEdit[];
  readonly refusedCount: number;
}

/** A stretch of a gesture, and what it was worked out from. */
interface Piece extends Gesture {
  readonly rowids: readonly number[];
  readonly live: ReadonlyMap<string, readonly StagedOperation[]>;
  /** Not every record of it was here. */
  readonly missing: boolean;
}

/** A gesture that is worked out piece by piece, and again where what it was worked out from is written meanwhile. */
export interface Preparing {
  /** Goes on until every piece is worked out; a slice is a thousand records. */
  readonly run: () => Sliced<Gesture>;
  /** Told of what is written: whether a piece has to be worked out again because of it. */
  readonly written: (one: Written) => boolean;
  /** Records that are worked out, and how many there are. */
  readonly progress: () => { readonly done: number; readonly total: number };
}

/** The gesture with what it takes from others: a flag that only one record may have. */
export function prepareWhole(
  parts: OutboxParts,
  collection: CollectionName,
  edits: readonly CellEdit[],
): Gesture {
  return atOnce(createPreparing(parts, collection, edits).run());
}

/** Checks the cells of a gesture in slices and works out what would be written; writes nothing. */
export function createPreparing(
  parts: OutboxParts,
  collection: CollectionName,
  edits: readonly CellEdit[],
): Preparing {
  const own = createPieces(parts, collection, edits);
  if (singleFlagOf(collection) === null) return own;
  return {
    ...own,
    *run() {
      const gesture = yield* own.run();
      // The few others of a producer belong to it: a flag is given and taken in one go.
      const others = othersOf(parts, collection, gesture);
      if (others.length === 0) return gesture;
      return atOnce(createPieces(parts, collection, [...edits, ...others]).run());
    },
    written(one) {
      own.written(one);
      return true;
    },
  };
}

function othersOf(parts: OutboxParts, collection: CollectionName, { drafts }: Gesture): readonly CellEdit[] {
  const flag = singleFlagOf(collection);
  if (flag === null) return [];
  const outcomes = drafts.map(({ recordId, edited }) => {
    const wanted = wantedOf(edited);
    const values = { ...parts.store.mirror.get(collection, recordId)?.effective, ...wanted };
    return { recordId, values, touched: flag in wanted || 'type' in wanted };
  });
  return clearOthers(parts.store, collection, outcomes);
}

type Group = readonly (readonly [string, readonly CellEdit[]])[];

function createPieces(parts: OutboxParts, collection: CollectionName, edits: readonly CellEdit[]): Preparing {
  const edited = new Set(edits.map(({ field }) => field));
  // An upline is an assignment too, and so is who is on a product already: any of them may decide what is written.
  const alone =
    collection === 'contractAssignment' &&
    !edited.has('uplineContractAssignmentId') &&
    alsoRead(collection, edited).length === 0;
  let groups: readonly Group[] = [];
  let pieces: (Piece | null)[] = [];
  let work: ReturnType<typeof pieceWorker> | null = null;
  let total = 0;
  const fromTheStart = (): boolean => {
    const begun = work !== null;
    work = null;
    pieces = [];
    return begun;
  };
  return {
    *run() {
      for (;;) {
        if (work === null) {
          const records = [...byRecord(parts.store, edits)];
          total = records.length;
          groups = chunksOf(records, recordsAtOnce);
          pieces = groups.map(() => null);
          work = pieceWorker(parts, collection, edited);
        }
        const next = pieces.indexOf(null);
        const group = groups[next];
        if (group === undefined) return together(pieces);
        const named = pieces.reduce((sum, piece) => sum + (piece?.refused.length ?? 0), 0);
        pieces[next] = work(group, mostRefusedKept - named);
        if (pieces.includes(null)) yield;
      }
    },
    written(one) {
      if (one.kind === 'lookups') return fromTheStart();
      if (one.kind === 'rows' && (!alone || one.collection !== collection || one.rowids === 'all'))
        return fromTheStart();
      let again = false;
      pieces.forEach((piece, index) => {
        if (piece === null || !readFrom(piece, one)) return;
        pieces[index] = null;
        again = true;
      });
      return again;
    },
    progress: () => ({
      done: Math.min(total, pieces.filter((piece) => piece !== null).length * recordsAtOnce),
      total,
    }),
  };
}

/** Whether what was written is what a piece was worked out from. */
function readFrom({ rowids, live, missing }: Piece, written: Written): boolean {
  switch (written.kind) {
    case 'rows': {
      if (missing || written.rowids === 'all') return true;
      const moved = new Set(written.rowids);
      return rowids.some((rowid) => moved.has(rowid));
    }
    case 'operation':
      return [...live.values()].some((of) => of.some(({ id }) => id === written.id));
    case 'operations': {
      if (written.sequences === 'all') return live.size > 0;
      const moved = new Set(written.sequences);
      return [...live.values()].some((of) => of.some(({ sequence }) => moved.has(sequence)));
    }
    case 'lookups':
      return true;
    default:
      return assertNever(written);
  }
}

function together(pieces: readonly (Piece | null)[]): Gesture {
  const whole = pieces.filter((piece) => piece !== null);
  const sum = (count: (piece: Piece) => number): number => whole.reduce((all, one) => all + count(one), 0);
  return {
    drafts: whole.flatMap(({ drafts }) => drafts),
    staged: sum(({ staged }) => staged),
    unchanged: sum(({ unchanged }) => unchanged),
    refused: whole.flatMap(({ refused }) => refused).slice(0, mostRefusedKept),
    refusedCount: sum(({ refusedCount }) => refusedCount),
  };
}

/** Works out records of one gesture: choices are read once for all of them. Of what is refused `mostNamed` are named, all are counted. */
function pieceWorker(
  { store }: OutboxParts,
  collection: CollectionName,
  edited: ReadonlySet<string>,
): (group: Group, mostNamed: number) => Piece {
  const definitions = new Map(collections[collection].fields.map((field) => [field.name, field] as const));
  const read = withUniqueNames({ store }, collection, createCellReader(store, collection));
  // The product decides which levels are choices and the type which fields a producer has: always read.
  const fit = createFitting(store, collection, definitions, read);
  const fields = [
    ...new Set([
      ...edited,
      ...alsoRead(collection, edited),
      'productId',
      'type',
      ...fieldsForRules(collection, edited),
    ]),
  ];
  return (group, mostNamed) => {
    const drafts: Draft[] = [];
    const refused: RefusedEdit[] = [];
    const rowids: number[] = [];
    const totals = { staged: 0, unchanged: 0, refused: 0 };
    const refuse = (record: MirroredRecord | null, edit: CellEdit, expected: string): void => {
      totals.refused += 1;
      if (refused.length < mostNamed)
        refused.push(refusalOf(store, collection, definitions, { record, edit, expected }));
    };
    const ids = group.map(([recordId]) => recordId);
    const shown = store.operations.readShown(collection, ids, fields);
    const live = store.operations.stagedOfMany(
      collection,
      ids.filter((id) => shown.get(id)?.staged !== false),
    );
    const known = readServers(store, collection, {
      ids: group.flatMap(([id, cells]) => (isAsShown(shown.get(id), cells, live.get(id)) ? [] : [id])),
      shown,
      fields: [...fields, ...fieldsOfLive(live)],
    });
    for (const [recordId, cells] of group) {
      const record = known.get(recordId) ?? shown.get(recordId) ?? null;
      if (record !== null) rowids.push(record.rowid);
      const obstacle =
        obstacleOf(record) ?? (collection === 'invitation' ? sentObstacle(store, recordId) : null);
      if (record === null || obstacle !== null) {
        for (const edit of cells) refuse(record, edit, obstacle ?? '');
        continue;
      }
      const of = live.get(recordId) ?? [];
      const fitted = fit(record, cells, of);
      const readFitted: ReadCell = (definition, _, input) => read(definition, fitted.context, input);
      const draft = draftOf(
        record,
        fitted.cells,
        of,
        definitions,
        fitted.context === record ? read : readFitted,
      );
      for (const { edit, expected } of fitted.refused) refuse(record, edit, expected);
      totals.staged += draft.cells;
      totals.unchanged += draft.unchanged;
      for (const { edit, expected } of draft.refused) refuse(record, edit, expected);
      if (draft.cells > 0) drafts.push(draft);
    }
    return {
      drafts,
      staged: totals.staged,
      unchanged: totals.unchanged,
      refused,
      refusedCount: totals.refused,
      rowids,
      live,
      missing: rowids.length < group.length,
    };
  };
}

function refusalOf(
  store: OutboxParts['store'],
  collection: CollectionName,
  definitions: ReadonlyMap<string, FieldDefinition>,
  {
    record,
    edit,
    expected,
  }: { readonly record: MirroredRecord | null; readonly edit: CellEdit; readonly expected: string },
): RefusedEdit {
  const definition = definitions.get(edit.field);
  return {
    id: edit.recordId,
    record:
      record === null ? `${collections[collection].singular} not found` : titleOf(store, collection, record),
    field: edit.field,
    fieldLabel: definition?.label ?? edit.field,
    // A number that was refused is no less a secret.
    found: definition?.sealed === true ? maskedText(edit) : foundText(edit),
    expected,
  };
}

/** A record read for staging carries only some fields, so its title needs all of it. */
function titleOf(store: OutboxParts['store'], collection: CollectionName, record: MirroredRecord): string {
  return recordTitle(store, collection, store.mirror.get(collection, record.id) ?? record);
}

/** What would have to be there for a record to be changed; null where it can be. */
export function obstacleOf(record: MirroredRecord | null): string | null {
  if (record === null)
    return 'A record on this computer. It may have been removed; reload the list and try again.';
  if (record.goneAt !== null)
    return `A record that still exists: this one is no longer at ${vendor}, so a change could not be sent.`;
  return null;
}

/** What an invitation says can be corrected until it goes out, or may have. */
function sentObstacle(store: OutboxParts['store'], id: string): string | null {
  if (!isLocalId(id)) return 'An invitation that has not gone out: this one was sent.';
  const out = store.operations
    .liveOf('invitation', id)
    .some(({ state }) => state === 'sending' || state === 'unknown');
  return out
    ? 'An invitation that has not gone out: this one is on its way, or may be. Decide that first.'
    : null;
}

function foundText({ input }: CellEdit): string {
  if ('typed' in input) return input.typed.slice(0, 200);
  return String(input.value ?? '').slice(0, 200);
}

function maskedText(edit: CellEdit): string {
  const text = foundText(edit);
  return text === '' ? '' : '••••';
}

/** The edits by record, with records and values called by the ids they have by now. */
function byRecord(
  store: OutboxParts['store'],
  edits: readonly CellEdit[],
): ReadonlyMap<string, readonly CellEdit[]> {
  const groups = new Map<string, CellEdit[]>();
  for (const edit of edits) {
    const recordId = idNow(store, edit.recordId);
    const input = inputNow(store, edit.input);
    const cell = input === edit.input ? edit : { ...edit, input };
    const group = groups.get(recordId);
    if (group === undefined) groups.set(recordId, [cell]);
    else group.push(cell);
  }
  return groups;
}
