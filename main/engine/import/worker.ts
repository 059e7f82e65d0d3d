import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { delimiters, encodings } from '../../../domain/import/sourceTable.ts';
import type { SourceRow } from '../../../domain/import/sourceTable.ts';
import type { Result } from '../../../domain/result.ts';
import type { ReadSource } from './readSource.ts';
import { readSource } from './readSource.ts';

/**
 * A thread of its own that reads one source and ends. Whatever a file does to it, the engine goes on
 * answering and can end it (docs/decisions: files are read in a thread).
 */

const job = z.object({
  data: z.instanceof(Uint8Array),
  options: z.object({
    encoding: z.enum(encodings).optional(),
    delimiter: z.enum(delimiters).optional(),
    sheet: z.string().optional(),
  }),
  /** How many blocks of rows the engine has taken. */
  taken: z.instanceof(SharedArrayBuffer),
});

/** Blocks of rows on their way at a time. */
const mostWaiting = 2;

/** What the thread tells. */
export type FromReader =
  | { readonly type: 'rows'; readonly rows: readonly SourceRow[] }
  | { readonly type: 'done'; readonly read: Result<ReadSource> };

const { data, options, taken } = job.parse(workerData);
const tell = (message: FromReader): void => parentPort?.postMessage(message);
const counter = new Int32Array(taken);
let told = 0;

/** Waits until all but a few blocks were taken: what piles up would be taken in one turn of the engine. */
function waitForTaking(): void {
  for (;;) {
    const now = Atomics.load(counter, 0);
    if (told - now < mostWaiting) return;
    Atomics.wait(counter, 0, now, 1_000);
  }
}

const read = await readSource(data, options, (rows) => {
  waitForTaking();
  told += 1;
  tell({ type: 'rows', rows });
});
tell({ type: 'done', read });
