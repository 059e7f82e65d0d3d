import path from 'node:path';
import { BrowserWindow, screen } from 'electron';
import { z } from 'zod';
import { pageAddress } from './pagePolicy.ts';
import { readStored, writeStored } from './storedFile.ts';
import { first, placeOnDisplay, smallest } from './windowPlace.ts';

const savedWindow = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  maximized: z.boolean(),
  zoomLevel: z.number().min(-5).max(5),
});
export type SavedWindow = z.infer<typeof savedWindow>;

/** The only place that makes a window. It is shown by the caller, when there is something to see. */
export async function createWindow(options: {
  readonly preload: string;
  readonly stateFile: string;
  readonly background: string;
}): Promise<BrowserWindow> {
  const stored = await readStored(options.stateFile, savedWindow);
  const saved = stored.kind === 'read' ? stored.value : null;
  const place =
    saved === null
      ? null
      : placeOnDisplay(
          saved,
          screen.getAllDisplays().map((display) => display.workArea),
        );
  const window = new BrowserWindow({
    ...(place ?? first),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Upline',
    backgroundColor: options.background,
    webPreferences: {
      preload: path.resolve(options.preload),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      navigateOnDragDrop: false,
      // The spell checker fetches dictionaries, and its service would see what people type.
      spellcheck: false,
    },
  });
  // The page's own title could carry a name or a number into the task bar.
  window.on('page-title-updated', (event) => event.preventDefault());
  if (saved?.maximized === true) window.maximize();
  const { webContents } = window;
  webContents.once('did-finish-load', () => {
    if (saved !== null) webContents.setZoomLevel(saved.zoomLevel);
  });
  window.on('close', () => {
    const { x, y, width, height } = window.getNormalBounds();
    writeStored(options.stateFile, {
      x,
      y,
      width,
      height,
      maximized: window.isMaximized(),
      zoomLevel: webContents.getZoomLevel(),
    } satisfies SavedWindow);
  });
  return window;
}

/** Loads the page and shows the window once it has painted. */
export async function showPage(window: BrowserWindow): Promise<void> {
  const painted = new Promise<void>((resolve) => {
    window.once('ready-to-show', () => {
      if (!window.isDestroyed()) window.show();
      resolve();
    });
  });
  await window.loadURL(pageAddress);
  await painted;
}
