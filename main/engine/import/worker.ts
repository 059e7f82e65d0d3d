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
});

/** What the thread tells. */
export type FromReader =
  | { readonly type: 'rows'; readonly rows: readonly SourceRow[] }
  | { readonly type: 'done'; readonly read: Result<ReadSource> };

const { data, options } = job.parse(workerData);
const tell = (message: FromReader): void => parentPort?.postMessage(message);

tell({ type: 'done', read: await readSource(data, options, (rows) => tell({ type: 'rows', rows })) });
