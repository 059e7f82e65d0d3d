import { dialog } from 'electron';
import type { BrowserWindow } from 'electron';

/** A question to which going on is one answer and staying the other. */
export interface Question {
  readonly message: string;
  readonly detail: string;
  readonly go: string;
  readonly stay: string;
}

/** Native dialogs, the only door to them. Tests pass their own. */
export interface Dialogs {
  /** Where to keep a file; null when the person cancelled. */
  saveAs(suggestedName: string): Promise<string | null>;
  /** A file of unsent changes; null when the person cancelled. */
  chooseUnsentFile(): Promise<string | null>;
  /** Whether to go on. */
  ask(question: Question): Promise<boolean>;
}

export function createDialogs(window: () => BrowserWindow | null): Dialogs {
  return {
    async saveAs(suggestedName) {
      const options = { defaultPath: suggestedName };
      const parent = window();
      const chosen =
        parent === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(parent, options);
      return chosen.canceled || chosen.filePath === '' ? null : chosen.filePath;
    },
    async chooseUnsentFile() {
      const options: Electron.OpenDialogOptions = {
        properties: ['openFile'],
        filters: [
          { name: 'Unsent changes of Upline', extensions: ['uplineunsent'] },
          { name: 'All files', extensions: ['*'] },
        ],
      };
      const parent = window();
      const chosen =
        parent === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(parent, options);
      return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
    },
    async ask({ message, detail, go, stay }) {
      const options: Electron.MessageBoxOptions = {
        type: 'question',
        title: 'Upline',
        message,
        detail,
        buttons: [go, stay],
        defaultId: 1,
        cancelId: 1,
        noLink: true,
      };
      const parent = window();
      const { response } =
        parent === null ? await dialog.showMessageBox(options) : await dialog.showMessageBox(parent, options);
      return response === 0;
    },
  };
}
