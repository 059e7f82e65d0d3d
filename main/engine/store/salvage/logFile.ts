import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';

/**
 * The write-ahead log as it lies on disk. Its headers are not encrypted; what is described here is
 * SQLite's file format 3, section "The Write-Ahead Log".
 */

const headerBytes = 32;
const frameHeaderBytes = 24;
const magics: readonly number[] = [0x377f0682, 0x377f0683];

/** Where the log of a database lies. */
export function logOf(file: string): string {
  return `${file}-wal`;
}

/**
 * Whether there is a log that SQLite would pass over in silence, because its head is not what SQLite
 * wrote. What was saved last is in there, so opening the file without it would lose it unseen.
 */
export function isLogUnreadable(file: string): boolean {
  const log = logOf(file);
  // A log shorter than its head was never written to.
  if (!existsSync(log) || statSync(log).size < headerBytes) return false;
  return !isHeader(readAt(log, 0, headerBytes));
}

/**
 * How many frames of the log belong to finished transactions, by what their heads say. SQLite reads as
 * far as the first one that is damaged, and tells how far that was.
 */
export function committedFrames(file: string, pageBytes: number): number {
  const log = logOf(file);
  if (!existsSync(log) || isLogUnreadable(file)) return 0;
  const { size } = statSync(log);
  const salts = readAt(log, 0, headerBytes).subarray(16, 24);
  const frameBytes = frameHeaderBytes + pageBytes;
  let committed = 0;
  for (let frame = 1; headerBytes + frame * frameBytes <= size; frame += 1) {
    const head = readAt(log, headerBytes + (frame - 1) * frameBytes, frameHeaderBytes);
    // Frames of a log before this one lie behind it until they are written over.
    if (head.subarray(8, 16).equals(salts) && head.readUInt32BE(4) > 0) committed = frame;
  }
  return committed;
}

function isHeader(head: Buffer): boolean {
  const magic = head.readUInt32BE(0);
  if (!magics.includes(magic)) return false;
  const read = (offset: number): number =>
    magic === magics[1] ? head.readUInt32BE(offset) : head.readUInt32LE(offset);
  let [first, second] = [0, 0];
  for (let offset = 0; offset < 24; offset += 8) {
    first = (first + read(offset) + second) >>> 0;
    second = (second + read(offset + 4) + first) >>> 0;
  }
  return head.readUInt32BE(24) === first && head.readUInt32BE(28) === second;
}

function readAt(file: string, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, bytes, 0, length, position);
  } finally {
    closeSync(descriptor);
  }
  return bytes;
}
