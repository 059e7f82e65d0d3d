import { create } from 'zustand';
import type { ReplaceIn } from '../../domain/bulkOperation.ts';

interface ScreenCommands {
  /** Sends what the shown screen lists; null where nothing can be sent. */
  readonly send: (() => void) | null;
  /** Changes many of the records that the shown screen lists; null where there are none. */
  readonly editMany: (() => void) | null;
  /** Replaces a text in many of the records that the shown screen lists, after a look at each; null where there are none. */
  readonly replaceAll: ((replace: ReplaceIn) => void) | null;
  /** Opens the bar that finds text in the cells of the sheet, also to replace it, or goes on to the next or previous one; null where there is no sheet. */
  readonly findText: ((what: 'open' | 'replace' | 'next' | 'previous') => void) | null;
  /** Shows the record of the cursor as a form, or its cell, beside the sheet; null where there is no sheet. */
  readonly details: ((view: 'edit' | 'cell') => void) | null;
  /** Opens the record that the cursor of the shown list is on; null while it is on none. */
  readonly openRecord: (() => void) | null;
}

/** What keys and menu items ask of the screen that is shown. A screen fills it while it is there. */
export const useScreenCommands = create<ScreenCommands>()(() => ({
  send: null,
  editMany: null,
  replaceAll: null,
  findText: null,
  details: null,
  openRecord: null,
}));
