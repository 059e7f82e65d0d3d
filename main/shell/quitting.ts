import { app } from 'electron';
import type { BrowserWindow } from 'electron';
import { mayLeave } from './leaving.ts';
import type { LeavingParts } from './leaving.ts';
import { watchShutdown } from './power.ts';

interface QuittingParts extends LeavingParts {
  /** Ends what runs beside the window, as orderly as it can; it must not fail. */
  readonly end: () => Promise<void>;
}

/**
 * Makes every way out ask first where something is unsent: the window's cross, the menu, the keys. Answers a way out
 * after which the program starts again, unless the person stays.
 */
export function guardQuitting(
  page: BrowserWindow,
  parts: QuittingParts,
): { readonly startAgain: () => void } {
  let again = false;
  let leaving: 'no' | 'asking' | 'ending' | 'ended' = 'no';
  // A computer that shuts down waits for nobody; what is unsent stays on it.
  let shuttingDown = false;

  // Asked while the window is still there: behind a closed window there would be nothing to stay with.
  page.on('close', (event) => {
    if (leaving === 'ended') return;
    event.preventDefault();
    app.quit();
  });
  app.on('before-quit', (event) => {
    if (leaving === 'ended') return;
    event.preventDefault();
    if (leaving !== 'no') return;
    leaving = 'asking';
    void askAndQuit();
  });
  watchShutdown(() => {
    shuttingDown = true;
  });
  app.on('window-all-closed', () => app.quit());

  async function askAndQuit(): Promise<void> {
    // A question that cannot be asked keeps nobody either.
    const agreed = shuttingDown || (await mayLeave('quit', parts).catch(() => true));
    if (agreed) {
      endAndQuit();
    } else {
      leaving = 'no';
      again = false;
    }
  }

  function endAndQuit(): void {
    leaving = 'ending';
    // Gone at once for the person; the engine still finishes what it has in hand.
    if (!page.isDestroyed()) page.hide();
    void parts.end().finally(() => {
      leaving = 'ended';
      if (again) app.relaunch();
      app.quit();
    });
  }

  return {
    startAgain() {
      again = true;
      app.quit();
    },
  };
}
