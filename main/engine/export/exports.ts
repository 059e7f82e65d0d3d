import { collections, fieldOf } from '../../../domain/collections.ts';
import { csvLine, csvText } from '../../../domain/csv.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { idHeading, npnHeading, workbookIdHeading } from '../../../domain/import/columnMapping.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { EngineCalls, ResponseOf } from '../../../preload/contract.ts';
import type { OpenViews } from '../openViews.ts';
import { dayOf } from '../outbox/receiptCsv.ts';
import { guarded } from '../outbox/stage.ts';
import type { Random } from '../ports.ts';
import type { Store } from '../store/api.ts';
import { aboutOf } from './aboutExport.ts';
import type { AboutParts, ExportRequest } from './aboutExport.ts';
import { createRows, namesProducer } from './exportRows.ts';
import { createWorkbookWriter } from './workbookWriter.ts';
import type { ColumnLook } from './workbookWriter.ts';

/** Lists on their way out. Nothing of a file is held: each call makes its next piece. */
export interface Exports {
  open(request: ExportRequest): Result<ResponseOf<EngineCalls['export.open']>>;
  read(exportId: string): Result<ResponseOf<EngineCalls['export.read']>>;
  close(exportId: string): Result<null>;
}

/** What exports are made from. */
export interface ExportParts extends AboutParts {
  readonly store: Store;
  readonly views: Pick<OpenViews, 'order'>;
  readonly random: Random;
}

const aboutSheet = 'About this export';
/** Rows that a sheet of Excel holds, less the headings. */
const mostSheetRows = 1_048_575;
/** About twenty milliseconds of work, so that the engine answers in between. */
const sliceRows = 1_000;
const mostOpen = 3;

interface Running {
  /** The next piece; `rows` counts those in the file so far. */
  readonly next: () => { readonly data: Uint8Array; readonly rows: number; readonly done: boolean };
  /** All of it is handed over. */
  readonly whole: () => void;
}

/** Writes views as files, piece by piece, and notes in the audit what left with them. */
export function createExports(parts: ExportParts): Exports {
  const { store, views, clock, random, connection } = parts;
  const running = new Map<string, Running>();

  const remember = (request: ExportRequest, collection: CollectionName, rows: number): void => {
    store.transaction('gesture', () =>
      store.audit.append({
        at: clock.now(),
        actor: parts.actor(),
        environment: connection.environment,
        event: 'exported',
        operationId: null,
        batchId: null,
        detail: { collection, records: rows, format: request.format, personal: request.personal },
      }),
    );
  };

  return {
    open: (request) =>
      guarded(() => {
        const view = views.order(request.viewId);
        if (!view.ok) return view;
        const { query, order } = view.value;
        const { collection } = query;
        const chosen = chosenRows(order, request.ranges);
        // A record made here is nothing but unsent changes.
        const left = request.unsent ? null : store.mirror.localRows(collection);
        const rowids = left === null || left.size === 0 ? chosen : chosen.filter((rowid) => !left.has(rowid));
        if (request.format === 'xlsx' && rowids.length > mostSheetRows) return fail(tooManyForSheet);
        const unknown = request.columns.filter((name) => fieldOf(collection, name) === undefined);
        if (unknown.length > 0) throw new RangeError(`${collection} has no field ${unknown.join(', ')}`);
        const about = aboutOf(parts, collection, request, rowids.length);
        const exportId = random.id();
        running.set(exportId, {
          ...start(store, collection, request, rowids, about),
          // What a person stopped half way was not exported: no file is kept of it.
          whole: () => remember(request, collection, rowids.length),
        });
        for (const oldest of running.keys()) {
          if (running.size <= mostOpen) break;
          running.delete(oldest);
        }
        const name = `Upline ${collections[collection].plural.toLowerCase()} ${dayOf(clock.now())}`;
        return ok({
          exportId,
          rows: rowids.length,
          suggestedName: `${name}.${request.format}`,
          about: { suggestedName: `${name} about.csv`, text: csvText(['About', ''], about) },
        });
      }),
    read(exportId) {
      const one = running.get(exportId);
      if (one === undefined) return exportGone;
      return guarded(() => {
        const piece = one.next();
        if (piece.done) {
          running.delete(exportId);
          one.whole();
        }
        return ok(piece);
      });
    },
    close(exportId) {
      running.delete(exportId);
      return ok(null);
    },
  };
}

const exportGone = fail({
  code: 'export-closed',
  message: 'This export is no longer under way: Upline was started again meanwhile. Export the list again.',
  remedy: 'retry',
});

const tooManyForSheet = {
  code: 'too-many-rows',
  message: `A sheet holds at most ${mostSheetRows.toLocaleString('en-US')} rows, and this list has more. Nothing was written. Export it as CSV, or filter the list and export its parts.`,
} as const;

function chosenRows(order: Uint32Array, ranges: ExportRequest['ranges']): Uint32Array {
  if (ranges === null) return order;
  const chosen: number[] = [];
  let end = 0;
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    for (const rowid of order.subarray(Math.max(from, end), to)) chosen.push(rowid);
    end = Math.max(end, to);
  }
  return Uint32Array.from(chosen);
}

function start(
  store: Store,
  collection: CollectionName,
  request: ExportRequest,
  rowids: Uint32Array,
  about: readonly (readonly [string, string])[],
): Pick<Running, 'next'> {
  const { columns, format } = request;
  const headings = [
    format === 'csv' ? idHeading : workbookIdHeading,
    ...(namesProducer(collection) ? [npnHeading] : []),
    ...columns.map((name) => fieldOf(collection, name)?.label ?? name),
  ];
  const writer = format === 'csv' ? csvWriter(headings) : workbookOf(collection, columns, headings, about);
  const read = createRows(store, collection, request);
  let at = 0;
  let written = 0;
  let phase: 'start' | 'rows' | 'done' = 'start';
  return {
    next() {
      if (phase === 'start') {
        phase = 'rows';
        return { data: writer.start(), rows: 0, done: false };
      }
      if (at < rowids.length) {
        const rows = read(rowids.subarray(at, at + sliceRows));
        at += sliceRows;
        written += rows.length;
        return { data: rows.length === 0 ? new Uint8Array() : writer.rows(rows), rows: written, done: false };
      }
      const data = phase === 'done' ? new Uint8Array() : writer.finish();
      phase = 'done';
      return { data, rows: written, done: true };
    },
  };
}

interface TableWriter {
  start(): Uint8Array;
  rows(rows: readonly (readonly string[])[]): Uint8Array;
  finish(): Uint8Array;
}

function csvWriter(headings: readonly string[]): TableWriter {
  const encoder = new TextEncoder();
  return {
    // The mark by which spreadsheets know UTF-8.
    start: () => encoder.encode(`\uFEFF${csvLine(headings)}`),
    rows: (rows) => encoder.encode(rows.map(csvLine).join('')),
    finish: () => new Uint8Array(),
  };
}

function workbookOf(
  collection: CollectionName,
  columns: readonly string[],
  headings: readonly string[],
  about: readonly (readonly [string, string])[],
): TableWriter {
  const keys = namesProducer(collection) ? (['text', 'text'] as const) : (['text'] as const);
  const looks = [...keys, ...columns.map((name) => lookOf(collection, name))];
  return createWorkbookWriter(
    headings.map((heading, index) => ({ heading, look: looks[index] ?? 'text' })),
    { table: collections[collection].plural, about: aboutSheet },
    about,
  );
}

function lookOf(collection: CollectionName, name: string): ColumnLook {
  const type = fieldOf(collection, name)?.kind.type;
  return type === 'decimal' ? 'number' : type === 'date' ? 'date' : 'text';
}
