import { create } from 'zustand';

/** Text that was looked for before it is to be replaced. */
export interface FoundBefore {
  readonly text: string;
  readonly matchCase: boolean;
}

interface ScreenCommands {
  /** Sends what the shown screen lists; null where nothing can be sent. */
  readonly send: (() => void) | null;
  /** Changes many of the records that the shown screen lists; null where there are none. */
  readonly editMany: (() => void) | null;
  /** Finds and replaces text in the list, with the text to find filled in where there is one already. */
  readonly replace: ((found?: FoundBefore) => void) | null;
  /** Opens the bar that finds text in the cells of the sheet, or goes on to the next or previous one; null where there is no sheet. */
  readonly findText: ((what: 'open' | 'next' | 'previous') => void) | null;
  /** Shows the record of the cursor as a form, or its cell, beside the sheet; null where there is no sheet. */
  readonly details: ((view: 'edit' | 'cell') => void) | null;
  /** Opens the record that the cursor of the shown list is on; null while it is on none. */
  readonly openRecord: (() => void) | null;
}

/** What keys and menu items ask of the screen that is shown. A screen fills it while it is there. */
export const useScreenCommands = create<ScreenCommands>()(() => ({
  send: null,
  editMany: null,
  replace: null,
  findText: null,
  details: null,
  openRecord: null,
}));
