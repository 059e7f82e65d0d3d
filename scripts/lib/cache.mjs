// @ts-check
// Where set-up keeps what it fetched or built. Outside the repository, so that a clean clone, `git clean`
// and `npm ci` never cost another download.
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * @param {Record<string, string | undefined>} env
 * @param {string} platform
 * @param {string} home
 * @returns {string}
 */
export function cacheRoot(env = process.env, platform = process.platform, home = homedir()) {
  const chosen = env['UPLINE_CACHE'];
  if (chosen) return path.resolve(chosen);
  if (platform === 'win32')
    return path.join(env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'upline');
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'upline');
  const xdg = env['XDG_CACHE_HOME'];
  // The XDG rules say a relative value must be ignored.
  return path.join(xdg && path.isAbsolute(xdg) ? xdg : path.join(home, '.cache'), 'upline');
}

/**
 * A folder of the cache, created when missing.
 * @param {...string} parts
 * @returns {string}
 */
export function cacheFolder(...parts) {
  const folder = path.join(cacheRoot(), ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}
