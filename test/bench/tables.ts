import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { SaxesParser } from 'saxes';
import { collections } from '../../domain/collections.ts';
import { csvLine } from '../../domain/csv.ts';
import { contractingCollectionNames } from '../../domain/fields.ts';
import { readServerCopy } from '../../main/engine/connectors/agentsync/records.ts';
import { createWorkbookWriter } from '../../main/engine/export/workbookWriter.ts';
import { joined } from '../../main/engine/export/zipWriter.ts';
import { readSource } from '../../main/engine/import/readSource.ts';
import { fullRecords } from '../../main/engine/sync/gather.ts';
import type { ImportReport } from '../../preload/contract.ts';
import { startEngineProcess } from '../engine/support/engineProcess.ts';
import type { EngineProcess } from '../engine/support/engineProcess.ts';
import { openTestStore } from '../engine/support/store.ts';
import { measured } from './support/figure.ts';
import type { BenchOptions, Measured } from './support/figure.ts';
import { startPlainProcess } from './support/plainProcess.ts';
import type { PlainProcess } from './support/plainProcess.ts';
import { applyAll, applyLookups, practiceRecords } from './support/records.ts';
import { median } from './support/rounds.ts';
import { busySecondsOf, watched } from './support/watched.ts';
import type { Watched } from './support/watched.ts';

/** With the id 25. */
const exported = collections.contractAssignment.fields.slice(0, 24).map(({ name }) => name);
/** With the id 12. */
const imported = [
  'npn',
  'productId',
  'commissionLevelId',
  'assignmentStatusId',
  'writingNumber',
  'startDate',
  'endDate',
  'userDefined1',
  'userDefined2',
  'userDefined3',
  'userDefined4',
];
type Format = 'csv' | 'xlsx';

/**
 * Tables on their way out and in through the engine's own process, while a page goes on asking it small
 * questions. Beside each: the least that the same bytes cost.
 */
export async function tables({ quick, folder }: BenchOptions): Promise<readonly Measured[]> {
  const rows = quick ? 30_000 : 100_000;
  const rounds = quick ? 3 : 5;
  const records = await practiceRecords(rows);
  const one = openTestStore({ readServerCopy });
  for (const collection of contractingCollectionNames)
    applyAll(one.store, collection, records[collection], fullRecords);
  applyLookups(one.store);
  one.store.close();
  const copy = path.join(folder, 'tables.db');
  copyFileSync(one.file, copy);
  const engine = await startEngineProcess({
    databaseFile: one.file,
    databaseKey: one.key,
    sandbox: { url: 'http://127.0.0.1:9', tokenUrl: 'http://127.0.0.1:9', clientId: '', clientSecret: '' },
    workOffline: true,
  });
  const plain = await startPlainProcess({ databaseFile: copy, databaseKey: one.key, columns: exported });
  try {
    const csv = await exporting(engine, 'csv', rounds, (bytes) => joinedPages(plain, rows, bytes));
    const xlsx = await exporting(engine, 'xlsx', rounds, (bytes) => Promise.resolve(deflated(bytes)));
    const source = await corrected(engine);
    const inCsv = await importing(engine, source.csv, rows, () => Promise.resolve(split(source.csv)));
    const made = await making(engine, source.made, rows);
    const inXlsx = await importing(engine, source.xlsx, rows, () => Promise.resolve(parsed(source.xlsx)));
    const unit = 's of a processor';
    const better = 'lower';
    return [
      measured({
        name: 'csv export',
        ...csv.figure,
        unit,
        better,
        expected: 4,
        note: `${rows} × 25${wordsOf(csv.watched)}; limit: bare rows of a plain process, joined`,
      }),
      measured({
        name: 'xlsx export',
        ...xlsx.figure,
        unit,
        better,
        expected: 8,
        note: `${rows} × 25${wordsOf(xlsx.watched)}; limit: zlib alone over the same bytes`,
      }),
      measured({
        name: 'csv new records',
        ours: made.busy,
        limit: inCsv.staged.busy,
        unit,
        better,
        expected: 6,
        note: `${rows} new assignments staged, names and rows judged before${wordsOf(made)}; limit: as many changes staged`,
      }),
      ...[inCsv, inXlsx].flatMap(({ read, checked, staged }, index) => {
        const kind = index === 0 ? 'csv' : 'xlsx';
        return [
          measured({
            name: `${kind} read`,
            ...read.figure,
            unit,
            better,
            expected: index === 0 ? 40 : 6,
            note: `${rows} × 12, preview included${wordsOf(read.watched)}; limit: ${index === 0 ? 'cut at its separators' : 'inflated and parsed, nobody listening'}`,
          }),
          measured({
            name: `${kind} dry run`,
            ours: checked.busy,
            limit: staged.busy,
            unit,
            better,
            expected: 4,
            note: `names and every row judged${wordsOf(checked)}; limit: staging them all${wordsOf(staged)}`,
          }),
        ];
      }),
    ];
  } finally {
    await Promise.all([engine.close(), plain.close()]);
    one.reopen();
    one.dispose();
  }
}

function wordsOf({ seconds, longestWait, moreMegabytes }: Watched<unknown>): string {
  const memory = moreMegabytes === null ? '' : `, ${moreMegabytes.toFixed(0)} MB more`;
  return ` in ${seconds.toFixed(1)} s on the clock${memory}, a small call waited ${longestWait.toFixed(0)} ms at most`;
}

/** Processor time of this process since it was asked for. */
function busyHere(): () => number {
  const from = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1_000_000;
  };
}

interface Compared {
  readonly figure: { readonly ours: number; readonly limit: number };
  readonly watched: Watched<unknown>;
}

/** What is said of several beside their figure: the usual time, the longest wait. */
function together(all: readonly Watched<Uint8Array>[]): Watched<unknown> {
  return {
    value: null,
    seconds: median(all.map(({ seconds }) => seconds)),
    busy: median(all.map(({ busy }) => busy)),
    longestWait: Math.max(...all.map(({ longestWait }) => longestWait)),
    // Later rounds find the memory that the first one took.
    moreMegabytes: all[0]?.moreMegabytes ?? null,
  };
}

async function exporting(
  engine: EngineProcess,
  format: Format,
  rounds: number,
  limitOf: (bytes: Uint8Array) => Promise<number>,
): Promise<Compared> {
  const ours: Watched<Uint8Array>[] = [];
  const limits: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const one = await watched(engine, () => fileOf(engine, format, exported));
    ours.push(one);
    limits.push(await limitOf(one.value));
  }
  return {
    figure: { ours: median(ours.map(({ busy }) => busy)), limit: median(limits) },
    watched: together(ours),
  };
}

async function fileOf(
  engine: EngineProcess,
  format: Format,
  columns: readonly string[],
): Promise<Uint8Array> {
  const { viewId } = await engine.call('view.open', {
    collection: 'contractAssignment',
    columns: ['npn'],
    sort: [{ field: 'npn', direction: 'ascending' }],
    filters: [],
    search: '',
  });
  const { exportId } = await engine.call('export.open', {
    viewId,
    ranges: null,
    columns: [...columns],
    format,
    unsent: true,
    personal: false,
  });
  const pieces: Uint8Array[] = [];
  for (;;) {
    const { data, done } = await engine.call('export.read', { exportId });
    pieces.push(data);
    if (done) break;
  }
  await engine.call('view.close', { viewId });
  return joined(pieces);
}

/** Seconds of reading the bare rows page by page and joining them. */
async function joinedPages(plain: PlainProcess, rows: number, bytes: Uint8Array): Promise<number> {
  const before = busySecondsOf(plain.pid);
  const busy = busyHere();
  let joining = 0;
  let length = 0;
  const encoder = new TextEncoder();
  for (let first = 1; first <= rows; first += 1_000) {
    const page = await plain.rows(Array.from({ length: 1_000 }, (_, index) => first + index));
    const from = process.cpuUsage();
    const lines = page.map((row) =>
      row !== null && typeof row === 'object' ? `${Object.values(row).join(',')}\r\n` : '',
    );
    length += encoder.encode(lines.join('')).length;
    const { user, system } = process.cpuUsage(from);
    joining += (user + system) / 1_000_000;
  }
  if (length < bytes.length / 4) throw new Error('The plain process has other rows');
  const after = busySecondsOf(plain.pid);
  return before === null || after === null ? busy() : after - before + joining;
}

/** The largest part of a workbook of ours, as it is packed: its sheet. */
function sheetOf(workbook: Uint8Array): Uint8Array {
  const data = Buffer.from(workbook.buffer, workbook.byteOffset, workbook.byteLength);
  const name = 'xl/worksheets/sheet1.xml';
  const entry = data.lastIndexOf(name) - 46;
  const start = data.readUInt32LE(entry + 42) + 30 + name.length;
  return data.subarray(start, start + data.readUInt32LE(entry + 20));
}

function deflated(workbook: Uint8Array): number {
  const sheet = inflateRawSync(sheetOf(workbook));
  const busy = busyHere();
  for (let at = 0; at < sheet.length; at += 1_048_576)
    deflateRawSync(sheet.subarray(at, at + 1_048_576), { level: 2 });
  return busy();
}

function parsed(workbook: Uint8Array): number {
  const sheet = sheetOf(workbook);
  const busy = busyHere();
  const parser = new SaxesParser();
  parser.write(inflateRawSync(sheet).toString('utf8')).close();
  return busy();
}

function split(csv: Uint8Array): number {
  const busy = busyHere();
  const cells = new TextDecoder()
    .decode(csv)
    .split('\r\n')
    .map((line) => line.split(','));
  if (cells.length < 2) throw new Error('There is nothing to split');
  return busy();
}

/**
 * The list as the engine exports it, with another writing number in every row, as both kinds of file; and `made`, the
 * same rows as those of producers who are on no product yet.
 */
async function corrected(engine: EngineProcess): Promise<Readonly<Record<Format | 'made', Uint8Array>>> {
  const table: (readonly string[])[] = [];
  const read = await readSource(await fileOf(engine, 'csv', imported), {}, (rows) => {
    for (const { cells } of rows) table.push(cells);
  });
  if (!read.ok) throw new Error(read.error.code);
  const [heading = [], ...rest] = table;
  const at = 1 + imported.indexOf('writingNumber');
  const rows = rest.map((cells, index) => cells.with(at, `B-${String(index).padStart(6, '0')}`));
  const writer = createWorkbookWriter(
    heading.map((one) => ({ heading: one, look: 'text' })),
    { table: 'Rows', about: 'About' },
    [],
  );
  const npnAt = 1 + imported.indexOf('npn');
  const others = rows.map((cells, index) => cells.with(0, '').with(npnAt, String(700_000_000 + index)));
  return {
    made: new TextEncoder().encode([heading, ...others].map(csvLine).join('')),
    csv: new TextEncoder().encode([heading, ...rows].map(csvLine).join('')),
    xlsx: joined([writer.start(), writer.rows(rows), writer.finish()]),
  };
}

interface Imported {
  readonly read: Compared;
  readonly checked: Watched<ImportReport>;
  readonly staged: Watched<unknown>;
}

async function importing(
  engine: EngineProcess,
  data: Uint8Array,
  rows: number,
  limitOf: () => Promise<number>,
): Promise<Imported> {
  const read = await watched(engine, () => previewOf(engine, data));
  const limit = await limitOf();
  const { importId, plan } = read.value;
  const checked = await watched(engine, async () => {
    await engine.call('import.names', { importId, plan });
    await engine.call('import.check', { importId, plan });
    return checkedReport(engine, importId);
  });
  if (checked.value.counts.update !== rows)
    throw new Error(`Not every row is a change: ${JSON.stringify(checked.value.issues[0] ?? null)}`);
  const staged = await watched(engine, () => engine.call('import.stage', { importId, label: 'Bench' }));
  await engine.call('import.close', { importId });
  await engine.call('edit.undo', {});
  return { read: { figure: { ours: read.busy, limit }, watched: read }, checked, staged };
}

/** Stages rows that all make a record, and takes them back. */
async function making(engine: EngineProcess, data: Uint8Array, rows: number): Promise<Watched<unknown>> {
  const { importId, plan } = await previewOf(engine, data);
  await engine.call('import.names', { importId, plan });
  await engine.call('import.check', { importId, plan });
  const report = await checkedReport(engine, importId);
  if (report.counts.create !== rows)
    throw new Error(`Not every row is new: ${JSON.stringify(report.issues[0] ?? report.counts)}`);
  const staged = await watched(engine, () => engine.call('import.stage', { importId, label: 'Bench' }));
  await engine.call('import.close', { importId });
  await engine.call('edit.undo', {});
  return staged;
}

async function checkedReport(engine: EngineProcess, importId: string): Promise<ImportReport> {
  for (;;) {
    const { report } = await engine.call('import.check-on', { importId });
    if (report !== null) return report;
  }
}

async function previewOf(engine: EngineProcess, data: Uint8Array) {
  const { importId } = await engine.call('import.open', { name: 'list', data: new Uint8Array(data) });
  for (;;) {
    const state = await engine.call('import.state', { importId });
    if (state.phase === 'failed') throw new Error(state.failure.code);
    if (state.phase === 'read') {
      const { collection, guesses } = state.preview;
      const plan = {
        collection,
        columns: guesses.map(({ column, target }) => ({ column, target })),
        values: [],
        emptyClears: false,
        accepted: [],
        writingNumbersOf: null,
      };
      return { importId, plan };
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
