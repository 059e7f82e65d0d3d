import { collections } from '../../../domain/collections.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import type { RefusedEdit } from '../../../preload/contract.ts';
import type { MirroredRecord, StagedOperation } from '../store/api.ts';
import type { CellEdit } from './api.ts';
import { draftOf, fieldsOfLive } from './draft.ts';
import type { Draft } from './draft.ts';
import type { OutboxParts } from './parts.ts';
import { isAsShown, readServers } from './readServers.ts';
import { obstacleOf, refusalOf, sentObstacle } from './refusal.ts';
import { fieldsForRules } from './rules.ts';
import { createCellReader } from './typed.ts';
import type { ReadCell } from './typed.ts';
import { withUniqueNames } from './unique.ts';
import { alsoRead, createFitting } from './unmade.ts';

/** Everything a gesture will write, worked out before the transaction opens. */
export interface Gesture {
  readonly drafts: readonly Draft[];
  readonly staged: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedEdit[];
  readonly refusedCount: number;
}

/** A stretch of a gesture, and what it was worked out from. */
export interface Piece extends Gesture {
  readonly rowids: readonly number[];
  readonly live: ReadonlyMap<string, readonly StagedOperation[]>;
  /** Not every record of it was here. */
  readonly missing: boolean;
}

/** Records of a gesture with the cells that are wanted of each. */
export type Group = readonly (readonly [string, readonly CellEdit[]])[];

/** Works out records of one gesture: choices are read once for all of them. Of what is refused `mostNamed` are named, all are counted. */
export function pieceWorker(
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
