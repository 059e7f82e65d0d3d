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

/** @returns {Promise<void>} */
export async function ensurePackages() {
  if (installedAsLocked()) return;
  await withLock('packages', () =>
    step('installing the npm packages', async () => {
      if (installedAsLocked()) return;
      const result = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: repoRoot });
      if (result.code === 0) return;
      throw new SetupFailure(
        `npm ci failed, so the project's packages are not installed.\n${result.output.trim()}`,
        'read npm’s message above; most often the registry is out of reach or package-lock.json needs `npm install`.',
      );
    }),
  );
}
