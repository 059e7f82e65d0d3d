import { mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { app, clipboard, dialog, ipcMain, Menu, net, session, shell } from 'electron';
import type { BrowserWindow } from 'electron';
import type { ShellEvent } from '../preload/contract.ts';
import type { Log } from './engine/ports.ts';
import { systemClock } from './engine/system.ts';
import { registerCalls } from './ipc/register.ts';
import { senderOf } from './ipc/sender.ts';
import { createShellHandlers } from './ipc/shellHandlers.ts';
import { createAppState } from './shell/appState.ts';
import { watchMain, watchNetwork, watchPage } from './shell/crashes.ts';
import { createDialogs } from './shell/dialogs.ts';
import { createEngineHost } from './shell/engineHost.ts';
import type { EngineHost } from './shell/engineHost.ts';
import { practiceId } from './shell/engineStarts.ts';
import { openExternally } from './shell/externalLinks.ts';
import { guardSession, installGuards } from './shell/guards.ts';
import { createFileLog } from './shell/log.ts';
import { menuTemplate } from './shell/menu.ts';
import { openProfile } from './shell/openProfile.ts';
import { parseOptions } from './shell/options.ts';
import type { Options } from './shell/options.ts';
import { watchPower } from './shell/power.ts';
import { forkEngine, forkSandbox } from './shell/processes.ts';
import { profilePlaces } from './shell/profile.ts';
import { guardQuitting } from './shell/quitting.ts';
import { createSandboxHost } from './shell/sandboxHost.ts';
import { declareScheme, serveScheme } from './shell/scheme.ts';
import { takeScreenshot } from './shell/screenshot.ts';
import { createSecretClipboard } from './shell/secretClipboard.ts';
import { chooseTheme, loadTheme, windowBackground } from './shell/theme.ts';
import { createUserFiles } from './shell/userFiles.ts';
import { createWindow, showPage } from './shell/window.ts';
import { createWorkspace } from './shell/workspace.ts';

/** Composes the shell. Everything it wires is made here and passed on; nothing is reached for. */

const out = path.join(import.meta.dirname, '..');

function openLog({ logLevel }: Options, folder: string): Log {
  const echo = logLevel === 'debug' ? (line: string) => void process.stderr.write(line) : undefined;
  return createFileLog({
    folder,
    level: logLevel,
    now: () => systemClock.now(),
    ...(echo === undefined ? {} : { echo }),
  });
}

/** Tells the engine when there is a page that listens, and when there is none. */
function introduce({ webContents }: BrowserWindow, engine: EngineHost): void {
  // Not `did-start-navigation`: that one also tells of navigations the guards refuse a moment later.
  webContents.on('did-navigate', () => engine.pageGone());
  webContents.on('render-process-gone', () => engine.pageGone());
  // The page's modules have run by then and listen for the port.
  webContents.on('dom-ready', () => engine.pageReady());
}

async function run(options: Options): Promise<void> {
  const places = profilePlaces(app.getPath('userData'));
  const log = openLog(options, places.logs);
  watchMain(log);
  installGuards(log);

  let window: BrowserWindow | null = null;
  const contents = () => window?.webContents ?? null;
  const announce = (event: ShellEvent): void => {
    const page = contents();
    if (page !== null && !page.isDestroyed()) page.send('shell-event', event);
  };
  app.on('second-instance', () => {
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });

  await app.whenReady();
  const runtime = `Electron ${process.versions.electron}, Chromium ${process.versions.chrome}`;
  log.write('info', 'Started', { version: app.getVersion(), runtime });
  guardSession(session.defaultSession);
  serveScheme(session.defaultSession, path.join(out, 'renderer'));

  const state = createAppState(
    {
      version: app.getVersion(),
      runtime,
      protection: { kind: 'keychain' },
      connections: [],
      engine: { state: 'none' },
      theme: await loadTheme(places.settings),
    },
    announce,
  );
  const engine = createEngineHost({
    fork: () => forkEngine(path.join(out, 'main', 'engine.js'), log, contents),
    clock: systemClock,
    log,
    onState: (now) => state.update({ engine: now }),
  });
  const dialogs = createDialogs(() => window);
  const exportFirst = (): void => announce({ event: 'menu', command: 'export-unsent' });
  const sandbox = createSandboxHost({
    fork: () => forkSandbox(path.join(out, 'main', 'sandbox.js'), log),
    folder: places.practice,
    size: options.practiceSize,
    clock: systemClock,
    log,
  });

  const files = createUserFiles(dialogs);
  const forkAside = () => forkEngine(path.join(out, 'main', 'engine.js'), log, () => null);

  const workspace = openProfile(places, state, log, systemClock).then((profile) =>
    createWorkspace({
      ...profile,
      state,
      engine,
      sandbox,
      fetch: (address, init) => net.fetch(address, init),
      clock: systemClock,
      places,
      actor: userInfo().username,
      logLevel: options.logLevel,
      workOffline: options.workOffline,
      // Only in development: in a finished program the environment must not choose what code is loaded.
      nativeBinding: app.isPackaged ? null : (process.env['UPLINE_SQLITE_BINDING'] ?? null),
      chooseTheme: (theme) => chooseTheme(places.settings, theme),
      dialogs,
      exportFirst,
      files,
      forkAside,
      engineAside: () =>
        createEngineHost({ fork: forkAside, clock: systemClock, log, onState: () => undefined }),
    }),
  );
  const secrets = createSecretClipboard(clipboard, (milliseconds, work) => {
    const timer = setTimeout(() => void work(), milliseconds);
    return () => clearTimeout(timer);
  });

  registerCalls(
    ipcMain,
    (event) => senderOf(event, contents()),
    createShellHandlers({ state, workspace, files, secrets }),
    log,
    dialogs.asking,
  );
  watchPower((event) => engine.power(event));

  const page = await createWindow({
    preload: path.join(out, 'preload', 'index.cjs'),
    stateFile: places.window,
    background: windowBackground(),
  });
  window = page;
  page.on('closed', () => {
    window = null;
  });
  introduce(page, engine);
  watchPage(page, log, () => page.webContents.reload());
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate(
        {
          send: (command) => announce({ event: 'menu', command }),
          closeConnection: () => void workspace.then((one) => one.close()),
          openLogs: () => void shell.openPath(places.logs),
          openHelp: () => void openExternally('https://help.agentsync.io/'),
        },
        { platform: process.platform, development: !app.isPackaged },
      ),
    ),
  );

  const quitting = guardQuitting(page, {
    unsent: () => engine.unsent(),
    dialogs,
    exportFirst,
    end: async () => {
      // A clipboard that does not answer keeps nobody from leaving.
      await Promise.all([engine.close(), secrets.forget().catch(() => undefined)]);
      sandbox.stop();
    },
  });
  watchNetwork(log, () => quitting.startAgain());

  const shown = showPage(page);
  const ready = await workspace;
  if (options.practice) await ready.open(practiceId);
  else await ready.resume();
  await shown;
  if (options.screenshot === null) return;
  await takeScreenshot(page, options.screenshot);
  app.quit();
}

/** A start that cannot succeed, such as a profile on a full or read-only disk: says why and ends. */
function giveUp(cause: unknown): void {
  const reason = cause instanceof Error ? cause.message : String(cause);
  dialog.showErrorBox('Upline could not start', `Nothing was changed. The reason: ${reason}`);
  app.exit(1);
}

// Whatever is written below is for this person's eyes only.
process.umask(0o077);
// Under HTTP/2 and HTTP/3 writes share one connection, and on a shared one Chromium repeats them (decision 26).
for (const shared of ['disable-http2', 'disable-quic']) app.commandLine.appendSwitch(shared);
declareScheme();
const options = parseOptions(process.argv.slice(1), process.env, process.cwd());
if (options.ok) {
  if (options.value.profile !== null) {
    mkdirSync(options.value.profile, { recursive: true, mode: 0o700 });
    app.setPath('userData', options.value.profile);
  }
  // Chromium's own files stay apart from ours.
  app.setPath('sessionData', profilePlaces(app.getPath('userData')).chromium);
  // One program per profile: the lock lies in its folder.
  if (app.requestSingleInstanceLock()) run(options.value).catch(giveUp);
  else app.quit();
} else {
  process.stderr.write(`${options.error.message}\n`);
  app.exit(2);
}
