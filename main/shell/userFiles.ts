import { open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { createSavings } from './savings.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Failure, Result } from '../../domain/result.ts';
import type { Dialogs, FileKind } from './dialogs.ts';

/** A file a person chose: its name without the folder, and what is in it. */
export interface ChosenFile {
  readonly name: string;
  readonly data: Uint8Array;
}

/** Files a person keeps elsewhere, each at a place they choose in a dialog. */
export interface UserFiles {
  save(suggestedName: string, data: string | Uint8Array): Promise<Result<{ readonly saved: boolean }>>;
  /** Asks for the place of a file that is written piece by piece; null when the person cancelled. */
  begin(suggestedName: string): Promise<Result<{ readonly saveId: string | null }>>;
  part(saveId: string, data: Uint8Array): Promise<Result<null>>;
  /** Puts the whole file in its place, or leaves nothing behind. */
  end(saveId: string, keep: boolean): Promise<Result<null>>;
  /** A file that the person chooses; null when they cancelled. */
  open(kind: FileKind): Promise<Result<ChosenFile | null>>;
}

/** Far more than unsent changes or a receipt take; a larger file is something else. */
const mostBytes = 64 * 1_048_576;

/** Writes and reads files where a person says. The page never learns the place. */
export function createUserFiles(dialogs: Pick<Dialogs, 'saveAs' | 'chooseFile'>): UserFiles {
  const saving = createSavings(dialogs);
  return {
    ...saving,
    async save(suggestedName, data) {
      const file = await dialogs.saveAs(fileName(suggestedName));
      if (file === null) return ok({ saved: false });
      try {
        await writeWhole(file, data);
        return ok({ saved: true });
      } catch (cause) {
        return fail(notSaved(cause));
      }
    },
    async open(kind) {
      const file = await dialogs.chooseFile(kind);
      if (file === null) return ok(null);
      try {
        const { size } = await stat(file);
        if (size > mostBytes) return fail(tooLarge);
        const read = await readAtMost(file);
        return read.ok ? ok({ name: path.basename(file), data: read.value }) : read;
      } catch (cause) {
        return fail({
          code: 'file-not-read',
          message: `The file could not be read (${reasonOf(cause)}). Nothing was brought in; choose another file, or copy it to this computer first.`,
          remedy: 'retry',
        });
      }
    },
  };
}

/** Only a name, and one that every system accepts: the page must not choose the folder. */
export function fileName(suggested: string): string {
  const name = path
    .basename(suggested.replaceAll('\\', '/'))
    .replaceAll(/[<>:"/\\|?*\p{Cc}]/gu, '-')
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '');
  return name === '' ? 'Upline' : name;
}

const tooLarge: Failure = {
  code: 'file-too-large',
  message: `This file is larger than ${mostBytes / 1_048_576} MB, more than Upline ever writes. Nothing was brought in; choose the file that Upline made.`,
};

/** Reads at most the limit, whatever the file grows to meanwhile. */
async function readAtMost(file: string): Promise<Result<Uint8Array>> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const buffer = new Uint8Array(Math.min(size, mostBytes) + 1);
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    if (length > mostBytes) return fail(tooLarge);
    return ok(buffer.slice(0, length));
  } finally {
    await handle.close();
  }
}

/** Written beside it, flushed, then renamed: complete or not at all. */
async function writeWhole(file: string, data: string | Uint8Array): Promise<void> {
  const beside = `${file}.${String(process.pid)}.part`;
  try {
    const handle = await open(beside, 'w', 0o600);
    try {
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (cause) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw cause;
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}

function reasonOf(cause: unknown): string {
  const code = codeOf(cause);
  if (code === 'ENOENT') return 'it is no longer there';
  if (code === 'EACCES' || code === 'EPERM') return 'you may not open it';
  return code === '' ? 'the system refused' : code;
}

/** Why a file could not be written, in words and with what to do about it. */
export function notSaved(cause: unknown): Failure {
  switch (codeOf(cause)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return {
        code: 'disk-full',
        message:
          'The file was not saved: there is no space left at that place. Free some space, or choose another place.',
        remedy: 'free-space',
      };
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return {
        code: 'not-writable',
        message: 'The file was not saved: you may not write at that place. Choose another one.',
        remedy: 'retry',
      };
    default:
      return {
        code: 'file-not-saved',
        message: `The file was not saved (${codeOf(cause) || 'the system refused'}). Nothing was left behind; choose another place.`,
        remedy: 'retry',
      };
  }
}
