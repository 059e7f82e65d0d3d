import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { EngineProcess } from '../../engine/support/engineProcess.ts';

/** What a piece of work did to the process that it ran in, besides being done. */
export interface Watched<T> {
  readonly value: T;
  /** On the clock. */
  readonly seconds: number;
  /** Processor time of the engine, threads included, in seconds; what is on the clock where nobody tells. */
  readonly busy: number;
  /** The longest that a small call waited meanwhile, in milliseconds. */
  readonly longestWait: number;
  /** Resident memory at its height above what it was before, in megabytes; null where nobody tells. */
  readonly moreMegabytes: number | null;
}

const everyMs = 10;

/** Works an engine while a page keeps asking it for its status, and while its memory is looked at. */
export async function watched<T>(engine: EngineProcess, work: () => Promise<T>): Promise<Watched<T>> {
  const before = residentOf(engine.pid);
  const busyBefore = busySecondsOf(engine.pid);
  let highest = before ?? 0;
  let longestWait = 0;
  const ended = new AbortController();
  const ask = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      const from = performance.now();
      await engine.call('status.read', {});
      longestWait = Math.max(longestWait, performance.now() - from);
      await pause(everyMs);
    }
  };
  const look = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      highest = Math.max(highest, residentOf(engine.pid) ?? 0);
      await pause(everyMs);
    }
  };
  const beside = Promise.all([ask(), look()]);
  const from = performance.now();
  const value = await work();
  const seconds = (performance.now() - from) / 1000;
  const busyAfter = busySecondsOf(engine.pid);
  ended.abort();
  await beside;
  return {
    value,
    seconds,
    busy: busyBefore === null || busyAfter === null ? seconds : busyAfter - busyBefore,
    longestWait,
    moreMegabytes: before === null ? null : (highest - before) / 1_048_576,
  };
}

/** Processor time that a process has used, in seconds, where Linux tells it. */
export function busySecondsOf(pid: number): number | null {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return null;
  // Behind the name, which may hold blanks: utime and stime are the 14th and 15th field, in hundredths.
  const fields = readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Bytes of a process in memory, where Linux tells them. */
function residentOf(pid: number): number | null {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return null;
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(file, 'utf8'))?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}
