import { dialog } from 'electron';
import type { BrowserWindow } from 'electron';

/** A question to which going on is one answer, staying the other, and something to do first a third. */
export interface Question {
  readonly message: string;
  readonly detail: string;
  readonly go: string;
  readonly stay: string;
  readonly first: string;
}

/** What a file that is chosen should hold. */
export type FileKind = 'unsent' | 'csv' | 'table' | 'view';

/** What a person chose: go on, stay, or do something else before. */
export type Answer = 'go' | 'stay' | 'first';

/** Native dialogs, the only door to them. Tests pass their own. */
export interface Dialogs {
  /** Where to keep a file; null when the person cancelled. */
  saveAs(suggestedName: string): Promise<string | null>;
  /** A file to read; null when the person cancelled. */
  chooseFile(kind: FileKind): Promise<string | null>;
  /** A question that the signal withdraws is answered with staying. */
  ask(question: Question, withdrawn?: AbortSignal): Promise<Answer>;
  /** Whether one of them is open, and how many have been opened. */
  readonly asking: { readonly open: () => boolean; readonly count: () => number };
}

const unsentFiles = { name: 'Unsent changes of Upline', extensions: ['uplineunsent'] };
const csvFiles = { name: 'CSV, for spreadsheets', extensions: ['csv'] };
const workbooks = { name: 'Excel workbook', extensions: ['xlsx'] };
const tables = { name: 'Tables: CSV, TSV, XLSX', extensions: ['csv', 'tsv', 'tab', 'txt', 'xlsx'] };
const viewFiles = { name: 'View of a list, of Upline', extensions: ['json'] };
const everyFile = { name: 'All files', extensions: ['*'] };

const filesOfKind = { unsent: unsentFiles, csv: csvFiles, table: tables, view: viewFiles } as const;

/** The kinds of file a save dialog offers, so that a name typed without an ending gets the right one. */
function filtersFor(name: string): Electron.FileFilter[] {
  if (name.endsWith('.uplineunsent')) return [unsentFiles, everyFile];
  if (name.endsWith('.upline-view.json')) return [viewFiles, everyFile];
  if (name.endsWith('.csv')) return [csvFiles, everyFile];
  if (name.endsWith('.xlsx')) return [workbooks, everyFile];
  return [everyFile];
}

/** The system's dialogs, over the window where there is one, and whether any is open. */
export function createDialogs(window: () => BrowserWindow | null): Dialogs {
  let open = 0;
  let count = 0;
  const shown = async <T>(question: Promise<T>): Promise<T> => {
    open += 1;
    count += 1;
    try {
      return await question;
    } finally {
      open -= 1;
    }
  };
  return {
    asking: { open: () => open > 0, count: () => count },
    async saveAs(suggestedName) {
      const options = { defaultPath: suggestedName, filters: filtersFor(suggestedName) };
      const parent = window();
      const chosen =
        parent === null
          ? await shown(dialog.showSaveDialog(options))
          : await shown(dialog.showSaveDialog(parent, options));
      return chosen.canceled || chosen.filePath === '' ? null : chosen.filePath;
    },
    async chooseFile(kind) {
      const options: Electron.OpenDialogOptions = {
        properties: ['openFile'],
        filters: [filesOfKind[kind], everyFile],
      };
      const parent = window();
      const chosen =
        parent === null
          ? await shown(dialog.showOpenDialog(options))
          : await shown(dialog.showOpenDialog(parent, options));
      return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
    },
    async ask({ message, detail, go, stay, first }, withdrawn) {
      const options: Electron.MessageBoxOptions = {
        type: 'question',
        title: 'Upline',
        message,
        detail,
        buttons: [go, stay, first],
        defaultId: 1,
        cancelId: 1,
        noLink: true,
        ...(withdrawn === undefined ? {} : { signal: withdrawn }),
      };
      const parent = window();
      const { response } =
        parent === null
          ? await shown(dialog.showMessageBox(options))
          : await shown(dialog.showMessageBox(parent, options));
      return response === 0 ? 'go' : response === 2 ? 'first' : 'stay';
    },
  };
}
