// @ts-check
// Unpacks a zip file. Bare machines have no `unzip`, and Node reads the compression itself.
import {
  chmodSync,
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const symbolicLink = 0o120000;

/**
 * @param {number} handle
 * @param {number} position
 * @param {number} length
 */
function readAt(handle, position, length) {
  const buffer = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const got = readSync(handle, buffer, done, length - done, position + done);
    if (got === 0) throw new Error('the zip file ends too early');
    done += got;
  }
  return buffer;
}

/**
 * @typedef {{ name: string, method: number, packed: number, offset: number, mode: number }} ZipEntry
 * @param {number} handle
 * @returns {ZipEntry[]}
 */
function listEntries(handle) {
  const size = fstatSync(handle).size;
  const tail = readAt(handle, Math.max(0, size - 65_557), Math.min(size, 65_557));
  let at = tail.length - 22;
  while (at >= 0 && tail.readUInt32LE(at) !== endOfDirectory) at -= 1;
  if (at < 0) throw new Error('this is not a zip file');
  const count = tail.readUInt16LE(at + 10);
  const directory = readAt(handle, tail.readUInt32LE(at + 16), tail.readUInt32LE(at + 12));
  /** @type {ZipEntry[]} */
  const entries = [];
  let cursor = 0;
  for (let index = 0; index < count; index += 1) {
    if (directory.readUInt32LE(cursor) !== directoryEntry) throw new Error('the zip directory is damaged');
    const nameLength = directory.readUInt16LE(cursor + 28);
    entries.push({
      name: directory.toString('utf8', cursor + 46, cursor + 46 + nameLength),
      method: directory.readUInt16LE(cursor + 10),
      packed: directory.readUInt32LE(cursor + 20),
      offset: directory.readUInt32LE(cursor + 42),
      mode: directory.readUInt32LE(cursor + 38) >>> 16,
    });
    cursor += 46 + nameLength + directory.readUInt16LE(cursor + 30) + directory.readUInt16LE(cursor + 32);
  }
  return entries;
}

/**
 * @param {string} file
 * @param {string} folder
 * @param {(name: string) => boolean} wanted
 * @returns {void}
 */
export function unzip(file, folder, wanted) {
  const handle = openSync(file, 'r');
  try {
    for (const entry of listEntries(handle)) {
      if (!wanted(entry.name)) continue;
      const target = path.resolve(folder, entry.name);
      if (!target.startsWith(path.resolve(folder) + path.sep))
        throw new Error(`${entry.name} leaves the folder`);
      if (entry.name.endsWith('/')) {
        mkdirSync(target, { recursive: true });
        continue;
      }
      const header = readAt(handle, entry.offset, 30);
      const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
      const packed = readAt(handle, start, entry.packed);
      if (entry.method !== 0 && entry.method !== 8)
        throw new Error(`${entry.name} uses an unknown compression`);
      const content = entry.method === 0 ? packed : inflateRawSync(packed);
      mkdirSync(path.dirname(target), { recursive: true });
      if ((entry.mode & 0o170000) === symbolicLink) {
        symlinkSync(content.toString('utf8'), target);
        continue;
      }
      writeFileSync(target, content);
      if (entry.mode) chmodSync(target, entry.mode & 0o777);
    }
  } finally {
    closeSync(handle);
  }
}
