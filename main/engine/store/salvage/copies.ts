import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { pageBytes, unlock } from '../database.ts';
import { connect } from '../sqlite.ts';
import type { Connection } from '../sqlite.ts';
import { logOf } from './logFile.ts';

/** The damaged file and its key. */
export interface SalvageSource {
  readonly file: string;
  readonly key: Uint8Array;
  readonly nativeBinding?: string | undefined;
}

/** A copy of a damaged file and its log that may be changed at will; encrypted as the original is. */
export interface Copy {
  readonly file: string;
  open(): Connection;
  /** Deletes the copy. */
  dispose(): void;
}

const prefix = 'salvage-';

/** Copies the file and its log to a folder beside them. Needs as much space again. */
export function copyAside({ file, key, nativeBinding }: SalvageSource): Copy {
  const home = path.dirname(file);
  // What a process left behind that died over it.
  for (const name of readdirSync(home))
    if (name.startsWith(prefix)) rmSync(path.join(home, name), { recursive: true, force: true });
  const folder = mkdtempSync(path.join(home, prefix));
  const copy = path.join(folder, 'copy.db');
  const open = (at: string): Connection => {
    const connection = connect(at, 0, nativeBinding);
    unlock(connection, key);
    return connection;
  };
  copyFileSync(file, copy, constants.COPYFILE_FICLONE);
  if (existsSync(logOf(file))) copyFileSync(logOf(file), logOf(copy));
  return {
    file: copy,
    open: () => open(copy),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Tables whose root is set to one page after another, to read what that page holds by itself. */
export const looseTables = `
CREATE TABLE loose_row (${Array.from({ length: 15 }, (_, index) => `c${index}`).join(', ')});
CREATE TABLE loose_entry (a PRIMARY KEY, b, c, d) WITHOUT ROWID;
CREATE TABLE filling (bytes);
`;

/**
 * Gives a copy a first page that can be read, with the loose tables as its whole schema: without it
 * SQLite opens nothing, and with it every other page can be read on its own. The page is taken from a
 * file made for this with the same key. It says how long its file is: `whole` reaches every page there is,
 * `short` never claims more than what a log that is yet to be folded in knows of.
 */
export function giveNewHead(
  copy: Copy,
  { key, nativeBinding }: SalvageSource,
  length: 'whole' | 'short',
): void {
  const donor = `${copy.file}.head`;
  const pages = length === 'short' ? 0 : Math.ceil(statSync(copy.file).size / pageBytes) + 1;
  const connection = connect(donor, 0, nativeBinding);
  try {
    unlock(connection, key);
    connection.pragma('journal_mode = OFF');
    connection.exec(looseTables);
    const fill = connection.prepare<[number]>('INSERT INTO filling VALUES (zeroblob(?))');
    const most = 50_000;
    for (let left = pages; left > 0; left -= most) fill.run(Math.min(left, most) * pageBytes);
    // The page says this too; a log is read only beside a file that has one.
    connection.pragma('journal_mode = WAL');
  } finally {
    connection.close();
  }
  transplant(donor, copy.file);
  rmSync(donor);
}

/** The first page of one file, and whatever it is longer by, become those of the other. */
function transplant(from: string, to: string): void {
  const source = openSync(from, 'r');
  const target = openSync(to, 'r+');
  try {
    const whole = Math.floor(statSync(to).size / pageBytes) * pageBytes;
    const page = Buffer.alloc(pageBytes);
    const carry = (position: number): void => {
      readSync(source, page, 0, pageBytes, position);
      writeSync(target, page, 0, pageBytes, position);
    };
    carry(0);
    for (let position = Math.max(whole, pageBytes); position < statSync(from).size; position += pageBytes)
      carry(position);
  } finally {
    closeSync(source);
    closeSync(target);
  }
}
