import { Worker } from 'node:worker_threads';
import type { ReadOptions, SourceRow } from '../../../domain/import/sourceTable.ts';
import { fail } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { Clock, Log } from '../ports.ts';
import type { ReadSource } from './readSource.ts';
import { refusals } from './refusals.ts';
import type { FromReader } from './worker.ts';

/** Reads a source beside the engine. `stop` ends it at once, and then `ended` is never called. */
export interface Reading {
  stop(): void;
}

/** Starts a thread that reads one source; answers how to stop it. */
export type StartReading = (
  data: Uint8Array,
  options: ReadOptions,
  on: {
    readonly rows: (rows: readonly SourceRow[]) => void;
    readonly ended: (read: Result<ReadSource>) => void;
  },
) => Reading;

/** Far more than the largest table needs; a file that wants more is made to want more. */
const mostMegabytes = 1_024;
/** The largest table takes about five seconds of a slow computer. */
const mostMs = 120_000;

/** Reads in a thread of the script at `script`, bounded in memory and time. */
export function createReaderThread(script: URL, clock: Clock, log: Log): StartReading {
  return (data, options, on) => {
    const limit = new AbortController();
    let over = false;
    const taken = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const counter = new Int32Array(taken);
    const thread = new Worker(script, {
      workerData: { data, options, taken },
      resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
    });
    const end = (read: Result<ReadSource> | null): void => {
      if (over) return;
      over = true;
      limit.abort();
      thread.terminate().catch((error: unknown) => {
        log.write('warn', 'A reading thread did not end', { error });
      });
      if (read !== null) on.ended(read);
    };
    thread.on('message', (message: FromReader) => {
      if (over) return;
      if (message.type === 'done') return end(message.read);
      on.rows(message.rows);
      // In the next turn: calls that came meanwhile are answered before more rows are.
      setImmediate(() => {
        Atomics.add(counter, 0, 1);
        Atomics.notify(counter, 0);
      });
    });
    thread.on('error', (error) => {
      const full = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      log.write(full ? 'warn' : 'error', 'A file could not be read', { error });
      end(fail(full ? refusals.outOfMemory : refusals.broke));
    });
    thread.on('exit', () => end(fail(refusals.broke)));
    clock
      .sleep(mostMs, limit.signal)
      .then(() => end(fail(refusals.tookTooLong)))
      .catch((error: unknown) => {
        log.write('error', 'The time limit of a reading failed', { error });
      });
    return { stop: () => end(null) };
  };
}
