import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { fail, ok } from '../../../../domain/result.ts';
import type { Result } from '../../../../domain/result.ts';
import { refusals } from '../refusals.ts';

/**
 * The parts of a workbook. Only what a workbook needs of the ZIP format, read from its central directory;
 * what is inflated is counted, whatever the archive says of itself.
 */
export interface Archive {
  has(name: string): boolean;
  /**
   * The bytes of a part, inflated while they are read. Stops early and remembers why in `failure`: more
   * bytes in all than are allowed, or bytes that are no deflated ones.
   */
  read(name: string): AsyncGenerator<Uint8Array>;
  readonly failure: () => Result<null>;
}

/** All parts together. A sheet of 100,000 rows and 25 columns takes about 150 MB. */
const mostInflated = 512 * 1_048_576;
const mostParts = 10_000;
/** Small steps, so that a part that inflates a thousandfold is stopped in time. */
const stepBytes = 16_384;

interface Part {
  readonly method: number;
  readonly offset: number;
  readonly compressed: number;
}

/** `most` bounds the bytes of all parts together. Errors: `workbook-damaged`, `workbook-locked`, `workbook-too-large`. */
export function openArchive(data: Uint8Array, most = mostInflated): Result<Archive> {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const end = endOfDirectory(view);
  if (end === null) return fail(refusals.damagedZip);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  // The sizes of archives beyond 4 GB stand elsewhere; none of them is a list of producers.
  if (at === 0xffffffff || count > mostParts) return fail(refusals.inflates);
  const parts = new Map<string, Part>();
  let declared = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > data.length || view.getUint32(at, true) !== 0x02014b50) return fail(refusals.damagedZip);
    if ((view.getUint16(at + 8, true) & 1) !== 0) return fail(refusals.locked);
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(data.subarray(at + 46, at + 46 + nameLength));
    parts.set(keyOf(name), {
      method: view.getUint16(at + 10, true),
      compressed: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
    });
    declared += view.getUint32(at + 24, true);
    if (declared > most * 2) return fail(refusals.inflates);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return ok(archiveOf(data, view, parts, most));
}

function archiveOf(
  data: Uint8Array,
  view: DataView,
  parts: ReadonlyMap<string, Part>,
  most: number,
): Archive {
  let inflated = 0;
  let failure: Result<null> = ok(null);
  return {
    has: (name) => parts.has(keyOf(name)),
    failure: () => failure,
    async *read(name) {
      const part = parts.get(keyOf(name));
      if (part === undefined) return;
      const packed = packedBytes(data, view, part);
      if (packed === null) {
        failure = fail(refusals.damagedZip);
        return;
      }
      try {
        for await (const chunk of part.method === 0 ? steps(packed) : inflate(packed)) {
          inflated += chunk.length;
          if (inflated > most) {
            failure = fail(refusals.inflates);
            return;
          }
          yield chunk;
        }
      } catch (error) {
        if (!isDataError(error)) throw error;
        failure = fail(refusals.damagedZip);
      }
    },
  };
}

/** Names of parts differ in more than case (ECMA-376-2, 6.3.5); some programs write them with backslashes. */
function keyOf(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase();
}

function endOfDirectory(view: DataView): number | null {
  const least = Math.max(0, view.byteLength - 22 - 65_535);
  for (let at = view.byteLength - 22; at >= least; at -= 1)
    if (view.getUint32(at, true) === 0x06054b50) return at;
  return null;
}

function packedBytes(data: Uint8Array, view: DataView, part: Part): Uint8Array | null {
  const { offset, compressed, method } = part;
  if ((method !== 0 && method !== 8) || offset + 30 > data.length) return null;
  if (view.getUint32(offset, true) !== 0x04034b50) return null;
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  return start + compressed > data.length ? null : data.subarray(start, start + compressed);
}

function* steps(packed: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < packed.length; at += stepBytes) yield packed.subarray(at, at + stepBytes);
}

async function* inflate(packed: Uint8Array): AsyncGenerator<Uint8Array> {
  const stream = Readable.from(steps(packed)).pipe(createInflateRaw({ chunkSize: 65_536 }));
  for await (const chunk of stream) if (chunk instanceof Uint8Array) yield chunk;
}

/** Zlib's own errors: Z_DATA_ERROR, Z_BUF_ERROR for an end that is missing, … */
function isDataError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
