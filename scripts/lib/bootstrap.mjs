// @ts-check
// All of set-up, in order. Each part looks first and does nothing when its result is already there.
import path from 'node:path';
import { ensureBinding } from './binding.mjs';
import { cacheRoot } from './cache.mjs';
import { ensureSystemPackages } from './debian.mjs';
import { ensurePackages } from './packages.mjs';
import { ensureRuntime } from './runtime.mjs';

/**
 * @typedef {{ runtime: import('./runtime.mjs').Runtime, env: Record<string, string> }} Ready
 */

/**
 * What the Electron runtime and its users need to find each other; see docs/setup.md.
 * @param {import('./runtime.mjs').Runtime} runtime
 * @param {string | undefined} binding
 * @returns {Record<string, string>}
 */
export function runtimeEnvironment(runtime, binding) {
  return {
    // Kept as an absolute path: programs below may be given another XDG_CACHE_HOME.
    UPLINE_CACHE: cacheRoot(),
    UPLINE_ELECTRON: runtime.executable,
    ...(binding ? { UPLINE_SQLITE_BINDING: binding } : {}),
    ...(runtime.kind === 'fallback' ? { ELECTRON_OVERRIDE_DIST_PATH: path.dirname(runtime.executable) } : {}),
  };
}

/**
 * @param {{ desktop: boolean }} options whether a virtual desktop is going to be needed
 * @returns {Promise<Ready>}
 */
export async function bootstrap({ desktop }) {
  await ensurePackages();
  await ensureSystemPackages(desktop ? ['window', 'desktop'] : ['window']);
  const runtime = await ensureRuntime();
  const binding = await ensureBinding(runtime);
  return { runtime, env: runtimeEnvironment(runtime, binding) };
}
