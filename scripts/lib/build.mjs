// @ts-check
// Builds the app when a source has changed since the last build, and not otherwise.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { SetupFailure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { step } from './progress.mjs';
import { repoRoot } from './repo.mjs';
import { capture } from './run-command.mjs';

/** Everything the build reads. */
const inputs = [
  'domain',
  'main',
  'preload',
  'renderer',
  'resources',
  'sandbox',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/**
 * @param {string} root
 * @param {readonly string[]} names files and folders below the root; missing ones are left out
 * @returns {string[]} relative paths of all files, in one order
 */
export function filesOf(root, names) {
  return names
    .flatMap((name) => {
      const stat = statSync(path.join(root, name), { throwIfNoEntry: false });
      if (!stat) return [];
      if (!stat.isDirectory()) return [name];
      return readdirSync(path.join(root, name), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
    })
    .toSorted();
}

/**
 * Changes when a file is added, removed, or written. Sizes and times, not contents: a start must not wait for it.
 * @param {string} root
 * @param {readonly string[]} names
 * @returns {string}
 */
export function stampOf(root, names) {
  const hash = createHash('sha256');
  for (const file of filesOf(root, names)) {
    const { size, mtimeMs } = statSync(path.join(root, file));
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

const output = path.join(repoRoot, 'out');
const stampFile = path.join(output, '.stamp');

/** @param {string} stamp */
function isBuilt(stamp) {
  try {
    return readFileSync(stampFile, 'utf8') === stamp && existsSync(path.join(output, 'main', 'index.js'));
  } catch {
    return false;
  }
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | undefined>} what the build said, or undefined when there was nothing to do
 */
export async function ensureBuild(env) {
  if (isBuilt(stampOf(repoRoot, inputs))) return undefined;
  const place = createHash('sha256').update(repoRoot).digest('hex').slice(0, 12);
  return withLock(`build-${place}`, () =>
    step('building the app', async () => {
      const stamp = stampOf(repoRoot, inputs);
      if (isBuilt(stamp)) return undefined;
      rmSync(stampFile, { force: true });
      const tool = path.join(repoRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
      const built = await capture(process.execPath, [tool, 'build'], {
        cwd: repoRoot,
        env: { ...env, NO_COLOR: '1', FORCE_COLOR: '0' },
      });
      if (built.code !== 0) {
        throw new SetupFailure(
          `The app could not be built.\n${stripVTControlCharacters(built.output).trim()}`,
          'the build tool’s message is above.',
        );
      }
      // The stamp of before the build: a file saved while it ran makes the next start build again.
      writeFileSync(stampFile, stamp);
      return stripVTControlCharacters(built.output);
    }),
  );
}
