import type { CollectionName } from '../../../domain/fields.ts';
import { isLocalId } from '../../../domain/localId.ts';
import type { MirroredRecord, ShownRecord, StagedOperation, Store } from '../store/api.ts';
import type { CellEdit } from './api.ts';

/**
 * These records with what the server holds of the fields, which is dear to read. `shown` are the records as they
 * are shown, read before; one that is not among them is looked for once more, by the way that finds every id.
 */
export function readServers(
  { mirror }: Pick<Store, 'mirror'>,
  collection: CollectionName,
  {
    ids,
    shown,
    fields,
  }: {
    readonly ids: readonly string[];
    readonly shown: ReadonlyMap<string, ShownRecord>;
    readonly fields: readonly string[];
  },
): ReadonlyMap<string, MirroredRecord> {
  const found = new Map<string, MirroredRecord>();
  if (ids.length === 0) return found;
  const records = ids.flatMap((id) => shown.get(id) ?? []);
  const servers = mirror.serverValues(
    collection,
    records.map(({ rowid }) => rowid),
    fields,
  );
  for (const { rowid, id, fetchedAt, goneAt, effective } of records)
    found.set(id, { rowid, id, fetchedAt, goneAt, effective, server: servers.get(rowid) ?? null });
  if (records.length === ids.length) return found;
  const others = ids.filter((id) => !shown.has(id));
  for (const [id, record] of mirror.getSome(collection, others, fields)) found.set(id, record);
  return found;
}

/** Whether nothing staged is in these cells: the server then holds there what is shown. */
export function isAsShown(
  record: ShownRecord | undefined,
  cells: readonly CellEdit[],
  live: readonly StagedOperation[] | undefined,
): boolean {
  if (record === undefined) return false;
  if (!record.staged) return true;
  if (live === undefined || isLocalId(record.id)) return false;
  return cells.every(({ field }) => live.every(({ changes }) => changes[field] === undefined));
}
