// @ts-check
// The declared Electron version from its own source, through the installer inside the npm package `electron`.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { cacheFolder } from './cache.mjs';
import { repoRoot } from './repo.mjs';

const electronPackage = path.join(repoRoot, 'node_modules', 'electron');

/** How long no byte may arrive before the source counts as out of reach. */
const silenceLimit = 20_000;

/** @returns {string} the version package.json asks for */
export function declaredElectron() {
  return JSON.parse(readFileSync(path.join(electronPackage, 'package.json'), 'utf8')).version;
}

/** @returns {string | undefined} the executable, when the installer has put it there completely */
export function officialExecutable() {
  try {
    const dist = path.join(electronPackage, 'dist');
    const installed = readFileSync(path.join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
    const executable = path.join(dist, readFileSync(path.join(electronPackage, 'path.txt'), 'utf8'));
    return installed === declaredElectron() && existsSync(executable) ? executable : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} folder
 * @returns {number}
 */
function bytesIn(folder) {
  let total = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    // A file may vanish between the listing and this line: the download moves it when it is complete.
    if (entry.isFile())
      total += statSync(path.join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return total;
}

/**
 * Downloads the runtime. Given up when nothing arrives for a while, so that a firewall that swallows packets
 * costs seconds and not minutes.
 * @param {(text: string) => void} note
 * @returns {Promise<{ executable: string } | { reason: string }>}
 */
export async function installOfficial(note) {
  const work = cacheFolder('electron', `.download-${process.pid}`);
  mkdirSync(work, { recursive: true });
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, TMPDIR: work, TEMP: work, TMP: work, ELECTRON_GET_NO_PROGRESS: '1' };
  delete env['ELECTRON_OVERRIDE_DIST_PATH'];
  const reason = await new Promise((/** @type {(reason: string) => void} */ resolve) => {
    const child = spawn(process.execPath, [path.join(electronPackage, 'install.js')], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (chunk) => (errors += String(chunk)));
    let seen = 0;
    let lastMove = Date.now();
    const watch = setInterval(() => {
      const now = bytesIn(work);
      if (now !== seen) lastMove = Date.now();
      seen = now;
      note(`${(seen / 1_048_576).toFixed(0)} MB`);
      // Once a good part is here, silence means unpacking, not a dead connection.
      if (seen < 1_048_576 && Date.now() - lastMove > silenceLimit) child.kill();
    }, 500);
    child.on('error', (error) => {
      clearInterval(watch);
      resolve(error.message);
    });
    child.on('close', (code, signal) => {
      clearInterval(watch);
      const firstLine = errors.trim().split('\n')[0] ?? '';
      resolve(signal ? `nothing arrived for ${silenceLimit / 1000} s` : code === 0 ? '' : firstLine);
    });
  });
  rmSync(work, { recursive: true, force: true });
  const executable = officialExecutable();
  return executable ? { executable } : { reason: reason || 'the installer left no executable' };
}
