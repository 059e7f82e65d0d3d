// @ts-check
// node_modules must be what package-lock.json says. npm leaves its own record of what it installed
// (node_modules/.package-lock.json, written last), so comparing the two costs milliseconds and no network.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SetupFailure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { npm } from './npm.mjs';
import { step } from './progress.mjs';
import { repoRoot } from './repo.mjs';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} LockEntry
 * @typedef {{ packages?: Record<string, LockEntry> }} Lock
 */

/**
 * What is missing or different, by folder; empty when the installation is the locked one. Optional packages are
 * left out: which of them npm installs depends on the platform.
 * @param {Lock} wanted
 * @param {Lock} installed
 * @returns {string[]}
 */
export function differences(wanted, installed) {
  const present = installed.packages ?? {};
  return Object.entries(wanted.packages ?? {})
    .filter(([folder, entry]) => {
      if (folder === '' || entry.optional || entry.devOptional) return false;
      const found = present[folder];
      return !found || found.version !== entry.version || found.integrity !== entry.integrity;
    })
    .map(([folder]) => folder);
}

/**
 * @param {string} file
 * @returns {Lock}
 */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

/** @returns {boolean} */
function installedAsLocked() {
  const wanted = readLock(path.join(repoRoot, 'package-lock.json'));
  const installed = readLock(path.join(repoRoot, 'node_modules', '.package-lock.json'));
  return differences(wanted, installed).length === 0;
}

/**
 * npm refuses a lock file that leaves out other platforms' binaries, and a lock file written against a package
 * source that does not carry them must leave them out. Installing without saving takes the same locked versions
 * and may add this platform's binaries; whether it did take them is checked afterwards.
 * @param {string} output of npm ci
 * @returns {boolean}
 */
export function lacksOnlyOtherPlatforms(output) {
  const lines = output.split('\n').filter((line) => /\b(Missing|Invalid): /.test(line));
  // No version after the @: npm looked for the package and its source does not have it.
  const unavailable = /Missing: \S+@ from lock file/;
  return lines.length > 0 && lines.every((line) => unavailable.test(line) || platformBinary.test(line));
}

/** Packages that carry one platform's binary say so in their name. */
const platformBinary =
  /Missing: \S*\b(android|darwin|freebsd|linux|openharmony|win32|wasm32)\b\S* from lock file/;

/** No install scripts: nothing here needs one, and each is a stranger's program run at set-up. */
const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** @returns {Promise<import('./run-command.mjs').Outcome>} */
async function install() {
  const clean = await npm(['ci', ...quietly], { cwd: repoRoot });
  if (clean.code === 0 || !lacksOnlyOtherPlatforms(clean.output)) return clean;
  return npm(['install', '--no-save', ...quietly], { cwd: repoRoot });
}

/** @returns {Promise<void>} */
export async function ensurePackages() {
  if (installedAsLocked()) return;
  await withLock('packages', () =>
    step('installing the npm packages', async () => {
      if (installedAsLocked()) return;
      const result = await install();
      if (result.code === 0 && installedAsLocked()) return;
      throw new SetupFailure(
        `The project's npm packages could not be installed as package-lock.json lists them.\n${result.output.trim()}`,
        'read npm’s message above; most often the registry is out of reach, or package.json was changed without the lock file.',
      );
    }),
  );
}
