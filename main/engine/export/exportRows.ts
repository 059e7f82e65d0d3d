import type { CollectionName } from '../../../domain/fields.ts';
import { isPersonal, withoutPersonal } from '../../../domain/personal.ts';
import type { GridRow } from '../../../domain/view.ts';
import type { ExportRequest } from './aboutExport.ts';
import type { Store } from '../store/api.ts';

/** Whether a row is found again by the NPN of the producer it belongs to, which is no column of its own. */
export function namesProducer(collection: CollectionName): boolean {
  return collection === 'insurancePolicy';
}

/** The NPN of the producer that each record belongs to; empty where it has none. */
function npnsOf(
  store: Store,
  collection: CollectionName,
  ids: readonly string[],
): ReadonlyMap<string, string> {
  const owners = new Map(
    [...store.mirror.getMany(collection, ids)].map(([id, { effective }]) => [
      id,
      String(effective['producerId'] ?? ''),
    ]),
  );
  const producers = store.mirror.getMany('producer', [...new Set(owners.values())]);
  return new Map(
    [...owners].map(([id, owner]) => [id, String(producers.get(owner)?.effective['npn'] ?? '')]),
  );
}

/** Rows as texts, the id first. Where unsent changes are left out, so are records made here. */
export function createRows(
  store: Store,
  collection: CollectionName,
  { columns, unsent, personal }: ExportRequest,
): (rowids: Uint32Array) => readonly (readonly string[])[] {
  const masked = columns.map((name) => !personal && isPersonal(collection, name));
  const maskedAny = masked.includes(true);
  return (rowids) => {
    const rows = store.views.rows({ collection, columns }, [...rowids]);
    const told = unsent ? rows : rows.flatMap((row) => asServerHas(store, collection, columns, row) ?? []);
    const npns = namesProducer(collection)
      ? npnsOf(
          store,
          collection,
          told.map(({ id }) => id),
        )
      : null;
    return told.map(({ id, cells }) => [
      id,
      ...(npns === null ? [] : [npns.get(id) ?? '']),
      ...(maskedAny
        ? cells.map((text, index) => (masked[index] === true ? withoutPersonal(text) : text))
        : cells),
    ]);
  };
}

/** The row without its unsent changes; null for a record that the server does not have. */
function asServerHas(
  store: Store,
  collection: CollectionName,
  columns: readonly string[],
  row: GridRow,
): GridRow | null {
  if (row.state === 0) return row;
  const server = store.mirror.get(collection, row.id)?.server ?? null;
  if (server === null) return null;
  const cells = row.cells.map((text, index) => {
    const field = columns[index];
    return field === undefined || (row.marks[index] ?? 0) === 0
      ? text
      : store.views.label(collection, field, server[field] ?? null);
  });
  return { ...row, cells };
}
