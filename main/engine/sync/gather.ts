import type { ReadRecord, UnreadableRecord } from '../connectors/api.ts';
import { applyRecords } from './apply.ts';
import type { Pass } from './apply.ts';
import type { MirroredName } from '../../../domain/fields.ts';
import type { PassContext } from './context.ts';
import type { Cursor } from './cursor.ts';
import type { Window } from './window.ts';

/**
 * Records after which a transaction is full. Ids are random, so each transaction rewrites most pages
 * of the indexes however few rows it holds: 1,000 rows at a time reach three quarters of the speed of
 * 2,500, and 5,000 add a tenth to that but keep waiting reads waiting for twice as long.
 */
export const fullRecords = 2_500;
/** How long the first of a transaction waits for company, in milliseconds. */
const companyMs = 300;

/** What has arrived and is not applied yet; the cursor is the one to be stored with it. */
export interface Gathered {
  readonly pass: Pass;
  readonly cursor: Cursor;
  readonly records: number;
  add(
    arrived: {
      /** Asked when they are applied, because a change may be confirmed before that. */
      readonly records: readonly (() => ReadRecord)[];
      readonly setAside: readonly UnreadableRecord[];
    },
    moved: Partial<Cursor>,
  ): void;
  /** Whether to go on gathering: there is room, and the result at `position` arrives soon enough. */
  waitFor(window: Window<unknown>, position: number): Promise<boolean>;
  /** Applies everything in one transaction. */
  apply(): Promise<Pass>;
}

/** Collects pages, or the children of several parents, that arrive close together. */
export function createGathered(context: PassContext, collection: MirroredName, begun: Pass): Gathered {
  let pass = begun;
  let cursor = begun.cursor;
  let records: (() => ReadRecord)[] = [];
  let setAside: UnreadableRecord[] = [];
  let company: { readonly over: Promise<void>; readonly end: AbortController } | null = null;

  /** The wait ends with its transaction. */
  const wait = (): { readonly over: Promise<void>; readonly end: AbortController } => {
    const end = new AbortController();
    return { over: context.clock.sleep(companyMs, end.signal), end };
  };

  return {
    get pass() {
      return pass;
    },
    get cursor() {
      return cursor;
    },
    get records() {
      return records.length;
    },
    add(arrived, moved) {
      for (const record of arrived.records) records.push(record);
      setAside.push(...arrived.setAside);
      cursor = { ...cursor, ...moved };
    },
    async waitFor(window, position) {
      if (records.length >= fullRecords) return false;
      company ??= wait();
      return window.arrives(position, company.over);
    },
    async apply() {
      company?.end.abort();
      company = null;
      if (cursor === pass.cursor) return pass;
      const arrived = { records: records.map((newest) => newest()), setAside };
      pass = await applyRecords(context, collection, pass, arrived, cursor);
      cursor = pass.cursor;
      records = [];
      setAside = [];
      return pass;
    },
  };
}
