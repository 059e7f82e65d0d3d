import { collections, fieldOf, vendorOf } from '../../../domain/collections.ts';
import { csvLine, csvText } from '../../../domain/csv.ts';
import type { CollectionName } from '../../../domain/fields.ts';
import { idHeading, npnHeading, workbookIdHeading } from '../../../domain/import/columnMapping.ts';
import { isPersonal, withoutPersonal } from '../../../domain/personal.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { GridRow } from '../../../domain/view.ts';
import type { EngineCalls, ParsedRequestOf, ResponseOf } from '../../../preload/contract.ts';
import type { OpenViews } from '../openViews.ts';
import { dayOf } from '../outbox/receiptCsv.ts';
import { guarded } from '../outbox/stage.ts';
import type { Clock, Random } from '../ports.ts';
import type { Store } from '../store/api.ts';
import { createWorkbookWriter } from './workbookWriter.ts';
import type { ColumnLook } from './workbookWriter.ts';

type Request = ParsedRequestOf<EngineCalls['export.open']>;

/** Lists on their way out. Nothing of a file is held: each call makes its next piece. */
export interface Exports {
  open(request: Request): Result<ResponseOf<EngineCalls['export.open']>>;
  read(exportId: string): Result<ResponseOf<EngineCalls['export.read']>>;
  close(exportId: string): Result<null>;
}

export interface ExportParts {
  readonly store: Store;
  readonly views: Pick<OpenViews, 'order'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly connection: { readonly name: string; readonly environment: string };
  readonly actor: () => string;
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

  const remember = (request: Request, collection: CollectionName, rows: number): void => {
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

function chosenRows(order: Uint32Array, ranges: Request['ranges']): Uint32Array {
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
  request: Request,
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

/** Whether a row is found again by the NPN of the producer it belongs to, which is no column of its own. */
function namesProducer(collection: CollectionName): boolean {
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
function createRows(
  store: Store,
  collection: CollectionName,
  { columns, unsent, personal }: Request,
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

/** What a file is, for whoever finds it next year. */
function aboutOf(
  { clock, connection, actor }: ExportParts,
  collection: CollectionName,
  { columns, unsent, personal, ranges }: Request,
  rows: number,
): readonly (readonly [string, string])[] {
  const { plural, readOnlyBecause } = collections[collection];
  const masks = columns.some((name) => isPersonal(collection, name));
  return [
    [
      'What',
      `${plural}: ${ranges === null ? 'the whole list as it was filtered and sorted' : 'the selected rows'}`,
    ],
    ['Rows', rows.toLocaleString('en-US')],
    ['As of', new Date(clock.now()).toISOString()],
    ['Connection', connection.name],
    ['Environment', connection.environment],
    [
      'Unsent changes',
      readOnlyBecause !== undefined
        ? `None: this list is only read, from ${vendorOf(collection)}.`
        : unsent
          ? 'Included: values that are saved on that computer and not sent to AgentSync stand among the others.'
          : 'Left out: every value is as AgentSync last said it.',
    ],
    [
      'Personal values',
      !masks ? 'None in these columns.' : personal ? 'Included, at a person’s wish.' : 'Left out.',
    ],
    ['Exported by', actor()],
    [
      'To bring it back',
      readOnlyBecause ??
        'Correct the table in a spreadsheet and open it in Upline under Import. Leave the column of ids alone.',
    ],
  ];
}
