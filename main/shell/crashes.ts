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
