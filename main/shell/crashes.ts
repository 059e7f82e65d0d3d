import { app, dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import type { Log } from '../engine/ports.ts';

/** Bugs in main: logged, told once, and the program goes on if the person wants to. */
export function watchMain(log: Log): void {
  let told = false;
  const report = (what: string, error: unknown): void => {
    log.write('error', what, { error });
    if (told || !app.isReady()) return;
    told = true;
    void dialog
      .showMessageBox({
        type: 'error',
        title: 'Upline',
        message: 'Something went wrong inside Upline.',
        detail:
          'Everything saved on this computer is still there. If the program behaves oddly, quit and start it again. The log has the details.',
        buttons: ['Go on', 'Quit'],
        defaultId: 0,
        cancelId: 0,
      })
      .then(({ response }) => {
        if (response === 1) app.quit();
        return response;
      });
  };
  process.on('uncaughtException', (error) => report('An exception nobody caught', error));
  process.on('unhandledRejection', (reason) => report('A rejection nobody handled', reason));
}

/** A page that died or hangs: offers to load it again. Nothing is lost, because a page holds no truth. */
export function watchPage(window: BrowserWindow, log: Log, reload: () => void): void {
  const offer = async (message: string, wait: string): Promise<void> => {
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      title: 'Upline',
      message,
      detail: 'Everything saved on this computer is still there.',
      buttons: ['Show it again', wait],
      defaultId: 0,
      cancelId: 1,
    });
    if (response === 0) reload();
  };
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return;
    log.write('error', 'The page ended by itself', { reason: details.reason, code: details.exitCode });
    void offer('The window’s content stopped unexpectedly.', 'Leave it');
  });
  window.on('unresponsive', () => {
    log.write('warn', 'The page does not respond');
    void offer('The window does not respond.', 'Wait');
  });
}

/**
 * Chromium's network process, through which every request goes. When it dies it is started again, but Electron's
 * `net` goes on asking the dead one: every request of this run fails (electron/electron#49572, mended in versions of
 * 2026), so that Upline would stand offline until somebody thought of starting it again.
 */
export function watchNetwork(log: Log, startAgain: () => void): void {
  let asked = false;
  const offer = async (): Promise<void> => {
    const { response } = await dialog.showMessageBox({
      type: 'warning',
      title: 'Upline',
      message: 'Upline can reach nothing until it is started again.',
      detail:
        'The part of it that speaks to the network stopped. Everything saved on this computer is still there, and you can go on working offline.',
      buttons: ['Start again', 'Later'],
      defaultId: 0,
      cancelId: 1,
    });
    if (response === 0) startAgain();
  };
  app.on('child-process-gone', (_event, { type, serviceName, reason, exitCode }) => {
    if (type !== 'Utility' || serviceName !== 'network.mojom.NetworkService' || reason === 'clean-exit')
      return;
    log.write('error', 'The network process ended by itself', { reason, code: exitCode });
    if (asked) return;
    asked = true;
    void offer();
  });
}
