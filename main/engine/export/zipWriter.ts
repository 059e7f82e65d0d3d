import { constants, crc32, deflateRawSync } from 'node:zlib';

/**
 * A ZIP archive written part by part, holding none of it: every call answers the bytes that are next. Each
 * piece is deflated by itself and ends on a whole byte, so that pieces can be put one behind the other.
 */
export interface ZipWriter {
  /** Starts a part; the one before must have ended. */
  begin(name: string): Uint8Array;
  /** Bytes of the part. Pieces of some hundred kilobytes deflate best. */
  write(bytes: Uint8Array): Uint8Array;
  end(): Uint8Array;
  /** The directory behind the last part. */
  finish(): Uint8Array;
}

interface Part {
  readonly name: Uint8Array;
  readonly offset: number;
  crc: number;
  packed: number;
  size: number;
}

/** Sizes stand behind each part, because nobody knows them before; names are UTF-8. */
const flags = 0x0808;
/** 1980-01-01, the first day of the format: the same table gives the same bytes. */
const dosDate = 0x0021;
/** An empty last block. */
const lastBlock = Uint8Array.of(3, 0);

/** An archive in which there is no part yet. */
export function createZipWriter(): ZipWriter {
  const parts: Part[] = [];
  let offset = 0;
  const out = (bytes: Uint8Array): Uint8Array => {
    offset += bytes.length;
    return bytes;
  };
  const current = (): Part => {
    const part = parts.at(-1);
    if (part === undefined) throw new Error('a part is written before it was begun');
    return part;
  };
  return {
    begin(name) {
      const encoded = new TextEncoder().encode(name);
      parts.push({ name: encoded, offset, crc: 0, packed: 0, size: 0 });
      return out(
        record(30, encoded, [
          [0, 0x04034b50, 4],
          [4, 20],
          [6, flags],
          [8, 8],
          [12, dosDate],
          [26, encoded.length],
        ]),
      );
    },
    write(bytes) {
      const part = current();
      const packed = deflateRawSync(bytes, { level: 2, finishFlush: constants.Z_SYNC_FLUSH });
      part.crc = crc32(bytes, part.crc);
      part.size += bytes.length;
      part.packed += packed.length;
      return out(packed);
    },
    end() {
      const part = current();
      part.packed += lastBlock.length;
      const sizes = record(16, lastBlock.subarray(0, 0), [
        [0, 0x08074b50, 4],
        [4, part.crc, 4],
        [8, part.packed, 4],
        [12, part.size, 4],
      ]);
      return out(joined([lastBlock, sizes]));
    },
    finish() {
      const start = offset;
      const entries = parts.map((part) =>
        record(46, part.name, [
          [0, 0x02014b50, 4],
          [4, 20],
          [6, 20],
          [8, flags],
          [10, 8],
          [14, dosDate],
          [16, part.crc, 4],
          [20, part.packed, 4],
          [24, part.size, 4],
          [28, part.name.length],
          [42, part.offset, 4],
        ]),
      );
      const directory = joined(entries);
      const end = record(22, directory.subarray(0, 0), [
        [0, 0x06054b50, 4],
        [8, parts.length],
        [10, parts.length],
        [12, directory.length, 4],
        [16, start, 4],
      ]);
      return out(joined([directory, end]));
    },
  };
}

type Entry = readonly [at: number, value: number, bytes?: 4];

/** A fixed head with little-endian numbers in it, and what follows it. */
function record(length: number, tail: Uint8Array, entries: readonly Entry[]): Uint8Array {
  const bytes = new Uint8Array(length + tail.length);
  const view = new DataView(bytes.buffer);
  for (const [at, value, size] of entries) {
    if (size === 4) view.setUint32(at, value, true);
    else view.setUint16(at, value, true);
  }
  bytes.set(tail, length);
  return bytes;
}

/** Pieces of bytes as one, copied. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
