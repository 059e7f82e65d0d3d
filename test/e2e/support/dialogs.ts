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
