import type { ReadOptions } from '../../../domain/import/sourceTable.ts';
import { createImports } from '../../../main/engine/import/imports.ts';
import type { Imports } from '../../../main/engine/import/imports.ts';
import type { StartReading } from '../../../main/engine/import/readerThread.ts';
import { readSource } from '../../../main/engine/import/readSource.ts';
import { systemRandom } from '../../../main/engine/system.ts';
import type { ImportPlan, ImportPreview, ImportReport } from '../../../preload/contract.ts';
import { valueOf } from '../outbox/support.ts';
import type { Rig } from '../outbox/support.ts';

/** Reads in this process: the thread has tests of its own. */
export const readHere: StartReading = (data, options, on) => {
  let stopped = false;
  const read = async (): Promise<void> => {
    const result = await readSource(data, options, (rows) => {
      if (!stopped) on.rows(rows);
    });
    if (!stopped) on.ended(result);
  };
  void read();
  return {
    stop() {
      stopped = true;
    },
  };
};

export function importsOf(r: Rig, startReading: StartReading = readHere): Imports {
  return createImports({
    store: r.store,
    outbox: r.outbox,
    clock: r.clock,
    random: systemRandom,
    log: { write: () => undefined },
    startReading,
  });
}

export interface Opened {
  readonly importId: string;
  readonly preview: ImportPreview;
  /** What the guesses amount to. */
  readonly plan: ImportPlan;
}

/** Opens a source and waits until it is read. */
export async function opened(
  imports: Imports,
  data: string | Uint8Array,
  options?: ReadOptions,
): Promise<Opened> {
  const { importId } = valueOf(imports.open('list.csv', data));
  if (options !== undefined) valueOf(imports.readAgain(importId, options));
  const preview = await previewOf(imports, importId);
  return { importId, preview, plan: planOf(preview) };
}

export async function previewOf(imports: Imports, importId: string): Promise<ImportPreview> {
  for (;;) {
    const state = valueOf(imports.state(importId));
    if (state.phase === 'read') return state.preview;
    if (state.phase === 'failed') throw new Error(state.failure.code);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

export function planOf(preview: ImportPreview, changed: Partial<ImportPlan> = {}): ImportPlan {
  return {
    collection: preview.collection,
    columns: preview.guesses.map(({ column, target }) => ({ column, target })),
    values: [],
    emptyClears: false,
    accepted: [],
    writingNumbersOf: null,
    ...changed,
  };
}

/** Tries a plan out to its end. */
export function checked(imports: Imports, importId: string, plan: ImportPlan): ImportReport {
  valueOf(imports.check(importId, plan));
  for (;;) {
    const { report } = valueOf(imports.checkOn(importId));
    if (report !== null) return report;
  }
}

/** What stands in the way, by repair, as `row column`. */
export function obstacles(report: ImportReport): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    report.issues.map(({ repair, named }) => [repair, named.map(({ row, column }) => `${row} ${column}`)]),
  );
}
