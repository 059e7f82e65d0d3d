import type { Running } from './upline.ts';

/**
 * The system's own dialogs, answered for the person. Only the asking is replaced: the files they lead to
 * are really written and read.
 */

/** Every save dialog from now on answers this file; null cancels. Tells how many were answered. */
export async function saveTo({ app }: Running, file: string | null): Promise<() => Promise<number>> {
  await app.evaluate(({ dialog }, filePath) => {
    Object.assign(globalThis, { saved: 0 });
    dialog.showSaveDialog = () => {
      Object.assign(globalThis, { saved: Number(Reflect.get(globalThis, 'saved')) + 1 });
      return Promise.resolve({ canceled: filePath === null, filePath: filePath === null ? '' : filePath });
    };
  }, file);
  return () => app.evaluate(() => Number(Reflect.get(globalThis, 'saved')));
}

/**
 * Files that are written from now on in pieces wait with each piece; the answered function lets them go on. Only the
 * waiting is added: what is written, and where, stays as it is.
 */
export async function holdWrites({ app }: Running): Promise<() => Promise<void>> {
  await app.evaluate(async () => {
    const files = process.getBuiltinModule('node:fs/promises');
    const some = await files.open(process.execPath);
    const handles: unknown = Object.getPrototypeOf(some);
    await some.close();
    if (typeof handles !== 'object' || handles === null) throw new Error('File handles have no prototype');
    const write: unknown = Reflect.get(handles, 'writeFile');
    if (typeof write !== 'function') throw new Error('File handles cannot write');
    const { promise, resolve } = Promise.withResolvers<void>();
    Reflect.set(handles, 'writeFile', async function held(this: unknown, ...given: readonly unknown[]) {
      await promise;
      return await Reflect.apply(write, this, given);
    });
    Object.assign(globalThis, {
      letWritesGo: () => {
        Reflect.set(handles, 'writeFile', write);
        resolve();
      },
    });
  });
  return () =>
    app.evaluate(() => {
      const go: unknown = Reflect.get(globalThis, 'letWritesGo');
      if (typeof go === 'function') Reflect.apply(go, null, []);
    });
}

/** Every open dialog from now on answers this file; null cancels. */
export async function openFrom({ app }: Running, file: string | null): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: filePath === null, filePaths: filePath === null ? [] : [filePath] });
  }, file);
}

/** Answers the next questions with this button and keeps what was asked. */
export async function answering({ app }: Running, button: number): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(({ dialog }, response) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = (...given: readonly unknown[]) => {
      asked.push(JSON.stringify(given.at(-1)));
      return Promise.resolve({ response, checkboxChecked: false });
    };
  }, button);
  return () =>
    app.evaluate(() => {
      const found: unknown = Reflect.get(globalThis, 'asked');
      return Array.isArray(found) ? found.map(String) : [];
    });
}
