// @ts-check
// The least an Electron program can do: one sandboxed window with an all but empty page.
import { app, BrowserWindow } from 'electron';

async function open() {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  await window.loadURL('data:text/html,<title>Empty</title><p id="ready">Ready</p>');
}

app.on('window-all-closed', () => app.quit());
// Not awaited: Electron is not ready before its main module has ended.
void app.whenReady().then(open);
