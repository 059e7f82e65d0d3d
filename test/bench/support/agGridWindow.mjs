// @ts-check
// A bare window that reads files by itself: what a page without an engine needs to have all rows in memory.
import { app, BrowserWindow } from 'electron';

async function open() {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    webPreferences: { sandbox: false, contextIsolation: false, nodeIntegration: true },
  });
  await window.loadURL(
    'data:text/html,<title>AG Grid</title><body style="margin:0"><div id="grid" style="height:100vh"></div>',
  );
}

app.on('window-all-closed', () => app.quit());
// Not awaited: Electron is not ready before its main module has ended.
void app.whenReady().then(open);
