import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '../json.ts';
import { journalLineSchema } from './entry.ts';
import type { JournalLine } from './entry.ts';

/** The durable form of the journal: one JSON line per write, on disk before the write is answered. */
export class JournalFile {
  readonly #handle: number;
  readonly #data: string;
  /** What the file held when it was opened. */
  readonly lines: readonly JournalLine[];

  /** Opens or makes the journal in a folder; refuses one that belongs to other generated data. */
  constructor(folder: string, data: string) {
    this.#data = data;
    mkdirSync(folder, { recursive: true });
    const path = join(folder, 'journal.jsonl');
    this.#handle = openSync(path, 'a+');
    const bytes = readFileSync(path);
    // A kill may leave half a line at the end: its write was never answered, so it never happened.
    const whole = bytes.lastIndexOf(0x0a) + 1;
    if (whole < bytes.length) ftruncateSync(this.#handle, whole);
    this.lines = bytes
      .subarray(0, whole)
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => journalLineSchema.parse(parseJson(line)));
    const [head] = this.lines;
    if (head === undefined) {
      this.append({ data });
    } else if (!('data' in head) || head.data !== data) {
      closeSync(this.#handle);
      const held = 'data' in head ? head.data : 'unknown data';
      throw new Error(`the state folder holds changes to ${held}, not to ${data}; choose another folder`);
    }
  }

  append(line: JournalLine): void {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    let written = 0;
    while (written < bytes.length) written += writeSync(this.#handle, bytes, written);
    fsyncSync(this.#handle);
  }

  clear(): void {
    ftruncateSync(this.#handle, 0);
    this.append({ data: this.#data });
  }

  close(): void {
    closeSync(this.#handle);
  }
}
