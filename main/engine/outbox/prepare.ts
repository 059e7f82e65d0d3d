import type { CollectionName } from '../../../domain/fields.ts';
import { assertNever } from '../../../domain/result.ts';
import { mostRefusedKept } from '../../../preload/contract/refusedCells.ts';
import { atOnce } from '../slices.ts';
import type { Sliced } from '../slices.ts';
import type { Written } from '../store/api.ts';
import type { CellEdit } from './api.ts';
import { idNow, inputNow } from './names.ts';
import type { OutboxParts } from './parts.ts';
import { pieceWorker } from './pieces.ts';
import type { Gesture, Group, Piece } from './pieces.ts';
import { chunksOf } from './plan.ts';
import { clearOthers, singleFlagOf } from './singles.ts';
import { alsoRead } from './unmade.ts';
import { wantedOf } from './writeDrafts.ts';

/** Records read at once while a gesture is checked. */
const recordsAtOnce = 1_000;

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
