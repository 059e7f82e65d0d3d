import path from 'node:path';
import { app, session } from 'electron';
import { guardSession, installGuards } from './shell/guards.ts';
import { parseOptions } from './shell/options.ts';
import { declareScheme, serveScheme } from './shell/scheme.ts';
import { takeScreenshot } from './shell/screenshot.ts';
import { createWindow, showPage } from './shell/window.ts';

const here = import.meta.dirname;
const options = parseOptions(process.argv.slice(1), process.env, process.cwd());
declareScheme();
if (options.ok && options.value.profile !== null) app.setPath('userData', options.value.profile);
installGuards({ write() {} });

async function open(screenshot: string | null): Promise<void> {
  await app.whenReady();
  guardSession(session.defaultSession);
  serveScheme(session.defaultSession, path.join(here, '..', 'renderer'));
  const window = await createWindow({
    preload: path.join(here, '..', 'preload', 'index.cjs'),
    stateFile: path.join(app.getPath('userData'), 'window.json'),
    background: '#ffffff',
  });
  await showPage(window);
  if (screenshot === null) return;
  await takeScreenshot(window, screenshot);
  app.quit();
}

if (options.ok) {
  void open(options.value.screenshot);
} else {
  process.stderr.write(`${options.error.message}\n`);
  app.exit(2);
}
