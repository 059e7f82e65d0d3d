import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Log, LogLevel } from '../engine/ports.ts';
import { redact, redactText } from './redact.ts';

const order: readonly LogLevel[] = ['error', 'warn', 'info', 'debug'];

/** Where the log is written, how much of it, and how long it is kept. */
export interface LogOptions {
  readonly folder: string;
  readonly level: LogLevel;
  readonly now: () => number;
  /** A file larger than this is put aside; `kept` older ones stay. */
  readonly maxBytes?: number;
  readonly kept?: number;
  /** A copy of each line, for people who start the program from a terminal. */
  readonly echo?: (line: string) => void;
}

/**
 * Writes one JSON line per event to `<folder>/upline.log`, redacted here and nowhere else, so that no
 * caller can forget. Written at once: the line before a crash is the one that matters. A full disk
 * costs log lines, never the program.
 */
export function createFileLog(options: LogOptions): Log {
  const { folder, level, now, maxBytes = 2_000_000, kept = 4, echo } = options;
  const file = path.join(folder, 'upline.log');
  const numbered = (index: number): string => path.join(folder, `upline.${String(index)}.log`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let size = existsSync(file) ? statSync(file).size : 0;

  function rotate(): void {
    rmSync(numbered(kept), { force: true });
    for (let index = kept - 1; index >= 1; index -= 1) {
      if (existsSync(numbered(index))) renameSync(numbered(index), numbered(index + 1));
    }
    renameSync(file, numbered(1));
    size = 0;
  }

  return {
    write(lineLevel, message, details) {
      if (order.indexOf(lineLevel) > order.indexOf(level)) return;
      const line = `${JSON.stringify({
        at: new Date(now()).toISOString(),
        level: lineLevel,
        message: redactText(message),
        ...(details === undefined ? {} : { details: redact(details) }),
      })}\n`;
      try {
        if (size > 0 && size + line.length > maxBytes) rotate();
        appendFileSync(file, line, { mode: 0o600 });
        size += line.length;
      } catch {
        // Nowhere to report it: the log is what failed.
      }
      echo?.(line);
    },
  };
}
