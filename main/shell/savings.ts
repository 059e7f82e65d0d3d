import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { Dialogs } from './dialogs.ts';
import { fileName, notSaved } from './userFiles.ts';
import type { UserFiles } from './userFiles.ts';

interface Saving {
  readonly file: string;
  readonly beside: string;
  readonly handle: FileHandle;
}

const gone = fail({
  code: 'save-gone',
  message: 'The file was not saved: its writing was ended before. Nothing was left behind; save it again.',
  remedy: 'retry',
});

/**
 * Files written piece by piece, so that nobody holds all of one: beside their place, flushed, and renamed at
 * the end. One at a time; a new one ends what a window left unfinished.
 */
export function createSavings(dialogs: Pick<Dialogs, 'saveAs'>): Pick<UserFiles, 'begin' | 'part' | 'end'> {
  const unfinished = new Map<string, Saving>();

  const drop = async (saveId: string): Promise<void> => {
    const saving = unfinished.get(saveId);
    unfinished.delete(saveId);
    if (saving === undefined) return;
    await saving.handle.close().catch(() => undefined);
    await rm(saving.beside, { force: true }).catch(() => undefined);
  };

  return {
    async begin(suggestedName) {
      for (const saveId of unfinished.keys()) await drop(saveId);
      const file = await dialogs.saveAs(fileName(suggestedName));
      if (file === null) return ok({ saveId: null });
      const saveId = randomUUID();
      const beside = `${file}.${String(process.pid)}.part`;
      try {
        unfinished.set(saveId, { file, beside, handle: await open(beside, 'w', 0o600) });
        return ok({ saveId });
      } catch (cause) {
        return fail(notSaved(cause));
      }
    },
    async part(saveId, data) {
      const saving = unfinished.get(saveId);
      if (saving === undefined) return gone;
      try {
        await saving.handle.writeFile(data);
        return ok(null);
      } catch (cause) {
        await drop(saveId);
        return fail(notSaved(cause));
      }
    },
    async end(saveId, keep): Promise<Result<null>> {
      const saving = unfinished.get(saveId);
      if (saving === undefined) return keep ? gone : ok(null);
      if (!keep) {
        await drop(saveId);
        return ok(null);
      }
      try {
        await saving.handle.sync();
        await saving.handle.close();
        await rename(saving.beside, saving.file);
        unfinished.delete(saveId);
        return ok(null);
      } catch (cause) {
        await drop(saveId);
        return fail(notSaved(cause));
      }
    },
  };
}
