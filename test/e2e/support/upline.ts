import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, errors, test as base } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { openDesktop } from '../../../scripts/lib/desktop.mjs';
import { startSandbox } from '../../../sandbox/index.ts';
import type { Sandbox, SandboxOptions } from '../../../sandbox/index.ts';
import { killAllWith, killTree } from './processes.ts';
import { keepWhatIsShown } from './shown.ts';

/** Many times what it takes, for machines that are slow or busy; in milliseconds. */
const windowLimit = 120_000;
/** How long Playwright may take to attach to Electron, try by try; together they leave a test half of its time. */
const attachLimits = [60_000, 90_000, 120_000] as const;

const repository = path.resolve(import.meta.dirname, '../../..');
const heldStart = path.join(import.meta.dirname, 'heldStart.cjs');

/** The application as a person has it: a window on the desktop, with its processes. */
export interface Running {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Process id of the main process. */
  readonly pid: number;
  /** kill -9 of every process of the application. */
  kill(): Promise<void>;
  /** Quits as the menu does. */
  quit(): Promise<void>;
}

export interface LaunchOptions {
  readonly arguments?: readonly string[];
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Another folder than the test's own: another computer. The test removes it. */
  readonly profile?: string;
  /** Whether anything may fade or slide; without it nothing does. */
  readonly motion?: boolean;
}

interface Fixtures {
  /** A folder of this test alone, gone afterwards. */
  readonly profile: string;
  /** Starts the application on the test's profile; may be called again after `kill` or `quit`. */
  readonly launch: (options?: LaunchOptions) => Promise<Running>;
  /** Starts a stand-in vendor of this test alone. */
  readonly vendor: (options?: SandboxOptions) => Promise<Sandbox>;
}

interface WorkerFixtures {
  /** A display, a message bus, a keychain and a clipboard for this worker alone. */
  readonly desktop: null;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  desktop: [
    async ({}, use, { parallelIndex }) => {
      // The first has the desktop that all of this was started on.
      const own = parallelIndex === 0 || process.platform !== 'linux' ? null : await anotherDesktop();
      await use(null);
      await own?.stop();
    },
    { scope: 'worker', auto: true, timeout: 120_000 },
  ],

  // Playwright reads the fixture's needs from this pattern.
  profile: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'upline-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },

  launch: async ({ profile }, use, info) => {
    const running = new Set<Running>();
    await use(async (options = {}) => {
      const started = await launch(options.profile ?? profile, options);
      running.add(started);
      return started;
    });
    for (const { page } of running) {
      if (info.status === info.expectedStatus || page.isClosed()) continue;
      const file = info.outputPath(`window-${running.size}.png`);
      mkdirSync(path.dirname(file), { recursive: true });
      await page.screenshot({ path: file }).catch(() => undefined);
    }
    for (const each of running) await each.kill();
  },

  vendor: async ({}, use) => {
    const sandboxes: Sandbox[] = [];
    await use(async (options = {}) => {
      const sandbox = await startSandbox(options);
      sandboxes.push(sandbox);
      return sandbox;
    });
    for (const sandbox of sandboxes) await sandbox.close();
  },
});

export { expect } from '@playwright/test';

async function anotherDesktop(): Promise<{ readonly stop: () => Promise<void> }> {
  const { env, stop } = await openDesktop({ display: true, bus: true, keyring: true, freshFolders: true });
  Object.assign(process.env, env);
  return { stop };
}

async function launch(profile: string, options: LaunchOptions): Promise<Running> {
  const executablePath = process.env['UPLINE_ELECTRON'];
  if (executablePath === undefined)
    throw new Error('Run these tests with npm test: it says where Electron is.');
  const environment = { ...process.env, ...options.environment };
  const app = await attached(profile, {
    executablePath,
    // Chromium refuses its own sandbox to root, which is who runs these tests on build machines; the
    // ordinary-user run has it on. contextIsolation and the page's sandbox are on everywhere.
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['-r', heldStart, repository, `--profile=${profile}`, ...(options.arguments ?? [])],
    env: Object.fromEntries(
      Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    cwd: repository,
  });
  // As in Playwright's own browsers: what takes long ends with the test's time, which is generous, and not before.
  app.context().setDefaultTimeout(0);
  const pid = app.process().pid;
  if (pid === undefined) throw new Error('Electron has no process id');
  const page = await app.firstWindow({ timeout: windowLimit });
  // What fades is neither here nor gone, has colours nobody chose, and may leave the pointer between pressing and
  // letting go. The page is told what an operating system set to less motion tells it; theme.css and Mantine then
  // show everything at once. Chromium's switch for this has no effect: Playwright speaks for the system.
  await page.emulateMedia({ reducedMotion: options.motion === true ? 'no-preference' : 'reduce' });
  await page.waitForLoadState('domcontentloaded');
  await keepWhatIsShown(page);
  const running: Running = {
    app,
    page,
    pid,
    kill: () => killTree(pid),
    quit: () => app.close(),
  };
  return running;
}

/**
 * Starts Electron under Playwright. Should Playwright not get through to it, nothing can be said about Upline: the
 * processes are ended, and others started. What Upline itself does wrong at its start is no such failure.
 */
async function attached(
  profile: string,
  options: Parameters<typeof _electron.launch>[0],
  [timeout, ...more]: readonly number[] = attachLimits,
): Promise<ElectronApplication> {
  try {
    return await _electron.launch({ ...options, ...(timeout === undefined ? {} : { timeout }) });
  } catch (error) {
    await killAllWith(profile);
    if (!(error instanceof errors.TimeoutError) || more.length === 0) throw error;
    console.warn(`Playwright did not reach Electron, which is started again: ${error.message}`);
    return attached(profile, options, more);
  }
}
