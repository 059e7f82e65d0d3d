import type { SourceRow } from '../../../domain/import/sourceTable.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Failure, Result } from '../../../domain/result.ts';
import type {
  ImportName,
  ImportPlan,
  ImportPreview,
  ImportReport,
  ImportRow,
  ImportStaged,
  ImportState,
  RowVerdict,
  Warned,
} from '../../../preload/contract.ts';
import type { ReadOptions } from '../../../domain/import/sourceTable.ts';
import type { Importable } from '../../../domain/import/columnMapping.ts';
import type { Outbox } from '../outbox/api.ts';
import { dayOf } from '../outbox/receiptCsv.ts';
import type { CsvFile } from '../outbox/receiptCsv.ts';
import { guarded } from '../outbox/stage.ts';
import type { Clock, Log, Random } from '../ports.ts';
import type { Sliced } from '../slices.ts';
import type { Store } from '../store/api.ts';
import { blockedRows } from './blockedRows.ts';
import { createDryRun } from './dryRun.ts';
import type { DryRun } from './dryRun.ts';
import { importFailures } from './failures.ts';
import { createImportMemory } from './memory.ts';
import { listNames } from './nameList.ts';
import type { Reading, StartReading } from './readerThread.ts';
import type { ReadSource } from './readSource.ts';
import { arrange } from './source.ts';
import type { ArrangedSource } from './source.ts';
import { stageJudged } from './stageJudged.ts';

/** Records of a table that are worked out, and how many there are. */
export interface StagingProgress {
  readonly done: number;
  readonly total: number;
}

/** Tables on their way in: read beside the engine, tried out slice by slice, staged as one gesture. */
export interface Imports {
  open(name: string, data: Uint8Array | string): Result<{ readonly importId: string }>;
  readAgain(importId: string, options: ReadOptions): Result<null>;
  state(importId: string): Result<ImportState>;
  arrange(importId: string, heading: number | null, collection: Importable): Result<ImportPreview>;
  names(
    importId: string,
    plan: ImportPlan,
  ): Result<Sliced<{ readonly names: readonly ImportName[]; readonly more: number }>>;
  check(importId: string, plan: ImportPlan): Result<{ readonly total: number }>;
  checkOn(
    importId: string,
  ): Result<{ readonly done: number; readonly total: number; readonly report: ImportReport | null }>;
  rows(
    importId: string,
    verdict: RowVerdict | null,
    offset: number,
    limit: number,
  ): Result<{ readonly total: number; readonly rows: readonly ImportRow[] }>;
  /** Ends with nothing staged where the table is closed, or `stopStaging` says so, before it is written. */
  stage(importId: string, label: string, warned?: Warned): Sliced<Result<ImportStaged>>;
  staging(importId: string): Result<StagingProgress | null>;
  stopStaging(importId: string): Result<null>;
  blocked(importId: string): Result<Sliced<CsvFile>>;
  close(importId: string): Result<null>;
  /** Ends every reading. */
  stop(): void;
}

export interface ImportParts {
  readonly store: Store;
  readonly outbox: Pick<Outbox, 'judging' | 'stageSlowly' | 'createManySlowly'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly startReading: StartReading;
}

/** A table takes up to half a gigabyte: two at most, so that a person can start over beside one. */
const mostOpen = 2;

interface OpenImport {
  readonly name: string;
  readonly data: Uint8Array;
  reading: Reading | null;
  rows: SourceRow[];
  read: ReadSource | null;
  failure: Failure | null;
  source: ArrangedSource | null;
  dryRun: DryRun | null;
  /** While what was tried out is being staged. */
  staging: (StagingProgress & { readonly stopped: boolean }) | null;
}

const gone = fail(importFailures.closed);
const notRead = fail(importFailures.notRead);
const notChecked = fail(importFailures.notChecked);

/** Imports from the table that is opened to the gesture that is staged; the two used last are held. */
export function createImports(parts: ImportParts): Imports {
  const { store, outbox, clock, random, startReading } = parts;
  const memory = createImportMemory(parts);
  const open = new Map<string, OpenImport>();

  const read = (one: OpenImport, options: ReadOptions): void => {
    one.reading?.stop();
    Object.assign(one, { rows: [], read: null, failure: null, source: null, dryRun: null });
    one.reading = startReading(one.data, options, {
      rows(rows) {
        for (const row of rows) one.rows.push(row);
      },
      ended(result) {
        one.reading = null;
        if (result.ok) one.read = result.value;
        else {
          one.failure = result.error;
          one.rows = [];
        }
      },
    });
  };
  const found = <T>(importId: string, work: (one: OpenImport) => Result<T>): Result<T> => {
    const one = open.get(importId);
    return one === undefined ? gone : work(one);
  };
  const arranged = (one: OpenImport): ArrangedSource | null => {
    if (one.read === null) return null;
    one.source ??= arrange({ name: one.name, rows: one.rows, ...one.read }, memory, null);
    return one.source;
  };
  const checked = <T>(
    importId: string,
    work: (dryRun: DryRun, source: ArrangedSource) => Result<T>,
  ): Result<T> =>
    found(importId, ({ dryRun, source }) =>
      dryRun === null || source === null || dryRun.report() === null ? notChecked : work(dryRun, source),
    );

  return {
    open(name, data) {
      const importId = random.id();
      const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
      const one: OpenImport = {
        name,
        data: bytes,
        reading: null,
        rows: [],
        read: null,
        failure: null,
        source: null,
        dryRun: null,
        staging: null,
      };
      open.set(importId, one);
      read(one, {});
      for (const [oldest, { reading }] of open) {
        if (open.size <= mostOpen) break;
        reading?.stop();
        open.delete(oldest);
      }
      return ok({ importId });
    },
    readAgain: (importId, options) =>
      found(importId, (one) => {
        read(one, options);
        return ok(null);
      }),
    state: (importId) =>
      found<ImportState>(importId, (one) => {
        if (one.failure !== null) return ok({ phase: 'failed', failure: one.failure });
        const source = arranged(one);
        return ok(
          source === null
            ? { phase: 'reading', rows: one.rows.length }
            : { phase: 'read', preview: source.preview },
        );
      }),
    arrange: (importId, heading, collection) =>
      found(importId, (one) => {
        if (one.read === null) return notRead;
        one.dryRun = null;
        one.source = arrange({ name: one.name, rows: one.rows, ...one.read }, memory, {
          heading,
          collection,
        });
        return ok(one.source.preview);
      }),
    names: (importId, plan) =>
      found(importId, (one) => {
        const source = arranged(one);
        return source === null
          ? notRead
          : ok(listNames(store, source, plan, memory.recall(source.signature)));
      }),
    check: (importId, plan) =>
      found(importId, (one) =>
        guarded(() => {
          const source = arranged(one);
          if (source === null) return notRead;
          const twice = targetsGivenTwice(plan);
          if (twice !== null) return fail(twice);
          memory.remember(source.signature, source.columns, plan);
          one.dryRun = createDryRun(store, outbox, source, plan);
          return ok({ total: one.dryRun.total });
        }),
      ),
    checkOn: (importId) =>
      found(importId, ({ dryRun }) => {
        if (dryRun === null) return notChecked;
        const done = dryRun.advance();
        return ok({ done, total: dryRun.total, report: dryRun.report() });
      }),
    rows: (importId, verdict, offset, limit) =>
      checked(importId, (dryRun) => ok(dryRun.shown(verdict, offset, limit))),
    *stage(importId, label, warned) {
      const tried = checked(importId, (dryRun) => ok(dryRun));
      const one = open.get(importId);
      if (!tried.ok || one === undefined) return tried.ok ? gone : tried;
      if (one.staging !== null) return fail(importFailures.beingStaged);
      one.staging = { done: 0, total: 0, stopped: false };
      try {
        return yield* stageJudged(outbox, tried.value, label, {
          warned,
          onProgress({ done, total }) {
            if (one.staging !== null) one.staging = { ...one.staging, done, total };
          },
          unless() {
            if (open.get(importId) !== one) return importFailures.closed;
            if (one.dryRun !== tried.value) return importFailures.notChecked;
            return one.staging?.stopped === true ? importFailures.stopped : null;
          },
        });
      } finally {
        one.staging = null;
      }
    },
    staging: (importId) =>
      found(importId, ({ staging }) =>
        ok(staging === null ? null : { done: staging.done, total: staging.total }),
      ),
    stopStaging: (importId) =>
      found(importId, (one) => {
        if (one.staging !== null) one.staging = { ...one.staging, stopped: true };
        return ok(null);
      }),
    blocked: (importId) => checked(importId, (dryRun, source) => ok(blockedFile(source, dryRun, clock))),
    close: (importId) => {
      open.get(importId)?.reading?.stop();
      open.delete(importId);
      return ok(null);
    },
    stop() {
      for (const { reading } of open.values()) reading?.stop();
      open.clear();
    },
  };
}

function* blockedFile(source: ArrangedSource, dryRun: DryRun, clock: Clock): Sliced<CsvFile> {
  const text = yield* blockedRows(source, dryRun.judged());
  return { suggestedName: `Upline rows to correct ${dayOf(clock.now())}.csv`, text };
}

function targetsGivenTwice({ columns }: ImportPlan): Failure | null {
  const seen = new Set<string>();
  for (const { target } of columns) {
    if (target !== null && seen.has(target))
      return {
        code: 'column-given-twice',
        message: 'Two columns are meant for the same field. Nothing was tried out. Leave one of them out.',
        remedy: 'fix-fields',
        fields: { [target]: 'Only one column.' },
      };
    if (target !== null) seen.add(target);
  }
  return null;
}
