import type { ReadRecord } from '../api.ts';

/** Copies of records read or echoed one by one, to set against pages that were asked for earlier. */
export interface NewestCopies {
  /** A mark in time, taken before a page is asked for. */
  mark(): number;
  keep(records: readonly ReadRecord[]): void;
  /** The given record, or the copy of it that arrived since the mark. */
  since(mark: number, record: ReadRecord): ReadRecord;
}

/** Pages wait for seconds at most, so the latest copies are all that is ever asked for. */
const most = 20_000;

/**
 * A page can be overtaken: asked for, then a change sent and confirmed, then the page applied. It
 * would put the old value back until the next pass. The order of arrival tells, no clock needed.
 */
export function createNewestCopies(): NewestCopies {
  const copies = new Map<string, { readonly order: number; readonly record: ReadRecord }>();
  let order = 0;
  return {
    mark: () => order,
    keep(records) {
      order += 1;
      for (const record of records) {
        copies.delete(record.id);
        copies.set(record.id, { order, record });
      }
      for (const id of copies.keys()) {
        if (copies.size <= most) break;
        copies.delete(id);
      }
    },
    since(mark, record) {
      const copy = copies.get(record.id);
      return copy !== undefined && copy.order > mark ? copy.record : record;
    },
  };
}
